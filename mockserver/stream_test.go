package mockserver_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// pieces is a reply, with the longest part of it that was written at a time. It is told when the first byte leaves.
type pieces struct {
	http.ResponseWriter
	body    bytes.Buffer
	longest int
	begins  func()
}

func (p *pieces) Write(b []byte) (int, error) {
	if p.longest == 0 {
		p.begins()
	}
	p.longest = max(p.longest, len(b))
	return p.body.Write(b)
}

// A long reply leaves as it is rendered. Its bytes, its entry in the journal, and the moment when that is there and the token
// is free, are those of a reply that is rendered whole, as the checks of replies want it.
func TestStream(t *testing.T) {
	t.Parallel()
	read := info("get_dnc", "type=inbound")
	var bodies, entries []string
	for _, whole := range []bool{false, true} {
		opts := []mockserver.Option{mockserver.WithClock(noon)}
		if whole {
			opts = append(opts, mockserver.WithReplyChecks())
		}
		s, err := mockserver.New(opts...)
		ok(t, err)
		w := s.Default()
		for i := range 3000 {
			_, err := w.PutDNC(fmt.Sprint(3_000_000_000+i), "inbound")
			ok(t, err)
		}
		_, err = w.PutDNC("0"+w.Token(), "inbound") // the first one
		ok(t, err)
		_, err = w.AddToken(mockserver.Token{Token: "0" + w.Token()})
		ok(t, err)
		r := httptest.NewRequest(read.method, read.target, nil)
		r.Header.Set("wolkvox-token", w.Token())
		reply := &pieces{ResponseWriter: httptest.NewRecorder()}
		reply.begins = func() {
			entries = append(entries, mustJSON(t, newest(t, w)))
			if got := direct(s, w.Token(), hang); got.outcome() != "hung_up" {
				t.Errorf("while the reply leaves another request has %s", got.outcome())
			}
		}
		s.ServeHTTP(reply, r)
		bodies = append(bodies, reply.body.String())
		if !whole && reply.longest > 34<<10 {
			t.Errorf("%d of %d bytes were written at a time", reply.longest, reply.body.Len())
		}
	}
	if bodies[0] != bodies[1] || len(bodies[0]) < 300_000 {
		t.Errorf("replies of %d and %d bytes differ", len(bodies[0]), len(bodies[1]))
	}
	if entries[0] != entries[1] || strings.Contains(entries[0], "0"+mockserver.DemoToken) || !strings.Contains(entries[0], "dnc_found") {
		t.Errorf("the journal has\n%s\nand\n%s", entries[0], entries[1])
	}
}
