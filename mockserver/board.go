package mockserver

import (
	"maps"
	"math"
	"slices"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A Board is a contact center at one moment, as a wallboard shows it: the console, the terminal and the gauges of /metrics read
// it. It is whole, or holds of agents, skills and campaigns only those that something has happened to since an earlier one; the
// rest of it is always there.
type Board struct {
	Whole      bool            `json:"whole"`
	Seq        int             `json:"seq"` // of the newest record of the world then: what comes after it is not in the board
	World      string          `json:"world"`
	Server     string          `json:"server"`
	Time       time.Time       `json:"time"` // by the world's clock
	Timezone   string          `json:"timezone"`
	Frozen     bool            `json:"frozen"` // the clock stands still
	Speed      float64         `json:"speed"`  // of the clock; 1: a second takes a second
	Simulating bool            `json:"simulating"`
	States     []AuxState      `json:"states"` // the auxiliary ones, by id
	Agents     []BoardAgent    `json:"agents"` // by agent_id
	Skills     []BoardSkill    `json:"skills"` // by skill_id
	Campaigns  []BoardCampaign `json:"campaigns"`
	Counters   BoardCounters   `json:"counters"`
	Gone       BoardGone       `json:"gone"` // which are no more; nothing of a whole board
}

// A BoardAgent is an agent on a board.
type BoardAgent struct {
	AgentID string     `json:"agent_id"`
	Name    string     `json:"name"`
	Enabled bool       `json:"enabled"`
	Manual  bool       `json:"manual"` // a simulation leaves it alone
	Kind    AgentKind  `json:"kind"`
	Status  Status     `json:"status"` // the kind, or the id of the auxiliary state
	State   string     `json:"state"`  // what that is called: Ready, Active breaks
	Since   time.Time  `json:"since"`
	Skills  []string   `json:"skills"`         // whose member it is, sorted
	Call    *BoardCall `json:"call,omitempty"` // the current one
}

// A BoardCall is the call of an agent on a board.
type BoardCall struct {
	ConnID     ConnID    `json:"conn_id"`
	Type       CallType  `json:"type"`
	Phone      string    `json:"phone"` // as it came, or was dialled; "" when withheld
	State      CallState `json:"state"` // ringing or active
	Started    time.Time `json:"started"`
	Answered   time.Time `json:"answered,omitzero"`
	Muted      bool      `json:"muted"`
	OnHold     bool      `json:"on_hold"`
	SkillID    string    `json:"skill_id,omitempty"`
	CampaignID string    `json:"campaign_id,omitempty"`
}

// A BoardSkill is a skill on a board. Its calls are the inbound ones that came for it; those of today, by the world's zone, as
// real_time.php skills counts them.
type BoardSkill struct {
	SkillID      string    `json:"skill_id"`
	Name         string    `json:"name"`
	Waiting      int       `json:"waiting"`         // queued, or ringing
	Oldest       time.Time `json:"oldest,omitzero"` // since when the one waits that has waited longest
	Members      int       `json:"members"`
	Ready        int       `json:"ready"`                   // members in Ready
	Talking      int       `json:"talking"`                 // members on a call, of whatever skill
	Answered     int       `json:"answered"`                // today
	Abandoned    int       `json:"abandoned"`               // today: the customer hung up before an answer
	ServiceLevel *float64  `json:"service_level,omitempty"` // today, 0 to 1: see SkillStats.ServiceLevel; nil: no call is over yet
}

// serviceSeconds is within how many seconds a call is to be answered for the service level of a board; 20 is usual.
const serviceSeconds = 20

// A BoardCampaign is a campaign on a board.
type BoardCampaign struct {
	CampaignID string         `json:"campaign_id"`
	Name       string         `json:"name"`
	Type       CampaignType   `json:"type"`
	Status     CampaignStatus `json:"status"`
	Records    int            `json:"records"`
	Dialed     int            `json:"dialed"`  // records that were called
	Reached    int            `json:"reached"` // of these, whose latest call was answered by a person
}

// BoardCounters are the figures of a whole world.
type BoardCounters struct {
	Agents     map[AgentKind]int `json:"agents"` // by kind, each of them
	Calls      map[CallState]int `json:"calls"`  // in progress, by state, each of them
	Callbacks  int               `json:"callbacks"`
	Requests   int               `json:"requests"`   // to the wolkvox API, since the world was made or reset
	Violations int               `json:"violations"` // found in them, and in what they do over time
}

// BoardGone are the ids of what is no more.
type BoardGone struct {
	Agents    []string `json:"agents"`
	Skills    []string `json:"skills"`
	Campaigns []string `json:"campaigns"`
}

// Board is the contact center as it is now.
func (w *World) Board() Board {
	return look(w, (*state).board)
}

// board is the whole board. The world is locked.
func (s *state) board() Board {
	all := newTouched()
	for a := range s.center.EachAgent() {
		all.agents[a.ID] = true
	}
	for k := range s.center.EachSkill() {
		all.skills[k.ID] = true
	}
	for g := range s.center.EachCampaign() {
		all.campaigns[g.ID] = true
	}
	b := s.draw(all)
	b.Whole = true
	return b
}

// boardAfter is what these records, one at least and in their order, have changed of the board, as it is now; it is whole when
// one of them is about the whole world. The world is locked.
func (s *state) boardAfter(records []journal.Record) Board {
	t := newTouched()
	anew := s.dayBegan(records[0].Seq())
	for _, r := range records {
		if r.Change == nil {
			continue
		}
		if r.Change.Kind == journal.OfWorld {
			return s.board()
		}
		anew = anew || r.Change.Kind == journal.OfClock
		t.note(s.center, r.Change)
	}
	if anew { // the counts of today may be those of another day
		for k := range s.center.EachSkill() {
			t.skills[k.ID] = true
		}
	}
	return s.draw(t)
}

// dayBegan reports whether a day of the world may have begun since the record before one.
func (s *state) dayBegan(seq int) bool {
	before := s.journal.Read(seq-2, 1, math.MaxInt)
	return len(before) == 0 || before[0].Seq() != seq-1 || !s.center.Zone.SameDay(before[0].Time(), s.clock.now())
}

// touched are the agents, skills and campaigns that something may have happened to, by id.
type touched struct{ agents, skills, campaigns map[string]bool }

func newTouched() touched {
	return touched{map[string]bool{}, map[string]bool{}, map[string]bool{}}
}

func (t touched) note(c *callcenter.Center, ch *journal.Change) {
	if ch.AgentID != "" {
		t.agents[ch.AgentID] = true
	}
	if ch.SkillID != "" {
		t.skills[ch.SkillID] = true
	}
	if ch.CampaignID != "" {
		t.campaigns[ch.CampaignID] = true
	}
	if k := c.FindCall(ch.ConnID); k != nil && k.SkillID != "" { // a new call has it a moment after it is told
		t.skills[k.SkillID] = true
	}
}

// draw is a board with what was touched, and the skills of the agents among it, which count them.
func (s *state) draw(t touched) Board {
	b, c := s.boardFrame(), s.center
	skillsOf := map[string][]string{}
	for k := range c.EachSkill() {
		if len(k.Members) < len(t.agents) {
			for id := range k.Members {
				if t.agents[id] {
					skillsOf[id] = append(skillsOf[id], k.ID)
				}
			}
			continue
		}
		for id := range t.agents {
			if _, member := k.Members[id]; member {
				skillsOf[id] = append(skillsOf[id], k.ID)
			}
		}
	}
	for _, ids := range skillsOf {
		slices.Sort(ids)
		for _, id := range ids {
			t.skills[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.agents)) {
		if a := c.FindAgent(id); a != nil {
			b.Agents = append(b.Agents, boardAgent(c, a, full(skillsOf[id])))
		} else {
			b.Gone.Agents = append(b.Gone.Agents, id)
		}
	}
	stats := map[string]*callcenter.SkillStats{}
	for id := range t.skills {
		if c.FindSkill(id) != nil {
			stats[id] = &callcenter.SkillStats{}
		}
	}
	c.CountCalls(b.Time, stats)
	for _, id := range slices.Sorted(maps.Keys(t.skills)) {
		if k := c.FindSkill(id); k != nil {
			b.Skills = append(b.Skills, boardSkill(c, k, stats[id]))
		} else {
			b.Gone.Skills = append(b.Gone.Skills, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.campaigns)) {
		if g := c.FindCampaign(id); g != nil {
			b.Campaigns = append(b.Campaigns, boardCampaign(g))
		} else {
			b.Gone.Campaigns = append(b.Gone.Campaigns, id)
		}
	}
	return b
}

// boardFrame is what every board has.
func (s *state) boardFrame() Board {
	violations := 0
	s.tally.EachFinding(func(_ openapi.Rule, severity openapi.Severity, n int) {
		if severity == openapi.SeverityViolation {
			violations += n
		}
	})
	return Board{
		Seq: s.journal.Next() - 1, World: s.world, Server: s.nomenclature, Time: s.clock.now(), Timezone: s.center.Zone.String(),
		Frozen: s.clock.Frozen, Speed: s.clock.speed(), Simulating: s.simulation().Running, States: full(s.center.AuxStates()),
		Agents: []BoardAgent{}, Skills: []BoardSkill{}, Campaigns: []BoardCampaign{},
		Counters: s.boardCounters(violations),
		Gone:     BoardGone{[]string{}, []string{}, []string{}},
	}
}

func (s *state) boardCounters(violations int) BoardCounters {
	agents := map[AgentKind]int{}
	for _, kind := range callcenter.States {
		agents[kind] = 0
	}
	for a := range s.center.EachAgent() {
		agents[a.Status.State()]++
	}
	return BoardCounters{
		Agents: agents,
		Calls: map[CallState]int{ // every other call in progress has an agent, who has no other one
			Queued: s.center.QueueLength(), Ringing: agents[callcenter.Ring], Active: agents[callcenter.Talk],
		},
		Callbacks: s.center.ActiveCallbacks(), Requests: s.tally.Requests(), Violations: violations,
	}
}

func boardAgent(c *callcenter.Center, a *callcenter.Agent, skills []string) BoardAgent {
	row := BoardAgent{
		AgentID: a.ID, Name: a.Name, Enabled: a.Enabled, Manual: a.Manual, Kind: a.Status.State(), Status: a.Status,
		State: c.StateName(a.Status), Since: a.Since, Skills: skills,
	}
	if k := c.FindCall(a.Call); k != nil {
		row.Call = &BoardCall{
			ConnID: k.ID, Type: k.Type, Phone: k.Phone, State: k.State, Started: k.Started, Answered: k.Answered, Muted: k.Muted,
			OnHold: k.OnHold, SkillID: k.SkillID, CampaignID: k.CampaignID,
		}
	}
	return row
}

func boardSkill(c *callcenter.Center, k *callcenter.Skill, stats *callcenter.SkillStats) BoardSkill {
	row := BoardSkill{
		SkillID: k.ID, Name: k.Name, Waiting: stats.Waiting, Oldest: stats.Oldest, Members: len(k.Members),
		Answered: stats.Answered, Abandoned: stats.Abandoned,
	}
	if stats.Over > 0 {
		level := stats.ServiceLevel(serviceSeconds)
		row.ServiceLevel = &level
	}
	for id := range k.Members {
		switch c.FindAgent(id).Status.State() {
		case callcenter.Ready:
			row.Ready++
		case callcenter.Talk:
			row.Talking++
		}
	}
	return row
}

func boardCampaign(g *callcenter.Campaign) BoardCampaign {
	row := BoardCampaign{CampaignID: g.ID, Name: g.Name, Type: g.Type, Status: g.Status}
	row.Records, row.Dialed, row.Reached = g.Progress()
	return row
}
