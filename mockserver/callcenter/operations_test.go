package callcenter

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// operations are what can be done to 12989; each is a column of a table below.
var operations = map[string]func(*Center, time.Time) error{
	"hang":    func(c *Center, now time.Time) error { return c.Hang(now, "12989") },
	"disable": func(c *Center, now time.Time) error { return c.DisableAgent("12989") },
	"enable":  func(c *Center, now time.Time) error { return c.EnableAgent("12989") },
	"aux":     func(c *Center, now time.Time) error { return second(c.AuxCall(now, "12989", "3001234567")) },

	"dial": func(c *Center, now time.Time) error { return second(c.Dial(now, "12989", "3001234567", "", "")) },
	"mute": func(c *Center, now time.Time) error { return c.Mute(now, "12989") },
	"hold": func(c *Center, now time.Time) error { return c.Hold(now, "12989") },

	"dtmf":  func(c *Center, now time.Time) error { return c.SendTones(now, "12989", "1*#") },
	"dtmf!": func(c *Center, now time.Time) error { return c.SendTones(now, "12989", "1A") },

	"→number": func(c *Center, now time.Time) error { return second(c.Transfer(now, "12989", "3009998877")) },
	"→ready":  func(c *Center, now time.Time) error { return second(c.Transfer(now, "12989", "12990")) },
	"→busy":   func(c *Center, now time.Time) error { return second(c.Transfer(now, "12989", "12991")) },
	"→self":   func(c *Center, now time.Time) error { return second(c.Transfer(now, "12989", "12989")) },

	"=ready":  func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "ready")) },
	"=logout": func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "logout")) },
	"=101":    func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "101")) },
	"=102":    func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "102")) },
	"=acw":    func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "acw")) },
	"=Lunch":  func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "Lunch")) },
	"=READY":  func(c *Center, now time.Time) error { return second(c.ChangeStatus(now, "12989", "READY")) },

	"login":  func(c *Center, now time.Time) error { return c.Login(now, "12989") },
	"logout": func(c *Center, now time.Time) error { return c.Logout(now, "12989") },
	"inbound": func(c *Center, now time.Time) error {
		return second(c.Arrive(now, Arrival{AgentID: "12989", Type: Inbound, Answered: true}))
	},
	"predict": func(c *Center, now time.Time) error {
		return second(c.Arrive(now, Arrival{AgentID: "12989", Type: Predictive}))
	},
	"manual": func(c *Center, now time.Time) error {
		return second(c.Arrive(now, Arrival{AgentID: "12989", Type: Manual}))
	},
	"wrong": func(c *Center, now time.Time) error {
		return second(c.Arrive(now, Arrival{AgentID: "12989", Type: Auxiliary}))
	},
	"answer": func(c *Center, now time.Time) error { return c.Answer(now, latest(c)) },
	"cust":   func(c *Center, now time.Time) error { return c.CustomerHangUp(now, latest(c)) },

	"put":       func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", AgentChange{}) },
	"put=ready": func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", as("ready")) },
	"put=102":   func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", as("102")) },
	"put=acw":   func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", as("acw")) },
	"put=talk":  func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", as("talk")) },
	"put=103":   func(c *Center, now time.Time) error { return c.PutAgent(now, "12989", as("103")) },
}

func second[T any](_ T, err error) error { return err }

// latest is the call of 12989, or the one of its ACW.
func latest(c *Center) ConnID {
	a, _ := c.Agent("12989")
	if a.Call != "" {
		return a.Call
	}
	return a.LastCall
}

// A cell is the status afterwards, or why it was refused.
var refusals = map[string]Kind{
	"!agent": AgentUnknown, "!out": AgentLoggedOut, "!oncall": AgentOnCall, "!idle": NoActiveCall,
	"!pred": NoPredictiveCall, "!state": StateUnknown, "!dest": DestinationUnavailable, "!dial": DialForbidden, "!tones": TonesInvalid,
	"!disabled": AgentDisabled, "!in": AgentLoggedIn, "!unavail": AgentUnavailable,
	"!call": CallUnknown, "!notring": CallNotRinging, "!ended": CallEnded, "!invalid": Invalid,
}

var tables = map[string]string{
	"api": `
	situation        hang    disable  enable  aux      dial     mute    hold    dtmf    dtmf!   →number  →ready  →busy   →self
	unknown          !agent  !agent   !agent  !agent   !agent   !agent  !agent  !agent  !agent  !agent   !agent  !agent  !agent
	logout           !out    logout   logout  !out     !out     !out    !out    !out    !tones  !out     !out    !out    !out
	ready            !idle   ready    ready   !pred    talk     !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	lunch            !idle   102      102     !pred    talk     !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	ring             ready   ring     ring    !oncall  !oncall  !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	ring-lunch       102     ring     ring    !oncall  !oncall  !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	talk-inbound     acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	talk-predictive  acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	talk-manual      acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	talk-auxiliary   acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	talk-transfer    acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	acw-inbound      !idle   acw      acw     !pred    !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-predictive   !idle   acw      acw     talk     !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-manual       !idle   acw      acw     !pred    !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-auxiliary    !idle   acw      acw     talk     !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-transfer     !idle   acw      acw     !pred    !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-handover     !idle   acw      acw     talk     !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	acw-nocall       !idle   acw      acw     !pred    !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	disabled-logout  !out    logout   logout  !out     !out     !out    !out    !out    !tones  !out     !out    !out    !out
	disabled-ready   !idle   ready    ready   !pred    talk     !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle
	disabled-talk    acw     talk     talk    !oncall  !oncall  talk    talk    talk    !tones  acw      acw     !dest   !dest
	disabled-acw     !idle   acw      acw     talk     !dial    !idle   !idle   !idle   !tones  !idle    !idle   !idle   !idle`,

	"change_status": `
	situation        =ready   =logout  =101     =102     =acw    =Lunch  =READY
	unknown          !agent   !agent   !agent   !agent   !agent  !agent  !agent
	logout           !out     !out     !out     !out     !state  !state  !state
	ready            ready    logout   101      102      !state  !state  !state
	lunch            ready    logout   101      102      !state  !state  !state
	ring             !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	ring-lunch       !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	talk-inbound     !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	talk-predictive  !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	talk-manual      !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	talk-auxiliary   !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	talk-transfer    !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	acw-inbound      ready    logout   101      102      !state  !state  !state
	acw-predictive   ready    logout   101      102      !state  !state  !state
	acw-manual       ready    logout   101      102      !state  !state  !state
	acw-auxiliary    ready    logout   101      102      !state  !state  !state
	acw-transfer     ready    logout   101      102      !state  !state  !state
	acw-handover     ready    logout   101      102      !state  !state  !state
	acw-nocall       ready    logout   101      102      !state  !state  !state
	disabled-logout  !out     !out     !out     !out     !state  !state  !state
	disabled-ready   ready    logout   101      102      !state  !state  !state
	disabled-talk    !oncall  !oncall  !oncall  !oncall  !state  !state  !state
	disabled-acw     ready    logout   101      102      !state  !state  !state`,

	"control": `
	situation        login      logout   inbound   predict   manual    wrong     answer    cust
	unknown          !agent     !agent   !agent    !agent    !agent    !agent    !call     !call
	logout           ready      !out     !out      !out      !out      !invalid  !call     !call
	ready            !in        logout   talk      ring      ring      !invalid  !call     !call
	lunch            !in        logout   !unavail  !unavail  ring      !invalid  !call     !call
	ring             !in        !oncall  !oncall   !oncall   !oncall   !invalid  talk      ready
	ring-lunch       !in        !oncall  !oncall   !oncall   !oncall   !invalid  talk      102
	talk-inbound     !in        !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	talk-predictive  !in        !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	talk-manual      !in        !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	talk-auxiliary   !in        !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	talk-transfer    !in        !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	acw-inbound      !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-predictive   !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-manual       !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-auxiliary    !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-transfer     !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-handover     !in        logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended
	acw-nocall       !in        logout   !unavail  !unavail  !unavail  !invalid  !call     !call
	disabled-logout  !disabled  !out     !out      !out      !out      !invalid  !call     !call
	disabled-ready   !disabled  logout   talk      ring      ring      !invalid  !call     !call
	disabled-talk    !disabled  !oncall  !oncall   !oncall   !oncall   !invalid  !notring  acw
	disabled-acw     !disabled  logout   !unavail  !unavail  !unavail  !invalid  !ended    !ended`,

	"put": `
	situation        put     put=ready  put=102  put=acw  put=talk  put=103
	unknown          logout  ready      102      acw      !invalid  !invalid
	logout           logout  ready      102      acw      !invalid  !invalid
	ready            ready   ready      102      acw      !invalid  !invalid
	lunch            102     ready      102      acw      !invalid  !invalid
	ring             ring    !oncall    !oncall  !oncall  !invalid  !invalid
	ring-lunch       ring    !oncall    !oncall  !oncall  !invalid  !invalid
	talk-inbound     talk    !oncall    !oncall  !oncall  !invalid  !invalid
	talk-predictive  talk    !oncall    !oncall  !oncall  !invalid  !invalid
	talk-manual      talk    !oncall    !oncall  !oncall  !invalid  !invalid
	talk-auxiliary   talk    !oncall    !oncall  !oncall  !invalid  !invalid
	talk-transfer    talk    !oncall    !oncall  !oncall  !invalid  !invalid
	acw-inbound      acw     ready      102      acw      !invalid  !invalid
	acw-predictive   acw     ready      102      acw      !invalid  !invalid
	acw-manual       acw     ready      102      acw      !invalid  !invalid
	acw-auxiliary    acw     ready      102      acw      !invalid  !invalid
	acw-transfer     acw     ready      102      acw      !invalid  !invalid
	acw-handover     acw     ready      102      acw      !invalid  !invalid
	acw-nocall       acw     ready      102      acw      !invalid  !invalid
	disabled-logout  logout  ready      102      acw      !invalid  !invalid
	disabled-ready   ready   ready      102      acw      !invalid  !invalid
	disabled-talk    talk    !oncall    !oncall  !oncall  !invalid  !invalid
	disabled-acw     acw     ready      102      acw      !invalid  !invalid`,
}

func TestOperations_everySituation(t *testing.T) {
	asked := map[string]bool{}
	for _, table := range tables {
		lines := strings.Split(strings.TrimSpace(table), "\n")
		columns := strings.Fields(lines[0])
		seen := map[string]bool{}
		for _, line := range lines[1:] {
			cells := strings.Fields(line)
			seen[cells[0]] = true
			for i, op := range columns[1:] {
				asked[op] = true
				t.Run(cells[0]+"/"+op, func(t *testing.T) { holds(t, cells[0], op, cells[i+1]) })
			}
		}
		for situation := range situations {
			if !seen[situation] {
				t.Errorf("no row for %q under %q", situation, columns)
			}
		}
	}
	for op := range operations {
		if !asked[op] {
			t.Errorf("no column for %q", op)
		}
	}
}

// Disabling and enabling change that one thing, whatever the agent does.
func TestEnableAgent_undoesDisableAgent(t *testing.T) {
	for situation := range situations {
		c := scene(t, situation)
		ok(t, c.EnableAgent("12989"))
		enabled := toJSON(t, c)
		ok(t, c.DisableAgent("12989"))
		if a, _ := c.Agent("12989"); a.Enabled || toJSON(t, c) == enabled {
			t.Errorf("%s: still enabled: %+v", situation, a)
		}
		ok(t, c.EnableAgent("12989"))
		if diff := cmp.Diff(enabled, toJSON(t, c)); diff != "" {
			t.Errorf("%s: disabled and enabled (-want +got):\n%s", situation, diff)
		}
		mustMoves(t, c)
	}
}

// holds runs one cell: the outcome, the status afterwards, and that time moves with the status and with nothing else.
func holds(t *testing.T, situation, op, want string) {
	c := scene(t, situation)
	ok(t, c.Check())
	before, _ := c.Agent("12989")
	state := toJSON(t, c)
	later := noon.Add(time.Minute)

	err := operations[op](c, later)

	ok(t, c.Check())
	if kind, refused := refusals[want]; refused {
		if kindOf(err) != kind {
			t.Errorf("got %v, want %s", err, kind)
		}
		if diff := cmp.Diff(state, toJSON(t, c)); diff != "" {
			t.Errorf("a refusal changed something (-want +got):\n%s", diff)
		}
		c.TakeMoves(func(m string) { t.Errorf("a refusal used %s", m) })
		return
	}
	ok(t, err)
	a, err := c.Agent("12989")
	ok(t, err)
	if a.Status != Status(want) {
		t.Errorf("status %s, want %s", a.Status, want)
	}
	since := later
	if a.Status == before.Status {
		since = noon
	}
	if !a.Since.Equal(since) {
		t.Errorf("since %s, want %s (status was %s)", a.Since, since, before.Status)
	}
}
