package mockserver_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
)

// simulatedWorld is a small contact center; manual agent 900 is in no skill.
const simulatedWorld = `
states: [{id: "101", description: Break}]
activity_codes: [{type_code: cod_act1, cod_act: "021", description: Sale, hit: true}, {type_code: cod_act1, cod_act: "020", description: No}]
skills:
  - {skill_id: "4001", name: Support, agents: [{agent_id: "1"}, {agent_id: "2"}, {agent_id: "3"}, {agent_id: "900"}]}
  - {skill_id: "4002", name: Sales, agents: [{agent_id: "4"}, {agent_id: "5"}]}
campaigns:
  - {campaign_id: "7001", campaign_name: Renewals, skill_id: "4002", customers: [
      {customer_id: "1", customer_name: Luz, phones: ["3000000001"]}, {customer_id: "2", customer_name: Iván, phones: ["3000000002"]},
      {customer_id: "3", customer_name: Eva, phones: ["3000000003"]}, {customer_id: "4", customer_name: Juan, phones: ["3000000004"]}]}
agents:
  - {agent_id: "1", name: Ana}
  - {agent_id: "2", name: Beto}
  - {agent_id: "3", name: Cata, status: ready}
  - {agent_id: "4", name: Dani, status: ready}
  - {agent_id: "5", name: Eli, status: ready}
  - {agent_id: "900", name: Zoe, status: ready, manual: true}
simulation:
  skills: [{skill_id: "4001", peak: 60}]
  shifts:
    - {from: "08:00", to: "16:00", agents: ["1", "2"], breaks: [{state: "101", after: 2h, length: 15m}]}
    - {from: "16:00", to: "00:00", agents: ["3"], breaks: [{state: "101", after: 2h, length: 15m}]}
`

var nine = time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC) // in Bogotá

func simulatedServer(t *testing.T, opts ...mockserver.Option) *mockserver.World {
	t.Helper()
	s, err := seed.Parse("world.yaml", []byte(simulatedWorld))
	ok(t, err)
	srv, err := mockserver.New(append([]mockserver.Option{
		mockserver.WithSeed(s), mockserver.WithClock(nine), mockserver.WithSimulator(), mockserver.WithJournalSize(100_000),
		mockserver.WithJournalBytes(1 << 30),
	}, opts...)...)
	ok(t, err)
	t.Cleanup(srv.Close)
	return srv.Default()
}

func TestSimulator_livedIsAdvanced(t *testing.T) {
	t.Parallel()
	day := func(live func(*mockserver.World)) string {
		w := simulatedServer(t)
		live(w)
		return changesAsText(t, w)
	}
	advanced := day(func(w *mockserver.World) { ok(t, w.Advance(5*time.Hour)) })
	r := rand.New(rand.NewPCG(1, 2))
	lived := day(func(w *mockserver.World) {
		for left := 5 * time.Hour; left > 0; {
			d := min(left, time.Duration(1+r.Int64N(int64(40*time.Second))))
			ok(t, w.Advance(d))
			left -= d
		}
	})
	if lived != advanced {
		t.Errorf("lived is not advanced: %d and %d bytes", len(lived), len(advanced))
	}
}

// changesAsText are all changes that a world keeps, but for those of its clock, without their numbers.
func changesAsText(t *testing.T, w *mockserver.World) string {
	t.Helper()
	var text strings.Builder
	for _, r := range w.Records(0, 0).Records {
		if r.Change == nil || r.Change.Kind == journal.OfClock {
			continue
		}
		r.Change.Seq = 0
		b, err := json.Marshal(r.Change)
		ok(t, err)
		text.Write(append(b, '\n'))
	}
	return text.String()
}
