package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// events are what the operations on an agent bring about in the tables of moves.
var events = map[string][]string{
	"hang":            {string(callcenter.HangUp)},
	"change_status":   {string(callcenter.Resume), string(callcenter.Pause), string(callcenter.Leave)},
	"aux_call":        {string(callcenter.CallAgain)},
	"transfer":        {string(callcenter.HandOver)},
	"dial":            {string(callcenter.Dial)},
	"hang_type_ready": {string(callcenter.CodeAndReady)},
	"type":            {string(callcenter.CodeCall)},
	"mute":            {string(callcenter.Mute)},
	"hold":            {string(callcenter.Hold)},
	"dtmf":            {string(callcenter.SendTones)},
}

// agentMoves is the table of moves as the rules over time read it.
var agentMoves = moves()

// moves reads the table of the call center. The state before a call is one of two.
func moves() *verdict.Moves {
	m := &verdict.Moves{Events: events}
	for _, row := range callcenter.Moves {
		to := []callcenter.State{row.To}
		if row.To == callcenter.Before {
			to = []callcenter.State{callcenter.Ready, callcenter.Aux}
		}
		for _, state := range to {
			m.Table = append(m.Table, verdict.Move{From: string(row.From), Event: string(row.Event), To: string(state)})
		}
	}
	return m
}

// judge adds the rules over time that the exchange breaks, and gives each violation its severity. It comes right before the
// journal, in whose order the exchanges are held against one another.
func (x *exchange) judge(s *state) {
	seen := verdict.Exchange{Target: x.target(), Body: x.body}
	if l := s.tokens[x.token]; l != nil {
		seen.Token = l.Token.Token
	}
	if a := s.center.AgentByID[x.entry.AgentID]; a != nil {
		seen.State = string(a.Status.State())
	}
	found := s.watch.Violations(&x.entry, seen)
	if found != nil {
		x.explain(found)
	}
	x.entry.Violations = append(x.entry.Violations, found...)
	for i := range x.entry.Violations {
		v := &x.entry.Violations[i]
		v.Severity = x.server.cfg.severities.Of(v.Rule, x.world.name)
	}
}

// explain gives the rules over time that the exchange breaks their sources, and the requests that would have been right.
func (x *exchange) explain(found []openapi.Violation) {
	r := x.asked()
	var meant *openapi.Operation
	if x.route != nil {
		meant = x.route.doc
	}
	for i := range found {
		v := &found[i]
		v.Source = sourceOf(v.Rule, meant)
		switch look := x.server.doc.Operation(v.Try); {
		case look != nil:
			v.Try = look.Curl(openapi.Request{Base: r.Base, Secret: r.Secret, Credentials: r.Credentials})
		case v.Try == "" && meant != nil:
			v.Try = meant.Curl(r)
		}
	}
}
