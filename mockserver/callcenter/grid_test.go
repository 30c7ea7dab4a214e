package callcenter

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// operations are what can be done to 12989; each is a row of the grid below.
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

	"type":        func(c *Center, now time.Time) error { return second(c.Type(now, "12989", "021", "b", "")) },
	"type!":       func(c *Center, now time.Time) error { return second(c.Type(now, "12989", "b", "nope", "")) },
	"type!2":      func(c *Center, now time.Time) error { return second(c.Type(now, "12989", "021", "021", "")) },
	"type-ready":  func(c *Center, now time.Time) error { return c.HangTypeReady(now, "12989", "021", "", "") },
	"type-ready!": func(c *Center, now time.Time) error { return c.HangTypeReady(now, "12989", "", "", "") },

	"hide":  func(c *Center, now time.Time) error { return c.AgentDisplay("12989", "hide", "dial") },
	"hide!": func(c *Center, now time.Time) error { return c.AgentDisplay("12989", "hide", "redial") },

	"recall":      func(c *Center, now time.Time) error { return c.Recall(now, recall()) },
	"recall!camp": func(c *Center, now time.Time) error { r := recall(); r.CampaignID = "7"; return c.Recall(now, r) },
	"recall!date": func(c *Center, now time.Time) error {
		r := recall()
		r.Date = "20240230101520"
		return c.Recall(now, r)
	},
	"recall-old":   func(c *Center, now time.Time) error { return c.RecallByPhone(now, "12989", "3", tomorrow, "auto") },
	"recall-old!":  func(c *Center, now time.Time) error { return c.RecallByPhone(now, "12989", "3", tomorrow, "AUTO") },
	"edit":         func(c *Center, now time.Time) error { return c.EditRecall(now, recall()) },
	"edit!rec":     func(c *Center, now time.Time) error { r := recall(); r.CustomerID = "9"; return c.EditRecall(now, r) },
	"edit!cb":      func(c *Center, now time.Time) error { r := recall(); r.Phone = "9"; return c.EditRecall(now, r) },
	"edit!date":    func(c *Center, now time.Time) error { r := recall(); r.Date = ""; return c.EditRecall(now, r) },
	"delete":       func(c *Center, now time.Time) error { return c.DeleteRecall(recall()) },
	"delete!style": func(c *Center, now time.Time) error { r := recall(); r.Style = "manual"; return c.DeleteRecall(r) },

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

// tomorrow is 24 hours after noon, and recall asks for what the scene has for 12990, for 12989.
const tomorrow = "20231115221320"

func recall() Recall {
	return Recall{AgentID: "12989", CampaignID: "7224", CustomerID: "1", Phone: "3001234567", Date: tomorrow, Style: "auto"}
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

// refusals are the cells that are no status.
var refusals = map[string]Kind{
	"!agent": AgentUnknown, "!out": AgentLoggedOut, "!oncall": AgentOnCall, "!idle": NoActiveCall,
	"!pred": NoPredictiveCall, "!state": StateUnknown, "!dest": DestinationUnavailable, "!dial": DialForbidden, "!tones": ValueInvalid,
	"!disabled": AgentDisabled, "!in": AgentLoggedIn, "!unavail": AgentUnavailable,
	"!call": CallUnknown, "!notring": CallNotRinging, "!ended": CallEnded, "!invalid": InputInvalid,
	"!none": NoCallToCode, "!code": CodeUnknown, "!code2": Code2Unknown, "!value": ValueInvalid,
	"!camp": CampaignUnknown, "!record": RecordUnknown, "!recall": RecallUnknown, "!norecord": NoPredictiveRecord,
}

// Every operation × every situation. A cell is the status afterwards, or why it was refused.
const operationGrid = `
	operation     unknown   logout     ready      lunch      ring       ring-lunch  talk-inbound  talk-predictive  talk-manual  talk-auxiliary  talk-transfer  acw-inbound  acw-predictive  acw-manual  acw-auxiliary  acw-transfer  acw-handover  acw-coded  acw-nocall  disabled-logout  disabled-ready  disabled-talk  disabled-acw
	hang          !agent    !out       !idle      !idle      ready      102         acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle
	disable       !agent    logout     ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         logout           ready           talk           acw
	enable        !agent    logout     ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         logout           ready           talk           acw
	aux           !agent    !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        talk            !pred       talk           !pred         talk          !pred      !pred       !out             !pred           !oncall        talk
	dial          !agent    !out       talk       talk       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             talk            !oncall        !dial
	mute          !agent    !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle
	hold          !agent    !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle
	dtmf          !agent    !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle
	dtmf!         !agent    !tones     !tones     !tones     !tones     !tones      !tones        !tones           !tones       !tones          !tones         !tones       !tones          !tones      !tones         !tones        !tones        !tones     !tones      !tones           !tones          !tones         !tones
	→number       !agent    !out       !idle      !idle      !idle      !idle       acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle
	→ready        !agent    !out       !idle      !idle      !idle      !idle       acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle
	→busy         !agent    !out       !idle      !idle      !idle      !idle       !dest         !dest            !dest        !dest           !dest          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           !dest          !idle
	→self         !agent    !out       !idle      !idle      !idle      !idle       !dest         !dest            !dest        !dest           !dest          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           !dest          !idle
	=ready        !agent    !out       ready      ready      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        ready        ready           ready       ready          ready         ready         ready      ready       !out             ready           !oncall        ready
	=logout       !agent    !out       logout     logout     !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        logout       logout          logout      logout         logout        logout        logout     logout      !out             logout          !oncall        logout
	=101          !agent    !out       101        101        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        101          101             101         101            101           101           101        101         !out             101             !oncall        101
	=102          !agent    !out       102        102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        102          102             102         102            102           102           102        102         !out             102             !oncall        102
	=acw          !agent    !state     !state     !state     !state     !state      !state        !state           !state       !state          !state         !state       !state          !state      !state         !state        !state        !state     !state      !state           !state          !state         !state
	=Lunch        !agent    !state     !state     !state     !state     !state      !state        !state           !state       !state          !state         !state       !state          !state      !state         !state        !state        !state     !state      !state           !state          !state         !state
	=READY        !agent    !state     !state     !state     !state     !state      !state        !state           !state       !state          !state         !state       !state          !state      !state         !state        !state        !state     !state      !state           !state          !state         !state
	login         !agent    ready      !in        !in        !in        !in         !in           !in              !in          !in             !in            !in          !in             !in         !in            !in           !in           !in        !in         !disabled        !disabled       !disabled      !disabled
	logout        !agent    !out       logout     logout     !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        logout       logout          logout      logout         logout        logout        logout     logout      !out             logout          !oncall        logout
	inbound       !agent    !out       talk       !unavail   !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             talk            !oncall        !unavail
	predict       !agent    !out       ring       !unavail   !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             ring            !oncall        !unavail
	manual        !agent    !out       ring       ring       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             ring            !oncall        !unavail
	wrong         !agent    !invalid   !invalid   !invalid   !invalid   !invalid    !invalid      !invalid         !invalid     !invalid        !invalid       !invalid     !invalid        !invalid    !invalid       !invalid      !invalid      !invalid   !invalid    !invalid         !invalid        !invalid       !invalid
	answer        !call     !call      !call      !call      talk       talk        !notring      !notring         !notring     !notring        !notring       !ended       !ended          !ended      !ended         !ended        !ended        !ended     !call       !call            !call           !notring       !ended
	cust          !call     !call      !call      !call      ready      102         acw           acw              acw          acw             acw            !ended       !ended          !ended      !ended         !ended        !ended        !ended     !call       !call            !call           acw            !ended
	put           logout    logout     ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         logout           ready           talk           acw
	put=ready     ready     ready      ready      ready      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        ready        ready           ready       ready          ready         ready         ready      ready       ready            ready           !oncall        ready
	put=102       102       102        102        102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        102          102             102         102            102           102           102        102         102              102             !oncall        102
	put=acw       acw       acw        acw        acw        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        acw          acw             acw         acw            acw           acw           acw        acw         acw              acw             !oncall        acw
	put=talk      !invalid  !invalid   !invalid   !invalid   !invalid   !invalid    !invalid      !invalid         !invalid     !invalid        !invalid       !invalid     !invalid        !invalid    !invalid       !invalid      !invalid      !invalid   !invalid    !invalid         !invalid        !invalid       !invalid
	put=103       !invalid  !invalid   !invalid   !invalid   !invalid   !invalid    !invalid      !invalid         !invalid     !invalid        !invalid       !invalid     !invalid        !invalid    !invalid       !invalid      !invalid      !invalid   !invalid    !invalid         !invalid        !invalid       !invalid
	type          !agent    !out       !none      !none      !none      !none       talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        !none       !out             !none           talk           acw
	type!         !agent    !code      !code      !code      !code      !code       !code         !code            !code        !code           !code          !code        !code           !code       !code          !code         !code         !code      !code       !code            !code           !code          !code
	type!2        !agent    !code2     !code2     !code2     !code2     !code2      !code2        !code2           !code2       !code2          !code2         !code2       !code2          !code2      !code2         !code2        !code2        !code2     !code2      !code2           !code2          !code2         !code2
	type-ready    !agent    !out       !idle      !idle      !idle      !idle       ready         ready            ready        ready           ready          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           ready          !idle
	type-ready!   !agent    !code      !code      !code      !code      !code       !code         !code            !code        !code           !code          !code        !code           !code       !code          !code         !code         !code      !code       !code            !code           !code          !code
	hide          !agent    !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw
	hide!         !agent    !value     !value     !value     !value     !value      !value        !value           !value       !value          !value         !value       !value          !value      !value         !value        !value        !value     !value      !value           !value          !value         !value
	recall        !agent    logout     ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         logout           ready           talk           acw
	recall!camp   !agent    !camp      !camp      !camp      !camp      !camp       !camp         !camp            !camp        !camp           !camp          !camp        !camp           !camp       !camp          !camp         !camp         !camp      !camp       !camp            !camp           !camp          !camp
	recall!date   !agent    !value     !value     !value     !value     !value      !value        !value           !value       !value          !value         !value       !value          !value      !value         !value        !value        !value     !value      !value           !value          !value         !value
	recall-old    !agent    !norecord  !norecord  !norecord  !norecord  !norecord   !norecord     !norecord        !norecord    !norecord       !norecord      !norecord    !norecord       !norecord   !norecord      !norecord     !norecord     !norecord  !norecord   !norecord        !norecord       !norecord      !norecord
	recall-old!   !agent    !value     !value     !value     !value     !value      !value        !value           !value       !value          !value         !value       !value          !value      !value         !value        !value        !value     !value      !value           !value          !value         !value
	edit          !agent    !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw
	edit!rec      !agent    !record    !record    !record    !record    !record     !record       !record          !record      !record         !record        !record      !record         !record     !record        !record       !record       !record    !record     !record          !record         !record        !record
	edit!cb       !agent    !recall    !recall    !recall    !recall    !recall     !recall       !recall          !recall      !recall         !recall        !recall      !recall         !recall     !recall        !recall       !recall       !recall    !recall     !recall          !recall         !recall        !recall
	edit!date     !agent    !value     !value     !value     !value     !value      !value        !value           !value       !value          !value         !value       !value          !value      !value         !value        !value        !value     !value      !value           !value          !value         !value
	delete        !agent    !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw
	delete!style  !agent    !recall    !recall    !recall    !recall    !recall     !recall       !recall          !recall      !recall         !recall        !recall      !recall         !recall     !recall        !recall       !recall       !recall    !recall     !recall          !recall         !recall        !recall`

func TestOperations_everySituation(t *testing.T) {
	columns, grid := readGrid(operationGrid)
	for op := range operations {
		if grid[op] == nil {
			t.Errorf("no row for %q", op)
		}
	}
	if len(columns) != len(situations)+1 { // and "unknown"
		t.Errorf("the grid has %d columns: want one for each of the %d situations, and unknown", len(columns), len(situations))
	}
	for op, row := range grid {
		for situation, want := range row {
			t.Run(situation+"/"+op, func(t *testing.T) { holds(t, situation, op, want) })
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
