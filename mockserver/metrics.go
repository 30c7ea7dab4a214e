package mockserver

import (
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/expfmt"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// The figures of a server for Prometheus. Whoever asks pays for them: all but the histogram of durations are read at a scrape
// from what the worlds count and hold anyway. They are sums over all worlds, as tests make worlds without number, and each value
// of a label would be a time series of its own for good. Operations, outcomes and rules come from the documents, states from the
// domain; of skills, which clients make, a bounded number is told apart.

const (
	metricsPath = "/metrics"
	metricsType = "text/plain; version=0.0.4; charset=utf-8"

	// maxSkillLabels is how many skills are told apart, the first by skill_id; the others are one, named otherSkills.
	maxSkillLabels = 100
	otherSkills    = "other"
	maxSkillLabel  = 64 // bytes

	// noOperation is the operation of a request that named none that exists, as in the header of its reply; noOutcome is that
	// of a request without any of the document's replies: a fault answered it, or nothing did.
	noOperation, noOutcome = "-", "none"
)

// WriteMetrics writes the figures of the server and of all its worlds, in Prometheus' text format.
func (s *Server) WriteMetrics(w io.Writer) error {
	families, err := s.metrics().Gather()
	if err != nil {
		return err
	}
	enc := expfmt.NewEncoder(w, expfmt.NewFormat(expfmt.TypeTextPlain))
	for _, family := range families {
		if err := enc.Encode(family); err != nil {
			return err
		}
	}
	return nil
}

// newDurations is how long requests take, from when their header has been read to when their reply is about to leave; gates and
// arranged latencies count. It is what a request itself has to enter.
func newDurations() prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "wolkvox_mock_request_duration_seconds",
		Help: "Time from a request to the wolkvox API to its reply, arranged latencies and gates included.",
		Buckets: []float64{
			.00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30,
		},
	})
}

func (s *Server) newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(
		s.durations, worldsCollector{s},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return r
}

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("wolkvox_mock_"+name, help, labels, nil)
}

var (
	requestsDesc = describe("requests_total",
		"Requests to the wolkvox API, by what they were answered.", "operation", "outcome")
	violationsDesc = describe("violations_total",
		"What clients did wrong, by the rule that says so.", "rule", "severity")
	agentsDesc = describe("agents", "Agents by state, of all worlds.", "state")
	callsDesc  = describe("calls", "Calls in progress by state, of all worlds.", "state")
	queueDesc  = describe("queue_calls",
		"Calls that came for a skill and are queued or ring, of all worlds.", "skill_id")
	oldestDesc = describe("queue_oldest_seconds",
		"How long the call that has waited longest for a skill has waited, by the clock of its world.", "skill_id")
	callbacksDesc = describe("callbacks", "Active callbacks, of all worlds.")
	readersDesc   = describe("stream_readers", "Readers of the streams of events, of all worlds.")
	worldsDesc    = describe("worlds", "Worlds that there are.")
	heldDesc      = describe("worlds_bytes", "Memory that the worlds hold, their journals not included, nearly.")
	journaledDesc = describe("journal_bytes", "Memory that the journals of the worlds take, nearly.")
	forgottenDesc = describe("journal_dropped_exchanges",
		"Exchanges that the journals of the present worlds had and do not keep any more.")
	logDroppedDesc = describe("log_dropped_lines_total", "Lines of the log that were dropped, as they were not read fast enough.")
)

// A worldsCollector reads all worlds at each scrape, one after the other.
type worldsCollector struct{ server *Server }

// Describe names what Collect has.
func (c worldsCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		requestsDesc, violationsDesc, agentsDesc, callsDesc, queueDesc, oldestDesc, callbacksDesc, readersDesc, worldsDesc, heldDesc,
		journaledDesc, forgottenDesc, logDroppedDesc,
	} {
		ch <- d
	}
}

// Collect reads the worlds.
func (c worldsCollector) Collect(ch chan<- prometheus.Metric) {
	s := c.server
	f := s.figures()
	emit := func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, kind, value, labels...)
	}
	answered := 0
	f.tally.EachOutcome(func(operation, outcome string, n int) {
		if operation == "" {
			operation = noOperation
		}
		answered += n
		emit(requestsDesc, prometheus.CounterValue, float64(n), operation, outcome)
	})
	emit(requestsDesc, prometheus.CounterValue, float64(f.tally.Requests()-answered), noOperation, noOutcome)

	for k, n := range f.violations() {
		emit(violationsDesc, prometheus.CounterValue, float64(n), string(k.rule), string(k.severity))
	}
	for _, state := range callcenter.States {
		emit(agentsDesc, prometheus.GaugeValue, float64(f.agents[state]), string(state))
	}
	for state, n := range f.calls {
		emit(callsDesc, prometheus.GaugeValue, float64(n), string(state))
	}
	for id, q := range f.bounded() {
		emit(queueDesc, prometheus.GaugeValue, float64(q.waiting), id)
		emit(oldestDesc, prometheus.GaugeValue, q.oldest.Seconds(), id)
	}
	emit(callbacksDesc, prometheus.GaugeValue, float64(f.callbacks))
	emit(readersDesc, prometheus.GaugeValue, float64(f.readers))
	emit(worldsDesc, prometheus.GaugeValue, float64(f.worlds))
	emit(heldDesc, prometheus.GaugeValue, float64(s.held.Load()))
	emit(journaledDesc, prometheus.GaugeValue, float64(s.journaled.Load()))
	emit(forgottenDesc, prometheus.GaugeValue, float64(f.forgotten))
	if log, drops := s.cfg.exchanges.(interface{ Dropped() int }); drops {
		emit(logDroppedDesc, prometheus.CounterValue, float64(log.Dropped()))
	}
}

// figures are the sums over all worlds.
type figures struct {
	tally     *verdict.Tally
	agents    map[AgentKind]int
	calls     map[CallState]int
	queues    map[string]waitingCalls // by skill, those without a call included
	callbacks int
	readers   int // of streams
	worlds    int
	forgotten int
}

// waitingCalls are the calls that wait for a skill.
type waitingCalls struct {
	waiting int
	oldest  time.Duration // how long the one has waited that has waited longest
}

func (q waitingCalls) and(other waitingCalls) waitingCalls {
	return waitingCalls{q.waiting + other.waiting, max(q.oldest, other.oldest)}
}

// figures reads all worlds. Meanwhile none is deleted or reset, so that each request counts once: a counter never falls.
func (s *Server) figures() figures {
	s.sweep()
	f := figures{
		tally: s.scope.NewTally(), agents: map[AgentKind]int{}, calls: map[CallState]int{}, queues: map[string]waitingCalls{},
	}
	s.worlds.mu.Lock()
	defer s.worlds.mu.Unlock()
	s.gone.mu.Lock()
	f.tally.Merge(s.gone.tally)
	s.gone.mu.Unlock()
	for _, w := range s.worlds.directory.Load().sorted() {
		_ = w.update(func(st *state) error { f.add(st); f.readers += w.feed.readers; return nil })
	}
	return f
}

// add adds a world, which is locked.
func (f *figures) add(s *state) {
	f.worlds++
	f.tally.Merge(s.tally.Tally)
	for a := range s.center.EachAgent() {
		f.agents[a.Status.State()]++
	}
	f.calls[Queued] += s.center.QueueLength()
	f.calls[Ringing], f.calls[Active] = f.agents[callcenter.Ring], f.agents[callcenter.Talk] // each has an agent of its own
	f.callbacks += s.center.ActiveCallbacks()
	f.forgotten += s.journal.Dropped()
	for k := range s.center.EachSkill() {
		f.queues[k.ID] = f.queues[k.ID].and(waitingCalls{}) // those without a call too
	}
	now := s.clock.now()
	for k := range s.center.EachWaiting() {
		if k.SkillID != "" {
			f.queues[k.SkillID] = f.queues[k.SkillID].and(waitingCalls{1, max(0, now.Sub(k.Started))})
		}
	}
}

// A violationKind is what violations are counted by.
type violationKind struct {
	rule     openapi.Rule
	severity openapi.Severity
}

// violations are the counts by rule and severity, those of rules that nobody has broken included.
func (f *figures) violations() map[violationKind]int {
	all := map[violationKind]int{}
	for _, r := range openapi.Rules {
		all[violationKind{r.Rule, r.Severity}] = 0
	}
	f.tally.EachFinding(func(rule openapi.Rule, severity openapi.Severity, n int) { all[violationKind{rule, severity}] += n })
	return all
}

// bounded are the queues by label.
func (f *figures) bounded() map[string]waitingCalls {
	labels := map[string]waitingCalls{}
	for i, id := range slices.Sorted(maps.Keys(f.queues)) {
		label := id
		switch {
		case i >= maxSkillLabels:
			label = otherSkills
		case len(id) > maxSkillLabel:
			label = strings.ToValidUTF8(id[:maxSkillLabel], "") + "…"
		}
		labels[label] = labels[label].and(f.queues[id])
	}
	return labels
}
