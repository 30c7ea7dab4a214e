package journal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wolkvoxmock/openapi"
)

// A Query selects entries; an empty field selects all.
type Query struct {
	Operation   string
	Outcome     string
	Evidence    openapi.Evidence
	AgentID     string
	TokenSuffix string // the last letters of the token of the request; of more than SuffixLength the last so many count
	Violations  bool   // only those with violations
	After       int    // only those with a higher number

	Count  int  // how many are expected; Page.Complete says whether they are there
	Limit  int  // at most so many, the newest ones; 0: no limit
	Oldest bool // Limit keeps the oldest ones. So a journal is read page by page, each After the last number of the one before
}

// A condition is a field of a query that is not empty.
type condition struct {
	name, want, got string
	met             bool
}

// conditions are the fields of a query that are not empty, held against an entry.
func (q Query) conditions(e *Entry, visit func(condition)) {
	text := func(name, want, got string) {
		if want != "" {
			visit(condition{name, want, got, want == got})
		}
	}
	text("operation", q.Operation, e.Operation)
	text("outcome", q.Outcome, e.Outcome)
	text("evidence", string(q.Evidence), string(e.Evidence))
	text("agent_id", q.AgentID, e.AgentID)
	text("token_suffix", q.TokenSuffix[max(len(q.TokenSuffix)-SuffixLength, 0):], e.Request.TokenSuffix)
	if q.Violations {
		visit(condition{"violations", "true", "false", len(e.Violations) > 0})
	}
	if q.After > 0 {
		visit(condition{"seq", "over " + strconv.Itoa(q.After), strconv.Itoa(e.Seq), e.Seq > q.After})
	}
}

func (q Query) matches(e *Entry) bool {
	all := true
	q.conditions(e, func(c condition) { all = all && c.met })
	return all
}

// String says what the query selects: "operation hang, agent_id 12989".
func (q Query) String() string {
	var all []string
	q.conditions(&Entry{}, func(c condition) { all = append(all, c.name+" "+c.want) })
	if len(all) == 0 {
		return "anything"
	}
	return strings.Join(all, ", ")
}

// A Miss is an entry that a query does not select.
type Miss struct {
	Entry Entry
	Why   []string // a text for each condition that it does not meet: "agent_id is 12990"
}

// Misses are at most limit entries that a query does not select: those that miss it by least, of these the newest, first.
func (j *Journal) Misses(q Query, limit int) (all []Miss) {
	for i := range j.entries.n {
		m := Miss{Entry: *j.entries.at(j.entries.n - 1 - i)}
		q.conditions(&m.Entry, func(c condition) {
			if !c.met {
				m.Why = append(m.Why, fmt.Sprintf("%s is %s", c.name, cmp.Or(c.got, "empty")))
			}
		})
		if len(m.Why) > 0 {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b Miss) int { return cmp.Compare(len(a.Why), len(b.Why)) })
	return all[:min(limit, len(all))]
}
