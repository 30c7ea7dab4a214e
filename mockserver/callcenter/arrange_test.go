package callcenter

import (
	"strings"
	"testing"
	"time"
)

// Nothing is left of an agent, be it a callback in whatever state, or a timer.
func TestDeleteAgent(t *testing.T) {
	for _, situation := range []string{"Ready", "in ACW with a limit", "with callbacks that fired"} {
		c := furnished(t)
		ok(t, c.Hang(noon, "12989"))
		ok(t, ready(c, "12989"))
		ok(t, second(c.AddInteraction(noon, Message{RPID: "61196"}))) // 12990 has one already
		if situation == "in ACW with a limit" {
			ok(t, c.SetACWLimit(time.Minute))
		}
		if situation != "Ready" {
			arrive(t, c, Inbound, true)
			ok(t, c.Hang(noon, "12989"))
		}
		ok(t, c.Recall(noon, asked("12989", "1", "1", noon.Add(time.Hour), Auto)))
		ok(t, c.Recall(noon, asked("12989", "1", "2", noon.Add(-time.Hour), Auto)))
		ok(t, c.Recall(noon, asked("12989", "1", "3", noon.Add(-time.Hour), ByHand)))
		ok(t, c.Recall(noon, asked("12989", "2", "4", tomorrow, Auto)))
		ok(t, c.DeleteRecall(asked("12989", "2", "4", tomorrow, Auto)))
		if situation == "with callbacks that fired" {
			c.Advance(noon.Add(10 * time.Minute))
		}
		ok(t, c.DeleteAgent(noon, "12989"))
		if left := toJSON(t, c); strings.Contains(left, "12989") {
			t.Errorf("%s: something is left: %s", situation, left)
		}
		same(t, "what others have stays", [3]int{2, 2, 1}, // an interaction and a callback
			[3]int{len(c.Agents()), len(c.Open) + len(c.Callbacks(AnyStyle)), len(c.Skills()[0].Members)})
		ok(t, c.Check())
	}
}

func TestDeleteAgent_refuses(t *testing.T) {
	c := furnished(t)
	mustRefuse(t, c, refusal(AgentOnCall, "12989", "agent 12989 is on call "+string(latest(c))+": it is in Talk since "+clock(noon)+"; let the call end first", ""),
		func() error { return c.DeleteAgent(noon, "12989") })
}

func TestDeleteSkill(t *testing.T) {
	c := furnished(t)
	call := latest(c)
	mustRefuse(t, c, refusal(SkillInUse, "12989", "call "+string(call)+" came for skill 4001 and is active: let it end first", ""),
		func() error { return c.DeleteSkill("4001") })
	ok(t, c.Hang(noon, "12989"))
	other := newSkill(t, c, SkillChange{})
	ok(t, c.DeleteSkill("4001"))
	if len(c.Skills()) != 1 || c.Skills()[0].ID != other {
		t.Errorf("skills: %+v", c.Skills())
	}
	k, err := c.Call(call)
	ok(t, err)
	same(t, "skill of the call", "", k.SkillID)
	ok(t, c.Check())
}

func TestPutState(t *testing.T) {
	c := scene(t, "lunch")
	s, err := c.PutState("103", "Training \xff")
	ok(t, err)
	same(t, "created", AuxState{"103", "Training \uFFFD"}, s)
	ok(t, second(c.PutState("102", "Long lunch")))
	same(t, "states", []AuxState{{"101", "Active breaks"}, {"102", "Long lunch"}, {"103", "Training \uFFFD"}}, c.AuxStates())
	for _, id := range []string{"", "acw", "auxiliary", "\xff"} {
		if _, err := c.PutState(id, ""); kindOf(err) != InputInvalid {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestDeleteState(t *testing.T) {
	c := scene(t, "lunch")
	mustRefuse(t, c, refusal(StateInUse, "12989", "agent 12989 is in Lunch since "+clock(noon)+": give it another state first", ""),
		func() error { return c.DeleteState("102") })
	arrive(t, c, Manual, false)
	mustRefuse(t, c, refusal(StateInUse, "12989", "agent 12989 has a call that rings, and comes from Lunch: let the call end first", ""),
		func() error { return c.DeleteState("102") })
	ok(t, c.DeleteState("101"))
	mustRefuse(t, c, refusal(StateUnknown, "", `there is no auxiliary state "101": expected the id of one of the 1 states`, ""),
		func() error { return c.DeleteState("101") })
	same(t, "states", []AuxState{{"102", "Lunch"}}, c.AuxStates())
}

func TestPutCode(t *testing.T) {
	c := scene(t, "ready")
	no, yes := false, true
	code, err := c.PutCode(Group2, "021", CodeSetup{Description: text("Sale"), RPC: &yes, Chat: &yes, Studio: &yes, Voice: &yes, Interactions: &yes})
	ok(t, err)
	want := Code{Group: Group2, ID: "021", Description: "Sale", RPC: true, Chat: true, Studio: true, Voice: true, Interactions: true}
	same(t, "created", want, code)
	code, err = c.PutCode(Group2, "021", CodeSetup{Hit: &yes, Chat: &no})
	ok(t, err)
	want.Hit, want.Chat = true, false
	same(t, "changed", want, code)
	same(t, "kept", []Code{{Group: Group1, ID: "021", Hit: true}, {Group: Group1, ID: "022"}, want, {Group: Group2, ID: "b"}}, c.Codes())
	ok(t, c.DeleteCode(Group2, "021"))
	same(t, "left", 3, len(c.Codes()))
	if err := c.DeleteCode("cod_act3", "021"); kindOf(err) != ValueInvalid {
		t.Errorf("no group: %v", err)
	}
}

func TestPutDNC(t *testing.T) {
	c := scene(t, "ready")
	later := noon.Add(time.Hour)
	for _, tt := range []struct {
		direction Direction
		now       time.Time
		want      []DNCEntry
	}{
		{DNCInbound, noon, []DNCEntry{{"300", DNCInbound, noon}}},
		{DNCBoth, later, []DNCEntry{{"300", DNCInbound, noon}, {"300", DNCOutbound, later}}},
		{DNCOutbound, noon, []DNCEntry{{"300", DNCOutbound, later}}},
	} {
		got, err := c.PutDNC(tt.now, " 300 ", tt.direction)
		ok(t, err)
		same(t, "entries", tt.want, got)
		all, err := c.DNC(Is(DNCBoth))
		ok(t, err)
		same(t, "the list", tt.want, all)
	}
	ok(t, c.DeleteDNC("300 "))
	same(t, "the list", 0, len(c.DNCByPhone))
	mustRefuse(t, c, refusal(NumberUnlisted, "", `the number "300" is not on the do-not-call list: expected one of its 0`, ""),
		func() error { return c.DeleteDNC("300") })
}

func TestPutPBXUser(t *testing.T) {
	c := scene(t, "ready")
	u, err := c.PutPBXUser("100", PBXUserChange{})
	ok(t, err)
	same(t, "created", PBXUser{User: "100", Status: "OK"}, u)
	u, err = c.PutPBXUser("100", PBXUserChange{Status: text("Lagged \xff"), TxJitter: ptr(1.0), RxJitter: ptr(2.0), TxPloss: ptr(3.0), RxPloss: ptr(4.0)})
	ok(t, err)
	same(t, "changed", PBXUser{"100", "Lagged \uFFFD", 1, 2, 3, 4}, u)
	ok(t, second(c.PutPBXUser("099", PBXUserChange{})))
	u, err = c.PutPBXUser("100", PBXUserChange{Status: text("OK")})
	ok(t, err)
	same(t, "by name", []PBXUser{{User: "099", Status: "OK"}, u}, c.PBXUsers())
	mustRefuse(t, c, refusal(InputInvalid, "", `PBX user "": its user is "": expected some text, and its key`, ""),
		func() error { return second(c.PutPBXUser("", PBXUserChange{})) })
	mustRefuse(t, c, refusal(InputInvalid, "", `PBX user "100": rx_ploss is 101: expected a number from 0 to 100`, ""),
		func() error { return second(c.PutPBXUser("100", PBXUserChange{RxPloss: ptr(101.0)})) })
	ok(t, c.DeletePBXUser("100"))
	same(t, "left", []PBXUser{{User: "099", Status: "OK"}}, c.PBXUsers())
	mustRefuse(t, c, refusal(PBXUserUnknown, "", `the PBX has no user "100": expected one of its 1`, ""),
		func() error { return c.DeletePBXUser("100") })
}

func TestPutIP(t *testing.T) {
	c := scene(t, "ready")
	yes, no := true, false
	for n := range byte(MaxPermanentIPs) {
		ok(t, second(c.PutIP(mustIP("192.0.2."+string('1'+n)), IPChange{Permanent: &yes})))
	}
	first := mustIP("192.0.2.1")
	entry, err := c.PutIP(first, IPChange{Permanent: &yes, Description: text("Office \xff"), LastUse: &noon}) // it is one of the five
	ok(t, err)
	same(t, "changed", IPEntry{first, FirewallIP{true, "Office \uFFFD", noon}}, entry)
	sixth := mustIP("192.0.2.6")
	mustRefuse(t, c, refusal(IPsExhausted, "", "the address 192.0.2.6 cannot be permanent: 5 are already; expected at most 5", ""),
		func() error { return second(c.PutIP(sixth, IPChange{Permanent: &yes})) })
	ok(t, second(c.PutIP(sixth, IPChange{})))
	ok(t, second(c.PutIP(first, IPChange{Permanent: &no})))
	ok(t, second(c.PutIP(sixth, IPChange{Permanent: &yes})))
	same(t, "the rest stays", IPEntry{first, FirewallIP{false, "Office \uFFFD", noon}}, c.IPs()[0])
	mustRefuse(t, c, refusal(InputInvalid, "", "last_use is 10000-01-01T00:00:00Z: expected 1970-01-01T00:00:00Z to 9999-12-31T00:00:00Z", ""),
		func() error {
			return second(c.PutIP(first, IPChange{LastUse: ptr(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))}))
		})
}
