package callcenter

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"
)

// FuzzCenterJSON: whatever the JSON, Check does not panic; what passes it stays sound, whatever is done to it.
func FuzzCenterJSON(f *testing.F) {
	f.Add([]byte(`{}`), uint64(0))
	f.Add([]byte(`{"agents":{"12989":null},"calls":{"x":null},"ended":["x"]}`), uint64(1))
	for situation := range situations {
		f.Add([]byte(toJSON(f, scene(f, situation))), uint64(2))
	}
	for n := range uint64(4) {
		f.Add([]byte(toJSON(f, everything(f))), n)
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		c := new(Center)
		if json.Unmarshal(data, c) != nil || c.Check() != nil {
			return
		}
		c.Recount()
		r := rand.New(rand.NewPCG(seed, 0))
		for range 50 {
			what, _ := anyOperation(r, c, noon.Add(time.Duration(r.IntN(48))*time.Hour))
			if err := check(c); err != nil {
				t.Fatalf("after %s: %v", what, err)
			}
			throughJSON(t, c)
		}
	})
}
