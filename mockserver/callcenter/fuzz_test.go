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
		r := rand.New(rand.NewPCG(seed, 0))
		for range 50 {
			what, _ := anyOperation(r, c, noon.Add(time.Duration(r.IntN(48))*time.Hour))
			if err := c.Check(); err != nil {
				t.Fatalf("after %s: %v", what, err)
			}
			throughJSON(t, c)
		}
	})
}

// everything is a center in which nothing is empty, and of an agent as little as can be.
func everything(t testing.TB) *Center {
	t.Helper()
	c := scene(t, "acw-predictive")
	ok(t, c.SetACWLimit(time.Minute))
	ok(t, c.PutAccount(AccountChange{Services: []string{"stereo_recording"}}))
	_, _, err := c.CreateAgent(noon, AgentEdit{DNI: text("1"), SSO: text("ana")})
	ok(t, err)
	put(t, c, "10000", AgentChange{Network: &Network{LatencyMS: 20, ConnectionType: "Wifi"}})
	ok(t, c.AddAgentToSkill(c.CreateSkill(SkillChange{Name: text("Support")}), "12989", "5"))
	_, err = c.AddDNC(noon, Is(DNCBoth), []string{"3000000000"})
	ok(t, err)
	ok(t, c.BlockLaw(noon, "900", "3000000001", "77"))
	ok(t, c.AddIP(ip("192.0.2.1"), Is(true), "office"))
	ok(t, c.PutRoutingPoint("61196", RoutingPointChange{Name: text("Mail")}))
	_, err = c.AddInteraction(noon, Message{From: "luz@example.com", RPID: "61196"})
	ok(t, err)
	ok(t, c.UploadFile(noon, "a.pdf", 10))
	_, err = c.UploadAudios(noon, []Upload{{"a.wav", 10, 1}})
	ok(t, err)

	put(t, c, "12992", as("ready"))
	_, err = c.Arrive(noon, Arrival{AgentID: "12992", Phone: "3001234567", Type: Predictive, CampaignID: "7224", CustomerID: "2", Answered: true})
	ok(t, err)
	ok(t, c.AgentDisplay("12992", Is(false), "dial"))
	for style, phone := range map[CallbackStyle]string{Auto: "3000000004", ByHand: "3000000005"} { // one waits, one is shown
		ok(t, c.RecallByPhone(noon, "12992", Is(phone), Is(noon), Is(style)))
	}
	c.Advance(noon.Add(everyRound))
	ok(t, c.HangTypeReady(noon.Add(everyRound), "12992", "021", "b", "thanks"))
	put(t, c, "12993", as("acw")) // with a limit
	ok(t, c.Check())
	return c
}

func TestEverything_isThere(t *testing.T) {
	var fields map[string]json.RawMessage
	ok(t, json.Unmarshal([]byte(toJSON(t, everything(t))), &fields))
	for name, value := range fields {
		switch string(value) {
		case "{}", "[]", "null", "0", `""`:
			t.Errorf("%s is %s: the corpus lacks it", name, value)
		}
	}
}
