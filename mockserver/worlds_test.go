package mockserver_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
)

// mustRefuse holds an error against the kind of refusal that is wanted.
func mustRefuse(t testing.TB, err error, kind callcenter.Kind, words string) {
	t.Helper()
	var refused *callcenter.Error
	if !errors.As(err, &refused) || refused.Kind != kind || !strings.Contains(refused.Detail, words) {
		t.Errorf("got %#v, want %s with %q", err, kind, words)
	}
}

// A world is chosen by the mock's header, the host label, the header wolkvox_server, the token: the first that there is.
// The journal that has the request tells which one it was.
func TestWorlds_howARequestChooses(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	start := func(server, token string) *mockserver.Seed {
		start := seed.Demo()
		start.Server, start.Tokens = server, []mockserver.Token{{Token: token}}
		return &start
	}
	for i, name := range []string{"by-name", "by-host", "by-server", "by-token"} {
		_, err := s.CreateWorld(mockserver.WorldSpec{Name: name, From: start(fmt.Sprintf("100%d", i), "token-"+name)})
		ok(t, err)
	}
	const name, host, server, token = "by-name", "wv1001.wolkvox.com", "1002", "token-by-token"
	for _, tt := range []struct {
		what                      string
		name, host, server, token string
		want                      string
	}{
		{"all four", name, host, server, token, "by-name"},
		{"all but the mock's header", "", host, server, token, "by-host"},
		{"server and token", "", "", server, token, "by-server"},
		{"token", "", "", "", token, "by-token"},
		{"nothing", "", "", "", mockserver.DemoToken, "default"},
		{"mock's header alone", name, "", "", mockserver.DemoToken, "by-name"},
		{"the default by its name", "default", host, server, token, "default"},
		{"host label with a port", "", "wv1001.wolkvox.com:8042", "", "", "by-host"},
		{"host label of another domain", "", "wv1001.localhost", "", "", "by-host"},
		{"host label alone", "", "wv1001", "", "", "by-host"},
		{"host label alone with a port", "", "wv1001:80", "", "", "by-host"},
		{"host label in capitals", "", "WV1001.WOLKVOX.COM", "", "", "by-host"},
		{"host label of nobody, server", "", "wv9999.wolkvox.com", server, "", "by-server"},
		{"host label of nobody, token", "", "wv9999.wolkvox.com", "", token, "by-token"},
		{"server of nobody, token", "", "", "9999", token, "by-token"},
		{"no label but a name that begins alike", "", "wv", "", token, "by-token"},
		{"nothing that anybody has", "", "wv9999.wolkvox.com", "9999", "stranger", "default"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			a := box("hang", "agent_id=99999")
			a.host = tt.host
			for header, value := range map[string]string{"X-Wolkvox-Mock-World": tt.name, "wolkvox_server": tt.server} {
				if value != "" {
					a = a.with(header, value)
				}
			}
			newCaller(t, s.URL, tt.token).send(a)
			for _, w := range s.Worlds() {
				n := len(w.Requests(journal.Query{}).Requests)
				if chosen := w.Name() == tt.want; chosen != (n == 1) {
					t.Errorf("world %s has %d requests", w.Name(), n)
				}
				w.ClearRequests()
			}
		})
	}
}

func TestWorlds_unknownWorldHeader(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	got := callerOf(t, s.Default()).mustGet("world_unknown", hang.with("X-Wolkvox-Mock-World", "nowhere"))
	if got.status != http.StatusNotFound || !strings.Contains(got.body, "wolkvox-mock has no world nowhere.") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := statusOf(t, s.Default(), "12989"); got != "talk" {
		t.Errorf("12989 of the default world is %s", got)
	}
	if e := newest(t, s.Default()); !strings.Contains(e.Says, "X-Wolkvox-Mock-World") {
		t.Errorf("the journal says %q", e.Says)
	}
}

func TestWorlds_tokenOfAnotherWorldIsUnknown(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, b := s.NewWorld(t), s.NewWorld(t)
	callerOf(t, a).mustGet("token_unknown", hang.with("X-Wolkvox-Mock-World", b.Name()))
	callerOf(t, a).mustGet("token_unknown", hang.with("wolkvox_server", b.View().Server))
	elsewhere := hang
	elsewhere.host = "wv" + b.View().Server + ".wolkvox.com"
	callerOf(t, a).mustGet("token_unknown", elsewhere)
	callerOf(t, a).mustGet("hung_up", hang)
	callerOf(t, b).mustGet("hung_up", elsewhere)
}

// A hundred worlds used at once: nobody sees anything of anybody else.
func TestWorlds_aHundredNeverMeet(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	var wg sync.WaitGroup
	for i := range 100 {
		w, err := s.CreateWorld(mockserver.WorldSpec{})
		ok(t, err)
		freeze(t, w)
		c := callerOf(t, w)
		wg.Go(func() {
			n := i%5 + 1 // so many calls each, for the numbers to differ
			for range n {
				for _, a := range []ask{
					box("transfer", "agent_id=12990&customer_phone=3000000009"),
					box("change_status", "agent_id=12990&status=ready"),
				} {
					if _, err := c.try(t.Context(), a); err != nil {
						t.Error(err)
					}
				}
				if _, err := w.Arrive(callcenter.Arrival{AgentID: "12990", Phone: "3000000002", Type: callcenter.Inbound, Answered: true}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	checked := 0
	for _, w := range s.Worlds() {
		if w == s.Default() {
			continue
		}
		checked++
		page := w.Requests(journal.Query{})
		n := page.Total / 2
		var conns, want []string
		for i, e := range page.Requests {
			if e.Seq != i+1 {
				t.Fatalf("world %s: entry %d has the number %d", w.Name(), i, e.Seq)
			}
			if e.Operation == "transfer" {
				_, id, _ := strings.Cut(string(e.Reply.Body), `"conn_id": "`)
				id, _, _ = strings.Cut(id, `"`)
				conns = append(conns, id)
				seq := 4 + 2*(i/2) // three calls of the seed, then a transfer and an arrival in turns
				want = append(want, fmt.Sprintf("12990.%04d.1700000000.%d", seq, 10000+seq))
			}
		}
		if diff := cmp.Diff(want, conns); diff != "" {
			t.Errorf("world %s: conn_ids (-want +got):\n%s", w.Name(), diff)
		}
		c := w.Coverage()
		if n < 1 || n > 5 || c.Outcomes["transfer/transferred"] != n || c.Outcomes["change_status/status_changed"] != n {
			t.Errorf("world %s: coverage %v, %d exchanges", w.Name(), c.Outcomes, page.Total)
		}
		sum := 0
		for _, times := range c.Outcomes {
			sum += times
		}
		if sum != 2*n {
			t.Errorf("world %s: %d outcomes for %d exchanges", w.Name(), sum, 2*n)
		}
		if got := len(w.Calls()); got != 3+2*n {
			t.Errorf("world %s: %d calls, want %d", w.Name(), got, 3+2*n)
		}
	}
	if checked != 100 || s.Default().Requests(journal.Query{}).Total != 0 {
		t.Errorf("%d worlds; the default world has %d requests", checked, s.Default().Requests(journal.Query{}).Total)
	}
}

// What leads to a world belongs to one world. A refusal changes nothing.
func TestWorlds_conflicts(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "taken", From: &mockserver.Seed{Server: "1000", Tokens: []mockserver.Token{{Token: "taken-token"}}}})
	ok(t, err)
	for _, tt := range []struct {
		what  string
		spec  mockserver.WorldSpec
		kind  callcenter.Kind
		words string
	}{
		{"name", mockserver.WorldSpec{Name: "taken"}, "conflict", `there is a world "taken" already`},
		{"default", mockserver.WorldSpec{Name: "default"}, "conflict", `there is a world "default" already`},
		{"server", mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Server: "1000"}}, "conflict", `server "1000" belongs to world "taken"`},
		{"token", mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Tokens: []mockserver.Token{{Token: "mine"}, {Token: "taken-token"}}}}, "conflict", `token no. 2 belongs to world "taken"`},
		{"token twice", mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Tokens: []mockserver.Token{{Token: "a"}, {Token: "a"}}}}, "invalid", "tokens[1]: it is there twice"},
		{"bad name", mockserver.WorldSpec{Name: "a/b"}, "invalid", "letters, digits"},
		{"long name", mockserver.WorldSpec{Name: strings.Repeat("a", 101)}, "invalid", "1 to 100"},
		{"bad server", mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Server: "42"}}, "invalid", "four digits"},
		{"bad token", mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Tokens: []mockserver.Token{{Token: "a b"}}}}, "invalid", "visible ASCII"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			before := mustSnapshots(s)
			_, err := s.CreateWorld(tt.spec)
			mustRefuse(t, err, tt.kind, tt.words)
			if diff := cmp.Diff(before, mustSnapshots(s)); diff != "" {
				t.Errorf("the worlds (-before +after):\n%s", diff)
			}
			newCaller(t, s.URL, "mine").mustGet("token_unknown", hang)
			newCaller(t, s.URL, "taken-token").mustGet("agent_unknown", hang)
		})
	}
}

// mustSnapshots is what the worlds are and who leads to them.
func mustSnapshots(s *mockserver.Server) (all []mockserver.WorldView) {
	for _, w := range s.Worlds() {
		all = append(all, w.View())
	}
	return all
}

func TestWorlds_tokens(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, b := s.NewWorld(t), s.NewWorld(t)
	added, err := a.AddToken(mockserver.Token{Token: "of-a", Description: "second"})
	ok(t, err)
	if diff := cmp.Diff(mockserver.Token{Token: "of-a", Description: "second"}, added); diff != "" {
		t.Errorf("token (-want +got):\n%s", diff)
	}
	fresh, err := a.AddToken(mockserver.Token{})
	ok(t, err)
	if len(fresh.Token) != 52 {
		t.Errorf("a token that was made up is %q", fresh.Token)
	}
	newCaller(t, s.URL, "of-a").mustGet("hung_up", hang)
	newCaller(t, s.URL, fresh.Token).mustGet("no_active_call", hang)

	_, err = b.AddToken(mockserver.Token{Token: "of-a"})
	mustRefuse(t, err, "conflict", `belongs to world "`+a.Name()+`"`)
	_, err = a.AddToken(mockserver.Token{Token: "of-a"})
	mustRefuse(t, err, "conflict", "is there twice")
	_, err = a.AddToken(mockserver.Token{Token: "of a"})
	mustRefuse(t, err, "invalid", "visible ASCII")
	mustRefuse(t, b.RemoveToken("of-a"), "token_unknown", "no such token")
	if got := len(a.Tokens()); got != 3 {
		t.Errorf("%d tokens, want 3", got)
	}

	ok(t, a.RemoveToken("of-a"))
	newCaller(t, s.URL, "of-a").mustGet("token_unknown", hang)
	_, err = b.AddToken(mockserver.Token{Token: "of-a"})
	ok(t, err)
	newCaller(t, s.URL, "of-a").mustGet("hung_up", hang)
	for _, token := range []string{a.Token(), fresh.Token} {
		ok(t, a.RemoveToken(token))
	}
	if a.Token() != "" || len(a.Tokens()) != 0 {
		t.Errorf("tokens are left: %v", a.Tokens())
	}
}

func TestWorlds_delete(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	mustRefuse(t, s.DeleteWorld("default"), "conflict", "cannot be deleted")
	mustRefuse(t, s.DeleteWorld("nowhere"), "world_unknown", `There is no world "nowhere"; there are: default.`)
	w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short"})
	ok(t, err)
	view := w.View()
	ok(t, s.DeleteWorld("short"))
	mustRefuse(t, s.DeleteWorld("short"), "world_unknown", "short")
	_, err = s.World("short")
	mustRefuse(t, err, "world_unknown", "short")
	newCaller(t, s.URL, view.Token).mustGet("token_unknown", hang)
	newCaller(t, s.URL, view.Token).mustGet("world_unknown", hang.with("X-Wolkvox-Mock-World", "short"))
	_, err = s.CreateWorld(mockserver.WorldSpec{Name: "heir", From: &mockserver.Seed{Server: view.Server, Tokens: []mockserver.Token{{Token: view.Token}}}})
	ok(t, err)
}

// A world that was deleted does not come back through a reference that someone kept.
func TestWorlds_deletedForGood(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short"})
	ok(t, err)
	snap, token := w.Snapshot(), w.Token()
	ok(t, s.DeleteWorld("short"))
	mustRefuse(t, w.Reset(), "world_unknown", "deleted")
	mustRefuse(t, w.Restore(snap), "world_unknown", "deleted")
	_, err = w.AddToken(mockserver.Token{Token: "late"})
	mustRefuse(t, err, "world_unknown", "deleted")
	mustRefuse(t, w.RemoveToken(token), "world_unknown", "deleted")
	for _, token := range []string{token, "late"} {
		newCaller(t, s.URL, token).mustGet("token_unknown", hang)
	}
}

func TestWorlds_namesThatAreMadeUp(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, name := range []string{"w1", "w3", "w4"} {
		_, err := s.CreateWorld(mockserver.WorldSpec{Name: name})
		ok(t, err)
	}
	var got []string
	for range 3 {
		w, err := s.CreateWorld(mockserver.WorldSpec{})
		ok(t, err)
		got = append(got, w.Name())
	}
	if diff := cmp.Diff([]string{"w2", "w5", "w6"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestWorlds_listOfManyIsCut(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for range 12 {
		_, err := s.CreateWorld(mockserver.WorldSpec{})
		ok(t, err)
	}
	_, err := s.World("nowhere")
	mustRefuse(t, err, "world_unknown", ", ….")
}

// Worlds that come and go do not disturb the others, and neither does a change of tokens the tokens that stay.
func TestWorlds_neighboursOfAChangeAreUndisturbed(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				added, err := w.AddToken(mockserver.Token{})
				if err == nil {
					err = w.RemoveToken(added.Token)
				}
				neighbour, failed := s.CreateWorld(mockserver.WorldSpec{})
				if failed == nil {
					failed = s.DeleteWorld(neighbour.Name())
				}
				if err := errors.Join(err, failed); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	token := w.Token()
	for range 3000 { // past the network, which would have most of the time
		if got := direct(s, token, pause); got.outcome() != "status_changed" {
			t.Errorf("among changes: %s", got.body)
		}
	}
	close(stop)
	wg.Wait()
}

// What stays with a world is not taken away for a moment either: requests ask without a lock.
func TestWorlds_whatStaysIsAlwaysThere(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	view := w.View()
	begun, done := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		close(begun)
		for missed := 0; ; {
			select {
			case <-done:
				if missed > 0 {
					t.Errorf("%d times nothing led to the world", missed)
				}
				return
			default:
				if !s.LeadsTo(w, view.Token, view.Server) {
					missed++
				}
			}
		}
	})
	<-begun
	for range 1000 {
		added, err := w.AddToken(mockserver.Token{})
		ok(t, err)
		ok(t, w.RemoveToken(added.Token))
		ok(t, w.Restore(w.Snapshot()))
		ok(t, w.Reset())
	}
	close(done)
	wg.Wait()
}
