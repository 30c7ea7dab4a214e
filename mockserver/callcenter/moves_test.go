package callcenter

import (
	"strings"
	"testing"
)

// The grid: every event × every state, written by hand from the documents; "-", refused, is a cell too.
const agentGrid = `
	event             logout  ready      auxiliary  ring    talk   acw
	login             ready   -          -          -       -      -
	logout            -       logout     logout     -       -      logout
	ready             -       ready      ready      -       -      ready
	pause             -       auxiliary  auxiliary  -       -      auxiliary
	deliver           -       ring       -          -       -      -
	dial              -       ring       ring       -       -      -
	answer            -       -          -          talk    -      -
	hang_up           -       -          -          before  acw    -
	customer_hang_up  -       -          -          before  acw    -
	hand_over         -       -          -          -       acw    -
	aux_call          -       -          -          -       -      talk
	mute              -       -          -          -       talk   -
	hold              -       -          -          -       talk   -
	dtmf              -       -          -          -       talk   -
	type              -       -          -          -       talk   acw
	hang_type_ready   -       -          -          -       ready  -
	acw_timeout       -       -          -          -       -      ready`

// readGrid is a grid by row and column.
func readGrid(grid string) (columns []string, cells map[string]map[string]string) {
	cells = map[string]map[string]string{}
	for i, line := range strings.Split(strings.TrimSpace(grid), "\n") {
		words := strings.Fields(line)
		if i == 0 {
			columns = words[1:]
			continue
		}
		row := map[string]string{}
		for j, column := range columns {
			row[column] = words[j+1]
		}
		cells[words[0]] = row
	}
	return columns, cells
}

func TestMoves_everyStateEveryEvent(t *testing.T) {
	got := map[State]map[Event]string{}
	for _, m := range Moves {
		if got[m.From] == nil {
			got[m.From] = map[Event]string{}
		}
		if was, twice := got[m.From][m.Event]; twice {
			t.Errorf("%s: the table has this pair already, to %s", m, was)
		}
		got[m.From][m.Event] = string(m.To)
	}
	columns, grid := readGrid(agentGrid)
	if len(columns) != len(States) {
		t.Errorf("the grid has the columns %q: want %q", columns, States)
	}
	for _, from := range States {
		for event, row := range grid {
			e := Event(event)
			cell, ok := got[from][e]
			if !ok {
				cell = "-"
			}
			if want := row[string(from)]; cell != want {
				t.Errorf("%s in %s: %s, want %s", e, from, cell, want)
			}
			if a := (&Agent{Status: Status(from)}); from != Aux && a.can(e) != (cell != "-") {
				t.Errorf("can(%s) in %s: %t, the table says %s", e, from, a.can(e), cell)
			}
			delete(got[from], e)
		}
		for e, to := range got[from] {
			t.Errorf("%s --%s--> %s: the grid does not know this event", from, e, to)
		}
		delete(got, from)
	}
	for from := range got {
		t.Errorf("Moves has rows from %q, which is not in States", from)
	}
}

// The grid of calls, like that of agents.
const callGrid = `
	event             ringing  active  ended
	answer            active   -       -
	hang_up           ended    ended   -
	customer_hang_up  ended    ended   -
	hand_over         -        ended   -
	mute              -        active  -
	hold              -        active  -
	dtmf              -        active  -
	type              -        active  ended
	hang_type_ready   -        ended   -`

func TestCallMoves_everyStateEveryEvent(t *testing.T) {
	got := map[pair]string{}
	for _, m := range CallMoves {
		at := pair{string(m.From), m.Event}
		if was, twice := got[at]; twice {
			t.Errorf("%s: the table has this pair already, to %s", m, was)
		}
		got[at] = string(m.To)
	}
	_, grid := readGrid(callGrid)
	for event, row := range grid {
		for from, want := range row {
			at := pair{from, Event(event)}
			cell, ok := got[at]
			if !ok {
				cell = "-"
			}
			if cell != want {
				t.Errorf("%s of a call that is %s: %s, want %s", event, from, cell, want)
			}
			if k := (&Call{State: CallState(from)}); k.can(Event(event)) != (cell != "-") {
				t.Errorf("can(%s) while %s: %t, the table says %s", event, from, k.can(Event(event)), cell)
			}
			delete(got, at)
		}
	}
	for at, to := range got {
		t.Errorf("%s --%s--> %s: the grid does not know this pair", at.from, at.event, to)
	}
}

func TestTables_haveSources(t *testing.T) {
	grades := map[string]bool{"documented": true, "example": true, "observed": true, "inferred": true}
	seen := map[string]bool{}
	row := func(name, evidence, source string) {
		if !grades[evidence] || source == "" || seen[name] {
			t.Errorf("%s: evidence %q, source %q, seen before: %t", name, evidence, source, seen[name])
		}
		seen[name] = true
	}
	for _, m := range Moves {
		row(m.String(), m.Evidence, m.Source)
	}
	for _, m := range CallMoves {
		row(m.String(), m.Evidence, m.Source)
	}
	if len(seen) > 64*len(rowSet{}) {
		t.Errorf("%d rows do not fit the bits of Center.used", len(seen))
	}
	if !seen["talk --hang_up--> acw"] || !seen["active --hang_up--> ended"] {
		t.Errorf("names of rows: %v", seen)
	}
}
