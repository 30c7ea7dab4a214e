package top

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A row is a line of a table, a cell for each column.
type row []cell

// A cell is a text in a colour.
type cell struct {
	text   string
	colour colour
}

func plain(text string) cell { return cell{text: text} }

// A table is what a tab shows: agents, queues, campaigns or requests.
type table struct {
	title   string
	columns []column
	len     func(*Wall) int
	row     func(w *Wall, i int, now time.Time) row
}

// tables are the tabs, in their order.
var tables = []table{
	{"Agents", agentColumns, func(w *Wall) int { return len(w.agents.ids) }, agentRow},
	{"Queues", skillColumns, func(w *Wall) int { return len(w.skills.ids) }, skillRow},
	{"Campaigns", campaignColumns, func(w *Wall) int { return len(w.campaigns.ids) }, campaignRow},
	{"Requests", requestColumns, func(w *Wall) int { return len(w.requests) }, requestRow},
}

// kinds are the states of agents, with what tells them apart: a shape, a word and a colour.
var kinds = []struct {
	kind   callcenter.State
	shape  string
	word   string
	colour colour
}{
	{callcenter.Ready, "●", "Ready", green},
	{callcenter.Ring, "◆", "Ring", yellow},
	{callcenter.Talk, "▶", "Talk", blue},
	{callcenter.ACW, "◐", "ACW", magenta},
	{callcenter.Aux, "‖", "Break", cyan},
	{callcenter.Logout, "○", "Logout", faint},
}

// stateCell is the state of an agent, in the account's words.
func stateCell(kind callcenter.State, state string) cell {
	for _, k := range kinds {
		if k.kind == kind {
			return cell{k.shape + " " + state, k.colour}
		}
	}
	return plain("? " + state)
}

var agentColumns = []column{
	{title: "STATE", width: 15},
	{title: "TIME", width: 8, right: true},
	{title: "AGENT", width: 7},
	{title: "NAME", width: 12, share: 1},
	{title: "CALL", width: 10, share: 2},
	{title: "SKILLS", width: 14, from: 110},
}

func agentRow(w *Wall, i int, now time.Time) row {
	a := w.agents.of[w.agents.ids[i]]
	state := stateCell(a.Kind, a.State)
	var call []string
	if k := a.Call; k != nil {
		call = append(call, k.Phone)
		if k.OnHold {
			call = append(call, "held")
		}
		if k.Muted {
			call = append(call, "muted")
		}
		call = append(call, string(k.Type))
		if k.CampaignID != "" {
			call = append(call, k.CampaignID)
		}
		if k.SkillID != "" {
			call = append(call, k.SkillID)
		}
	}
	if !a.Enabled {
		call = append(call, "disabled")
	}
	if a.Manual && w.head.Simulating {
		call = append(call, "not simulated")
	}
	return row{
		state, {duration(now.Sub(a.Since)), state.colour}, plain(a.AgentID), plain(a.Name), plain(strings.Join(call, " ")),
		plain(strings.Join(a.Skills, " ")),
	}
}

var skillColumns = []column{
	{title: "QUEUE", width: 7},
	{title: "NAME", width: 10, share: 1},
	{title: "WAITING", width: 7, right: true},
	{title: "LONGEST", width: 8, right: true},
	{title: "AGENTS", width: 6, right: true},
	{title: "READY", width: 5, right: true},
	{title: "TALKING", width: 7, right: true},
	{title: "ANSWERED", width: 8, right: true},
	{title: "LOST", width: 4, right: true},
	{title: "IN TIME", width: 7, right: true},
}

func skillRow(w *Wall, i int, now time.Time) row {
	s := w.skills.of[w.skills.ids[i]]
	waiting, longest, inTime := plain(strconv.Itoa(s.Waiting)), cell{}, cell{}
	if s.Waiting > 0 {
		waiting = cell{"▲ " + waiting.text, yellow}
	}
	if !s.Oldest.IsZero() {
		longest = cell{duration(now.Sub(s.Oldest)), yellow}
	}
	if s.ServiceLevel != nil {
		inTime = plain(percent(*s.ServiceLevel))
	}
	return row{
		plain(s.SkillID), plain(s.Name), waiting, longest, number(s.Members), number(s.Ready), number(s.Talking), number(s.Answered),
		number(s.Abandoned), inTime,
	}
}

var campaignColumns = []column{
	{title: "CAMPAIGN", width: 8},
	{title: "NAME", width: 12, share: 2},
	{title: "TYPE", width: 10},
	{title: "STATUS", width: 9},
	{title: "RECORDS", width: 7, right: true},
	{title: "DIALLED", width: 7, right: true},
	{title: "REACHED", width: 7, right: true},
	{title: "DONE", width: 13},
}

func campaignRow(w *Wall, i int, _ time.Time) row {
	c := w.campaigns.of[w.campaigns.ids[i]]
	status := cell{"■ " + string(c.Status), faint}
	if c.Status == callcenter.Started {
		status = cell{"▶ " + string(c.Status), green}
	}
	done := 0.0
	if c.Records > 0 {
		done = float64(c.Dialed) / float64(c.Records)
	}
	const bar = 7
	full := min(bar, int(done*bar+0.5))
	return row{
		plain(c.CampaignID), plain(c.Name), plain(string(c.Type)), status, number(c.Records), number(c.Dialed), number(c.Reached),
		{strings.Repeat("█", full) + strings.Repeat("░", bar-full) + " " + percent(done), blue},
	}
}

var requestColumns = []column{
	{title: "TIME", width: 8},
	{title: "OPERATION", width: 16, share: 1},
	{title: "AGENT", width: 7},
	{title: "STATUS", width: 6, right: true},
	{title: "OUTCOME", width: 16, share: 1},
	{title: "NOTES", width: 17, share: 2},
}

// requestRow is the i-th request from the newest.
func requestRow(w *Wall, i int, _ time.Time) row {
	e := w.requests[len(w.requests)-1-i]
	operation, status, outcome := plain(e.Operation), cell{"-", red}, cell{e.Outcome, green}
	if e.Operation == "" {
		operation = plain(e.Request.Method + " " + e.Request.Target)
	}
	if e.Reply.Status != 0 {
		status = plain(strconv.Itoa(e.Reply.Status))
	}
	if e.Outcome == "" {
		outcome = cell{"no answer", red}
	} else if e.Reply.Status >= 400 {
		outcome.colour = yellow
	}
	var notes []string
	colour := faint
	for _, v := range e.Violations {
		notes = append(notes, "✕ "+string(v.Rule))
		colour = red
	}
	if e.Evidence != "" {
		notes = append(notes, string(e.Evidence))
	}
	return row{plain(clock(e.Time, w.zone)), operation, plain(e.AgentID), status, outcome, {strings.Join(notes, ", "), colour}}
}

func number(n int) cell { return plain(strconv.Itoa(n)) }

func percent(f float64) string { return fmt.Sprintf("%.0f %%", 100*f) }

// duration is a time that has passed: 02:15, 1:02:15, 3d 04h.
func duration(d time.Duration) string {
	s := max(0, int64(d/time.Second))
	switch {
	case s < 3600:
		return fmt.Sprintf("%02d:%02d", s/60, s%60)
	case s < 24*3600:
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%dd %02dh", s/(24*3600), s/3600%24)
}

// clock is the time of day in the world's zone.
func clock(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format(time.TimeOnly)
}

// summary is the board's counters, for the line on top.
func summary(b mockserver.BoardCounters) row {
	var all row
	for _, k := range kinds {
		all = append(all, cell{fmt.Sprintf("%s %d %s", k.shape, b.Agents[k.kind], k.word), k.colour})
	}
	calls := fmt.Sprintf("calls: %d active, %d ringing, %d queued",
		b.Calls[callcenter.Active], b.Calls[callcenter.Ringing], b.Calls[callcenter.Queued])
	violations := plain("violations: 0")
	if b.Violations > 0 {
		violations = cell{fmt.Sprintf("✕ violations: %d", b.Violations), red}
	}
	return append(all,
		plain(calls),
		plain(fmt.Sprintf("callbacks: %d", b.Callbacks)), plain(fmt.Sprintf("requests: %d", b.Requests)), violations)
}
