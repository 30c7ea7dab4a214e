package mockserver_test

import (
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// FuzzCost: whatever a request repeats until it is as large as it may be, it costs no more than a multiple of a look at it.
func FuzzCost(f *testing.F) {
	for _, s := range hostileBodies {
		f.Add(uint8(0), uint8(0), s.begin, s.piece, s.end)
	}
	for i, s := range hostileQueries {
		f.Add(uint8(i), uint8(1), s.begin, s.piece, s.end)
	}
	f.Add(uint8(3), uint8(2), "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nx\r\n", "--b--")
	s, err := mockserver.New()
	ok(f, err)
	s.Warm()
	f.Fuzz(func(t *testing.T, target, place uint8, begin, piece, end string) {
		if piece == "" || len(begin)+len(piece)+len(end) > mostTarget/2 {
			return
		}
		tt := hostileTargets[int(target)%len(hostileTargets)]
		a := ask{method: tt.method, target: tt.path + "?api=" + tt.api}
		switch place % 3 {
		case 0:
			a.body = repeat(begin, piece, end, mostBody)
		case 1:
			query := strings.Map(func(r rune) rune {
				if r <= ' ' || r >= 0x7f {
					return '.'
				}
				return r
			}, repeat(begin, piece, end, mostTarget))
			a.target += strings.ReplaceAll(query, "#", ".")
		default:
			a.body = repeat(begin, piece, end, mostBody)
			a = a.with("Content-Type", "multipart/form-data; boundary=b")
		}
		taken, multiple := hostileCost(t, s, a)
		for try := 0; try < 5 && multiple > mostMultiple; try++ {
			_, again := hostileCost(t, s, a)
			multiple = min(multiple, again)
		}
		if size := uint64(mostBody); taken > 20*size || multiple > mostMultiple {
			t.Errorf("it takes %d bytes of memory, and %.0f times as long as a look at it", taken, multiple)
		}
	})
}
