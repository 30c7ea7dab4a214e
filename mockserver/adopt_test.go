package mockserver_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"wolkvoxmock/mockserver"
)

// A pair of server and token that nobody knows gets a world when it comes for the first time, and the same one ever after.
func TestAdopt(t *testing.T) {
	t.Parallel()
	const token = "abcdef0123456789abcdef0123456789"
	s := mockserver.Run(t, mockserver.WithAdopt(), mockserver.WithMaxWorlds(4))
	byServer := func(server string) ask { return box("hang", "agent_id=12989").with("Wolkvox_server", server) }
	byHost := func(host string) ask { a := box("hang", "agent_id=12989"); a.host = host; return a }
	for _, tt := range []struct {
		what    string
		ask     ask
		token   string
		outcome string
		world   string // where it is in the journal
	}{
		{"server and token", byServer("1234"), token, "hung_up", "wv1234"},
		{"the same again", byServer("1234"), token, "no_active_call", "wv1234"},
		{"the same by the host", byHost("wv1234.wolkvox.com"), token, "no_active_call", "wv1234"},
		{"the token with another server", byServer("4321"), token, "no_active_call", "wv1234"},
		{"the token alone", box("hang", "agent_id=12989"), token, "no_active_call", "wv1234"},
		{"another token of the server", byHost("WV1234.wolkvox.com:443"), token + "0", "hung_up", "wv1234-2"},
		{"the host comes before the header", byHost("wv0042.wolkvox.com").with("Wolkvox_server", "7777"), token + "1", "hung_up", "wv0042"},
		{"a label of another domain", byHost("wv7777.example.com"), token + "2", "token_unknown", "default"},
		{"no server", box("hang", "agent_id=12989"), token + "2", "token_unknown", "default"},
		{"no server of wolkvox's", byServer("77777"), token + "2", "token_unknown", "default"},
		{"another host of wolkvox's", byHost("wvmail.wolkvox.com"), token + "2", "token_unknown", "default"},
		{"a short token", byServer("7777"), "1234567", "token_unknown", "default"},
		{"a malformed token", byServer("7777"), "abcd efgh ijkl", "token_unknown", "default"},
		{"no token", byServer("7777"), "", "token_missing", "default"},
		{"a world of its own choice", byServer("7777").with("X-Wolkvox-Mock-World", "default"), token + "2", "token_unknown", "default"},
		{"one world too many", byServer("7777"), token + "2", "token_unknown", "default"},
	} {
		newCaller(t, s.URL(), tt.token).mustGet(tt.outcome, tt.ask)
		w, err := s.World(tt.world)
		if err != nil {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		e := newest(t, w)
		told := strings.Contains(e.Reason, "world "+tt.world+" was made for server ")
		if first := tt.outcome == "hung_up"; e.Outcome != tt.outcome || told != first {
			t.Errorf("%s: the journal of %s has %s (%s)", tt.what, tt.world, e.Outcome, e.Reason)
		}
		if strings.Contains(e.Reason, token) {
			t.Errorf("%s: the token stands in the journal: %s", tt.what, e.Reason)
		}
	}
	if e := newest(t, s.Default()); !strings.Contains(e.Reason, "no world was made for server 7777 and this token: there are 4 worlds") {
		t.Errorf("the journal does not say why no world was made: %s", e.Reason)
	}
	want := []mockserver.Adoption{{World: "wv1234", Server: "1234", TokenSuffix: "6789"}, {World: "wv1234-2", Server: "1234", TokenSuffix: "7890"}, {World: "wv0042", Server: "0042", TokenSuffix: "7891"}}
	got := s.Arrivals()
	if len(got.Adopted) != len(want) || got.Adopted[0] != want[0] || got.Adopted[1] != want[1] || got.Adopted[2] != want[2] {
		t.Errorf("adopted %v, want %v", got.Adopted, want)
	}
	if got.Requests != 16 {
		t.Errorf("%d requests have arrived", got.Requests)
	}
}

// The demo token, which run gives to clients, goes with the server that is written into one, unless a world has that.
func TestAdopt_demoToken(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdopt())
	taken := made(t, s, mockserver.WorldSpec{Name: "other", Server: "1234"})
	read := box("mute", "agent_id=12989")
	atHost := read
	atHost.host = "wv0777.wolkvox.com"
	c := newCaller(t, s.URL(), mockserver.DemoToken)
	for range 2 {
		c.mustGet("mute_toggled", atHost.with("wolkvox_server", "0778"))
	}
	c.mustGet("mute_toggled", read.with("wolkvox_server", "0042"))
	if found := s.Default().Violations(); len(found) > 0 {
		t.Errorf("violations %v", found)
	}
	c.mustGet("token_unknown", read.with("wolkvox_server", taken.View().Server))
	want := []mockserver.Adoption{{World: "default", Server: "0777", TokenSuffix: "3030"}}
	if got := s.Arrivals().Adopted; !slices.Equal(got, want) || len(s.Worlds()) != 2 {
		t.Errorf("adopted %v, want %v; %d worlds", got, want, len(s.Worlds()))
	}
	other := mockserver.Run(t) // without adoption the account has one server
	newCaller(t, other.URL(), mockserver.DemoToken).mustGet("mute_toggled", atHost)
	if found := other.Default().Violations(); len(found) != 1 || found[0].Rule != mockserver.RuleServerMismatch {
		t.Errorf("violations %v", found)
	}
}

// Of many first requests at once one makes the world.
func TestAdopt_atOnce(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdopt(), mockserver.WithTokenConcurrency(100))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			got := direct(s, "abcdef0123456789", box("mute", "agent_id=12989").with("wolkvox_server", "1234"))
			if got.outcome() != "mute_toggled" {
				t.Errorf("%s\n%s", got.outcome(), got.body)
			}
		})
	}
	all.Wait()
	if n := len(s.Worlds()); n != 2 || len(s.Arrivals().Adopted) != 1 {
		t.Errorf("there are %d worlds, adopted %v", n, s.Arrivals().Adopted)
	}
}

// Without the option an unknown pair stays unknown.
func TestAdopt_off(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	newCaller(t, s.URL(), "abcdef0123456789").mustGet("token_unknown", box("hang", "agent_id=12989").with("wolkvox_server", "1234"))
	if n := len(s.Worlds()); n != 1 {
		t.Errorf("there are %d worlds", n)
	}
}
