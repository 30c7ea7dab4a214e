package mockserver

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// Everything that the control API can do in a world, as methods for Go; arrange.go, clock.go and snapshot.go have the rest. Any
// number of goroutines may call them, and what they return is a copy.

// View tells how to reach the world.
func (w *World) View() WorldView {
	return look(w, func(s *state) WorldView {
		v := WorldView{Name: w.name, Server: s.nomenclature, URL: w.server.URL()}
		if len(s.tokenOrder) > 0 {
			v.Token = s.tokenOrder[0]
		}
		return v
	})
}

// look reads something of a world as it is now.
func look[T any](w *World, f func(*state) T) (v T) {
	_ = w.update(func(s *state) error { v = f(s); return nil })
	return v
}

// change is update for the call center alone, at the world's time. The action is the operation of the control API.
func (w *World) change(action string, f func(c *callcenter.Center, now time.Time) error) error {
	return w.update(func(s *state) error {
		err := f(s.center, s.clock.now())
		s.record(journal.ByControl, action)
		s.watch.Touched()
		return err
	})
}

// Agent reports an agent as it is now.
func (w *World) Agent(id string) (a Agent, err error) {
	err = w.update(func(s *state) error { a, err = viewAgent(s.center, id); return err })
	return a, err
}

// Agents are all agents, by agent_id.
func (w *World) Agents() (all []Agent, err error) {
	err = w.update(func(s *state) error {
		for _, a := range s.center.Agents() {
			view, err := viewAgent(s.center, a.ID)
			if err != nil {
				return err
			}
			all = append(all, view)
		}
		return nil
	})
	return all, err
}

// agentAfter does something with an agent and reports it as it is then.
func (w *World) agentAfter(action, id string, f func(*callcenter.Center, time.Time) error) (a Agent, err error) {
	err = w.change(action, func(c *callcenter.Center, now time.Time) error {
		if err := f(c, now); err != nil {
			return err
		}
		a, err = viewAgent(c, id)
		return err
	})
	return a, err
}

// PutAgent creates an agent, or changes what the change names. It arranges a state; to let the agent act,
// use Login, Logout, ChangeStatus, HangUp, Hold, Mute and the calls. Errors: *Error.
func (w *World) PutAgent(id string, change AgentChange) (Agent, error) {
	if err := seed.CheckAgentID(id); err != nil {
		return Agent{}, invalid(err)
	}
	return w.agentAfter("putAgent", id, func(c *callcenter.Center, now time.Time) error {
		return c.PutAgent(now, id, change)
	})
}

// Login is what the agent does in wolkvox Agent. A disabled agent is refused (documented: 4-deactivate-agent).
func (w *World) Login(id string) (Agent, error) {
	return w.agentAfter("login", id, func(c *callcenter.Center, now time.Time) error { return c.Login(now, id) })
}

// Logout is what the agent does in wolkvox Agent.
func (w *World) Logout(id string) (Agent, error) {
	return w.agentAfter("logout", id, func(c *callcenter.Center, now time.Time) error { return c.Logout(now, id) })
}

// HangUp is what the agent does in wolkvox Agent; the same move as hang. The active call leaves the agent in ACW, one that
// rings where the agent was before.
func (w *World) HangUp(id string) (Agent, error) {
	return w.agentAfter("hangUp", id, func(c *callcenter.Center, now time.Time) error { return c.Hang(now, id) })
}

// Hold is what the agent does in wolkvox Agent; the same move as hold: the active call is put on hold, or taken back.
func (w *World) Hold(id string) (Agent, error) {
	return w.agentAfter("hold", id, func(c *callcenter.Center, now time.Time) error { return c.Hold(now, id) })
}

// Mute is what the agent does in wolkvox Agent; the same move as mute: the microphone is switched off, or on again.
func (w *World) Mute(id string) (Agent, error) {
	return w.agentAfter("mute", id, func(c *callcenter.Center, now time.Time) error { return c.Mute(now, id) })
}

// ChangeStatus is what the agent does in wolkvox Agent; the same move as change_status: StatusReady, StatusLogout, or the id of
// an auxiliary state.
func (w *World) ChangeStatus(id string, to Status) (Agent, error) {
	return w.agentAfter("changeStatus", id, func(c *callcenter.Center, now time.Time) error {
		_, err := c.ChangeStatus(now, id, to)
		return err
	})
}

// Calls are the calls in progress and the newest of those that have ended, oldest first.
func (w *World) Calls() []Call {
	return look(w, func(s *state) []callcenter.Call { return s.center.Calls() })
}

// Arrive lets a call arrive at an agent, ringing or answered; a manual one is dialled by the agent. An inbound one with a
// skill and no agent rings at the best member who is Ready, or waits in the queue of the skill.
func (w *World) Arrive(a Arrival) (call Call, err error) {
	err = w.change("arrive", func(c *callcenter.Center, now time.Time) error { call, err = c.Arrive(now, a); return err })
	return call, err
}

// callAfter does something with a call and reports it as it is then.
func (w *World) callAfter(
	action string, id callcenter.ConnID, f func(*callcenter.Center, time.Time) error,
) (call callcenter.Call, err error) {
	err = w.change(action, func(c *callcenter.Center, now time.Time) error {
		if err := f(c, now); err != nil {
			return err
		}
		call, err = c.Call(id)
		return err
	})
	return call, err
}

// Answer lets the agent pick up a call that rings.
func (w *World) Answer(connID string) (Call, error) {
	return w.callAfter("answer", connID, func(c *callcenter.Center, now time.Time) error { return c.Answer(now, connID) })
}

// CustomerHangUp lets the customer end the call, one that waits in a queue too; after an answered one the agent is in ACW.
func (w *World) CustomerHangUp(connID string) (Call, error) {
	return w.callAfter("customerHangUp", connID, func(c *callcenter.Center, now time.Time) error {
		return c.CustomerHangUp(now, connID)
	})
}

// DialRules are the rules for dialled calls that are not used up, in the order in which they came.
func (w *World) DialRules() []DialRule {
	return look(w, func(s *state) []callcenter.DialRule { return s.center.DialRulesLeft() })
}

// AddDialRule arranges what becomes of calls that are dialled: of the next ones, or of all, by number, by agent or whatever
// they are. Errors: *Error.
func (w *World) AddDialRule(r DialRule) (DialRule, error) {
	return r, w.change("addDialRule", func(c *callcenter.Center, _ time.Time) error { return c.AddDialRule(r) })
}

// ClearDialRules removes all rules; the test numbers stay.
func (w *World) ClearDialRules() {
	_ = w.change("clearDialRules", func(c *callcenter.Center, _ time.Time) error { c.ClearDialRules(); return nil })
}

// Tokens are the world's tokens, in the order in which they came.
func (w *World) Tokens() []Token {
	return look(w, func(s *state) []Token { return s.tokenList() })
}

// Token is the first token of the world, "" when it has none.
func (w *World) Token() string {
	if all := w.Tokens(); len(all) > 0 {
		return all[0].Token
	}
	return ""
}

// AddToken adds a token; an empty one is generated. A token names its world, so no two worlds share one.
func (w *World) AddToken(t Token) (Token, error) {
	err := w.server.worlds.identify(w, func(id *identity) error {
		for n := 0; t.Token == ""; n++ {
			if fresh := freshToken(w.name, n); w.server.worlds.byToken(fresh) == nil {
				t.Token = fresh
			}
		}
		if err := cmp.Or(seed.CheckToken(t.Token), seed.CheckUsed(t.UsedToday)); err != nil {
			return invalid(err)
		}
		if err := w.update(func(s *state) error { return w.fits(s, bytesOf(t)) }); err != nil {
			return err
		}
		id.tokens = append(id.tokens, t.Token)
		return nil
	}, func() {
		_ = w.update(func(s *state) error {
			s.startDay(s.clock.now())
			s.addToken(t)
			s.quota.Used += t.UsedToday
			s.watch.Touched()
			return nil
		})
	})
	return t, err
}

// RemoveToken makes a token unknown. Requests under way with it finish.
func (w *World) RemoveToken(token string) error {
	return w.server.worlds.identify(w, func(id *identity) error {
		i := slices.Index(id.tokens, token)
		if i < 0 {
			return notFound(TokenUnknown, "world %q has no such token", w.name)
		}
		id.tokens = slices.Delete(id.tokens, i, i+1)
		return nil
	}, func() {
		_ = w.update(func(s *state) error { s.removeToken(token); s.watch.Touched(); return nil })
	})
}

// Requests searches the journal. An entry is there before its reply has left the server.
func (w *World) Requests(q Query) Page {
	return w.server.shown(look(w, func(s *state) Page { return s.journal.Find(q) }))
}

// ClearRequests removes the journal's entries, and from the verdict of the world what was found in them; that of the server goes
// on with it. The coverage stays.
func (w *World) ClearRequests() {
	w.server.worlds.mu.Lock() // whoever sums up all worlds finds it once
	defer w.server.worlds.mu.Unlock()
	_ = w.update(func(s *state) error {
		s.journal.Clear()
		w.feed.forget()
		s.watch.Forget()
		past := &w.server.gone
		past.mu.Lock()
		defer past.mu.Unlock()
		s.tally.HandOver(past.tally)
		return nil
	})
}

// Coverage counts the outcomes, parameters and transitions that the requests to this world, and its control, have reached.
func (w *World) Coverage() Coverage {
	return look(w, func(s *state) verdict.Coverage { return s.tally.Coverage() })
}

// AddFault arranges a misbehaviour, which is applied Times times. One that no request can meet is refused. What a client is
// answered then counts in the coverage as any other answer: the client has dealt with it.
func (w *World) AddFault(f Fault) (Fault, error) {
	if err := w.server.checkFault(f); err != nil {
		return f, err
	}
	err := w.update(func(s *state) (err error) {
		if err := w.fits(s, f.Bytes()); err != nil {
			return err
		}
		if f, err = s.faults.Add(f); err != nil {
			return invalid(err)
		}
		return nil
	})
	return f, err
}

// checkOperation refuses the name of an operation that does not exist; "" stands for all.
func (s *Server) checkOperation(name string) error {
	if name == "" || s.doc.Operation(name) != nil {
		return nil
	}
	var names []string
	for _, o := range s.doc.Operations {
		names = append(names, o.Name)
	}
	if near := openapi.Nearest(name, names); near != "" {
		return invalid(fmt.Errorf("there is no operation %q: did you mean %s?", name, near))
	}
	return invalid(fmt.Errorf("there is no operation %q: expected one of %s", name, strings.Join(names, ", ")))
}

// Faults are the arranged faults, used up ones included.
func (w *World) Faults() []Fault {
	return look(w, func(s *state) []fault.Fault { return s.faults.All() })
}

// UnmetFaults are the faults that were met less often than arranged; those for always, when they never were.
func (w *World) UnmetFaults() []Fault {
	return look(w, func(s *state) []fault.Fault { return s.faults.Unmet() })
}

// ClearFaults removes all faults.
func (w *World) ClearFaults() {
	_ = w.update(func(s *state) error { s.faults = fault.Set{}; return nil })
}

// AddGate shuts a gate: it holds the next Times requests of an operation, each with its token's lease, until OpenGate.
func (w *World) AddGate(g Gate) (Gate, error) {
	err := w.update(func(s *state) (err error) {
		if err := w.server.checkOperation(g.Operation); err != nil {
			return err
		}
		if err := w.fits(s, fault.GateBytes); err != nil {
			return err
		}
		if g, err = s.gates.Add(g); err != nil {
			return invalid(err)
		}
		return nil
	})
	return g, err
}

// Gates are the shut gates.
func (w *World) Gates() []Gate {
	return look(w, func(s *state) []fault.Gate { return s.gates.All() })
}

// AwaitGate returns once at least waiting requests wait at the gate, or with an error when ctx ends or the server stops.
func (w *World) AwaitGate(ctx context.Context, id string, waiting int) (g Gate, err error) {
	if w.begin() {
		defer w.end()
	}
	ctx, cancel := w.server.untilClosed(ctx)
	defer cancel()
	for {
		var changed, opened chan struct{}
		err = w.update(func(s *state) error {
			h := s.gates.Find(id)
			if h == nil {
				return noGate(id)
			}
			g, changed, opened = h.Gate, h.Changed, h.Opened
			return nil
		})
		if err != nil || g.Waiting >= waiting {
			return g, err
		}
		select {
		case <-changed:
		case <-opened:
		case <-ctx.Done():
			return g, context.Cause(ctx)
		}
	}
}

// OpenGate lets all requests at a gate go on and removes the gate.
func (w *World) OpenGate(id string) error {
	return w.update(func(s *state) error {
		h := s.gates.Find(id)
		if h == nil {
			return noGate(id)
		}
		s.gates.Open(h)
		return nil
	})
}

func noGate(id string) error {
	return notFound(GateUnknown, "there is no shut gate %q; an opened gate is gone", id)
}
