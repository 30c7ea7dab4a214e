package features_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"
)

// What only a mock can do: faults, gates, time, resets, snapshots, worlds and the record.

func (s *scene) nextWill(times, operation, done, status, latency string) error {
	f := fault{Operation: operation, Phase: "before", Times: 1, Latency: latency}
	if done != "" {
		f.Phase = "after"
	}
	if times != "" {
		f.Times, _ = strconv.Atoi(times) // digits: the phrase says so
	}
	f.Status, _ = strconv.Atoi(status) // "" is none
	f.Drop = status == "" && latency == ""
	return s.commands("a fault").do(s.ctx, "POST", s.world.at("/faults"), f, nil)
}

// willBeAnswered arranges an answer: the outcome that stands in quotes, or one of these.
func (s *scene) willBeAnswered(which, operation, agent, phone, others, done, with string) error {
	f := map[string]any{}
	set := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	set("operation", operation)
	set("agent_id", agent)
	if phone != "" {
		f["params"] = map[string]string{"customer_phone": phone}
	}
	if others != "" {
		f["skip"], _ = strconv.Atoi(others) // digits: the phrase says so
	}
	if which == "every" {
		f["times"] = 0
	}
	if done != "" {
		f["phase"] = "after"
	}
	kinds := map[string]string{"the page of a proxy": "html", "half the JSON": "broken_json", "half a body": "truncate", "a connection reset": "reset"}
	outcome, quoted := strings.CutPrefix(with, `"`)
	text, isText := strings.CutPrefix(with, `the text "`)
	switch kind := kinds[with]; {
	case kind != "":
		f[kind], s.spoiled = true, true
	case isText:
		f["body"], s.spoiled = strings.TrimSuffix(text, `"`), true
	case with == "slow bytes":
		f["slow"] = "1ms"
	case quoted:
		f["outcome"] = strings.TrimSuffix(outcome, `"`)
	default:
		return fmt.Errorf("nothing is answered with %s", with)
	}
	return s.commands("a fault").do(s.ctx, "POST", s.world.at("/faults"), f, nil)
}

func (s *scene) faultsAreTakenAway() error {
	return s.commands("faults are taken away").do(s.ctx, "DELETE", s.world.at("/faults"), nil, nil)
}

// dialledCallIs arranges the result of calls that are dialled: of the next ones, or of every one.
func (s *scene) dialledCallIs(which, times, agent, phone, result, ring string) error {
	r := map[string]any{"result": result}
	for name, value := range map[string]string{"agent_id": agent, "phone": phone, "ring_time": ring} {
		if value != "" {
			r[name] = value
		}
	}
	switch which {
	case "every call":
	case "the next call":
		r["times"] = 1
	default:
		r["times"], _ = strconv.Atoi(times) // digits: the phrase says so
	}
	return s.commands("a result of calls").may("POST", s.world.at("/dial_rules"), r, nil)
}

func (s *scene) dialRulesAreTakenAway() error {
	return s.commands("the results of calls").do(s.ctx, "DELETE", s.world.at("/dial_rules"), nil, nil)
}

func (s *scene) gateHolds(where, times, operation string) error {
	w, err := s.place(where)
	if err != nil {
		return err
	}
	g := gate{Operation: operation, Times: 1}
	if times != "" {
		g.Times, _ = strconv.Atoi(times)
	}
	s.gateAt = w
	return s.commands("a gate").do(s.ctx, "POST", w.at("/gates"), g, &s.gate)
}

// reachesGate returns once all that were sent to wait stand at the gate.
func (s *scene) reachesGate() error {
	var g gate
	err := s.do(s.ctx, "GET", s.gateAt.at("/gates/%s", s.gate.ID)+fmt.Sprintf("?waiting=%d&timeout=10s", len(s.held)), nil, &g)
	return errors.Join(err, want("requests at the gate", g.Waiting, len(s.held)))
}

func (s *scene) gateOpens() error {
	return errors.Join(s.do(s.ctx, "POST", s.gateAt.at("/gates/%s/open", s.gate.ID), nil, nil), s.heldGoOn())
}

// heldGoOn waits for the answers to all that waited, in the order in which they were asked.
func (s *scene) heldGoOn() error {
	var problems []error
	for _, a := range s.held {
		<-a.done
		s.answers = append(s.answers, a)
		problems = append(problems, a.broken)
	}
	s.held = nil
	return errors.Join(problems...)
}

// worldBegins makes the scenario's world anew: a copy of the demo world, with a clock and a zone.
func (s *scene) worldBegins(at, zone string) error {
	spec := map[string]string{"name": s.suite.freshName(), "clock": at, "timezone": zone, "token": "token-of-" + s.world.Name}
	if zone == "" {
		delete(spec, "timezone")
	}
	err := s.commands("a world is made").leave(s.world)
	s.world = world{}
	return errors.Join(err, s.do(s.ctx, "POST", "/__admin/worlds", spec, &s.world))
}

func (s *scene) anotherShares() error {
	spec := map[string]string{"name": s.suite.freshName(), "server": s.world.Server}
	return s.commands("a world is made").do(s.ctx, "POST", "/__admin/worlds", spec, &s.another)
}

// local writes a time of the control API as the scenarios do, in the zone of their worlds; what is no time stays.
func local(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return at.In(time.FixedZone("", -5*60*60)).Format(time.RFC3339)
}

// testSets puts something of the world, which the control API may refuse.
func (s *scene) testSets(path, to string) error {
	return s.commands(path).may("PUT", s.world.at("")+path, json.RawMessage(to), nil)
}

func (s *scene) testTakesAway(path string) error {
	return s.commands(path).may("DELETE", s.world.at("")+path, nil, nil)
}

func (s *scene) now() (time.Time, error) {
	var c struct{ Time time.Time }
	err := s.do(s.ctx, "GET", s.world.at("/clock"), nil, &c)
	return c.Time, err
}

func (s *scene) setClock(change map[string]string) error {
	return s.commands("the clock").do(s.ctx, "PUT", s.world.at("/clock"), change, nil)
}

func (s *scene) clockStands(at string) error {
	return s.setClock(map[string]string{"action": "freeze", "time": at})
}

func (s *scene) clockIsSet(to string) error {
	return s.setClock(map[string]string{"action": "set", "time": to})
}

func (s *scene) clockAdvances(by string) error {
	return s.setClock(map[string]string{"action": "advance", "duration": by})
}

// accountHasCallsLeft uses up the daily limit but for some calls.
func (s *scene) accountHasCallsLeft(left int) error {
	var account struct {
		Limit int `json:"daily_limit"`
	}
	if err := s.do(s.ctx, "GET", s.world.at("/account"), nil, &account); err != nil {
		return err
	}
	used := map[string]int{"used_today": account.Limit - left}
	return s.commands("the daily limit").do(s.ctx, "PUT", s.world.at("/account"), used, nil)
}

func (s *scene) law2300Is(on string) error {
	change := map[string]bool{"law2300": on == "on"}
	return s.commands("the protection by law 2300").do(s.ctx, "PUT", s.world.at("/account"), change, nil)
}

func (s *scene) itIs(at string) error {
	now, err := s.now()
	return errors.Join(err, want("time", local(now.Format(time.RFC3339)), at))
}

func (s *scene) worldIsReset() error {
	if err := s.readJournal(s.world); err != nil {
		return err
	}
	s.strange = true // its first token is back; a later one is not
	return errors.Join(s.commands("a reset").do(s.ctx, "POST", s.world.at("/reset"), nil, nil), s.heldGoOn())
}

func (s *scene) anotherWorldIsDeleted() error {
	err := s.commands("a world is deleted").leave(s.another)
	s.another = world{}
	return errors.Join(err, s.heldGoOn())
}

func (s *scene) snapshotIsTaken() error {
	return s.commands("a snapshot").do(s.ctx, "GET", s.world.at(""), nil, &s.snapshot)
}

func (s *scene) snapshotIsRestored() error {
	return errors.Join(s.commands("a snapshot").do(s.ctx, "PUT", s.world.at(""), s.snapshot, nil), s.heldGoOn())
}

func (s *scene) worldIsEmpty() error {
	var agents []agent
	err := s.do(s.ctx, "GET", s.world.at("/agents"), nil, &agents)
	calls, failed := s.calls(s.world)
	return errors.Join(err, failed, want("agents", len(agents), 0), want("calls", len(calls), 0))
}

// mockRefuses speaks of what the control API has just refused.
func (s *scene) mockRefuses(kind string) error {
	if s.refused == nil {
		return fmt.Errorf("the mock refuses with %q: it has refused nothing", kind)
	}
	got := strings.TrimPrefix(s.refused.Type, "/problems/")
	s.refused = nil
	return want("problem", got, kind)
}

// The record.

func (s *scene) entries() (all []entry, err error) {
	var page struct{ Requests []entry }
	err = s.do(s.ctx, "GET", s.here().at("/requests"), nil, &page)
	return page.Requests, err
}

func (s *scene) lastEntry() (entry, error) {
	all, err := s.entries()
	if err != nil || len(all) == 0 {
		return entry{}, errors.Join(err, want("entries in the journal", len(all) > 0, true))
	}
	return all[len(all)-1], nil
}

func (s *scene) journalIsEmpty() error {
	all, err := s.entries()
	return errors.Join(err, want("entries in the journal", len(all), 0))
}

func (s *scene) journalSaysLost(outcome string) error {
	e, err := s.lastEntry()
	return errors.Join(err, want("what was done but not answered", e.Lost, outcome))
}

func (s *scene) journalSaysWhy(why string) error {
	e, err := s.commands("the journal is read").lastEntry()
	if err == nil && !strings.Contains(e.Reason, why) {
		err = fmt.Errorf("the journal says %q, which does not hold %q", e.Reason, why)
	}
	return err
}

func (s *scene) journalReads(table *godog.Table) error {
	all, err := s.commands("the journal is read").entries()
	if err != nil {
		return err
	}
	return readsAs(table, all)
}

// readsAs holds entries of a journal against a table.
func readsAs(table *godog.Table, all []entry) error {
	var got []string
	for _, e := range all {
		got = append(got, strings.Join([]string{e.Operation, e.Outcome, e.Evidence, e.AgentID}, " | "))
	}
	var expected []string
	for _, row := range table.Rows[1:] {
		var line []string
		for _, c := range row.Cells {
			line = append(line, c.Value)
		}
		expected = append(expected, strings.Join(line, " | "))
	}
	return want("journal", strings.Join(got, "\n"), strings.Join(expected, "\n"))
}

func (s *scene) journalHoldsNoToken() error {
	var all json.RawMessage
	err := s.do(s.ctx, "GET", s.world.at("/requests"), nil, &all)
	return errors.Join(err, want("token in the journal", strings.Contains(string(all), s.world.Token), false))
}

func (s *scene) coverageCounts(what string, times int) error {
	var c coverage
	if err := s.commands("the coverage is read").do(s.ctx, "GET", s.world.at("/coverage"), nil, &c); err != nil {
		return err
	}
	n, ok := c.Outcomes[what]
	if !ok {
		n, ok = c.Transitions[what]
	}
	return errors.Join(want(what+" is counted", ok, true), want(what, n, times))
}
