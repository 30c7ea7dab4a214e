package mockserver_test

import (
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/seed"
)

func TestOptions_thatSayNo(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer taken.Close()
	for _, tt := range []struct {
		option mockserver.Option
		want   string
	}{
		{mockserver.WithTokenConcurrency(0), "mockserver: WithTokenConcurrency: got 0: expected at least 1"},
		{mockserver.WithLatency(-time.Second), "mockserver: WithLatency is -1s: expected 0s to 1h0m0s"},
		{mockserver.WithJournalSize(-1), "mockserver: WithJournalSize: got -1: expected at least 0"},
		{mockserver.WithMaxBody(0), "mockserver: WithMaxBody: got 0: expected at least 1"},
		{mockserver.WithAdminToken(""), "mockserver: WithAdminToken: expected 1 to 200 visible ASCII characters"},
		{mockserver.WithAdminToken("a b"), "mockserver: WithAdminToken: expected 1 to 200 visible ASCII characters"},
		{mockserver.WithClock(time.Time{}), "mockserver: WithClock: the time of the clock is 0001-01-01T00:00:00Z: expected 1970-01-01T00:00:00Z to 9999-12-31T00:00:00Z"},
		{mockserver.WithTimezone("Bogota"), `mockserver: WithTimezone: "Bogota" is no time zone: expected a name of the IANA database, such as America/Bogota, America/Mexico_City or UTC`},
		{mockserver.WithTimezone("Local"), `mockserver: WithTimezone: "Local" is no time zone: expected a name of the IANA database, such as America/Bogota, America/Mexico_City or UTC`},
		{mockserver.WithTimezone(""), `mockserver: WithTimezone: "" is no time zone: expected a name of the IANA database, such as America/Bogota, America/Mexico_City or UTC`},
		{mockserver.WithPublicURL("mock.example"), `mockserver: WithPublicURL: got "mock.example": expected one such as https://mock.example:8042`},
		{mockserver.WithPublicURL("https://mock.example?x"), `mockserver: WithPublicURL: got "https://mock.example?x": expected one such as https://mock.example:8042`},
		{mockserver.WithWorldTTL(-1), "mockserver: WithWorldTTL is -1ns: expected 0s to 8760h0m0s"},
		{mockserver.WithMaxWorlds(0), "mockserver: WithMaxWorlds: got 0: expected at least 1"},
		{mockserver.WithLogger(nil), "mockserver: WithLogger: the logger is nil"},
		{mockserver.WithLog(nil), "mockserver: WithLog: the log is nil"},
		{mockserver.WithCORS("some"), `mockserver: WithCORS: got "some": expected any or off`},
		{mockserver.WithSeed(mockserver.Seed{Server: "42"}), `mockserver: server: it is "42": expected four digits, such as "0042"`},
		{mockserver.WithAddr("nowhere"), "mockserver: listen tcp: address nowhere: missing port in address"},
		{mockserver.WithAddr(taken.Addr().String()), "mockserver: listen tcp " + taken.Addr().String() + ": bind: address already in use"},
	} {
		if s, err := mockserver.Start(tt.option); err == nil || err.Error() != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
			if s != nil {
				s.Close()
			}
		}
	}
}

// The first option that says no is the one that is reported.
func TestOptions_firstErrorCounts(t *testing.T) {
	t.Parallel()
	_, err := mockserver.New(mockserver.WithMaxBody(0), mockserver.WithLogger(nil))
	if err == nil || !strings.Contains(err.Error(), "WithMaxBody") {
		t.Error(err)
	}
}

func TestOptions_address(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAddr("localhost:0"))
	newCaller(t, s.URL(), mockserver.DemoToken).mustGet("hung_up", hang)
	again, err := mockserver.Start(mockserver.WithAddr(strings.TrimPrefix(s.URL(), "http://")))
	if err == nil {
		again.Close()
		t.Error("two servers on one port")
	}
}

func TestOptions_seedOfTheDefaultWorldIsWhatNewWorldsCopy(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "world.yaml")
	ok(t, os.WriteFile(file, []byte("server: \"0100\"\ntokens: [{token: mine}]\nagents: [{agent_id: \"7\", status: talk, call: {type: inbound, phone: \"1\"}}]\n"), 0o600))
	seed, err := seed.Load(file)
	ok(t, err)
	s := mockserver.Run(t, mockserver.WithSeed(seed))
	w := s.NewWorld(t)
	if v := s.Default().View(); v.Server != "0100" || v.Token != "mine" || v.URL != s.URL() {
		t.Errorf("the default world is %+v", v)
	}
	if v := w.View(); v.Server == "0100" || v.Token == "mine" || len(v.Server) != 4 || len(v.Token) != 52 {
		t.Errorf("the new world is %+v", v)
	}
	for _, w := range s.Worlds() {
		callerOf(t, w).mustGet("hung_up", box("hang", "agent_id=7"))
	}
}

func TestOptions_logger(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	callerOf(t, s.Default()).mustGet("no_active_call", box("hang", "agent_id=12991"))
	for _, want := range []string{"level=INFO", "msg=request", "world=default", "operation=hang", "agent=12991", "outcome=no_active_call", "evidence=inferred", "status=404", `reason="agent 12991 has no active call`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s: %s", want, log)
		}
	}
	quiet := &strings.Builder{}
	s = mockserver.Run(t, mockserver.WithLogger(slog.New(slog.NewTextHandler(quiet, &slog.HandlerOptions{Level: slog.LevelWarn}))))
	callerOf(t, s.Default()).mustGet("hung_up", hang)
	s.Close()
	if quiet.Len() != 0 {
		t.Errorf("the log has %s", quiet)
	}
}

// A world that has no token and no server of its own gets some that nobody has.
func TestOptions_seedWithNothingInIt(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithSeed(mockserver.Seed{}))
	servers := map[string]bool{s.Default().View().Server: true}
	for range 20 {
		w := s.NewWorld(t)
		v := w.View()
		if len(v.Server) != 4 || servers[v.Server] || len(v.Token) != 52 {
			t.Errorf("%+v", v)
		}
		servers[v.Server] = true
		callerOf(t, w).mustGet("agent_unknown", hang)
	}
}
