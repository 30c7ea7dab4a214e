package top

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), -update renews it:\n%s", file, diff)
	}
}

// start is when the machine's clock begins; a scene moves it.
var start = time.Date(2026, 11, 26, 20, 0, 0, 0, time.UTC)

// A scene is a model, with the machine's clock in its hand.
type scene struct {
	*Model
	t   *testing.T
	now time.Time
}

func newScene(t *testing.T, width, height int) *scene {
	s := &scene{t: t, now: start}
	s.Model = New(func() time.Time { return s.now })
	s.take(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

func (s *scene) take(all ...any) {
	for _, msg := range all {
		s.Update(msg)
	}
}

// press presses keys: letters each by themselves, or the name of one key in <>.
func (s *scene) press(keys string) {
	named := map[string]rune{"<tab>": tea.KeyTab, "<down>": tea.KeyDown, "<end>": tea.KeyEnd, "<esc>": tea.KeyEscape, "<enter>": tea.KeyEnter, "<backspace>": tea.KeyBackspace}
	if code, is := named[keys]; is {
		s.Update(tea.KeyPressMsg{Code: code})
		return
	}
	for _, r := range keys {
		s.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// shows is the screen without its colours.
func (s *scene) shows() string {
	s.t.Helper()
	screen := s.View().Content
	lines := strings.Split(ansi.Strip(screen), "\n")
	if len(lines) != s.height {
		s.t.Errorf("%d lines on a screen of %d:\n%s", len(lines), s.height, screen)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > s.width {
			s.t.Errorf("line %d has %d columns of %d: %q", i, w, s.width, l)
		}
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func decode[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

const wholeBoard = `{"whole":true,"seq":43,"world":"default","server":"0042","time":"2026-11-26T15:00:00Z","timezone":"America/Bogota",
"speed":10,"simulating":true,"states":[{"id":"102","description":"Lunch"}],
"agents":[
 {"agent_id":"9990","name":"Ana Ospina","enabled":true,"kind":"talk","status":"talk","state":"Talk","since":"2026-11-26T14:57:45Z","skills":["4012"],
  "call":{"conn_id":"a","type":"predictive","phone":"3000000001","state":"active","started":"2026-11-26T14:57:40Z","muted":true,"on_hold":true,"campaign_id":"7224"}},
 {"agent_id":"12990","name":"Bruno\u001b[2J Rojas","enabled":true,"kind":"ring","status":"ring","state":"Ring","since":"2026-11-26T14:59:58Z","skills":["4012","4013"],
  "call":{"conn_id":"b","type":"inbound","phone":"<script>","state":"ringing","started":"2026-11-26T14:59:58Z","skill_id":"4012"}},
 {"agent_id":"12991","name":"Carla Mejía","enabled":true,"manual":true,"kind":"ready","status":"ready","state":"Ready","since":"2026-11-26T13:00:00Z","skills":[]},
 {"agent_id":"12992","name":"Diego Lara","enabled":false,"kind":"logout","status":"logout","state":"Logout","since":"2026-11-23T11:00:00Z","skills":[]},
 {"agent_id":"12993","name":"Elena Cruz","enabled":true,"kind":"acw","status":"acw","state":"ACW","since":"2026-11-26T14:59:00Z","skills":[]},
 {"agent_id":"12994","name":"Fabio Gil","enabled":true,"kind":"auxiliary","status":"102","state":"Lunch","since":"2026-11-26T14:40:00Z","skills":[]}],
"skills":[
 {"skill_id":"4012","name":"Soporte técnico","waiting":2,"oldest":"2026-11-26T14:58:30Z","members":8,"ready":1,"talking":5,"answered":120,"abandoned":4,"service_level":0.83},
 {"skill_id":"4013","name":"Ventas","waiting":0,"members":3,"ready":0,"talking":0,"answered":0,"abandoned":0}],
"campaigns":[
 {"campaign_id":"7224","name":"Renovaciones","type":"predictive","status":"started","records":200,"dialed":80,"reached":41},
 {"campaign_id":"7225","name":"Encuestas","type":"preview","status":"stopped","records":0,"dialed":0,"reached":0}],
"counters":{"agents":{"ready":1,"ring":1,"talk":1,"acw":1,"auxiliary":1,"logout":1},"calls":{"queued":2,"ringing":1,"active":1},"callbacks":3,"requests":120,"violations":4},
"gone":{}}`

func entry(t *testing.T, seq int, more string) Entry {
	return decode[Entry](t, fmt.Sprintf(`{"seq":%d,"time":"2026-11-26T15:00:0%dZ",%s}`, seq, seq%10, more))
}

func someRequests(t *testing.T) []any {
	return []any{
		entry(t, 41, `"operation":"hang","outcome":"hung_up","evidence":"example","agent_id":"9990","reply":{"status":200}`),
		entry(t, 42, `"operation":"change_status","outcome":"agent_on_call","evidence":"inferred","agent_id":"12990","reply":{"status":409},"violations":[{"rule":"parameter-unknown"}]`),
		entry(t, 43, `"request":{"method":"GET","target":"/api/v2/agentbox.php?api=hng"},"outcome":"api_unknown","evidence":"inferred","reply":{"status":404},"violations":[{"rule":"api-unknown"}]`),
		entry(t, 44, `"operation":"hold"`),
	}
}

func TestView(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{48, 12}, {80, 24}, {120, 40}} {
		s := newScene(t, size[0], size[1])
		s.take(Live{}, decode[Board](t, wholeBoard))
		s.take(someRequests(t)...)
		s.now = s.now.Add(time.Second) // ten of the world
		for _, tab := range []string{"agents", "queues", "campaigns", "requests"} {
			golden(t, fmt.Sprintf("%s-%dx%d.txt", tab, size[0], size[1]), s.shows())
			s.press("<tab>")
		}
	}
}

// crowd is a board with so many agents, the third of them on a break.
func crowd(n int) Board {
	b := Board{Whole: true, World: "w", Timezone: "UTC", Time: start, Speed: 1}
	for i := range n {
		a := mockserver.BoardAgent{AgentID: fmt.Sprint(9000 + i), Name: fmt.Sprintf("Agent %d", i), Enabled: true, Kind: callcenter.Ready, State: "Ready", Since: start}
		if i%3 == 2 {
			a.Kind, a.State = callcenter.Aux, "Lunch"
		}
		b.Agents = append(b.Agents, a)
	}
	return b
}

// table is the lines of the table on the screen.
func (s *scene) table() []string {
	all := strings.Split(strings.TrimSpace(s.shows()), "\n")
	var rows []string
	for _, l := range all[linesAround-1 : len(all)-1] {
		if l != "" {
			rows = append(rows, l)
		}
	}
	return rows
}

func (s *scene) expect(what string, rows int, first, last, foot string) {
	s.t.Helper()
	all := s.table()
	if len(all) != rows || !strings.Contains(all[0], first) || !strings.Contains(all[len(all)-1], last) {
		s.t.Fatalf("%s: %d rows, expected %d from %q to %q:\n%s", what, len(all), rows, first, last, s.shows())
	}
	if !strings.HasSuffix(s.shows(), foot+"\n") {
		s.t.Errorf("%s: expected %q at the end of\n%s", what, foot, s.shows())
	}
}

func TestUpdate_scrolls(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.take(crowd(1000))
	s.expect("at first", 18, "9000", "9017", "1-18 of 1000")
	s.press("jj")
	s.expect("two rows on", 18, "9002", "9019", "3-20 of 1000")
	s.press("k")
	s.expect("one back", 18, "9001", "9018", "2-19 of 1000")
	s.press("b")
	s.expect("no further than the first", 18, "9000", "9017", "1-18 of 1000")
	s.press(" ")
	s.expect("a page", 18, "9017", "9034", "18-35 of 1000")
	s.press("<end>")
	s.expect("the end, by number", 18, "9982", "9999", "983-1000 of 1000")
	s.press("j")
	s.expect("no further than the last", 18, "9982", "9999", "983-1000 of 1000")
	s.take(tea.WindowSizeMsg{Width: 80, Height: 30})
	s.expect("a larger screen is full", 24, "9976", "9999", "977-1000 of 1000")
	s.take(Board{World: "w", Timezone: "UTC", Gone: mockserver.BoardGone{Agents: []string{"9999", "nobody"}}})
	s.expect("one has gone", 24, "9975", "9998", "976-999 of 999")
	s.take(crowd(3))
	s.expect("a whole board in place of it", 3, "9000", "9002", "keys")
}

func TestUpdate_filters(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.take(crowd(1000))
	s.press("/LUNq")
	if !strings.Contains(s.shows(), "/LUNq_") || !strings.Contains(s.shows(), `Nothing here has "LUNq" in it`) {
		t.Errorf("a filter that nothing matches:\n%s", s.shows())
	}
	s.press("<backspace>")
	s.press("<enter>")
	s.expect("those on a break", 18, "9002", "9053", " 1-18 of 333")
	s.press("j")
	s.expect("scrolls", 18, "9005", "9056", "2-19 of 333")
	s.press("<esc>")
	s.expect("all again", 18, "9000", "9017", "1-18 of 1000")
}

// What has changed stands in its place; the rest stays.
func TestUpdate_takesWhatHasChanged(t *testing.T) {
	t.Parallel()
	s := newScene(t, 120, 24)
	s.take(decode[Board](t, wholeBoard))
	s.take(decode[Board](t, `{"seq":44,"world":"default","server":"0042","time":"2026-11-26T15:01:00Z","timezone":"America/Bogota","frozen":true,"speed":1,
"agents":[{"agent_id":"12991","name":"Carla Mejía","enabled":true,"kind":"talk","status":"talk","state":"Talk","since":"2026-11-26T15:00:59Z","skills":[]}],
"skills":[{"skill_id":"500","name":"Cobranza"}],"counters":{"agents":{"talk":2}},"gone":{"campaigns":["7224"]}}`))
	s.now = s.now.Add(time.Hour)
	s.take(tick{})
	for _, want := range []string{
		"Thu 10:01:00", "clock stopped", "▶ 2 Talk", "▶ Talk             00:01 12991   Carla Mejía", "▶ Talk             03:15 9990", " 2 Queues 3 ", " 3 Campaigns 1 ",
	} {
		if !strings.Contains(s.shows(), want) {
			t.Errorf("no %q on\n%s", want, s.shows())
		}
	}
	s.press("2")
	if got := s.table(); !strings.HasPrefix(got[0], "500 ") || !strings.HasPrefix(got[1], "4012") {
		t.Errorf("queues by number:\n%s", s.shows())
	}
}

func TestUpdate_pauses(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.take(Live{}, decode[Board](t, wholeBoard))
	s.now = s.now.Add(time.Second)
	s.take(tick{})
	s.press("4p")
	before := s.shows()
	if !strings.Contains(before, "Thu 10:00:10") || !strings.Contains(before, "‖ paused") || !strings.Contains(before, "No request has come yet.") {
		t.Errorf("paused:\n%s", before)
	}
	s.now = s.now.Add(time.Minute)
	s.take(crowd(3), tick{})
	s.take(someRequests(t)...)
	if diff := cmp.Diff(before, s.shows()); diff != "" {
		t.Errorf("what a paused screen shows (-before +after):\n%s", diff)
	}
	s.press("p")
	if got := s.shows(); !strings.Contains(got, "● live") || !strings.Contains(got, "15:00:04 hold") {
		t.Errorf("it goes on:\n%s", got)
	}
}

// Who has scrolled keeps the requests that are there; the newest are on top.
func TestUpdate_requestsStayWhereTheyAre(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 10)
	s.take(crowd(1))
	s.press("4")
	for i := range maxRequests + 5 {
		s.take(entry(t, i+1, fmt.Sprintf(`"operation":"op%d"`, i)))
	}
	s.expect("the newest on top, and no more than are remembered", 4, "op1004", "op1001", "1-4 of 1000")
	s.press("j")
	s.take(entry(t, 1, `"operation":"later"`))
	s.expect("who has scrolled stays there", 4, "op1003", "op1000", "3-6 of 1000")
	s.take(Change{Kind: mockserver.OfWorld, Cause: mockserver.Cause{Name: "setSimulator"}})
	s.expect("a change that leaves them", 4, "op1003", "op1000", "3-6 of 1000")
	s.take(Batch{Change{Kind: mockserver.OfWorld, Cause: mockserver.Cause{Name: "reset"}}, crowd(2)})
	if !strings.Contains(s.shows(), "No request has come yet.") {
		t.Errorf("after a reset:\n%s", s.shows())
	}
}

func TestView_saysThatTheConnectionIsLost(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	if !strings.HasPrefix(s.shows(), "waiting for the board") {
		t.Errorf("before the board:\n%s", s.shows())
	}
	s.take(decode[Board](t, wholeBoard), Lost{"connection lost", 2 * time.Second})
	s.now = s.now.Add(time.Minute)
	s.take(tick{})
	if got := s.shows(); !strings.Contains(got, "✕ connection lost; trying again in 2s\n") || !strings.Contains(got, "02:15 9990    Ana Ospina") {
		t.Errorf("lost:\n%s", got)
	}
	s.take(Live{})
	if got := s.shows(); !strings.Contains(got, "● live") {
		t.Errorf("there again:\n%s", got)
	}
}

// No size of a terminal breaks the screen, and none of its keys does.
func TestView_ofAnySize(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{1, 1}, {5, 3}, {20, 6}, {39, 10}, {300, 100}} {
		s := newScene(t, size[0], size[1])
		s.take(decode[Board](t, wholeBoard), Lost{"a very long reason for what it is that has become of the connection", time.Second})
		s.take(someRequests(t)...)
		for _, keys := range []string{"j", "2", " ", "3", "G", "4", "/x", "<esc>", "?", "?", "p"} {
			s.press(keys)
			s.shows()
		}
	}
}

// States differ by colour too; a text of a client stays text.
func TestView_colours(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	s.take(decode[Board](t, wholeBoard))
	got := s.View().Content
	if !strings.Contains(got, "\x1b[34m▶ Talk") || !strings.Contains(got, "\x1b[32m● Ready") || strings.Contains(got, "\x1b[2J") {
		t.Errorf("%q", got)
	}
	s.press("?")
	if got := s.shows(); !strings.Contains(got, "shift+tab") || strings.Contains(got, "Ana") {
		t.Errorf("the keys:\n%s", got)
	}
}

func TestUpdate_quits(t *testing.T) {
	t.Parallel()
	s := newScene(t, 80, 24)
	ends := func(k tea.KeyPressMsg) bool {
		_, cmd := s.Update(k)
		return cmd != nil && cmd() == tea.Quit()
	}
	q, interrupt := tea.KeyPressMsg{Code: 'q', Text: "q"}, tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	s.press("/")
	if ends(q) || !ends(interrupt) {
		t.Error("while the filter is typed, q is a letter, and ctrl+c ends")
	}
	s.press("<esc>")
	if !ends(q) {
		t.Error("q does not end")
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	var out, talk strings.Builder
	l := NewLines(&out, &talk)
	whole := decode[Board](t, wholeBoard)
	for _, msg := range append([]any{
		Live{}, whole,
		decode[Change](t, `{"seq":44,"time":"2026-11-26T15:00:01Z","kind":"agent","agent_id":"12990","from":"ring","to":"talk","event":"answer","cause":{"by":"control","name":"answer"}}`),
		decode[Change](t, `{"seq":45,"time":"2026-11-26T15:00:01Z","kind":"call","agent_id":"12990","conn_id":"b","from":"ringing","to":"active","event":"answer","cause":{"by":"control","name":"answer"}}`),
		decode[Change](t, `{"seq":46,"time":"2026-11-26T15:00:02Z","kind":"queue","skill_id":"4012","cause":{"by":"timer","name":"queue\u001b[2J"}}`),
		Board{World: "default", Timezone: "America/Bogota"}, Lost{"connection lost", time.Second}, Live{},
	}, someRequests(t)...) {
		if err := l.Take(msg); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "lines.txt", out.String())
	if want := "wolkvox-mock: connection lost; trying again in 1s\n"; talk.String() != want {
		t.Errorf("about the connection: %q, want %q", talk.String(), want)
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		-time.Second: "00:00", 59*time.Minute + 59*time.Second: "59:59", time.Hour: "1:00:00", 24*time.Hour - 1: "23:59:59",
		100 * time.Hour: "4d 04h",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}

// What a change at one of 1,000 agents costs, with the screen after it.
func BenchmarkUpdate(b *testing.B) {
	m := New(func() time.Time { return start })
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	whole := crowd(1000)
	m.Update(whole)
	part := Board{World: "w", Timezone: "UTC", Agents: whole.Agents[500:501]}
	for b.Loop() {
		m.Update(part)
		_ = m.View()
	}
}
