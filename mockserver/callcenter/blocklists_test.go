package callcenter

import (
	"strings"
	"testing"
	"time"
)

func TestAddDNC(t *testing.T) {
	later := noon.Add(time.Hour)
	for _, tt := range []struct {
		direction Direction
		want      DoNotCall
	}{
		{DNCInbound, DoNotCall{Inbound: noon}},
		{DNCOutbound, DoNotCall{Outbound: noon}},
		{DNCBoth, DoNotCall{noon, noon}},
	} {
		c := scene(t, "ready")
		n, err := c.AddDNC(noon, Is(tt.direction), []string{"3000000001", " 3000000000 ", "3000000001", "", " ", "\xff"})
		ok(t, err)
		same(t, "count: each once (Q-DNC-COUNT)", 3, n)
		same(t, string(tt.direction), map[string]DoNotCall{"3000000000": tt.want, "3000000001": tt.want, "\uFFFD": tt.want}, c.DNCByPhone)

		n, err = c.AddDNC(later, Is(DNCBoth), []string{"3000000000"})
		ok(t, err)
		same(t, "count of a number that is there", 1, n)
		both := DoNotCall{later, later}
		if !tt.want.Inbound.IsZero() {
			both.Inbound = noon
		}
		if !tt.want.Outbound.IsZero() {
			both.Outbound = noon
		}
		same(t, "the first time stays", both, c.DNCByPhone["3000000000"])
	}

	c := furnished(t)
	for _, phones := range [][]string{nil, {""}, {" ", ""}} {
		mustRefuse(t, c, refusal(ValueInvalid, "", "telephones has no number: expected at least one", "telephones"),
			func() error { return second(c.AddDNC(noon, Is(DNCBoth), phones)) })
	}
}

func TestRemoveDNC(t *testing.T) {
	in, out, both := DoNotCall{Inbound: noon}, DoNotCall{Outbound: noon}, DoNotCall{noon, noon}
	for _, tt := range []struct {
		name   string
		from   Direction
		phones []string
		count  int // 0: refused
		left   map[string]DoNotCall
	}{
		{"both directions of a number", DNCBoth, []string{"3"}, 1, map[string]DoNotCall{"1": in, "2": out}},
		{"the other direction", DNCOutbound, []string{"3"}, 1, map[string]DoNotCall{"1": in, "2": out, "3": in}},
		{"twice, and with one that is not there", DNCBoth, []string{"1", "1", "9", " 2 "}, 2, map[string]DoNotCall{"3": both}},
		{"one that is on the other list", DNCOutbound, []string{"1", "2"}, 1, map[string]DoNotCall{"1": in, "3": both}},
		{"every number, written small", DNCBoth, []string{"all"}, 3, map[string]DoNotCall{}},
		{"every outbound number", DNCOutbound, []string{"All"}, 2, map[string]DoNotCall{"1": in, "3": in}},
		{"nothing: on the other list", DNCInbound, []string{"2"}, 0, nil},
		{"nothing: no number", DNCBoth, nil, 0, nil},
		{"nothing: all is one text", DNCBoth, []string{"all", "9"}, 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, "ready")
			c.DNCByPhone = map[string]DoNotCall{"1": in, "2": out, "3": both}
			c.Recount()
			if tt.count == 0 { // Q-DNC-ZERO
				mustRefuse(t, c, refusal(NothingRemoved, "", "none of the numbers is on the do-not-call list for "+string(tt.from)+": it has 3 numbers in all", ""),
					func() error { return second(c.RemoveDNC(Is(tt.from), tt.phones)) })
				return
			}
			n, err := c.RemoveDNC(Is(tt.from), tt.phones)
			ok(t, err)
			same(t, "count", tt.count, n)
			same(t, "left", tt.left, c.DNCByPhone)
		})
	}
}

func TestDNC(t *testing.T) {
	c := scene(t, "ready")
	later := noon.Add(time.Hour)
	ok(t, second(c.AddDNC(noon, Is(DNCInbound), []string{"2", "1"})))
	ok(t, second(c.AddDNC(later, Is(DNCOutbound), []string{"2", "3"})))
	for typ, want := range map[Direction][]DNCEntry{
		DNCInbound:  {{"1", "inbound", noon}, {"2", "inbound", noon}},
		DNCOutbound: {{"2", "outbound", later}, {"3", "outbound", later}},
		DNCBoth:     {{"1", "inbound", noon}, {"2", "inbound", noon}, {"2", "outbound", later}, {"3", "outbound", later}},
	} {
		got, err := c.DNC(Is(typ))
		ok(t, err)
		same(t, string(typ), want, got)
	}
}

func TestBlocked(t *testing.T) {
	c := scene(t, "ready")
	ok(t, second(c.AddDNC(noon, Is(DNCInbound), []string{"3000000001"})))
	ok(t, second(c.AddDNC(noon, Is(DNCOutbound), []string{"3000000002"})))
	ok(t, c.BlockLaw(noon, "900", "+57 300 000 0003", ""))
	for phone, want := range map[string]struct{ out, in bool }{
		"3000000001": {false, true}, " 3000000001 ": {false, true},
		"3000000002": {true, false}, " 3000000002 ": {true, false}, "300 000 0002": {false, false},
		"573000000003": {true, false}, "+57 (300) 000-0003": {true, false},
		"3000000004": {false, false}, "": {false, false}, "12990": {false, false},
	} {
		if out, in := c.blocked(phone), c.blockedInbound(phone); out != want.out || in != want.in {
			t.Errorf("%q: blocked outbound %t, inbound %t, want %t and %t", phone, out, in, want.out, want.in)
		}
	}
	mustRefuse(t, c, refusal(NumberBlocked, "12989", `the number "3000000001" is on the inbound do-not-call list: take it off first`, ""),
		func() error {
			return second(c.Arrive(noon, Arrival{AgentID: "12989", Phone: "3000000001", Type: Inbound}))
		})
	for _, a := range []Arrival{
		{AgentID: "12989", Phone: "3000000001", Type: Manual}, {AgentID: "12989", Phone: "3000000001", Type: Predictive},
		{AgentID: "12989", Phone: "3000000002", Type: Inbound}, {AgentID: "12989", Phone: "573000000003", Type: Inbound}, {AgentID: "12989", Type: Inbound},
	} {
		if _, err := c.Clone().Arrive(noon, a); err != nil {
			t.Errorf("%+v: %v", a, err)
		}
	}
	// The state of the agent is asked first, like everywhere.
	if _, err := c.Arrive(noon, Arrival{AgentID: "12991", Phone: "3000000001", Type: Inbound}); kindOf(err) != AgentOnCall {
		t.Errorf("to an agent on a call: %v", err)
	}
}

func TestLawNumber(t *testing.T) {
	for phone, want := range map[string]string{
		"3000000000": "3000000000", "+57 300-000.00(00)": "573000000000", "[1]234567": "1234567", "\t12 34\u00a0567 ": "1234567", "(+57)3000000": "573000000",
		"1234567": "1234567", "123456789012345": "123456789012345",
		"123456": "", "1234567890123456": "", "": "", "+": "", "57+3000000": "", "++573000000": "", "300000000x": "", "３000000000": "", "3000000/0": "", "\xff3000000": "",
	} {
		got, valid := lawNumber(phone)
		if got != want || valid != (want != "") {
			t.Errorf("%q: %q, %t, want %q", phone, got, valid, want)
		}
	}
}

func TestBlockLaw(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.BlockLaw(noon, "900", "300 000 0000", "77"))
	ok(t, c.BlockLaw(noon, "901", "3000000000", ""))
	info := func(nit, phone string, want LawEntry, blocked bool) {
		t.Helper()
		got, is := c.LawInfo(nit, phone)
		same(t, "blocked", blocked, is)
		same(t, "entry", want, got)
	}
	info("900", "+3000000000", LawEntry{"3000000000", "900", "77", noon, "voice"}, true)
	info("901", "3000000000", LawEntry{"3000000000", "901", "", noon, "voice"}, true)
	info("902", "3000000000", LawEntry{"3000000000", "902", "", time.Time{}, "voice"}, false)
	info("900", "3000000001", LawEntry{"3000000001", "900", "", time.Time{}, "voice"}, false)
	info("900", "none", LawEntry{"", "900", "", time.Time{}, "voice"}, false)

	ok(t, c.BlockLaw(noon.Add(1), "900", "3000000000", "78"))
	same(t, "blocked once more", map[string]map[string]LawBlock{"3000000000": {"900": {"78", noon.Add(1)}, "901": {"", noon}}}, c.LawByPhone)

}

func TestFreeLaw(t *testing.T) {
	for _, tt := range []struct {
		name, nit string
		item      LawItem
		value     string
		left      string // nit:phone, sorted; "refused"
	}{
		{"a number", "900", LawTelephone, "3000000001", "900:3000000002 901:3000000001 901:3000000003"},
		{"a number in another form", "900", LawTelephone, "+300 000-0001", "900:3000000002 901:3000000001 901:3000000003"},
		{"a number of every company", "", LawTelephone, "3000000001", "900:3000000002 901:3000000003"},
		{"a customer", "900", LawCustomer, "77", "901:3000000001 901:3000000003"},
		{"a customer of every company", "", LawCustomer, "77", "901:3000000003"},
		{"not blocked", "900", LawTelephone, "3000000009", "refused"},
		{"no number", "900", LawTelephone, "x", "refused"},
		{"of another company", "902", LawTelephone, "3000000001", "refused"},
		{"unknown customer", "900", LawCustomer, "78", "refused"},
		{"no customer", "", LawCustomer, "", "refused"}, // and not those that have none
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, "ready")
			for _, b := range [][3]string{{"900", "3000000001", "77"}, {"900", "3000000002", "77"}, {"901", "3000000001", "77"}, {"901", "3000000003", ""}} {
				ok(t, c.BlockLaw(noon, b[0], b[1], b[2]))
			}
			if tt.left == "refused" { // Q-LAW2300-ABSENT
				mustRefuse(t, c, refusal(NotBlocked, "", `law 2300 does not block the `+string(tt.item)+` "`+tt.value+`" for the nit "`+tt.nit+`": expected one that block_law2300 was told`, ""),
					func() error { return c.FreeLaw(tt.nit, Is(tt.item), tt.value) })
				return
			}
			ok(t, c.FreeLaw(tt.nit, Is(tt.item), tt.value))
			var left []string
			for _, nit := range []string{"900", "901"} {
				for _, phone := range []string{"3000000001", "3000000002", "3000000003"} {
					if _, blocked := c.LawInfo(nit, phone); blocked {
						left = append(left, nit+":"+phone)
					}
				}
			}
			same(t, "left", tt.left, strings.Join(left, " "))
		})
	}
	c := furnished(t)
	mustRefuse(t, c, refusal(ValueInvalid, "", `item is "TELEPHONE": expected telephone or customer_id`, "item"), // Q-LAW2300-ITEM
		func() error { return c.FreeLaw("900", Is(LawItem("TELEPHONE")), "3000000009") })
}
