package mockserver_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// An event is one of a stream as a client reads it; a comment has no name.
type event struct{ name, id, data string }

// readEvent reads the next event or comment.
func readEvent(r *bufio.Reader) (e event, err error) {
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return event{}, err
		}
		field, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch field {
		case "":
			return e, nil
		case "event":
			e.name = value
		case "id":
			e.id = value
		case "data":
			e.data = value
		}
	}
}

// A reader reads the stream of a world.
type reader struct {
	t     *testing.T
	lines *bufio.Reader
	leave context.CancelFunc
	reply *http.Response
}

// stream opens the stream of a world, which begins with how long to wait before the next attempt.
func stream(t *testing.T, w *mockserver.World, query string, header ...string) *reader {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "GET", w.URL()+"/__admin/worlds/"+w.Name()+"/events?"+query, nil)
	ok(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	reply, err := w.HTTPClient().Do(r)
	ok(t, err)
	if kind := reply.Header.Get("Content-Type"); reply.StatusCode != 200 || kind != "text/event-stream" {
		t.Fatalf("status %d, content type %s", reply.StatusCode, kind)
	}
	t.Cleanup(func() { cancel(); _ = reply.Body.Close() })
	s := &reader{t, bufio.NewReader(reply.Body), cancel, reply}
	if line, err := s.lines.ReadString('\n'); err != nil || line != "retry: 1000\n" {
		t.Fatalf("the stream begins with %q, %v", line, err)
	}
	_, _ = s.lines.ReadString('\n')
	return s
}

func (r *reader) next() event {
	r.t.Helper()
	e, err := readEvent(r.lines)
	ok(r.t, err)
	return e
}

// must is what the next events are: "exchange 3", or "gap 4 {…}" with its data.
func (r *reader) must(want ...string) {
	r.t.Helper()
	for _, one := range want {
		e := r.next()
		got := strings.TrimSpace(e.name + " " + e.id)
		if strings.Contains(one, "{") {
			got += " " + e.data
		}
		if got != one {
			r.t.Fatalf("the event is %s %s, expected %s", got, e.data, one)
		}
	}
}

// eventsOf is a request for the stream of a world, from this machine.
func eventsOf(ctx context.Context, method string, w *mockserver.World) *http.Request {
	r := httptest.NewRequestWithContext(ctx, method, "http://localhost/__admin/worlds/"+w.Name()+"/events", nil)
	r.RemoteAddr = "127.0.0.1:1"
	return r
}

// left waits until nobody reads the stream any more.
func left(t *testing.T, w *mockserver.World) {
	t.Helper()
	synctest.Wait()
	if n := w.Readers(); n != 0 {
		t.Errorf("%d still read", n)
	}
}

// The stream has the records of the journal as the journal shows them, from what comes next on, from a number, or from
// Last-Event-ID, which comes first.
func TestEvents(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		direct(s, w.Token(), hang)
		now := stream(t, w, "")
		direct(s, w.Token(), pause)
		now.must("change 4")
		exchange := now.next()
		if want := mustJSON(t, newest(t, w)); exchange.id != "5" || exchange.data != want {
			t.Errorf("the exchange is %+v, expected %s", exchange, want)
		}
		all := stream(t, w, "after=0")
		change := all.next()
		if want := mustJSON(t, w.Records(0, 1).Records[0].Change); change != (event{"change", "1", want}) {
			t.Errorf("the first is %+v, expected %s", change, want)
		}
		all.must("change 2", "exchange 3", "change 4", "exchange 5")
		stream(t, w, "after=1", "Last-Event-ID", "3").must("change 4")
		stream(t, w, "after=4").must("exchange 5")
		for _, id := range []string{"x", "-1", "1e3"} {
			r := eventsOf(t.Context(), "GET", w)
			r.Header.Set("Last-Event-ID", id)
			reply := httptest.NewRecorder()
			if s.ServeHTTP(reply, r); reply.Code != http.StatusUnprocessableEntity {
				t.Errorf("Last-Event-ID %s has status %d", id, reply.Code)
			}
		}
		head := httptest.NewRecorder()
		s.ServeHTTP(head, eventsOf(t.Context(), "HEAD", w))
		if head.Code != 200 || head.Header().Get("Content-Type") != "text/event-stream" {
			t.Errorf("HEAD: %d, %v", head.Code, head.Header())
		}
		ok(t, w.Reset())
		now.must("change 6")
		now.leave()
		all.leave()
	}, mockserver.WithTokenConcurrency(2))
}

// With the board it is told whole at first, then what each part has changed of it, and whole again after a gap and a reset.
func TestEvents_board(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		r := stream(t, w, "board=true&after=0")
		board := func(whole bool, seq, agents int) {
			t.Helper()
			e := r.next()
			var b mockserver.Board
			ok(t, json.Unmarshal([]byte(e.data), &b))
			if e.name != "board" || e.id != "" || b.Whole != whole || b.Seq != seq || len(b.Agents) != agents {
				t.Fatalf("the event is %s %s %s, expected a board, whole: %t, at %d, of %d agents", e.name, e.id, e.data, whole, seq, agents)
			}
		}
		board(true, 0, 6)
		direct(s, w.Token(), hang)
		r.must("change 1", "change 2", "exchange 3")
		board(false, 3, 1)
		for range 3 { // of which the journal keeps two, and the reader rests
			direct(s, w.Token(), hang)
		}
		r.must(`gap 6 {"after":3,"next":7}`)
		board(true, 6, 6)
		ok(t, w.Reset())
		r.must("change 7")
		board(true, 7, 6)
	}, mockserver.WithJournalSize(2))
}

// A board that was drawn for another reader a moment ago is not told to one who begins after what has changed since.
func TestEvents_boardOfAnother(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		stream(t, w, "board=true").must("board")
		direct(s, w.Token(), hang)
		for _, from := range []string{"board=true", "board=true&after=2", "board=true&after=99"} {
			r, b := stream(t, w, from), mockserver.Board{}
			for b.Seq < 3 {
				switch e := r.next(); e.name {
				case "board":
					ok(t, json.Unmarshal([]byte(e.data), &b))
				case "":
					t.Fatalf("%s: the board is that of %d, expected 3", from, b.Seq)
				}
			}
			if b.Counters.Requests != 1 || b.Agents[0].AgentID != "12989" || b.Agents[0].Kind != callcenter.ACW {
				t.Errorf("%s: the board is %+v", from, b)
			}
		}
	})
}

// What is not kept any more is told as a gap. Who begins gets what is kept; who is overtaken, and who comes from another run of
// the server, goes on with what comes next.
func TestEvents_gap(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		for range 4 {
			direct(s, w.Token(), hang) // the first makes two changes
		}
		r := stream(t, w, "after=0")
		r.must("gap 0 {\"after\":0,\"next\":1}", "change 1", "change 2", "exchange 5", "exchange 6")
		stream(t, w, "after=2").must(`gap 4 {"after":2,"next":5}`, "exchange 5", "exchange 6")
		other := stream(t, w, "after=4", "Last-Event-ID", "99")
		other.must(`gap 6 {"after":99,"next":7}`)
		for range 3 {
			direct(s, w.Token(), hang)
		}
		r.must(`gap 9 {"after":6,"next":10}`)
		direct(s, w.Token(), hang)
		r.must("exchange 10")
		w.ClearRequests()
		stream(t, w, "after=6").must(`gap 10 {"after":6,"next":11}`)
	}, mockserver.WithJournalSize(2))
	t.Run("nothing is kept", func(t *testing.T) {
		inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
			direct(s, w.Token(), hang)
			r := stream(t, w, "after=0")
			r.must(`gap 3 {"after":0,"next":4}`)
			direct(s, w.Token(), hang)
			r.must(`gap 4 {"after":3,"next":5}`)
		}, mockserver.WithJournalSize(0))
	})
}

// Who takes nothing is cut off after five seconds. The others are told what happens meanwhile, and nobody waits for him.
func TestEvents_slowReader(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		slow, err := s.Dial(t.Context())
		ok(t, err)
		defer slow.Close()
		_, err = fmt.Fprintf(slow, "GET /__admin/worlds/%s/events HTTP/1.1\r\nHost: localhost\r\n\r\n", w.Name())
		ok(t, err)
		began := time.Now()
		other := stream(t, w, "")
		for i := range 4 {
			direct(s, w.Token(), hang)
			other.must([]string{"change 1", "exchange 4", "exchange 5", "exchange 6"}[i])
			if i == 0 {
				other.must("change 2", "exchange 3")
			}
		}
		if passed := time.Since(began); passed > time.Second || w.Readers() != 2 {
			t.Errorf("the other one has waited for %v; %d read", passed, w.Readers())
		}
		other.must("") // a sign of life, 15 seconds later
		synctest.Wait()
		if n := w.Readers(); n != 1 {
			t.Errorf("%d read", n)
		}
		other.leave()
		left(t, w)
	})
}

// The stream ends when the world is deleted or the server stops, at once, and says why; a client that has left is noticed.
func TestEvents_end(t *testing.T) {
	for name, tt := range map[string]struct {
		end  func(*testing.T, *mockserver.Server, *mockserver.World, *reader)
		want string
	}{
		"deleted": {func(t *testing.T, s *mockserver.Server, w *mockserver.World, _ *reader) {
			ok(t, s.DeleteWorld(w.Name()))
		}, `end {"reason":"world deleted"}`},
		"stopped": {func(t *testing.T, s *mockserver.Server, w *mockserver.World, _ *reader) {
			go func() { _ = s.Shutdown(t.Context()) }()
		}, `end {"reason":"server stopping"}`},
		"left": {func(t *testing.T, s *mockserver.Server, w *mockserver.World, r *reader) { r.leave() }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
				began, r := time.Now(), stream(t, w, "")
				tt.end(t, s, w, r)
				if tt.want != "" {
					r.must(tt.want)
					if _, err := r.lines.ReadByte(); !errors.Is(err, io.EOF) {
						t.Errorf("after the end comes %v", err)
					}
				}
				left(t, w)
				if passed := time.Since(began); passed > 100*time.Millisecond {
					t.Errorf("it took %v", passed)
				}
			})
		})
	}
}

// A server that stops does not wait for a reader who takes nothing.
func TestEvents_slowReaderAtTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		slow, err := s.Dial(t.Context())
		ok(t, err)
		defer slow.Close()
		_, err = fmt.Fprintf(slow, "GET /__admin/worlds/%s/events HTTP/1.1\r\nHost: localhost\r\n\r\n", w.Name())
		ok(t, err)
		synctest.Wait()
		began := time.Now()
		ok(t, s.Shutdown(t.Context()))
		if passed := time.Since(began); passed > 2*time.Second {
			t.Errorf("it has waited for %v", passed)
		}
	})
}

// Only so many may read the stream of a world.
func TestEvents_tooMany(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	var leave func()
	for range 256 {
		var err error
		leave, err = w.Subscribe()
		ok(t, err)
	}
	ask := func() int {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		reply := httptest.NewRecorder()
		s.ServeHTTP(reply, eventsOf(ctx, "GET", w))
		return reply.Code
	}
	if status := ask(); status != http.StatusConflict {
		t.Errorf("the 257th has status %d", status)
	}
	leave()
	if status := ask(); status != http.StatusOK {
		t.Errorf("the 256th has status %d", status)
	}
}

// A world is in use while somebody reads its stream.
func TestEvents_keepTheWorld(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, _ *mockserver.World) {
		w, err := s.CreateWorld(mockserver.WorldSpec{TTL: time.Minute})
		ok(t, err)
		r := stream(t, w, "")
		for range 10 {
			r.must("") // each after 15 seconds
		}
		if r.leave(); !s.Known(w.Name()) {
			t.Error("the world is gone")
		}
	})
}

// In Go the events are the same, over a reset and a restore, until ctx ends, the world is deleted or the server stops.
func TestEvents_inGo(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		ctx, cancel := context.WithCancel(t.Context())
		var mu sync.Mutex
		got := map[string][]int{}
		ends := map[string]error{}
		var wg sync.WaitGroup
		follow := func(who string, events func(func(mockserver.Event, error) bool)) {
			wg.Go(func() {
				for e, err := range events {
					mu.Lock()
					if err != nil {
						ends[who] = err
					} else {
						got[who] = append(got[who], e.Seq())
					}
					mu.Unlock()
				}
			})
		}
		direct(s, w.Token(), hang)
		follow("from now on", w.Events(ctx))
		follow("all", w.EventsAfter(t.Context(), 0))
		follow("default", s.Default().Events(t.Context()))
		direct(s, w.Token(), hang)
		synctest.Wait()
		cancel()
		ok(t, w.Restore(w.Snapshot()))
		synctest.Wait()
		ok(t, w.Reset())
		synctest.Wait()
		ok(t, s.DeleteWorld(w.Name()))
		s.Close()
		wg.Wait()
		if diff := cmp.Diff(map[string][]int{"from now on": {4}, "all": {1, 2, 3, 4, 5, 6}}, got); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
		if refused := new(callcenter.Error); !errors.Is(ends["from now on"], context.Canceled) ||
			!errors.Is(ends["default"], context.Canceled) || !errors.As(ends["all"], &refused) || refused.Kind != mockserver.WorldUnknown {
			t.Errorf("ends: %v", ends)
		}
		for e, err := range w.Events(t.Context()) {
			if err == nil {
				t.Errorf("a deleted world has %+v", e)
			}
		}
	})
}

// A cutWriter takes so many bytes of a stream, and then fails.
type cutWriter struct {
	mu     sync.Mutex
	header http.Header
	bytes  bytes.Buffer
	left   int
	cancel context.CancelFunc
}

func (c *cutWriter) Header() http.Header { return c.header }
func (c *cutWriter) WriteHeader(int)     {}
func (c *cutWriter) Flush()              {}

func (c *cutWriter) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(len(p), c.left)
	c.left -= n
	c.bytes.Write(p[:n])
	if n < len(p) {
		c.cancel()
		return n, errors.New("cut")
	}
	return n, nil
}

// FuzzEvents: whatever happens in a world, and wherever the stream is cut, who resumes after the last whole event gets each record
// once, in the order of the journal, and is told of those that are missing.
func FuzzEvents(f *testing.F) {
	f.Add([]byte{100, 0, 1, 2, 7, 0, 1, 250, 3, 0, 60, 0}, uint16(300))
	f.Add([]byte{2, 0, 0, 0, 0, 0, 5, 1, 1, 1, 1, 1, 1, 5, 0, 4, 0, 5, 6, 0}, uint16(700))
	f.Add([]byte{3, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 5, 0}, uint16(1))
	f.Add([]byte{0, 1, 0, 5, 1}, uint16(2000))
	f.Fuzz(holdCutStream)
}

// Any of them, more often than the seeds of the fuzz.
func TestEvents_cutAnywhere(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 0))
			actions := []byte{byte(r.IntN(1 + int(seed)))}
			for range 60 {
				actions = append(actions, byte(r.IntN(256)))
			}
			holdCutStream(t, actions, uint16(r.IntN(1000)))
		})
	}
}

// holdCutStream does what each action says in a world whose journal keeps as many exchanges as the first; cuts of the stream are
// among them.
func holdCutStream(t *testing.T, actions []byte, length uint16) {
	if len(actions) == 0 {
		return
	}
	synctest.Test(t, func(t *testing.T) {
		s, err := mockserver.New(mockserver.WithJournalSize(int(actions[0])), mockserver.InMemory())
		ok(t, err)
		defer s.Close()
		w := s.Default()
		after, told := 0, 0 // the last number read; up to this one something may be missing
		read := func(most int) {
			t.Helper()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c := &cutWriter{header: http.Header{}, left: most, cancel: cancel}
			r := eventsOf(ctx, "GET", w)
			r.Header.Set("Last-Event-ID", strconv.Itoa(after))
			done := make(chan struct{})
			go func() { defer close(done); s.ServeHTTP(c, r) }()
			select {
			case <-done: // it was cut
			case <-time.After(14 * time.Second): // it has all, and waits
				cancel()
				<-done
			}
			lines := bufio.NewReader(&c.bytes)
			for {
				e, err := readEvent(lines)
				if err != nil {
					return
				}
				id, _ := strconv.Atoi(e.id)
				switch e.name {
				case "gap":
					var gap struct{ After, Next int }
					ok(t, json.Unmarshal([]byte(e.data), &gap))
					if gap.After != after || gap.Next != id+1 || gap.Next <= after {
						t.Fatalf("after %d the gap is %s, with the id %d", after, e.data, id)
					}
					after, told = id, w.Records(0, 0).Latest
				case "exchange", "change":
					if id <= after || id > after+1 && id > told {
						t.Fatalf("after %d comes %d, and something is missing up to %d at most", after, id, told)
					}
					after = id
				}
			}
		}
		for _, a := range actions[1:min(len(actions), 60)] {
			switch a % 8 {
			case 0, 1:
				direct(s, w.Token(), hang)
			case 2:
				_, _ = w.PutAgent("12991", mockserver.AgentChange{Status: ptr(mockserver.Status([]string{"ready", "102"}[a/8%2]))})
			case 3:
				ok(t, w.Advance(time.Minute))
			case 4:
				ok(t, w.Reset())
			case 5:
				read(int(a) * int(length%999))
			case 6:
				w.ClearRequests()
			case 7:
				_, _ = w.Arrive(callcenter.Arrival{SkillID: "4012", Phone: "1", Type: callcenter.Inbound}) // the queue may be full
			}
		}
		read(1 << 30)
		if latest := w.Records(0, 0).Latest; after != latest && told < latest {
			t.Errorf("it has read up to %d of %d", after, latest)
		}
	})
}
