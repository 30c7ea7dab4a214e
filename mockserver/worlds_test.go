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
	for _, name := range []string{"shared-1", "shared-2", "shared-3"} {
		_, err := s.CreateWorld(mockserver.WorldSpec{Name: name, Server: "1009", Token: "token-" + name})
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
		{"host of three, token of the second", "", "wv1009.wolkvox.com", "", "token-shared-2", "shared-2"},
		{"host of three, token of the third", "", "wv1009.wolkvox.com", "", "token-shared-3", "shared-3"},
		{"server of three, token of the second", "", "", "1009", "token-shared-2", "shared-2"},
		{"host of three, token of nobody", "", "wv1009.wolkvox.com", "", "stranger", "shared-1"},
		{"host of three, token of another server", "", "wv1009.wolkvox.com", "", token, "shared-1"},
		{"host of three, no token", "", "wv1009.wolkvox.com", "", "", "shared-1"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			a := box("hang", "agent_id=99999")
			a.host = tt.host
			for header, value := range map[string]string{"X-Wolkvox-Mock-World": tt.name, "wolkvox_server": tt.server} {
				if value != "" {
					a = a.with(header, value)
				}
			}
			newCaller(t, s.URL(), tt.token).send(a)
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

// Of the worlds that share a server only those are left that have not gone, or moved to another one.
func TestWorlds_shareAServer(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	elsewhere := hang
	elsewhere.host = "wv0900.wolkvox.com"
	for _, name := range []string{"a", "b", "c"} {
		w, err := s.CreateWorld(mockserver.WorldSpec{Name: name, Server: "0900", Token: "token-" + name})
		ok(t, err)
		callerOf(t, w).mustGet("hung_up", elsewhere)
	}
	answered := func(name, outcome string) {
		t.Helper()
		newCaller(t, s.URL(), "token-"+name).mustGet(outcome, elsewhere)
	}
	newCaller(t, s.URL(), mockserver.DemoToken).mustGet("token_unknown", elsewhere)
	ok(t, s.DeleteWorld("a"))
	answered("a", "token_unknown")
	answered("b", "no_active_call")
	b, err := s.World("b")
	ok(t, err)
	snap := b.Snapshot()
	snap.Server = "0901"
	ok(t, b.Restore(snap))
	answered("b", "token_unknown")
	answered("c", "no_active_call")
	ok(t, b.Reset())
	answered("b", "hung_up")
	answered("c", "no_active_call")
	ok(t, s.DeleteWorld("b"))
	ok(t, s.DeleteWorld("c"))
	newCaller(t, s.URL(), mockserver.DemoToken).mustGet("hung_up", elsewhere) // a server that nobody has is passed over
}

// To find the world of a request costs no memory, whichever way.
func TestWorlds_choosingAllocatesNothing(t *testing.T) {
	s := mockserver.Run(t)
	for _, name := range []string{"a", "b"} {
		_, err := s.CreateWorld(mockserver.WorldSpec{Name: name, Server: "0900", Token: "token-" + name})
		ok(t, err)
	}
	for what, r := range map[string]*http.Request{
		"header": {Header: http.Header{"X-Wolkvox-Mock-World": {"b"}}},
		"host":   {Host: "wv0900.wolkvox.com:8042"},
		"server": {Host: "127.0.0.1:8042", Header: http.Header{"Wolkvox_server": {"0900"}}},
		"token":  {Host: "127.0.0.1:8042"},
	} {
		var got *mockserver.World
		if n := testing.AllocsPerRun(100, func() { got = s.Choose(r, "token-b") }); n != 0 || got.Name() != "b" {
			t.Errorf("by %s: world %s, %v allocations", what, got.Name(), n)
		}
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
	var worlds []*mockserver.World
	for i := range 100 {
		w, err := s.CreateWorld(mockserver.WorldSpec{})
		ok(t, err)
		freeze(t, w)
		worlds = append(worlds, w)
		wg.Go(func() {
			for range i%5 + 1 { // for the numbers to differ
				for _, a := range []ask{
					box("transfer", "agent_id=12990&customer_phone=3000000009"),
					box("change_status", "agent_id=12990&status=ready"),
				} {
					direct(s, w.Token(), a)
				}
				if _, err := w.Arrive(callcenter.Arrival{AgentID: "12990", Phone: "3000000002", Type: callcenter.Inbound, Answered: true}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for i, w := range worlds {
		var want, got []string
		for n := range i%5 + 1 { // three calls of the seed, then a transfer and an arrival in turns
			want = append(want,
				fmt.Sprintf(`transfer {"conn_id": "12990.%04d.1700000000.%d"}`, 4+2*n, 10004+2*n),
				"change_status ")
		}
		for _, e := range w.Requests(journal.Query{}).Requests {
			_, data, _ := strings.Cut(strings.Join(strings.Fields(string(e.Reply.Body)), " "), `"data": { `)
			if data != "" {
				data = "{" + strings.TrimSuffix(data, " } }") + "}"
			}
			got = append(got, fmt.Sprint(e.Operation, " ", data))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("world %s (-want +got):\n%s", w.Name(), diff)
		}
		n := i%5 + 1
		if c := w.Coverage().Outcomes; c["transfer/transferred"] != n || c["change_status/status_changed"] != n || len(w.Calls()) != 3+2*n {
			t.Errorf("world %s: coverage %v, %d calls", w.Name(), c, len(w.Calls()))
		}
	}
	if n := s.Default().Requests(journal.Query{}).Total; n != 0 {
		t.Errorf("the default world has %d requests", n)
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
			newCaller(t, s.URL(), "mine").mustGet("token_unknown", hang)
			newCaller(t, s.URL(), "taken-token").mustGet("agent_unknown", hang)
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
	newCaller(t, s.URL(), "of-a").mustGet("hung_up", hang)
	newCaller(t, s.URL(), fresh.Token).mustGet("no_active_call", hang)

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
	newCaller(t, s.URL(), "of-a").mustGet("token_unknown", hang)
	_, err = b.AddToken(mockserver.Token{Token: "of-a"})
	ok(t, err)
	newCaller(t, s.URL(), "of-a").mustGet("hung_up", hang)
	for _, token := range []string{a.Token(), fresh.Token} {
		ok(t, a.RemoveToken(token))
	}
	if a.Token() != "" || len(a.Tokens()) != 0 {
		t.Errorf("tokens are left: %v", a.Tokens())
	}
}

// A world that was deleted is gone: nothing leads to it, a request under way in it learns so, and it does not come back
// through a reference that someone kept. What led to it is free.
func TestWorlds_delete(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	mustRefuse(t, s.DeleteWorld("default"), "conflict", "cannot be deleted")
	mustRefuse(t, s.DeleteWorld("nowhere"), "world_unknown", `There is no world "nowhere"; there are: default.`)
	w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short"})
	ok(t, err)
	snap, view, c := w.Snapshot(), w.View(), callerOf(t, w)
	p, _ := c.hold(w, hang)
	ok(t, s.DeleteWorld("short"))
	p.mustGet("world_reset")
	mustRefuse(t, s.DeleteWorld("short"), "world_unknown", "short")
	_, err = s.World("short")
	mustRefuse(t, err, "world_unknown", "short")
	mustRefuse(t, w.Reset(), "world_unknown", "deleted")
	mustRefuse(t, w.Restore(snap), "world_unknown", "deleted")
	_, err = w.AddToken(mockserver.Token{Token: "late"})
	mustRefuse(t, err, "world_unknown", "deleted")
	mustRefuse(t, w.RemoveToken(view.Token), "world_unknown", "deleted")
	newCaller(t, s.URL(), "late").mustGet("token_unknown", hang)
	c.mustGet("token_unknown", hang)
	c.mustGet("world_unknown", hang.with("X-Wolkvox-Mock-World", "short"))
	_, err = s.CreateWorld(mockserver.WorldSpec{Name: "heir", From: &mockserver.Seed{Server: view.Server, Tokens: []mockserver.Token{{Token: view.Token}}}})
	ok(t, err)
	c.mustGet("agent_unknown", hang) // nor is the token busy
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

// What stays with a world is not taken away for a moment, neither by its own changes nor by worlds that come and go:
// requests ask without a lock.
func TestWorlds_whatStaysIsAlwaysThere(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	view := w.View()
	done := make(chan struct{})
	var wg sync.WaitGroup
	for _, change := range []func() error{
		func() error {
			added, err := w.AddToken(mockserver.Token{})
			return errors.Join(err, w.RemoveToken(added.Token), w.Restore(w.Snapshot()), w.Reset())
		},
		func() error {
			neighbour, err := s.CreateWorld(mockserver.WorldSpec{})
			return errors.Join(err, s.DeleteWorld(neighbour.Name()))
		},
	} {
		wg.Go(func() {
			for range 1000 {
				if err := change(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	missed := 0
	for i, changing := 0, true; changing; i++ {
		select {
		case <-done:
			changing = false
		default:
		}
		if !s.LeadsTo(w, view.Token, view.Server) {
			missed++
		}
		if i%1000 > 0 {
			continue
		}
		switch got := direct(s, view.Token, hang); got.outcome() { // before or after a reset, and nothing between
		case "hung_up", "no_active_call", "world_reset":
		default:
			t.Errorf("among changes: %s", got.body)
		}
	}
	if missed > 0 {
		t.Errorf("%d times nothing led to the world", missed)
	}
	if n := s.Default().Requests(journal.Query{}).Total; n != 0 {
		t.Errorf("%d requests went to the default world", n)
	}
}
