package callcenter

import "testing"

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

func TestConnID_shape(t *testing.T) {
	c := New()
	put(t, c, "12989", as("ready"))
	k := arrive(t, c, Inbound, false)
	if want := ConnID("12989.0001.1700000000.10001"); k.ID != want {
		t.Errorf("first conn_id: %s, want %s", k.ID, want)
	}
	ok(t, c.Hang(noon, "12989"))
	c.Conns = 123_456
	if k := arrive(t, c, Inbound, true); k.ID != "12989.3457.1700000000.133457" {
		t.Errorf("conn_id 123457: %s", k.ID)
	}
	id, err := c.Transfer(noon, "12989", "3009998877")
	ok(t, err)
	if want := ConnID("12989.3458.1700000000.133458"); id != want {
		t.Errorf("conn_id of a leg that left: %s, want %s", id, want)
	}

	c.Conns = maxConns // the sequence begins again, and steps over an id that is taken
	ok(t, ready(c, "12989"))
	if k := arrive(t, c, Inbound, true); k.ID != "12989.0002.1700000000.10002" {
		t.Errorf("conn_id after the last: %s, want 10002, as 10001 is taken", k.ID)
	}
	ok(t, c.Check())
}
