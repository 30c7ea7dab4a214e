package simulator

import (
	"flag"
	"math"
	"testing"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

var long = flag.Bool("long", false, "more seeds for the comparison with Erlang, and its figures")

// queueing is what a queue is like in the steady state.
type queueing struct {
	within    float64 // share of the calls that are answered within 20 s
	wait      float64 // average of all calls, s
	occupancy float64
	abandoned float64 // share of the calls
}

const threshold = 20 * time.Second

// erlangC is an M/M/c queue without abandonment.
func erlangC(perHour float64, talk time.Duration, agents int) queueing {
	a := perHour * talk.Hours()
	blocking := 1.0 // Erlang B, by its recursion
	for n := 1; n <= agents; n++ {
		blocking = a * blocking / (float64(n) + a*blocking)
	}
	rho := a / float64(agents)
	waits := blocking / (1 - rho*(1-blocking))
	free := (float64(agents) - a) / talk.Seconds() // rate at which the queue is worked off, beyond what comes
	return queueing{
		within: 1 - waits*math.Exp(-free*threshold.Seconds()), wait: waits / free, occupancy: rho,
	}
}

// erlangA is an M/M/c+M queue: customers give up after an exponential patience. The states are summed until they do not count.
func erlangA(perHour float64, talk, patience time.Duration, agents int) queueing {
	lambda, mu, theta := perHour/3600, 1/talk.Seconds(), 1/patience.Seconds()
	p, total, busy, queue := 1.0, 0.0, 0.0, 0.0
	for n := 0; n < 10_000; n++ {
		total += p
		busy += p * float64(min(n, agents))
		queue += p * float64(max(0, n-agents))
		p *= lambda / (float64(min(n+1, agents))*mu + float64(max(0, n+1-agents))*theta)
	}
	return queueing{wait: queue / total / lambda, occupancy: busy / total / float64(agents), abandoned: theta * queue / total / lambda}
}

// simulate lets a skill live for some days after two hours to warm up; agents pick up at once, and are Ready at once afterwards.
func simulate(t *testing.T, seed, agents, days int, perHour float64, talk, patience time.Duration) queueing {
	t.Helper()
	f := newFloor(t, Config{
		Seed: &seed, Answer: always(0), WrapUp: always(0), HoldShare: ptr(0.0),
		Skills: []Skill{{
			SkillID: "4001", HalfHours: rate(perHour / 2), Talk: exponentially(talk), Patience: ptr(callcenter.Duration(patience)),
		}},
	}, agents, 0)
	f.start()
	begin := eight.Add(2 * time.Hour)
	f.live(begin)
	f.changes = nil
	end := begin.Add(time.Duration(days) * wholeDay)
	var q queueing
	arrived, calls := map[callcenter.ConnID]time.Time{}, 0.0
	talks := map[string]time.Time{}
	count := func(ch callcenter.Change) {
		at := ch.At
		switch {
		case ch.ConnID == "" && ch.To == "talk":
			talks[ch.AgentID] = at
		case ch.ConnID == "" && ch.From == "talk":
			if since, counted := talks[ch.AgentID]; counted {
				q.occupancy += at.Sub(since).Seconds()
			}
		case ch.ConnID != "" && ch.To == "queued":
			arrived[ch.ConnID] = at
			calls++
		case ch.ConnID != "" && ch.To == "active":
			if since, counted := arrived[ch.ConnID]; counted {
				q.wait += at.Sub(since).Seconds()
				if at.Sub(since) <= threshold {
					q.within++
				}
			}
		case ch.ConnID != "" && ch.To == "ended" && ch.Event == callcenter.CustomerHangUp && ch.From != "active":
			if since, counted := arrived[ch.ConnID]; counted {
				q.wait += at.Sub(since).Seconds()
				q.abandoned++
			}
		}
	}
	for at := begin; at.Before(end); at = at.Add(time.Hour) {
		f.live(at.Add(time.Hour))
		for _, ch := range f.changes {
			count(ch)
		}
		f.changes = f.changes[:0]
	}
	q.within, q.wait, q.abandoned = q.within/calls, q.wait/calls, q.abandoned/calls
	q.occupancy /= float64(agents) * end.Sub(begin).Seconds()
	return q
}

// meanOf is the mean of what seeds gave, and half of its confidence interval: 3.5 standard errors, which one comparison in some
// hundreds leaves by chance; with seeds that do not change, it does so always or never.
func meanOf(all []queueing, of func(queueing) float64) (mean, half float64) {
	n := float64(len(all))
	for _, q := range all {
		mean += of(q) / n
	}
	square := 0.0
	for _, q := range all {
		square += (of(q) - mean) * (of(q) - mean)
	}
	return mean, 3.5 * math.Sqrt(square/(n-1)/n)
}

// The queues of the simulator are those of the textbook, where the textbook has a formula.
func TestSimulator_erlang(t *testing.T) {
	t.Parallel()
	seeds, days := 6, 1
	if *long {
		seeds, days = 30, 5
	}
	for _, tt := range []struct {
		name     string
		perHour  float64
		talk     time.Duration
		agents   int
		patience time.Duration
	}{
		{"C, a small group", 40, 4 * time.Minute, 4, 0},
		{"C, a large group", 180, 5 * time.Minute, 18, 0},
		{"C, one agent", 8, 3 * time.Minute, 1, 0},
		{"A, overloaded", 80, 4 * time.Minute, 5, 2 * time.Minute},
		{"A, a large group", 180, 5 * time.Minute, 15, 3 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.agents > 10 && !*long {
				t.Skip("with -long")
			}
			var all []queueing
			for seed := range seeds {
				all = append(all, simulate(t, seed+1, tt.agents, days, tt.perHour, tt.talk, tt.patience))
			}
			want := erlangC(tt.perHour, tt.talk, tt.agents)
			figures := map[string]func(queueing) float64{
				"average wait, s": func(q queueing) float64 { return q.wait }, "occupancy": func(q queueing) float64 { return q.occupancy },
				"answered within 20 s": func(q queueing) float64 { return q.within },
				"abandoned":            func(q queueing) float64 { return q.abandoned },
			}
			if tt.patience > 0 {
				want = erlangA(tt.perHour, tt.talk, tt.patience, tt.agents)
				delete(figures, "answered within 20 s")
			}
			for name, of := range figures {
				got, half := meanOf(all, of)
				if *long {
					t.Logf("%s: Erlang %.4f, simulated %.4f ± %.4f", name, of(want), got, half)
				}
				if math.Abs(got-of(want)) > half {
					t.Errorf("%s: got %.4f ± %.4f, and Erlang says %.4f", name, got, half, of(want))
				}
			}
		})
	}
}
