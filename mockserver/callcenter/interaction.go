package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// RoutingPoint is an entrance to the contact center, with the flows that are active at it (documented,
// information.php?api=routing_points). The flows themselves are not imitated.
type RoutingPoint struct {
	ID          string    `json:"rp_id"`
	Name        string    `json:"name"`
	IVR         bool      `json:"ivr"`
	Chat        bool      `json:"chat"`
	Interaction bool      `json:"interaction"` // add_interaction does not ask for it (inferred)
	CRM         bool      `json:"crm"`
	LastUse     time.Time `json:"last_use,omitzero"` // the last interaction; zero: never
}

// RoutingPointChange is what PutRoutingPoint changes; nil leaves a value as it is.
type RoutingPointChange struct {
	Name        *string `json:"name,omitempty"`
	IVR         *bool   `json:"ivr,omitempty"`
	Chat        *bool   `json:"chat,omitempty"`
	Interaction *bool   `json:"interaction,omitempty"`
	CRM         *bool   `json:"crm,omitempty"`
}

// Message is what add_interaction brings: a mail, say (documented for the seven parameters).
type Message struct {
	From     string `json:"from"`
	FromName string `json:"fromname"`
	To       string `json:"to"`
	ToName   string `json:"toname"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
	RPID     string `json:"rp_id"`
}

// Interaction is a message that an agent has to deal with. No operation closes one, so it is open until it is forgotten.
type Interaction struct {
	ID      ConnID    `json:"conn_id"` // in one sequence with the calls (inferred)
	AgentID string    `json:"agent_id"`
	Date    time.Time `json:"date"`
	Message
}

// What is remembered of interactions.
const (
	MaxInteractions = 1000   // the latest ones
	MaxText         = 10_000 // bytes of each text of a message, from its beginning
)

// PutRoutingPoint creates or changes a routing point, for a scene. A new one is called "Routing point <id>" and has
// the interaction flow. Refusals: InputInvalid, WorldFull.
func (c *Center) PutRoutingPoint(rpID string, ch RoutingPointChange) error {
	if badID(rpID) {
		return refuse(InputInvalid, "", "rp_id is %q: expected the id of a routing point, such as 61196", rpID)
	}
	rp := &RoutingPoint{ID: kept(rpID), Name: "Routing point " + rpID, Interaction: true}
	if known := c.RoutingByID[rpID]; known != nil {
		rp = shallow(known)
	}
	assign(&rp.Name, ch.Name)
	change(&rp.IVR, ch.IVR)
	change(&rp.Chat, ch.Chat)
	change(&rp.Interaction, ch.Interaction)
	change(&rp.CRM, ch.CRM)
	if err := c.fits(more(c.RoutingByID, rpID, rp)); err != nil {
		return err
	}
	store(c, &c.RoutingByID, rp.ID, rp)
	return nil
}

// RoutingPoints are copies of all routing points, by id.
func (c *Center) RoutingPoints() []RoutingPoint {
	out := make([]RoutingPoint, 0, len(c.RoutingByID))
	for _, id := range slices.Sorted(maps.Keys(c.RoutingByID)) {
		out = append(out, *c.RoutingByID[id])
	}
	return out
}

// AddInteraction runs a message through its routing point and gives it to the agent in Ready who has the fewest open
// interactions; of several, the one with the lowest id (inferred, Q-INTERACTION-AGENT).
// Refusals: RoutingPointUnknown and NobodyAvailable, both Q-INTERACTION-AGENT; WorldFull.
func (c *Center) AddInteraction(now time.Time, m Message) (Interaction, error) {
	rp := c.RoutingByID[m.RPID]
	if rp == nil {
		return Interaction{}, refuse(RoutingPointUnknown, "",
			"there is no routing point %q: expected the rp_id of one of the %d routing points", m.RPID, len(c.RoutingByID))
	}
	agentID := c.leastBusy()
	if agentID == "" {
		return Interaction{}, refuse(NobodyAvailable, "",
			"routing point %s has nobody to assign to: of the %d agents, expected one in Ready", rp.ID, len(c.AgentByID))
	}
	for _, text := range []*string{&m.From, &m.FromName, &m.To, &m.ToName, &m.Subject, &m.Body} {
		*text = shorten(*text)
	}
	m.RPID = rp.ID
	i, forgotten := Interaction{AgentID: agentID, Date: now, Message: m}, 0
	if len(c.Open) == MaxInteractions {
		forgotten = c.Open[0].size()
	}
	if err := c.fits(i.size() + maxConn + textBytes(agentID) - forgotten); err != nil {
		return Interaction{}, err
	}
	i.ID = c.interactionID(now, agentID)
	c.Open = append(c.Open, i)
	c.Open = c.Open[max(0, len(c.Open)-MaxInteractions):]
	c.held += i.size() - forgotten
	rp.LastUse = now
	return i, nil
}

// AgentInteractions are the open interactions of one agent, the oldest first.
type AgentInteractions struct {
	AgentID string
	Open    []Interaction
}

// Interactions are the open interactions, by agent; an agent who has none is not there. Whoever logs out keeps theirs
// (inferred).
func (c *Center) Interactions() []AgentInteractions {
	byAgent := map[string][]Interaction{}
	for _, i := range c.Open {
		byAgent[i.AgentID] = append(byAgent[i.AgentID], i)
	}
	out := make([]AgentInteractions, 0, len(byAgent))
	for _, agentID := range slices.Sorted(maps.Keys(byAgent)) {
		out = append(out, AgentInteractions{agentID, byAgent[agentID]})
	}
	return out
}

// leastBusy is the agent in Ready with the fewest open interactions, "" when nobody is.
func (c *Center) leastBusy() (best string) {
	open := map[string]int{}
	for _, i := range c.Open {
		open[i.AgentID]++
	}
	for id, a := range c.AgentByID {
		if a.Status.State() != Ready {
			continue
		}
		if best == "" || open[id] < open[best] || open[id] == open[best] && id < best {
			best = id
		}
	}
	return best
}

// interactionID is the next conn_id that no interaction has; only in a restored center can one have it.
func (c *Center) interactionID(now time.Time, agentID string) ConnID {
	for {
		id := c.nextConn(now, agentID)
		if !slices.ContainsFunc(c.Open, func(i Interaction) bool { return i.ID == id }) {
			return id
		}
	}
}

// shorten keeps the beginning of a text, in whole characters, and nothing of the memory of the rest.
func shorten(s string) string {
	s = validUTF8(s)
	if len(s) <= MaxText {
		return kept(s)
	}
	cut := MaxText
	for s[cut]&0xC0 == 0x80 { // inside a character
		cut--
	}
	return strings.Clone(s[:cut])
}

func (c *Center) checkInteractions() error {
	for _, id := range slices.Sorted(maps.Keys(c.RoutingByID)) {
		switch rp := c.RoutingByID[id]; {
		case badID(id):
			return fmt.Errorf("routing point %q: its key is %q: expected its id", id, id)
		case rp == nil:
			return fmt.Errorf("routing point %q: it is null: expected a routing point", id)
		case rp.ID != id:
			return fmt.Errorf("routing point %q: its rp_id is %q: expected its key", id, rp.ID)
		}
	}
	if len(c.Open) > MaxInteractions {
		return fmt.Errorf("interactions has %d of them: expected at most %d", len(c.Open), MaxInteractions)
	}
	seen := map[ConnID]bool{}
	for n, i := range c.Open {
		switch {
		case badID(i.ID) || seen[i.ID]:
			return fmt.Errorf("interactions[%d] has the conn_id %q: expected some text, and each once", n, i.ID)
		case c.AgentByID[i.AgentID] == nil:
			return fmt.Errorf("interactions[%d] is of agent %q: expected one that exists", n, i.AgentID)
		case c.RoutingByID[i.RPID] == nil:
			return fmt.Errorf("interactions[%d] has the rp_id %q: expected a routing point that exists", n, i.RPID)
		case i.Date.IsZero():
			return fmt.Errorf("interactions[%d]: its date is missing", n)
		}
		for _, text := range []string{i.From, i.FromName, i.To, i.ToName, i.Subject, i.Body} {
			if len(text) > MaxText {
				return fmt.Errorf("interactions[%d] has a text of %d bytes: expected at most %d", n, len(text), MaxText)
			}
		}
		seen[i.ID] = true
	}
	return nil
}
