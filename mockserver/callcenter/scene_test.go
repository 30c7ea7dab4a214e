package callcenter

import (
	"encoding/json"
	"errors"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The cast: 12989 is the agent of whom the tests speak, 12990 is Ready and has a callback, 12991 is talking.

var noon = time.Unix(1_700_000_000, 0).UTC()

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func kindOf(err error) Kind {
	if e, is := err.(*Error); is {
		return e.Kind
	}
	return ""
}

func toJSON(t testing.TB, c *Center) string {
	t.Helper()
	b, err := json.Marshal(c)
	ok(t, err)
	return string(b)
}

func as(s Status) AgentChange { return AgentChange{Status: &s} }

func put(t testing.TB, c *Center, id string, ch AgentChange) {
	t.Helper()
	err := c.PutAgent(noon, id, ch)
	ok(t, err)
}

func newSkill(t testing.TB, c *Center, ch SkillChange) string {
	t.Helper()
	id, err := c.CreateSkill(ch)
	ok(t, err)
	return id
}

func arrive(t testing.TB, c *Center, typ CallType, answered bool) Call {
	t.Helper()
	k, err := c.Arrive(noon, Arrival{AgentID: "12989", Phone: "3001234567", Type: typ, Answered: answered})
	ok(t, err)
	return k
}

func ready(c *Center, id string) error {
	_, err := c.ChangeStatus(noon, id, "ready")
	return err
}

// scene is a call center with the cast, and 12989 in a named situation.
func scene(t testing.TB, situation string) *Center {
	t.Helper()
	c := New(AuxState{"101", "Active breaks"}, AuxState{"102", "Lunch"})
	furnish(t, c)
	if situation != "unknown" {
		arrange, known := situations[situation]
		if !known {
			t.Fatalf("no situation %q", situation)
		}
		put(t, c, "12989", as("ready"))
		arrange(t, c)
	}
	put(t, c, "12990", as("ready"))
	r := recall()
	r.AgentID = "12990"
	ok(t, c.Recall(noon, r))
	put(t, c, "12991", as("ready"))
	_, err := c.Arrive(noon, Arrival{AgentID: "12991", Type: Inbound, Answered: true})
	ok(t, err)
	c.TakeMoves(func(string) {})
	staysSound(t, c)
	return c
}

// staysSound holds a center against the invariants, and sends it through JSON, when the test is over.
func staysSound(t testing.TB, c *Center) {
	t.Cleanup(func() {
		if t.Failed() {
			return
		}
		if err := check(c); err != nil {
			t.Error(err)
		}
		throughJSON(t, c)
	})
}

// furnish gives a center the codes, and the campaign 7224 with the customers 1 and 2.
func furnish(t testing.TB, c *Center) {
	t.Helper()
	ok(t, c.CreateCode(Group1, "021", CodeChange{Hit: said(true)}))
	ok(t, c.CreateCode(Group1, "022", CodeChange{}))
	ok(t, c.CreateCode(Group2, "b", CodeChange{}))
	ok(t, c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Name: "Luz", Phones: []string{"3001234567"}}, {ID: "2"}}}))
}

// situations bring 12989, who is Ready, where the name says.
var situations = map[string]func(testing.TB, *Center){
	"logout":     func(t testing.TB, c *Center) { ok(t, c.Logout(noon, "12989")) },
	"ready":      func(t testing.TB, c *Center) {},
	"lunch":      func(t testing.TB, c *Center) { put(t, c, "12989", as("102")) },
	"ring":       func(t testing.TB, c *Center) { arrive(t, c, Inbound, false) },
	"ring-lunch": func(t testing.TB, c *Center) { put(t, c, "12989", as("102")); arrive(t, c, Manual, false) },

	"talk-inbound":    func(t testing.TB, c *Center) { arrive(t, c, Inbound, true) },
	"talk-predictive": func(t testing.TB, c *Center) { arrive(t, c, Predictive, true) },
	"talk-manual":     func(t testing.TB, c *Center) { arrive(t, c, Manual, true) },
	"talk-auxiliary":  talkAuxiliary,
	"talk-transfer":   talkTransfer,

	"acw-inbound":    func(t testing.TB, c *Center) { arrive(t, c, Inbound, true); ok(t, c.Hang(noon, "12989")) },
	"acw-predictive": func(t testing.TB, c *Center) { arrive(t, c, Predictive, true); ok(t, c.Hang(noon, "12989")) },
	"acw-manual":     func(t testing.TB, c *Center) { arrive(t, c, Manual, true); ok(t, c.Hang(noon, "12989")) },
	"acw-auxiliary":  func(t testing.TB, c *Center) { talkAuxiliary(t, c); ok(t, c.Hang(noon, "12989")) },
	"acw-transfer":   func(t testing.TB, c *Center) { talkTransfer(t, c); ok(t, c.Hang(noon, "12989")) },
	"acw-handover": func(t testing.TB, c *Center) {
		arrive(t, c, Predictive, true)
		_, err := c.Transfer(noon, "12989", "3009998877")
		ok(t, err)
	},
	"acw-coded": func(t testing.TB, c *Center) {
		arrive(t, c, Predictive, true)
		ok(t, c.Hang(noon, "12989"))
		_, err := c.Type(noon, "12989", "022", "", "")
		ok(t, err)
	},
	"acw-nocall": func(t testing.TB, c *Center) { put(t, c, "12989", as("acw")) },

	"talk-record": talkRecord,
	"acw-record":  func(t testing.TB, c *Center) { talkRecord(t, c); ok(t, c.Hang(noon, "12989")) },
	"acw-talkcoded": func(t testing.TB, c *Center) {
		talkRecord(t, c)
		ok(t, second(c.Type(noon, "12989", "022", "", "")))
		ok(t, c.Hang(noon, "12989"))
	},
	"ready-coded": func(t testing.TB, c *Center) {
		talkRecord(t, c)
		ok(t, c.HangTypeReady(noon, "12989", "022", "", ""))
	},
	"ring-auxiliary": func(t testing.TB, c *Center) {
		talkRecord(t, c)
		ok(t, c.Hang(noon, "12989"))
		ok(t, second(c.AuxCall(noon, "12989", "3000009004")))
	},
	"ring-callback": func(t testing.TB, c *Center) {
		due := noon.Add(-time.Hour)
		ok(t, c.Recall(due, asked("12989", "1", "3", due, Auto)))
		c.Advance(noon)
	},

	"ring-skill": func(t testing.TB, c *Center) {
		ok(t, c.PutSkill(noon, "4001", SkillSetup{Members: only("12989")}))
		queue(t, c)
	},
	"queued": func(t testing.TB, c *Center) {
		put(t, c, "12989", as("102"))
		ok(t, c.PutSkill(noon, "4001", SkillSetup{Members: only("12989")}))
		queue(t, c)
	},

	"disabled-logout": func(t testing.TB, c *Center) { ok(t, c.Logout(noon, "12989")); ok(t, c.DisableAgent("12989")) },
	"disabled-ready":  func(t testing.TB, c *Center) { ok(t, c.DisableAgent("12989")) },
	"disabled-talk":   func(t testing.TB, c *Center) { arrive(t, c, Inbound, true); ok(t, c.DisableAgent("12989")) },
	"disabled-acw": func(t testing.TB, c *Center) {
		arrive(t, c, Predictive, true)
		ok(t, c.Hang(noon, "12989"))
		ok(t, c.DisableAgent("12989"))
	},
}

// only has one member of a skill.
func only(agentID string) map[string]string { return map[string]string{agentID: "5"} }

// queue lets a call come to skill 4001.
func queue(t testing.TB, c *Center) Call {
	t.Helper()
	k, err := c.Arrive(noon, Arrival{SkillID: "4001", Phone: "3001234567", Type: Inbound})
	ok(t, err)
	return k
}

// talkRecord has a predictive call that is about a customer of the campaign.
func talkRecord(t testing.TB, c *Center) {
	ok(t, second(c.Arrive(noon, Arrival{
		AgentID: "12989", Phone: "3001234567", Type: Predictive, Answered: true, CampaignID: "7224", CustomerID: "1",
	})))
}

func talkAuxiliary(t testing.TB, c *Center) {
	arrive(t, c, Predictive, true)
	ok(t, c.Hang(noon, "12989"))
	_, err := c.AuxCall(noon, "12989", "3001234567")
	ok(t, err)
}

// talkTransfer has 12992 hand a predictive call to 12989.
func talkTransfer(t testing.TB, c *Center) {
	put(t, c, "12992", as("ready"))
	_, err := c.Arrive(noon, Arrival{AgentID: "12992", Phone: "3001234567", Type: Predictive, Answered: true})
	ok(t, err)
	leg, err := c.Transfer(noon, "12992", "12989")
	ok(t, err)
	ok(t, c.Answer(noon, leg))
}

func mustAgent(t testing.TB, c *Center, want Agent) {
	t.Helper()
	got, err := c.Agent(want.ID)
	ok(t, err)
	same(t, "agent "+want.ID, want, got)
}

func mustCall(t testing.TB, c *Center, want Call) {
	t.Helper()
	got, err := c.Call(want.ID)
	ok(t, err)
	same(t, "call "+want.ID, want, got)
}

func mustMoves(t testing.TB, c *Center, want ...string) {
	t.Helper()
	var got []string
	c.TakeMoves(func(m string) { got = append(got, m) })
	same(t, "moves used", want, got)
}

func ptr[T any](v T) *T { return &v }

func mustRefuseKind(t testing.TB, c *Center, before string, err error, want Kind, parameter string) {
	t.Helper()
	e, is := err.(*Error)
	if !is || e.Kind != want || e.Parameter != parameter || e.Detail == "" {
		t.Errorf("got %+v, want %s of parameter %q", err, want, parameter)
	}
	same(t, "a refusal changed something", before, toJSON(t, c))
}

func text(s string) *string { return &s }

// furnished is a scene with one of everything that can be configured: skill 4001 with 12989 and 12990, of which 12989
// talks to a caller for it.
func furnished(t testing.TB) *Center {
	t.Helper()
	c := scene(t, "ready")
	put(t, c, "12989", AgentChange{DNI: text("0010203"), SSO: text("ana"), Network: &Network{LatencyMS: 40, IP: mustIP("192.0.2.7"), TxJitter: 1.5, ConnectionType: "Wifi", Platform: "app"}})
	if id := newSkill(t, c, SkillChange{Name: text("Support")}); id != "4001" {
		t.Fatalf("first skill: %s", id)
	}
	ok(t, c.AddAgentToSkill(noon, "4001", "12989", "5"))
	ok(t, c.AddAgentToSkill(noon, "4001", "12990", "3"))
	_, err := c.Arrive(noon, Arrival{AgentID: "12989", Phone: "3001234567", Type: Inbound, Answered: true, SkillID: "4001"})
	ok(t, err)
	_, err = c.AddDNC(noon, Is(DNCBoth), []string{"3000000000"})
	ok(t, err)
	ok(t, c.BlockLaw(noon, "900", "3000000009", "77"))
	ok(t, c.AddIP(ip("192.0.2.1"), Is(true), "office"))
	ok(t, c.PutAccount(AccountChange{Services: []string{"stereo_recording"}}))
	ok(t, c.PutRoutingPoint("61196", RoutingPointChange{}))
	ok(t, second(c.PutPBXUser("100", PBXUserChange{})))
	_, err = c.AddInteraction(noon, Message{FromName: "Luz", Subject: "Hello", RPID: "61196"})
	ok(t, err)
	ok(t, c.UploadFile(noon, "manual.pdf", 10))
	_, err = c.UploadAudios(noon, []Upload{{"hello.wav", 2048, 3}})
	ok(t, err)
	ok(t, c.SpeechOnDemand(noon, latest(c), "12989"))
	return c
}

// mustRefuse holds a refusal to the letter, and against the rule that it changes nothing.
func mustRefuse(t testing.TB, c *Center, want Error, do func() error) {
	t.Helper()
	before := toJSON(t, c)
	err := do()
	var got *Error
	if !errors.As(err, &got) {
		t.Errorf("got %v, want %+v", err, want)
		return
	}
	same(t, "refusal", want, *got)
	same(t, "a refusal changed something", before, toJSON(t, c))
}

func same[T any](t testing.TB, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// at is a time of 1 March 2024.
func at(t testing.TB, clock string) time.Time {
	t.Helper()
	out, err := time.Parse("2006-01-02 15:04:05", "2024-03-01 "+clock)
	ok(t, err)
	return out
}

// refusal is an Error of a kind, with the class that it has.
func refusal(kind Kind, agentID, detail, parameter string) Error {
	return *newError(kind, agentID, parameter, "%s", detail)
}

// asked is a callback of a customer of the campaign.
func asked(agentID, customerID, phone string, due time.Time, style CallbackStyle) Recall {
	return Recall{AgentID: agentID, CampaignID: "7224", CustomerID: Is(customerID), Phone: Is(phone), Due: Is(due), Style: Is(style)}
}

// unread is a value that could not be read from the parameter.
func unread[T any](parameter string) Given[T] {
	return Given[T]{Refusal: refuseValue(parameter, "12989", "%s is wrong", parameter)}
}

func said(on bool) *Given[bool] { return ptr(Is(on)) }

func ip(text string) Given[IP] { return Is(mustIP(text)) }

func mustIP(text string) IP { return IP{netip.MustParseAddr(text)} }
