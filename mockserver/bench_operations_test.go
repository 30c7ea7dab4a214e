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
)

// What the operations beside hang cost, inside the handler: bodies, lists, the quota, and many timers.

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
	_, err := w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{CallCenter: &licences}})
	ok(b, err)
}

// BenchmarkServeHTTP: what one request costs inside the handler, without a network. Bytes and allocations count: a success
// and a refusal, bodies, a read that costs a call of the quota, reads of one agent and of all. Where an operation stands in
// the document must not count: some from the beginning, the middle and the end of agentbox.php are refused alike.
func BenchmarkServeHTTP(b *testing.B) {
	p := newPark(1_000)
	s, w := p.start(b, 1)
	plenty(b, w)
	one, oneWorld := newPark(1).start(b, 1)
	plenty(b, oneWorld)
	numbers := `{"type_call":"outbound","telephones":["3000000000"`
	for i := range 9 {
		numbers += fmt.Sprintf(`,"300000000%d"`, i+1)
	}
	b.Run("hang", func(b *testing.B) {
		p := newPark(10_000)
		s, w := p.start(b, 1)
		p.hangs(b, s, w)
	})
	for _, tt := range []struct {
		name, want string
		ask        ask
	}{
		{"refused", "hang/no_active_call", box("hang", "agent_id=100500")},
		{"change_status", "change_status/status_changed", box("change_status", "status=101&agent_id=100500")},
		{"disable_agent", "disable_agent/agent_disabled", conf("disable_agent", `{"agent_id":"100501"}`)},
		{"add_dnc/numbers=10", "add_dnc/numbers_added", conf("add_dnc", numbers+"]}")},
		{"services", "services/services_found", info("services", "")},
		{"agents/one=of-1000", "agents/agents_found", info("agents", "agent=100500")},
		{"real_time_agents/agents=1000", "real_time_agents/agents_found", live("agents", "")},
	} {
		b.Run(tt.name, func(b *testing.B) { again(b, s, w, tt.ask, tt.want) })
	}
	b.Run("real_time_agents/agents=1", func(b *testing.B) {
		again(b, one, oneWorld, live("agents", ""), "real_time_agents/agents_found")
	})
	for _, reply := range []string{"hang/agent_unknown", "hold/agent_unknown", "dial/agent_unknown", "delete_recall/agent_unknown"} {
		b.Run(reply, func(b *testing.B) { again(b, s, w, written(b, &sampleOf(b, reply).Call), reply) })
	}
}

// BenchmarkTimers: a hang must not cost more when thousands of callbacks are scheduled, with a limit of ACW too.
func BenchmarkTimers(b *testing.B) {
	for _, callbacks := range []int{0, 10_000} {
		for _, limit := range []time.Duration{0, time.Hour} {
			b.Run(fmt.Sprintf("callbacks=%d/acw_limit=%s", callbacks, limit), func(b *testing.B) {
				p := newPark(10_000)
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
				_, err = w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(limit)})
				ok(b, err)
				p.hangs(b, s, w)
			})
		}
	}
}
