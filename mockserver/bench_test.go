package mockserver_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// What a request costs, as a ratio to net/http itself: go test ./mockserver -run '^$' -bench . -benchmem

// BenchmarkHang measures throughput over loopback: hangs that really hang up, on keep-alive connections, against a bare
// net/http handler that answers the same bytes with the same headers. The two take turns within one run, and each round
// of the mock is held against the bare rounds before and after it, so that "of-bare", the median of these ratios, does
// not see what else the machine does; "control" is bare against bare, and says how far to trust it. The load comes from
// this process too, and costs both sides the same.
func BenchmarkHang(b *testing.B) {
	for _, conns := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("conns=%d", conns), func(b *testing.B) {
			p := newPark(6_400)
			s, w := p.start(b, conns)
			mock := dial(b, s.URL(), w, conns)
			p.arm(b, w)
			bare := dial(b, bareServer(b, p.oneHang(b, s, w)), w, conns)

			p.arm(b, w)
			mock.round(b, p.ids) // warm up
			before := bare.round(b, p.ids)
			var ofBare, control, mockRate, bareRate []float64
			for b.Loop() {
				for range turns {
					p.arm(b, w)
					own := mock.round(b, p.ids)
					after := bare.round(b, p.ids)
					ofBare = append(ofBare, float64(before+after)/2/float64(own))
					control = append(control, float64(before)/float64(after))
					mockRate = append(mockRate, float64(len(p.ids))/own.Seconds())
					bareRate = append(bareRate, float64(len(p.ids))/after.Seconds())
					before = after
				}
			}
			b.ReportMetric(median(ofBare), "of-bare")
			b.ReportMetric(median(control), "control")
			b.ReportMetric(median(mockRate), "req/s")
			b.ReportMetric(median(bareRate), "bare-req/s")
			b.ReportMetric(0, "ns/op") // of a run of many rounds it says nothing
		})
	}
}

const turns = 21

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// A park is many agents, all of them on a call once armed. A hang ends a call, so a round needs one agent for each of its
// requests; they are armed again between rounds, in process and outside what is timed, which costs neither side anything.
type park struct{ ids []string }

func newPark(size int) *park {
	p := &park{}
	for i := range size {
		p.ids = append(p.ids, fmt.Sprint(100_000+i))
	}
	return p
}

// start lets a server listen whose default world has the agents, Ready, and a token for each connection: a token may
// have one request in flight, as at the real service.
func (p *park) start(b *testing.B, tokens int) (*mockserver.Server, *mockserver.World) {
	start := mockserver.Seed{Server: "0042", States: []callcenter.AuxState{{ID: "101", Description: "Active breaks"}}}
	for i := range tokens {
		start.Tokens = append(start.Tokens, mockserver.Token{Token: fmt.Sprintf("%052x", i+1)})
	}
	for _, id := range p.ids {
		start.Agents = append(start.Agents, seed.Agent{AgentID: id, Status: "ready"})
	}
	s, err := mockserver.Start(mockserver.WithSeed(start))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	return s, s.Default()
}

// arm puts every agent on a call.
func (p *park) arm(b *testing.B, w *mockserver.World) {
	ready := callcenter.Status(callcenter.Ready)
	for _, id := range p.ids {
		if _, err := w.PutAgent(id, callcenter.AgentChange{Status: &ready}); err != nil {
			if refused := new(callcenter.Error); errors.As(err, &refused) && refused.Kind == callcenter.AgentOnCall {
				continue // armed already
			}
			b.Fatal(err)
		}
		if _, err := w.Arrive(callcenter.Arrival{AgentID: id, Phone: "3000000001", Type: callcenter.Predictive, Answered: true}); err != nil {
			b.Fatal(err)
		}
	}
}

// oneHang is the mock's reply to a hang.
func (p *park) oneHang(b *testing.B, s *mockserver.Server, w *mockserver.World) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", agentbox+"?api=hang&agent_id="+p.ids[0], nil)
	r.Header.Set("wolkvox-token", w.Token())
	reply := httptest.NewRecorder()
	s.ServeHTTP(reply, r)
	if got := reply.Header().Get("X-Wolkvox-Mock"); !strings.HasPrefix(got, "hang/hung_up;") {
		b.Fatal(got)
	}
	return reply
}

// bareServer is net/http, set up like the mock's server, with a handler that only answers.
func bareServer(b *testing.B, reply *httptest.ResponseRecorder) (url string) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	body := reply.Body.Bytes()
	s := &http.Server{
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			for name, values := range reply.Header() {
				h[name] = values
			}
			w.WriteHeader(reply.Code)
			_, _ = w.Write(body)
		}),
	}
	go func() { _ = s.Serve(ln) }()
	b.Cleanup(func() { _ = s.Close() })
	return "http://" + ln.Addr().String()
}

// A load is open connections, each with a request of its own in ready bytes; only the digits of the agent_id change.
type load []*loadConn

type loadConn struct {
	net.Conn
	request []byte
	agentID []byte // within request
	reply   []byte // its length is that of every reply
}

func dial(b *testing.B, url string, w *mockserver.World, conns int) load {
	var l load
	for i := range conns {
		c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = c.Close() })
		request := []byte("POST /api/v2/agentbox.php?api=hang&agent_id=000000 HTTP/1.1\r\nHost: 127.0.0.1:8042\r\n" +
			"User-Agent: load/1.0\r\nAccept: application/json\r\nContent-Length: 0\r\nWolkvox-Token: " + w.Tokens()[i].Token + "\r\n\r\n")
		at := bytes.Index(request, []byte("000000"))
		l = append(l, &loadConn{Conn: c, request: request, agentID: request[at : at+6]})
	}
	return l
}

var hungUp = []byte("X-Wolkvox-Mock: hang/hung_up")

// hang asks to hang up, and insists.
func (c *loadConn) hang(agentID string) error {
	copy(c.agentID, agentID)
	if _, err := c.Write(c.request); err != nil {
		return err
	}
	if c.reply == nil {
		return c.learn()
	}
	if _, err := io.ReadFull(c, c.reply); err != nil {
		return err
	}
	if !bytes.Contains(c.reply, hungUp) {
		return fmt.Errorf("agent %s: %s", agentID, c.reply)
	}
	return nil
}

// learn reads the first reply, to know the length of the others.
func (c *loadConn) learn() error {
	var all bytes.Buffer
	reply, err := http.ReadResponse(bufio.NewReader(io.TeeReader(c, &all)), nil)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, reply.Body)
	if !bytes.Contains(all.Bytes(), hungUp) {
		return fmt.Errorf("%s", all.Bytes())
	}
	c.reply = all.Bytes()
	return err
}

// round hangs every agent once, shared out among the connections, and says how long it took.
func (l load) round(b *testing.B, ids []string) time.Duration {
	runtime.GC() // what the other side left behind is not ours to pay
	var wg sync.WaitGroup
	began := time.Now()
	for i, c := range l {
		wg.Go(func() {
			for j := i; j < len(ids); j += len(l) {
				if err := c.hang(ids[j]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(began)
}

// A sink is a ResponseWriter that can be used again and costs nothing.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }

func (s *sink) outcome() string {
	outcome, _, _ := strings.Cut(s.header["X-Wolkvox-Mock"][0], ";")
	return outcome
}

// post is a request as net/http hands it over, to be used again.
func post(w *mockserver.World, target string) *http.Request {
	r := httptest.NewRequest("POST", target, nil)
	r.Header.Set("wolkvox-token", w.Token())
	r.Body = http.NoBody
	return r
}

const agentbox = "/api/v2/agentbox.php"

// aim points a request at a target, agentbox with a query.
func aim(r *http.Request, target string) {
	r.RequestURI, r.URL.RawQuery = target, target[len(agentbox)+1:]
}

// hangs hangs agents up inside the handler, one request for each, and arms them again when all are done.
func (p *park) hangs(b *testing.B, s *mockserver.Server, w *mockserver.World) {
	out, r, i := &sink{header: http.Header{}}, post(w, agentbox), len(p.ids)
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
}

// BenchmarkAgents: the cost of a request must not depend on how many agents there are.
func BenchmarkAgents(b *testing.B) {
	for _, agents := range []int{1, 1_000, 100_000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			b.ReportAllocs()
			p := newPark(agents)
			s, w := p.start(b, 1)
			out := &sink{header: http.Header{}}
			r := post(w, agentbox)
			var all []string
			for _, id := range p.ids {
				all = append(all, agentbox+"?api=change_status&status=101&agent_id="+id)
			}
			for i := 0; b.Loop(); i++ {
				aim(r, all[i*7919%agents]) // not in order: a prime step
				clear(out.header)
				s.ServeHTTP(out, r)
				if out.status != http.StatusOK {
					b.Fatal(out.outcome())
				}
			}
		})
	}
}

// BenchmarkNew is the start-up within a process: document and replies are compiled here, and never again.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s, err := mockserver.New()
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}

// BenchmarkBoard: what a wallboard of many agents costs under the lock of its world, whole and after one hang.
func BenchmarkBoard(b *testing.B) {
	p := newPark(1_000)
	s, w := p.start(b, 1)
	for skill := range 6 {
		members := map[string]string{}
		for i, id := range p.ids {
			if i%2 == skill%2 {
				members[id] = "1"
			}
		}
		_, err := w.PutSkill(fmt.Sprintf("500%d", skill), mockserver.SkillSetup{Members: members})
		ok(b, err)
	}
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			w.Board()
		}
	})
	b.Run("after", func(b *testing.B) {
		p.arm(b, w)
		seq := w.Board().Seq
		direct(s, w.Token(), box("hang", "agent_id="+p.ids[0]))
		for b.Loop() {
			w.BoardAfter(seq)
		}
	})
}
