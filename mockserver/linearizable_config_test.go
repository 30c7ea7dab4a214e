package mockserver_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The rules of the configuration. A request that spends a call and then does something is an operation on each of two
// objects: the calls are counted when it is accepted, and the rest happens when it is handled. See linearizable_test.go.

// The books are the state of the rules; each object has fields of its own.
type books struct {
	expertise       [3]string // in skill 4001, of each agent; "" is not in it
	created         int       // agents
	licences, spent int
	accepted        [crowdClients]bool // a call of this client is spent, and still to be handled
}

// after is what a deed must show, and what it leaves behind.
func (b books) after(d deed) (sight, books) {
	agent := slices.Index(extensions, d.agent)
	switch d.op {
	case "add_agents_skill": // once more gives another expertise (Q-ADD-AGENT-SKILL-DUP)
		b.expertise[agent] = d.arg
		return sight{outcome: "agent_added_to_skill"}, b
	case "remove_agents_skill": // Q-REMOVE-AGENT-SKILL-ABSENT
		if b.expertise[agent] == "" {
			return sight{outcome: "agent_not_in_skill"}, b
		}
		b.expertise[agent] = ""
		return sight{outcome: "agent_removed_from_skill"}, b
	case "agents_in_skill":
		var all []string
		for i, e := range b.expertise {
			if e != "" {
				all = append(all, extensions[i]+" "+e)
			}
		}
		if all == nil {
			return sight{outcome: "none_found"}, b // Q-EMPTY-LIST
		}
		return sight{"agents_in_skill_found", strings.Join(all, ",")}, b

	case "create_agent": // ids are unique and follow each other from 10000 (Q-AGENT-ID-FORM)
		b.created++
		return sight{"agent_created", strconv.Itoa(9_999 + b.created)}, b
	case "agents": // of one extension
		if id, _ := strconv.Atoi(d.arg); id-10_000 >= b.created {
			return sight{outcome: "none_found"}, b
		}
		return sight{"agents_found", d.arg}, b

	case "spend a call", "spend a call on them": // 1000 a day for each licence (documented)
		if b.spent >= b.licences*1000 {
			return sight{outcome: "token_limit_exceeded"}, b
		}
		b.spent++
		b.accepted[d.client] = d.op == "spend a call on them"
		return sight{outcome: "accepted"}, b
	}
	if !b.accepted[d.client] {
		return sight{outcome: "not accepted yet"}, b
	}
	b.accepted[d.client] = false
	switch d.op {
	case "edit_licenses": // documented: the reply has the number before
		old := b.licences
		b.licences, _ = strconv.Atoi(d.arg)
		return sight{"call_center_licenses_changed", fmt.Sprintf(" - Change of contact center licenses from %d to %s", old, d.arg)}, b
	case "services":
		return sight{"services_found", strconv.Itoa(b.licences)}, b
	case "token_info":
		return sight{"token_found", fmt.Sprint(b.spent, b.licences*1000)}, b
	}
	panic("no rule for " + d.op)
}

// booksOutcomes are what the crowd has to reach.
var booksOutcomes = []string{
	"add_agents_skill agent_added_to_skill", "remove_agents_skill agent_removed_from_skill", "remove_agents_skill agent_not_in_skill",
	"agents_in_skill agents_in_skill_found", "create_agent agent_created", "agents agents_found", "agents none_found",
	"edit_licenses call_center_licenses_changed", "services services_found", "token_info token_found", "spend a call accepted",
	"spend a call token_limit_exceeded", "spend a call on them accepted",
}
