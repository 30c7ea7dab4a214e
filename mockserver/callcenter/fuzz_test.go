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
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		c := new(Center)
		if json.Unmarshal(data, c) != nil || c.Check() != nil {
			return
		}
		r := rand.New(rand.NewPCG(seed, 0))
		ids := append(c.Agents(), Agent{ID: "12989"})
		calls := append(c.Calls(), Call{ID: "nope"})
		for range 20 {
			id, to := ids[r.IntN(len(ids))].ID, ids[r.IntN(len(ids))].ID
			what, _ := anyOperation(r, c, noon)
			_ = c.Answer(noon, calls[r.IntN(len(calls))].ID)
			_ = c.CustomerHangUp(noon, calls[r.IntN(len(calls))].ID)
			_, _ = c.AuxCall(noon, id, "3001234567")
			_, _ = c.Transfer(noon, id, to)
			_, _ = c.Arrive(noon, Arrival{AgentID: id, Type: Predictive, Answered: true})
			_ = c.Hang(noon, id)
			_ = c.HangTypeReady(noon, id, "021", "", "")
			_ = c.CreateCode(Group1, "021", CodeChange{})
			c.Tick(noon.Add(time.Duration(r.IntN(48)) * time.Hour))
			_, _ = c.ChangeStatus(noon, id, "ready")
			if err := c.Check(); err != nil {
				t.Fatalf("after %s and more: %v", what, err)
			}
			throughJSON(t, c)
		}
	})
}
