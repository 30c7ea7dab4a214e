package callcenter

import (
	"testing"
)

// The grid: every state × every event, written by hand from the documents; "refused" is a cell too.
var agentGrid = map[State]map[Event]string{
	Logout: {Login: "ready", Leave: "refused", Resume: "refused", Pause: "refused", Deliver: "refused", Dial: "refused", Answer: "refused", HangUp: "refused", CustomerHangUp: "refused", HandOver: "refused", CallAgain: "refused", Mute: "refused", Hold: "refused", SendTones: "refused"},
	Ready:  {Login: "refused", Leave: "logout", Resume: "ready", Pause: "auxiliary", Deliver: "ring", Dial: "ring", Answer: "refused", HangUp: "refused", CustomerHangUp: "refused", HandOver: "refused", CallAgain: "refused", Mute: "refused", Hold: "refused", SendTones: "refused"},
	Aux:    {Login: "refused", Leave: "logout", Resume: "ready", Pause: "auxiliary", Deliver: "refused", Dial: "ring", Answer: "refused", HangUp: "refused", CustomerHangUp: "refused", HandOver: "refused", CallAgain: "refused", Mute: "refused", Hold: "refused", SendTones: "refused"},
	Ring:   {Login: "refused", Leave: "refused", Resume: "refused", Pause: "refused", Deliver: "refused", Dial: "refused", Answer: "talk", HangUp: "before", CustomerHangUp: "before", HandOver: "refused", CallAgain: "refused", Mute: "refused", Hold: "refused", SendTones: "refused"},
	Talk:   {Login: "refused", Leave: "refused", Resume: "refused", Pause: "refused", Deliver: "refused", Dial: "refused", Answer: "refused", HangUp: "acw", CustomerHangUp: "acw", HandOver: "acw", CallAgain: "refused", Mute: "talk", Hold: "talk", SendTones: "talk"},
	ACW:    {Login: "refused", Leave: "logout", Resume: "ready", Pause: "auxiliary", Deliver: "refused", Dial: "refused", Answer: "refused", HangUp: "refused", CustomerHangUp: "refused", HandOver: "refused", CallAgain: "talk", Mute: "refused", Hold: "refused", SendTones: "refused"},
}

var allEvents = []Event{Login, Leave, Resume, Pause, Deliver, Dial, Answer, HangUp, CustomerHangUp, HandOver, CallAgain, Mute, Hold, SendTones}

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
	for _, from := range States {
		for _, e := range allEvents {
			cell, ok := got[from][e]
			if !ok {
				cell = "refused"
			}
			if want := agentGrid[from][e]; cell != want {
				t.Errorf("%s in %s: %s, want %s", e, from, cell, want)
			}
			if a := (&Agent{Status: Status(from)}); from != Aux && a.can(e) != (cell != "refused") {
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
	if len(seen) > 64 {
		t.Errorf("%d rows do not fit the bits of Center.used", len(seen))
	}
	if !seen["talk --hang_up--> acw"] || !seen["active --hang_up--> ended"] {
		t.Errorf("names of rows: %v", seen)
	}
}

func TestStatus_State(t *testing.T) {
	for status, want := range map[Status]State{"logout": Logout, "ready": Ready, "ring": Ring, "talk": Talk, "acw": ACW, "101": Aux, "": Aux, "READY": Aux} {
		if got := status.State(); got != want {
			t.Errorf("%q: %s, want %s", status, got, want)
		}
	}
}
