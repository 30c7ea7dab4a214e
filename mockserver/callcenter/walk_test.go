package callcenter

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var seed = flag.Uint64("seed", uint64(time.Now().UnixNano()), "seed of the random walk; a failure prints it")

// alike are centers that cannot be told apart from outside.
var alike = cmpopts.IgnoreUnexported(Center{})

// TestWalk does anything, in any order: every step keeps the invariants, a refusal is an *Error, and JSON loses nothing.
func TestWalk(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	r := rand.New(rand.NewPCG(*seed, 0))
	unused := map[string]bool{}
	for _, name := range MoveNames() {
		unused[name] = true
	}
	for walk := 0; walk < 10 || walk < 200 && len(unused) > 0; walk++ { // some moves are rare
		c, now := equipped(t, "ready"), noon
		known := replicaOf(c)
		for step := range 200 {
			now = now.Add(time.Duration(r.IntN(3)) * time.Second)
			if r.IntN(100) == 0 {
				now = now.Add(time.Duration(r.IntN(7200)-600) * time.Second) // a clock can be set, back too
			}
			what, err := anyOperation(r, c, now)
			if err != nil && kindOf(err) == "" {
				t.Fatalf("-seed=%d, walk %d, step %d, %s: %v is no *Error", *seed, walk, step, what, err)
			}
			if err := check(c); err != nil {
				t.Fatalf("-seed=%d, walk %d, step %d, after %s: %v", *seed, walk, step, what, err)
			}
			c.TakeMoves(func(m string) { delete(unused, m) })
			known.follow(t, c, what)
			if step%50 == 0 {
				c = throughJSON(t, c) // and the walk goes on with the copy
			}
		}
	}
	if len(unused) > 0 {
		t.Errorf("-seed=%d: the walk never used %v", *seed, unused)
	}
}

func throughJSON(t testing.TB, c *Center) *Center {
	t.Helper()
	b, err := json.Marshal(c)
	ok(t, err)
	back := new(Center)
	ok(t, json.Unmarshal(b, back))
	if diff := cmp.Diff(c, back, alike); diff != "" {
		t.Fatalf("-seed=%d: through JSON (-want +got):\n%s", *seed, diff)
	}
	if back.Recount(); back.Held() != c.Held() {
		t.Fatalf("-seed=%d: through JSON %d bytes are held, want %d", *seed, back.Held(), c.Held())
	}
	return back
}

var (
	operationNames = slices.Sorted(maps.Keys(operations))
	lively         = []string{"=ready", "login", "predict", "answer", "hang", "cust", "aux", "recall", "queue", "ring-timeout"} // without them little happens
)

// anyOperation does one thing of the grid, to agents and calls that may or may not exist, or lets time have its way.
func anyOperation(r *rand.Rand, c *Center, now time.Time) (what string, err error) {
	if r.IntN(10) == 0 {
		c.Advance(now)
		return "advance", nil
	}
	a := try{
		Center: c, now: now, agent: fmt.Sprint(12989 + r.IntN(5)), other: fmt.Sprint(12989 + r.IntN(5)),
		phone: []string{"3001234567", "3001234567", "3001234568", "", "\xff"}[r.IntN(5)],
		in:    time.Duration(r.IntN(1200)-60) * time.Second, n: r.IntN(100),
	}
	op := operationNames[r.IntN(len(operationNames))]
	if r.IntN(2) == 0 {
		op = lively[r.IntN(len(lively))]
	}
	return fmt.Sprintf("%s of %s, other %s, phone %q, in %s, n %d", op, a.agent, a.other, a.phone, a.in, a.n), operations[op](a)
}
