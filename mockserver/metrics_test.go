package mockserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/accesslog"
	"wolkvoxmock/openapi"
)

// A scrape is what /metrics has, by metric.
type scrape map[string]*dto.MetricFamily

func scraped(t testing.TB, s *mockserver.Server) scrape {
	t.Helper()
	var text bytes.Buffer
	ok(t, s.WriteMetrics(&text))
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(&text)
	ok(t, err)
	return families
}

// value is that of a series, given its labels in pairs of names and values; NaN when there is none.
func (s scrape) value(name string, labels ...string) float64 {
	for _, m := range s["wolkvox_mock_"+name].GetMetric() {
		have := []string{}
		for _, l := range m.GetLabel() { // by name
			have = append(have, l.GetName(), l.GetValue())
		}
		if slices.Equal(have, labels) {
			switch {
			case m.Counter != nil:
				return m.GetCounter().GetValue()
			case m.Histogram != nil:
				return float64(m.GetHistogram().GetSampleCount())
			}
			return m.GetGauge().GetValue()
		}
	}
	return math.NaN()
}

// values are those of all series of a metric with one label.
func (s scrape) values(name string) map[string]float64 {
	all := map[string]float64{}
	for _, m := range s["wolkvox_mock_"+name].GetMetric() {
		all[m.GetLabel()[0].GetValue()] = m.GetGauge().GetValue()
	}
	return all
}

// What promtool check metrics would say.
func TestMetrics_lint(t *testing.T) {
	t.Parallel()
	log := accesslog.New(io.Discard, accesslog.Options{})
	defer log.Close(context.Background())
	s := mockserver.Run(t, mockserver.WithLog(log))
	var text bytes.Buffer
	ok(t, s.WriteMetrics(&text))
	problems, err := promlint.New(&text).Lint()
	ok(t, err)
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// Each request counts once, whatever becomes of its world, and so does what was wrong with it.
func TestMetrics_requests(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "other"})
	ok(t, err)
	count := func(w *mockserver.World) {
		c := callerOf(t, w)
		c.mustGet("hung_up", hang)
		c.mustGet("no_active_call", hang)
		c.mustGet("no_active_call", hang.but("agent_id", "12991"))
		newCaller(t, w.URL(), "").mustGet("token_missing", hang)
		_, err := w.AddFault(mockserver.Fault{Drop: true})
		ok(t, err)
		if _, err := c.try(t.Context(), hang); err == nil {
			t.Error("the connection was not dropped")
		}
	}
	want := func(when string, times, worlds float64) {
		t.Helper()
		got := scraped(t, s)
		for _, tt := range []struct {
			name   string
			labels []string
			want   float64
		}{
			{"requests_total", []string{"operation", "hang", "outcome", "hung_up"}, times},
			{"requests_total", []string{"operation", "hang", "outcome", "no_active_call"}, 2 * times},
			{"requests_total", []string{"operation", "hang", "outcome", "agent_unknown"}, 0},
			{"requests_total", []string{"operation", "-", "outcome", "token_missing"}, times},
			{"requests_total", []string{"operation", "-", "outcome", "none"}, times},
			{"violations_total", []string{"rule", "token-missing", "severity", "violation"}, times},
			{"violations_total", []string{"rule", "refusal-unexpected", "severity", "warning"}, 2 * times},
			{"violations_total", []string{"rule", "body-json", "severity", "violation"}, 0},
			{"request_duration_seconds", nil, 5 * times},
			{"worlds", nil, worlds},
		} {
			if got := got.value(tt.name, tt.labels...); got != tt.want {
				t.Errorf("%s: %s %v is %v, want %v", when, tt.name, tt.labels, got, tt.want)
			}
		}
	}
	want("at first", 0, 2)
	other, err := s.World("other")
	ok(t, err)
	count(s.Default())
	count(other)
	want("in two worlds", 2, 2)
	ok(t, s.Default().Reset())
	other.ClearRequests()
	want("after a reset", 2, 2)
	ok(t, s.DeleteWorld("other"))
	want("without the other", 2, 1)
	count(s.Default())
	want("once more", 3, 1)
}

// The gauges are those of all worlds together.
func TestMetrics_gauges(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithJournalSize(2))
	start := mockserver.WorldSpec{Name: "other", Clock: &mockserver.Clock{Time: noon, Frozen: true}}
	other, err := s.CreateWorld(start)
	ok(t, err)
	for range 3 { // the first one rings
		_, err := other.Arrive(mockserver.Arrival{Type: mockserver.Inbound, SkillID: "4012", Phone: "1"})
		ok(t, err)
		pass(t, other, time.Second)
	}
	for range 5 {
		callerOf(t, other).mustGet("agent_unknown", hang.but("agent_id", "1"))
	}
	callerOf(t, other).mustGet("recall_scheduled", newRecall)
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/__admin/worlds/other/events", nil)
	ok(t, err)
	stream, err := http.DefaultClient.Do(req)
	ok(t, err)
	defer stream.Body.Close()
	defer leave()
	got := scraped(t, s)
	for name, want := range map[string]map[string]float64{
		"agents":               {"acw": 2, "auxiliary": 2, "logout": 2, "ready": 1, "ring": 1, "talk": 4},
		"calls":                {"queued": 2, "ringing": 1, "active": 4},
		"queue_calls":          {"4012": 3},
		"queue_oldest_seconds": {"4012": 3},
	} {
		if diff := cmp.Diff(want, got.values(name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, want := range map[string]float64{"journal_dropped_exchanges": 4, "stream_readers": 1, "worlds": 2, "callbacks": 1} {
		if n := got.value(name); n != want {
			t.Errorf("%s is %v, want %v", name, n, want)
		}
	}
	if n, held := got.value("journal_bytes"), got.value("worlds_bytes"); n <= 0 || held <= 0 {
		t.Errorf("the journals take %v bytes, the worlds hold %v", n, held)
	}
}

// Clients make skills, with any id. Those beyond the bound are one.
func TestMetrics_boundedLabels(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.Default()
	ids := []string{"a\nb\"\\", strings.Repeat("é", 100)}
	for i := range 150 {
		ids = append(ids, fmt.Sprintf("9%03d", i))
	}
	for _, id := range ids {
		_, err := w.PutSkill(id, mockserver.SkillSetup{})
		ok(t, err)
		_, err = w.Arrive(mockserver.Arrival{Type: mockserver.Inbound, SkillID: id, Phone: "1"})
		ok(t, err)
	}
	got := scraped(t, s).values("queue_calls")
	total := 0.0
	for label, n := range got {
		if total += n; len(label) > 70 {
			t.Errorf("a label has %d bytes: %s", len(label), label)
		}
	}
	if len(got) != 101 || total != float64(len(ids)) || got["other"] != float64(len(ids)-99) {
		t.Errorf("%d labels, %v calls, %v of other skills", len(got), total, got["other"])
	}
}

// A scrape asks for the token, as the rest of the control API does.
func TestMetrics_guarded(t *testing.T) {
	t.Parallel()
	admin, err := openapi.Admin()
	ok(t, err)
	open, closed := mockserver.Run(t), mockserver.Run(t, mockserver.WithAdminToken("s3cret"))
	for _, tt := range []struct {
		what   string
		server *mockserver.Server
		host   string
		header []string
		status int
	}{
		{"this machine", open, "", nil, 200},
		{"by another name", open, "mock.example.com", nil, 403},
		{"of a page", open, "", []string{"Origin", "https://example.com"}, 403},
		{"without the token", closed, "", nil, 401},
		{"with the token", closed, "mock.example.com", []string{"Authorization", "Bearer s3cret"}, 200},
	} {
		got := newCaller(t, tt.server.URL(), "").send(ask{method: "GET", target: "/metrics", host: tt.host, header: tt.header})
		if has := strings.Contains(got.body, "wolkvox_mock_worlds 1\n"); got.status != tt.status || has != (tt.status == 200) {
			t.Errorf("%s: %d, want %d\n%.300s", tt.what, got.status, tt.status, got.body)
		}
		for _, v := range admin.Operation("metrics").CheckReply(got.status, got.header, []byte(got.body), "") {
			t.Errorf("%s: %v", tt.what, v)
		}
	}
}

// The dashboard asks for nothing that a scrape does not have, and shows all that is ours.
func TestMetrics_dashboard(t *testing.T) {
	t.Parallel()
	log := accesslog.New(io.Discard, accesslog.Options{})
	defer log.Close(context.Background())
	have := scraped(t, mockserver.Run(t, mockserver.WithLog(log)))
	text, err := os.ReadFile("../testdata/grafana/dashboard.json")
	ok(t, err)
	var dashboard struct {
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	ok(t, json.Unmarshal(text, &dashboard))
	name := regexp.MustCompile(`\b(?:wolkvox_mock|go|process)_\w+`)
	shown, ids := map[string]bool{}, map[int]bool{}
	for _, p := range dashboard.Panels {
		if ids[p.ID] {
			t.Errorf("%q has the id of another panel", p.Title)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			names := name.FindAllString(target.Expr, -1)
			if len(names) == 0 {
				t.Errorf("%q asks for nothing of ours: %s", p.Title, target.Expr)
			}
			for _, n := range names {
				family := n
				for _, part := range []string{"_bucket", "_sum", "_count"} {
					if whole := strings.TrimSuffix(n, part); have[whole].GetType() == dto.MetricType_HISTOGRAM {
						family = whole
					}
				}
				if shown[family] = true; have[family] == nil {
					t.Errorf("%q asks for %s, which a scrape does not have", p.Title, n)
				}
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(have)) {
		if strings.HasPrefix(n, "wolkvox_mock_") && !shown[n] {
			t.Errorf("no panel shows %s", n)
		}
	}
}
