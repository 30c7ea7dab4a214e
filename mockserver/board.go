package mockserver

import (
	"cmp"
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

// A BoardSkill is a skill on a board. Its calls are the inbound ones that came for it; those of today, by the world's zone, as far
// as real_time.php skills counts them.
type BoardSkill struct {
	SkillID      string    `json:"skill_id"`
	Name         string    `json:"name"`
	Waiting      int       `json:"waiting"`         // queued, or ringing
	Oldest       time.Time `json:"oldest,omitzero"` // since when the one waits that has waited longest
	Members      int       `json:"members"`
	Ready        int       `json:"ready"`     // members in Ready
	Talking      int       `json:"talking"`   // members on a call, of whatever skill
	Answered     int       `json:"answered"`  // today
	Abandoned    int       `json:"abandoned"` // today: the customer hung up before an answer
	ServiceLevel *float64  `json:"service_level,omitempty"`
}

// serviceSeconds is within how many seconds a call is to be answered for the service level of a board: 20, as is usual. Of 1 means
// that all were which were answered or have ended; nil, that there was none.
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
	b := s.boardFrame()
	b.Whole = true
	r := newBoardReader(s)
	for a := range s.center.EachAgent() {
		b.Agents = append(b.Agents, r.agent(a))
	}
	for k := range s.center.EachSkill() {
		b.Skills = append(b.Skills, r.skill(k))
	}
	for g := range s.center.EachCampaign() {
		b.Campaigns = append(b.Campaigns, r.campaign(g))
	}
	b.sort()
	return b
}

// boardAfter is what these records, the latest of the journal among them, have changed of the board, which is whole when one of
// them is about the whole world. The world is locked.
func (s *state) boardAfter(records []journal.Record) Board {
	agents, skills, campaigns := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, record := range records {
		ch := record.Change
		if ch == nil {
			continue
		}
		if ch.Kind == journal.OfWorld {
			return s.board()
		}
		if ch.AgentID != "" {
			agents[ch.AgentID] = true
		}
		skills[ch.SkillID], campaigns[ch.CampaignID] = true, true
		if k := s.center.FindCall(ch.ConnID); k != nil {
			skills[k.SkillID], campaigns[k.CampaignID] = true, true
		}
	}
	b := s.boardFrame()
	r := newBoardReader(s)
	for id := range agents {
		a := s.center.FindAgent(id)
		if a == nil {
			b.Gone.Agents = append(b.Gone.Agents, id)
			continue
		}
		row := r.agent(a)
		b.Agents = append(b.Agents, row)
		for _, skillID := range row.Skills {
			skills[skillID] = true
		}
	}
	for id := range skills {
		if k := s.center.FindSkill(id); k != nil {
			b.Skills = append(b.Skills, r.skill(k))
		} else if id != "" {
			b.Gone.Skills = append(b.Gone.Skills, id)
		}
	}
	for id := range campaigns {
		if g := s.center.FindCampaign(id); g != nil {
			b.Campaigns = append(b.Campaigns, r.campaign(g))
		}
	}
	b.sort()
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
		Frozen: s.clock.Frozen, Speed: s.clock.speed(), States: full(s.center.AuxStates()),
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

func (b *Board) sort() {
	slices.SortFunc(b.Agents, func(a, b BoardAgent) int { return cmp.Compare(a.AgentID, b.AgentID) })
	slices.SortFunc(b.Skills, func(a, b BoardSkill) int { return cmp.Compare(a.SkillID, b.SkillID) })
	slices.SortFunc(b.Campaigns, func(a, b BoardCampaign) int { return cmp.Compare(a.CampaignID, b.CampaignID) })
	slices.Sort(b.Gone.Agents)
	slices.Sort(b.Gone.Skills)
}

// A boardReader makes the rows of a board.
type boardReader struct {
	center   *callcenter.Center
	now      time.Time
	skillsOf map[string][]string // of agents
}

func newBoardReader(s *state) boardReader {
	r := boardReader{s.center, s.clock.now(), map[string][]string{}}
	for k := range s.center.EachSkill() {
		for agentID := range k.Members {
			r.skillsOf[agentID] = append(r.skillsOf[agentID], k.ID)
		}
	}
	for _, ids := range r.skillsOf {
		slices.Sort(ids)
	}
	return r
}

func (r *boardReader) agent(a *callcenter.Agent) BoardAgent {
	row := BoardAgent{
		AgentID: a.ID, Name: a.Name, Enabled: a.Enabled, Manual: a.Manual, Kind: a.Status.State(), Status: a.Status, State: r.center.StateName(a.Status),
		Since: a.Since, Skills: full(r.skillsOf[a.ID]),
	}
	if k := r.center.FindCall(a.Call); k != nil {
		row.Call = &BoardCall{
			ConnID: k.ID, Type: k.Type, Phone: k.Phone, State: k.State, Started: k.Started, Answered: k.Answered, Muted: k.Muted,
			OnHold: k.OnHold, SkillID: k.SkillID, CampaignID: k.CampaignID,
		}
	}
	return row
}

func (r *boardReader) skill(k *callcenter.Skill) BoardSkill {
	stats, _ := r.center.SkillStats(r.now, k.ID) // it exists
	row := BoardSkill{
		SkillID: k.ID, Name: k.Name, Waiting: stats.Waiting, Oldest: stats.Oldest, Members: len(k.Members),
		Answered: stats.Answered, Abandoned: stats.Abandoned,
	}
	if stats.Over > 0 {
		level := stats.ServiceLevel(serviceSeconds)
		row.ServiceLevel = &level
	}
	for id := range k.Members {
		switch r.center.FindAgent(id).Status.State() {
		case callcenter.Ready:
			row.Ready++
		case callcenter.Talk:
			row.Talking++
		}
	}
	return row
}

func (r *boardReader) campaign(g *callcenter.Campaign) BoardCampaign {
	stats := r.center.CampaignStats(r.now, g.ID)
	return BoardCampaign{
		CampaignID: g.ID, Name: g.Name, Type: g.Type, Status: g.Status, Records: stats.Records, Dialed: stats.Dialled,
		Reached: stats.Answered,
	}
}
