package mockserver_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// Chaos: clients of every shape at once over real connections, while worlds are made, reset, restored, deleted and expire,
// their clocks jump, their faults and gates come and go. What must hold is checked all the while, not only at the end:
//
//	owners (chaos_owner_test.go)   have a world each, know what it must hold after every act, and hold it to that exactly
//	crowds (chaos_crowd_test.go)   share worlds that somebody else resets under their feet; what they did is there unless it was
//	passers-by (same file)         make worlds that expire, and read whatever the control API has
//	quiet points                   everybody stops: no lease, no gate, nobody who waits is left, and every world is sound
//	the end                        the goroutines, descriptors and bytes are those of before
var chaosTime = flag.Duration("chaos", 2*time.Second, "how long the chaos lasts")

const (
	chaosOwners  = 6
	chaosCrowds  = 2
	chaosMembers = 6 // of each crowd
	chaosBody    = 32 << 10
	chaosJournal = 100
	chaosBytes   = 8 << 20 // what may be there more at the end than at the beginning
)

// chaos is a run of it.
type chaos struct {
	t     *testing.T
	s     *mockserver.Server
	arena *arena // holds replies against the document
	http  *http.Client
	noise []ask // a request for each sample of the document
	ends  time.Time

	stopped atomic.Bool
	still   sync.RWMutex // taken to write at a quiet point; whoever acts in a crowd reads

	mu     sync.Mutex
	totals map[string]int
}

// TestChaos prints its seed and what it has done: go test ./mockserver -run Chaos -chaos 10m -seed 7 -v.
func TestChaos(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	s := mockserver.Run(t, mockserver.WithMaxBody(chaosBody), mockserver.WithJournalSize(chaosJournal),
		mockserver.WithBodyTimeout(5*time.Second))
	s.Warm()
	tr := &http.Transport{MaxIdleConnsPerHost: 8}
	c := &chaos{
		t: t, s: s, arena: &arena{Server: s, contract: wolkvox(t)}, http: &http.Client{Transport: tr}, totals: map[string]int{},
	}
	for _, sample := range c.arena.contract.Samples() {
		if a := written(t, &sample.Call); sample.None == "" && len(a.body) < 2*chaosBody && !strings.HasPrefix(a.target, "/__admin") {
			c.noise = append(c.noise, a)
		}
	}
	t.Logf("-seed=%d -chaos=%v", *linearSeed, *chaosTime)

	c.run(time.Second / 2) // what is made once is there
	before, files := c.liveBytes(), openFiles()
	c.run(*chaosTime)
	after := c.liveBytes()
	c.mu.Lock()
	for _, what := range slices.Sorted(maps.Keys(c.totals)) {
		t.Logf("%9d %s", c.totals[what], what)
	}
	c.mu.Unlock()
	t.Logf("%d kB were live before, %d kB after", before>>10, after>>10)
	if after > before+chaosBytes {
		t.Errorf("-seed=%d: %d bytes were live before, %d after", *linearSeed, before, after)
	}
	if !within(func() bool { return openFiles() <= files }) {
		t.Errorf("-seed=%d: %d open files before, %d after", *linearSeed, files, openFiles())
	}

	s.Close()
	if !within(func() bool { return runtime.NumGoroutine() <= goroutines }) {
		t.Errorf("-seed=%d: %d goroutines before, %d after:\n%s", *linearSeed, goroutines, runtime.NumGoroutine(), stacks())
	}
}

// run lets everybody act for a time, and leaves nothing but the default world.
func (c *chaos) run(lasts time.Duration) {
	c.ends = time.Now().Add(lasts)
	before, _ := c.s.Held()
	var actors sync.WaitGroup
	source := uint64(0)
	begin := func(act func(*rand.Rand)) {
		source++
		r := rand.New(rand.NewPCG(*linearSeed, source))
		actors.Go(func() { act(r) })
	}
	for i := range chaosOwners {
		begin(func(r *rand.Rand) { (&owner{chaos: c, r: r, name: fmt.Sprintf("owner%d", i)}).live() })
	}
	for i := range chaosCrowds {
		m := c.newMob(fmt.Sprintf("crowd%d", i))
		for n := range chaosMembers {
			begin(func(r *rand.Rand) { m.member(n, r) })
		}
		begin(m.wreck)
		begin(m.audit)
		begin(func(*rand.Rand) { m.quietPoints() })
	}
	begin(c.makeMayflies)
	begin(c.readEverything)
	finished := make(chan struct{})
	go func() { defer close(finished); actors.Wait() }()
	for progress := time.NewTicker(time.Minute); ; {
		select {
		case <-progress.C:
			c.mu.Lock()
			c.t.Logf("%v to go, %d requests", time.Until(c.ends).Round(time.Second), c.totals["requests"])
			c.mu.Unlock()
			continue
		case <-finished:
			progress.Stop()
		}
		break
	}
	for _, w := range c.s.Worlds() {
		if w.Name() != mockserver.DefaultWorld && !strings.HasPrefix(w.Name(), "mayfly") && !c.t.Failed() {
			c.fail("the end", "world %s is left over", w.Name())
		}
	}
	if !within(func() bool { return len(c.s.Worlds()) == 1 }) && !c.t.Failed() {
		c.fail("the end", "%d worlds are left", len(c.s.Worlds()))
	}
	if !within(func() bool { return c.s.Default().InFlight() == 0 }) {
		c.fail("the end", "%d leases of the default world are taken", c.s.Default().InFlight())
	}
	if err := c.s.Default().Reset(); err != nil {
		c.fail("the end", "%v", err)
	}
	if counted, held := c.s.Held(); counted != before || held != before {
		c.fail("the end", "the server counts %d bytes, its worlds hold %d, want the %d of before", counted, held, before)
	}
}

// over reports whether it is time to stop: the time is up, or something does not hold.
func (c *chaos) over() bool { return c.stopped.Load() || time.Now().After(c.ends) }

// fail says what does not hold, and what everybody is doing, and ends the chaos.
func (c *chaos) fail(who, format string, args ...any) {
	c.stopped.Store(true)
	c.t.Errorf("-seed=%d: %s: %s\n%s", *linearSeed, who, fmt.Sprintf(format, args...), stacks())
}

func stacks() string {
	var b bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&b, 1)
	return b.String()
}

func (c *chaos) count(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.totals[what]++
}

// hold holds a reply that no fault has touched against the document, counts it, and gives its outcome.
func (c *chaos) hold(method, token string, got answer) string {
	c.arena.holdReply(c.t, method, got.status, got.header, []byte(got.body), token)
	if c.t.Failed() {
		c.stopped.Store(true)
	}
	c.replied(got)
	return got.outcome()
}

func (c *chaos) replied(got answer) {
	c.count("requests")
	c.count("reply: " + got.outcome())
}

// control asks the control API, which must answer with one of some statuses: none are any but those of a failure.
func (c *chaos) control(who, method, path string, body, into any, expected ...int) int {
	var sent io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		sent = bytes.NewReader(b)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			c.fail(who, "%v", err)
			return 0
		}
		sent = bytes.NewReader(text)
	}
	r, err := http.NewRequest(method, c.s.URL()+path, sent)
	if err != nil {
		c.fail(who, "%v", err)
		return 0
	}
	res, err := c.http.Do(r)
	if err != nil {
		c.fail(who, "%s %s: %v", method, path, err)
		return 0
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	switch {
	case err != nil || res.StatusCode >= 500 || len(expected) > 0 && !slices.Contains(expected, res.StatusCode):
		c.fail(who, "%s %s: %d %s (%v)", method, path, res.StatusCode, text, err)
	case into != nil && res.StatusCode < 300:
		if err := json.Unmarshal(text, into); err != nil {
			c.fail(who, "%s %s: %v in %s", method, path, err, text)
		}
	}
	c.count("control: " + method)
	return res.StatusCode
}

// probe sends a request that changes nothing and says whether the token is free: then its outcome is api_missing.
func (c *chaos) probe(token string, header ...string) (outcome string, err error) {
	l, err := dialLine(c.s.URL())
	if err != nil {
		return "", err
	}
	defer l.hangUp(true)
	a := ask{method: "POST", target: agentbox, header: header}
	if err := l.write(a.raw(token, "HTTP/1.1")); err != nil {
		return "", err
	}
	got, _, err := l.answer(a.method)
	if err != nil {
		return "", err
	}
	return c.hold(a.method, token, got), nil
}

// liveBytes is what the heap holds on to.
func (c *chaos) liveBytes() uint64 {
	c.http.CloseIdleConnections()
	var m runtime.MemStats
	for range 3 { // pools are emptied by the second
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// openFiles counts the descriptors of this process, where the system tells.
func openFiles() int {
	all, _ := os.ReadDir("/proc/self/fd")
	return len(all)
}

// chaosSeed is what the worlds of the chaos begin with: tokens, and agents of whom each client has one to itself, and the rest
// of the demo world.
func chaosSeed(name string, agents int) mockserver.Seed {
	s := seed.Demo()
	s.Server, s.Tokens = "", nil
	s.Account = &callcenter.AccountChange{CallCenter: ptr(callcenter.MaxLicences)} // the calls of the day do not end
	for i := range agents {
		s.Tokens = append(s.Tokens, mockserver.Token{Token: chaosToken(name, i)})
		s.Agents = append(s.Agents, seed.Agent{AgentID: chaosAgent(i), Status: "ready"})
	}
	return s
}

func chaosToken(name string, i int) string { return fmt.Sprintf("%x%04d", "the token of "+name, i) }
func chaosAgent(i int) string              { return fmt.Sprint(770_001 + i) }
