package mockserver_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// What the operations beside hang cost, inside the handler: bodies, lists, the quota, and a full agenda.

// again sends one request again and again, and wants the same outcome each time.
func again(b *testing.B, s *mockserver.Server, w *mockserver.World, a ask, want string) {
	b.Helper()
	r := httptest.NewRequest(a.method, a.target, nil)
	r.Header.Set("wolkvox-token", w.Token())
	r.Body = http.NoBody
	body := bytes.NewReader([]byte(a.body))
	if a.body != "" {
		r.Body = io.NopCloser(body)
	}
	out := &sink{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = body.Seek(0, io.SeekStart)
		clear(out.header)
		s.ServeHTTP(out, r)
		if out.outcome() != want {
			b.Fatalf("%s, want %s", out.outcome(), want)
		}
	}
}

// plenty lets a world answer as many calls a day as a benchmark asks for.
func plenty(b *testing.B, w *mockserver.World) {
	licences := callcenter.MaxLicences
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{CallCenter: &licences}})
	ok(b, err)
}

// BenchmarkOperations: a body with ten numbers, a read that costs a call of the quota, and reads of one agent and of all.
func BenchmarkOperations(b *testing.B) {
	p := newPark(b, 1_000)
	s, w := p.start(b, 1)
	plenty(b, w)
	one, oneWorld := newPark(b, 1).start(b, 1)
	plenty(b, oneWorld)
	numbers := `{"type_call":"outbound","telephones":["3000000000"`
	for i := range 9 {
		numbers += fmt.Sprintf(`,"300000000%d"`, i+1)
	}
	b.Run("add_dnc/numbers=10", func(b *testing.B) { again(b, s, w, conf("add_dnc", numbers+"]}"), "add_dnc/numbers_added") })
	b.Run("services", func(b *testing.B) {
		again(b, s, w, written(b, &sampleOf(b, "services/services_found").Call), "services/services_found")
	})
	b.Run("agents/one=of-1000", func(b *testing.B) { again(b, s, w, info("agents", "agent=100500"), "agents/agents_found") })
	b.Run("real_time_agents/agents=1", func(b *testing.B) {
		again(b, one, oneWorld, live("agents", ""), "real_time_agents/agents_found")
	})
	b.Run("real_time_agents/agents=1000", func(b *testing.B) { again(b, s, w, live("agents", ""), "real_time_agents/agents_found") })
}

// BenchmarkTimers: a hang must not cost more when thousands of callbacks are scheduled, with a limit of ACW too.
func BenchmarkTimers(b *testing.B) {
	for _, callbacks := range []int{0, 10_000} {
		for _, limit := range []time.Duration{0, time.Hour} {
			b.Run(fmt.Sprintf("callbacks=%d/acw_limit=%s", callbacks, limit), func(b *testing.B) {
				p := newPark(b, 10_000)
				s, w := p.start(b, 1)
				freeze(b, w)
				_, err := w.PutCampaign("7224", callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "1"}}})
				ok(b, err)
				for i := range callbacks {
					due := noon.Add(24*time.Hour + time.Duration(i*7919%86_400)*time.Second).Format("20060102150405")
					a := box("recall", fmt.Sprintf("agent_id=%d&id_camp=7224&id_customer=1&telefono=%d&rellamada=%s&recall_style=auto", 100_000+i, i, due))
					if got := direct(s, w.Token(), a); got.outcome() != "recall_scheduled" {
						b.Fatal(got.body)
					}
				}
				p.limitACW(b, w, limit)
				r, out, i := post(w, agentbox), &sink{header: http.Header{}}, len(p.ids)
				b.ReportAllocs()
				for b.Loop() {
					if i == len(p.ids) {
						b.StopTimer()
						p.arm(b, w)
						i = 0
						b.StartTimer()
					}
					aim(r, agentbox+"?api=hang&agent_id="+p.ids[i])
					i++
					clear(out.header)
					s.ServeHTTP(out, r)
					if out.outcome() != "hang/hung_up" {
						b.Fatal(out.outcome())
					}
				}
			})
		}
	}
}

func (p *park) limitACW(b *testing.B, w *mockserver.World, limit time.Duration) {
	d := fault.Duration(limit)
	_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: &d})
	ok(b, err)
}

// BenchmarkRoutes: the cost of a request must not depend on where its operation stands in the document, nor on how many
// there are: operations from the beginning, the middle and the end of agentbox.php are refused alike.
func BenchmarkRoutes(b *testing.B) {
	s, err := mockserver.New()
	ok(b, err)
	defer s.Close()
	w := s.Default()
	plenty(b, w)
	for _, reply := range []string{"hang/agent_unknown", "hold/agent_unknown", "dial/agent_unknown", "delete_recall/agent_unknown"} {
		b.Run(reply, func(b *testing.B) { again(b, s, w, written(b, &sampleOf(b, reply).Call), reply) })
	}
}
