package callcenter

import (
	"math"
	"strings"
	"testing"
	"unicode"
)

func TestCreateAgent(t *testing.T) {
	c := scene(t, "ready")
	put(t, c, "10001", AgentChange{})
	id, password, err := c.CreateAgent(noon, AgentEdit{DNI: text("0010203"), Name: text("Ana \xff"), SSO: text("ana"), Password: text("Example0123*")})
	ok(t, err)
	same(t, "given password", "Example0123*", password)
	mustAgent(t, c, Agent{ID: id, Name: "Ana \uFFFD", Enabled: true, Status: "logout", Since: noon, AgentIdentity: AgentIdentity{"0010203", "ana", "Example0123*"}})
	same(t, "first extension", "10000", id)

	id, password, err = c.CreateAgent(noon, AgentEdit{DNI: text("0010203"), SSO: text("ana")}) // Q-CREATE-AGENT-DUP
	ok(t, err)
	same(t, "second extension, as 10001 is taken", "10002", id)
	mustAgent(t, c, Agent{ID: id, Name: "Agent 10002", Enabled: true, Status: "logout", Since: noon, AgentIdentity: AgentIdentity{"0010203", "ana", password}})
	ok(t, checkPassword("", &password))
	if s := c.AgentsInSkill("4001"); len(s) != 0 {
		t.Errorf("a new agent is in a skill: %v", s)
	}
	ok(t, c.Login(noon, id))

	c.AgentSeq = 90_000
	id, _, err = c.CreateAgent(noon, AgentEdit{})
	ok(t, err)
	same(t, "extension after 99999", "100000", id)
	c.AgentSeq = maxConns
	id, _, err = c.CreateAgent(noon, AgentEdit{})
	ok(t, err)
	same(t, "the sequence begins again, and steps over those that are taken", "10003", id)
}

func TestCreateAgent_passwords(t *testing.T) {
	const rule = "expected at least one upper-case letter, one lower-case letter, one digit and one of ! # % & * @"
	for password, lacks := range map[string]string{
		"example0123*": "of 12 characters, lacks an upper-case letter",
		"EXAMPLE0123*": "of 12 characters, lacks a lower-case letter",
		"Example*":     "of 8 characters, lacks a digit",
		"Example0123":  "of 11 characters, lacks one of ! # % & * @",
		"Example0123$": "of 12 characters, lacks one of ! # % & * @",
		"Ññ٣*":         "of 4 characters, lacks a digit",
		" ":            "of 1 characters, lacks an upper-case letter",
	} {
		c := scene(t, "ready")
		mustRefuse(t, c, refusal(ValueInvalid, "", "agent_pass, "+lacks+": "+rule, "agent_pass"),
			func() error { _, _, err := c.CreateAgent(noon, AgentEdit{Password: &password}); return err })
		mustRefuse(t, c, refusal(ValueInvalid, "12989", "agent_pass, "+lacks+": "+rule, "agent_pass"),
			func() error { return c.EditAgent("12989", AgentEdit{Password: &password, Name: text("never")}) })
	}
	for _, password := range []string{"Aa1!", "Aa1#", "Aa1%", "Aa1&", "Aa1*", "Aa1@", "Ñandú 1 *"} {
		c := scene(t, "ready")
		_, got, err := c.CreateAgent(noon, AgentEdit{Password: &password})
		ok(t, err)
		same(t, "effective password", password, got)
	}
}

// Made-up passwords keep the rule, differ from each other, and are the same in every run.
func TestCreateAgent_madeUpPasswords(t *testing.T) {
	c, again := New(), New()
	seen := map[string]bool{}
	for range 500 {
		_, password, err := c.CreateAgent(noon, AgentEdit{Password: text("")})
		ok(t, err)
		ok(t, checkPassword("", &password))
		if seen[password] || len(password) != 10 || strings.ContainsFunc(password, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("password %q, seen before: %t", password, seen[password])
		}
		seen[password] = true
		_, repeated, err := again.CreateAgent(noon, AgentEdit{})
		ok(t, err)
		same(t, "the same request in another run", password, repeated)
	}
}

func TestEditAgent(t *testing.T) {
	c := scene(t, "talk-inbound")
	ok(t, c.EditAgent("12989", AgentEdit{DNI: text("1"), Name: text("Ana"), SSO: text("ana"), Password: text("Aa1*")}))
	want, err := c.Agent("12989")
	ok(t, err)
	same(t, "identity", AgentIdentity{"1", "ana", "Aa1*"}, want.AgentIdentity)
	same(t, "name", "Ana", want.Name)

	ok(t, c.EditAgent("12989", AgentEdit{SSO: text(""), Password: text("Bb2#")})) // the rest stays: Q-EDIT-AGENT-PARTIAL
	want.SSO, want.Password = "", "Bb2#"
	mustAgent(t, c, want)
	passwords := map[string]bool{"Bb2#": true}
	for range 3 { // Q-EDIT-AGENT-PASS
		ok(t, c.EditAgent("12989", AgentEdit{Password: text("")}))
		a, err := c.Agent("12989")
		ok(t, err)
		if passwords[a.Password] || checkPassword("", &a.Password) != nil || a.Password == "" {
			t.Errorf("made-up password %q", a.Password)
		}
		passwords[a.Password] = true
	}
}

func TestPutAgent_identityAndNetwork(t *testing.T) {
	c := New()
	staysSound(t, c)
	network := Network{40, mustIP("2001:db8::7"), "5.1", 1, 2, 3, 4, 0.5, "Ethernet", "web", "connected"}
	put(t, c, "12989", AgentChange{DNI: text("1"), SSO: text("ana"), Network: &network})
	want := Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "logout", Since: noon, AgentIdentity: AgentIdentity{DNI: "1", SSO: "ana"}, Network: &network}
	mustAgent(t, c, want)
	put(t, c, "12989", AgentChange{SSO: text("")}) // the rest stays
	want.SSO = ""
	mustAgent(t, c, want)
	put(t, c, "12989", AgentChange{Network: &Network{}}) // told, but blank
	want.Network = &Network{}
	mustAgent(t, c, want)

	invalid := func(detail string) Error { return refusal(InputInvalid, "12989", detail, "") }
	for _, tt := range []struct {
		ch     AgentChange
		detail string
	}{
		{AgentChange{DNI: text("\xff")}, `dni of agent 12989 is "\xff": expected UTF-8`},
		{AgentChange{SSO: text("\xff")}, `sso of agent 12989 is "\xff": expected UTF-8`},
		{AgentChange{Network: &Network{LatencyMS: -1}}, "network of agent 12989: latency_ms is -1: expected 0 or more"},
		{AgentChange{Network: &Network{Version: "\xff"}}, `network of agent 12989: version is "\xff": expected UTF-8`},
		{AgentChange{Network: &Network{Status: "\xff"}}, `network of agent 12989: status is "\xff": expected UTF-8`},
		{AgentChange{Network: &Network{TxPloss: 100.5}}, "network of agent 12989: tx_ploss is 100.5: expected a number from 0 to 100"},
		{AgentChange{Network: &Network{RxPloss: -1}}, "network of agent 12989: rx_ploss is -1: expected a number from 0 to 100"},
		{AgentChange{Network: &Network{NetworkRejection: math.NaN()}}, "network of agent 12989: network_rejection is NaN: expected a number from 0 to 100"},
		{AgentChange{Network: &Network{TxJitter: math.Inf(1)}}, "network of agent 12989: tx_jitter is +Inf: expected a number from 0 to 1.7976931348623157e+308"},
		{AgentChange{Network: &Network{RxJitter: -0.5}}, "network of agent 12989: rx_jitter is -0.5: expected a number from 0 to 1.7976931348623157e+308"},
		{AgentChange{Network: &Network{ConnectionType: "wifi"}}, `network of agent 12989: connection_type is "wifi": expected Ethernet, Wifi or none`},
		{AgentChange{Network: &Network{Platform: "phone"}}, `network of agent 12989: platform is "phone": expected app, web or none`},
	} {
		mustRefuse(t, c, invalid(tt.detail), func() error { return c.PutAgent(noon, "12989", tt.ch) })
	}
}
