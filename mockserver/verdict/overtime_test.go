package verdict

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A step is an exchange of the table tests, or something that happens in between.
type step struct {
	ask     string // operation, agent and more: "dial 12989 300"
	outcome string // "" for no answer
	token   string // "" is the client's
	fault   string
	lost    string // the outcome that was never answered
	state   string // of the agent after it; "" is ready
	after   time.Duration
	happens func(*Watch) // instead of an exchange
	breaks  string       // rules, separated by blanks
}

// changed is a change of state, gone an agent who logs out, touched a change by the control API.
var (
	changed = step{happens: func(w *Watch) { w.Changed("") }}
	gone    = step{happens: func(w *Watch) { w.Changed("1") }}
	touched = step{happens: func(w *Watch) { w.Touched() }}
	forgets = step{happens: func(w *Watch) { w.Forget() }}
	reads   = step{ask: "real_time_agents 0", outcome: "agents_found"}
)

func (s step) by(token string) step                { s.token = token; return s }
func (s step) later(d time.Duration) step          { s.after = d; return s }
func (s step) in(state string) step                { s.state = state; return s }
func (s step) faulty() step                        { s.fault = "a fault"; return s }
func (s step) losing(outcome string) step          { s.lost, s.fault = outcome, "a fault"; return s }
func (s step) breaking(rules ...openapi.Rule) step { s.breaks = names(rules); return s }

func ask(what, outcome string) step { return step{ask: what, outcome: outcome} }

// refusals is those outcomes that are refusals here.
var refusalsHere = "agent_logged_out agent_on_call no_active_call dial_forbidden value_invalid number_blocked token_busy " +
	"too_many_records too_many_files file_too_large call_too_old none_found state_unknown destination_unavailable parameter_missing bad_gateway body_too_large"

func testMoves() *Moves {
	return &Moves{
		Events: map[string][]string{"dial": {"dial"}, "hang": {"hang_up"}, "hold": {"hold"}, "change_status": {"ready", "pause"}, "transfer": {"hand_over"}, "type": {"type"}},
		Table: []Move{
			{"ready", "dial", "ring"}, {"ready", "ready", "ready"}, {"ready", "pause", "aux"}, {"aux", "dial", "ring"}, {"aux", "ready", "ready"},
			{"ring", "hang_up", "ready"}, {"ring", "answer", "talk"}, {"talk", "hang_up", "acw"}, {"talk", "hand_over", "acw"}, {"talk", "hold", "talk"},
			{"talk", "type", "talk"}, {"acw", "type", "acw"}, {"acw", "ready", "ready"}, {"acw", "pause", "aux"},
		},
	}
}

func TestWatch(t *testing.T) {
	const (
		concurrent = openapi.RuleTokenConcurrent
		retry      = openapi.RuleRetryUnchecked
		limit      = openapi.RuleLimitExceeded
		loggedOut  = openapi.RuleAgentLoggedOut
		repeated   = openapi.RuleRefusalRepeated
		ignored    = openapi.RuleRefusalIgnored
		unread     = openapi.RuleRefusalUnread
		unseen     = openapi.RuleStateUnread
		polling    = openapi.RulePollingFast
	)
	hold, hung := ask("hold 1", "hold_toggled"), ask("hang 1", "hung_up")
	lostHold := ask("hold 1", "").losing("hold_toggled")
	dials := ask("dial 1 300", "dialled")
	idle := ask("hang 1", "no_active_call")
	for what, steps := range map[string][]step{
		"token in use":                 {ask("hang 1", "token_busy").breaking(concurrent)},
		"token in use, says a fault":   {ask("hang 1", "token_busy").faulty()},
		"token in use, and once more":  {ask("hang 1", "token_busy").breaking(concurrent), ask("hang 1", "token_busy").breaking(concurrent)},
		"a hold that was dropped":      {reads, lostHold, hold.breaking(retry)},
		"answered otherwise":           {reads, ask("hold 1", "bad_gateway").losing("hold_toggled"), hold.breaking(retry)},
		"left before it was done":      {reads, ask("hold 1", ""), hold.breaking(retry)},
		"lost again":                   {reads, lostHold, lostHold.breaking(retry), hold.breaking(retry)},
		"a retry is answered":          {reads, lostHold, hold.breaking(retry), reads, hold},
		"a retry that is refused":      {reads, lostHold, ask("hold 1", "no_active_call").breaking(retry)},
		"a retry that finds it busy":   {reads, lostHold, ask("hold 1", "token_busy").breaking(concurrent), hold.breaking(retry)},
		"a retry after a read":         {lostHold, reads, hold},
		"a read whose answer was lost": {reads, lostHold, ask("real_time_agents 0", "").losing("agents_found"), hold.breaking(retry)},
		"a retry after five minutes":   {reads, lostHold, hold.later(5 * time.Minute)},
		"a retry just before":          {reads, lostHold, hold.later(5*time.Minute - 1).breaking(retry)},
		"another client":               {reads, reads.by("b"), lostHold, hold.by("b")},
		"another request in between":   {reads, lostHold, hung, hold},
		"one for another agent":        {reads, lostHold, ask("hang 2", "hung_up"), hold.breaking(retry)},
		"another dial":                 {ask("dial 1 300", "").losing("dialled"), ask("dial 1 301", "dialled")},
		"a second dial":                {ask("dial 1 300", "").losing("dialled"), ask("dial 1 300", "agent_on_call").breaking(retry)},
		"a hang may be repeated":       {ask("hang 1", "").losing("hung_up"), ask("hang 1", "no_active_call")},
		"all is forgotten":             {reads, lostHold, forgets, reads, hold},
		"too many records":             {ask("add_dnc", "too_many_records").breaking(limit)},
		"too many, says a fault":       {ask("add_dnc", "too_many_records").faulty()},
		"too many found":               {ask("get_dnc", "too_many_records").breaking(limit)},
		"a bound of our own":           {ask("add_dnc", "body_too_large")},
		"too many files":               {ask("upload_audio", "too_many_files").breaking(limit)},
		"too large":                    {ask("upload_audio", "file_too_large").breaking(limit)},
		"too old":                      {ask("speech_on_demand", "call_too_old").breaking(limit)},
		"logged out":                   {ask("hang 1", "agent_logged_out").breaking(loggedOut)},
		"logged out, says a fault":     {ask("hang 1", "agent_logged_out").faulty()},
		"logged out since":             {hung, gone, ask("hang 1", "agent_logged_out")},
		"another has logged out":       {hung, gone, ask("hang 2", "agent_logged_out").breaking(loggedOut)},
		"a client that never looked":   {hung.by("b"), gone, ask("hang 1", "agent_logged_out").breaking(loggedOut)},
		"logged out long ago":          {gone, hung, ask("dial 1 300", "agent_logged_out").breaking(loggedOut)},
		"a refusal":                    {idle, idle.breaking(repeated), idle.breaking(repeated)},
		"an answer of the contract":    {ask("hang", "parameter_missing"), ask("hang", "parameter_missing").breaking(repeated)},
		"another refusal":              {idle, ask("hang 1", "agent_on_call")},
		"another agent":                {idle, ask("hang 2", "no_active_call")},
		"a refusal, and a read":        {idle, reads, idle},
		"a refusal, and another's":     {idle, reads.by("b"), idle.breaking(repeated)},
		"a refusal, and a change":      {idle, changed, idle},
		"a refusal, and the control":   {idle, touched, idle},
		"somebody else did something":  {idle, ask("add_ip", "ip_added").by("b"), idle},
		"done, and the answer lost":    {idle, ask("add_ip", "").losing("ip_added").by("b"), idle},
		"somebody else was refused":    {idle, ask("add_ip", "value_invalid").by("b"), idle.breaking(repeated)},
		"the same of another client":   {idle, idle.by("b")},
		"a minute later":               {idle, idle.later(time.Minute)},
		"a fault that says so twice":   {idle.faulty(), idle.faulty()},
		"nothing found twice":          {ask("get_dnc", "none_found"), ask("get_dnc", "none_found")},
		"a hang after a refused dial":  {ask("dial 1 3", "dial_forbidden").in("acw"), ask("hang 1", "no_active_call").in("acw").breaking(ignored)},
		"a dial that a fault refuses":  {ask("dial 1 3", "number_blocked").faulty(), ask("hang 1", "no_active_call").breaking(ignored)},
		"done, though refused":         {ask("dial 1 3", "number_blocked").losing("dialled").in("ring"), ask("hang 1", "no_active_call")},
		"a read in between":            {ask("dial 1 3", "dial_forbidden").in("acw"), reads, ask("hang 1", "no_active_call").in("acw")},
		"a success in between":         {ask("dial 1 3", "dial_forbidden").in("acw"), ask("type 1", "coded").in("acw"), ask("hang 1", "no_active_call").in("acw")},
		"another's hang":               {ask("dial 1 3", "dial_forbidden").in("acw"), ask("hang 1", "no_active_call").in("acw").by("b")},
		"a hang of another agent":      {ask("dial 1 3", "dial_forbidden").in("acw"), ask("hang 2", "no_active_call").in("acw")},
		"the agent has moved on":       {ask("dial 1 3", "dial_forbidden").in("acw"), ask("hang 1", "no_active_call").in("ready")},
		"a hang much later":            {ask("dial 1 3", "dial_forbidden").in("acw"), ask("hang 1", "no_active_call").in("acw").later(time.Minute)},
		"what it does not lead to":     {ask("hang 1", "no_active_call").in("ready"), ask("transfer 1", "no_active_call").in("ready")},
		"a code after no call":         {ask("hang 1", "no_active_call").in("aux"), ask("type 1", "no_active_call").in("aux").breaking(ignored)},
		"after what moves nobody":      {ask("type 1", "no_active_call").in("ready"), ask("transfer 1", "no_active_call").in("ready")},
		"no move of an agent":          {ask("recall 1", "value_invalid").in("acw"), ask("hang 1", "no_active_call").in("acw")},
		"a hang of another call":       {ask("dial 1 3", "agent_on_call").in("talk"), ask("hang 1", "hung_up").in("acw").breaking(unread)},
		"another call, read":           {ask("dial 1 3", "agent_on_call").in("talk"), reads, ask("hang 1", "hung_up").in("acw")},
		"possible all along":           {ask("change_status 1", "state_unknown"), ask("dial 1 3", "dialled").in("ring")},
		"toggles unseen":               {hold.breaking(unseen), hold, ask("mute 1", "mute_toggled").breaking(unseen), hold},
		"toggles of two agents":        {hold.breaking(unseen), ask("hold 2", "hold_toggled").breaking(unseen)},
		"a toggle after a read":        {reads, hold, hold.breaking(unseen), hold, reads, hold, hold.breaking(unseen)},
		"a toggle after another's":     {reads.by("b"), hold.breaking(unseen)},
		"a toggle that is refused":     {ask("hold 1", "no_active_call")},
		"reads in a row":               {reads, reads.later(1), reads.later(1).breaking(polling), reads.later(1), reads.later(1)},
		"a clock that stands still":    {reads, reads, reads, reads},
		"reads at the pace advised":    {reads, reads.later(5 * time.Minute), reads.later(5 * time.Minute), reads.later(5 * time.Minute)},
		"reads nearly at that pace":    {reads, reads.later(299 * time.Second), reads.later(299 * time.Second).breaking(polling)},
		"a new series":                 {reads, reads.later(1), reads.later(5 * time.Minute), reads.later(1), reads.later(1).breaking(polling)},
		"reads of several":             {reads, reads.by("b").later(1), reads.later(1), reads.by("b").later(1)},
		"reads of different things":    {reads, ask("get_dnc 1", "dnc_found").later(1), reads.later(1), ask("get_dnc 2", "dnc_found").later(1)},
		"reads after changes":          {reads, dials, reads.later(1), hung, reads.later(1)},
		"nothing found in a row":       {ask("get_dnc", "none_found"), ask("get_dnc", "none_found").later(1), ask("get_dnc", "none_found").later(1).breaking(polling)},
	} {
		t.Run(what, func(t *testing.T) {
			w, now := NewWatch(testMoves()), time.Unix(1_700_000_000, 0)
			for i, s := range steps {
				if now = now.Add(s.after); s.happens != nil {
					s.happens(w)
					continue
				}
				e, x := s.exchange(i+1, now)
				found := w.Violations(e, x)
				var rules []openapi.Rule
				for _, v := range found {
					rules = append(rules, v.Rule)
					if v.Where == "" || v.Expected == "" || v.Got == "" {
						t.Errorf("step %d: not all is said: %+v", i, v)
					}
				}
				if diff := cmp.Diff(s.breaks, names(rules)); diff != "" {
					t.Errorf("step %d, %s (-want +got):\n%s", i, s.ask, diff)
				}
			}
		})
	}
}

// exchange is the step as a watch sees it.
func (s step) exchange(seq int, now time.Time) (*journal.Entry, Exchange) {
	words := append(strings.Fields(s.ask), "")
	e := &journal.Entry{Seq: seq, Time: now, Operation: words[0], AgentID: words[1], Outcome: s.outcome, Fault: s.fault, Lost: s.lost, Reason: "a reason"}
	e.Request.Method, e.Reply.Status = "POST", 200
	if strings.HasPrefix(e.Operation, "real_time") || strings.HasPrefix(e.Operation, "get_") {
		e.Request.Method = "GET"
	}
	switch {
	case s.outcome == "":
		e.Reply.Status = 0
	case strings.Contains(" "+refusalsHere+" ", " "+s.outcome+" "):
		e.Reply.Status = 404
	}
	state := s.state
	if state == "" {
		state = "ready"
	}
	return e, Exchange{Token: "token" + s.token, Target: fmt.Sprintf("/?%s", s.ask), State: state}
}

// A watch keeps so many clients, and of each so many things, however many there are.
func TestWatch_bounded(t *testing.T) {
	w, now := NewWatch(testMoves()), time.Unix(1_700_000_000, 0)
	for i := range 10 * maxClients {
		for agent := range 3 * kept {
			for _, outcome := range []string{"", "no_active_call"} {
				w.Violations(ask(fmt.Sprintf("hold %d", agent), outcome).by(fmt.Sprint(i)).exchange(1, now))
			}
		}
	}
	if len(w.clients) != maxClients || w.clients[0].token != fmt.Sprint("token", 9*maxClients) {
		t.Errorf("%d clients, the first is %s", len(w.clients), w.clients[0].token)
	}
}

// An exchange that breaks nothing costs no memory.
func TestWatch_allocatesNothing(t *testing.T) {
	w, now := NewWatch(testMoves()), time.Unix(1_700_000_000, 0)
	read, x := reads.exchange(1, now)
	hung, y := ask("hang 1", "hung_up").exchange(2, now)
	refused, z := ask("hang 2", "no_active_call").exchange(3, now)
	if n := testing.AllocsPerRun(100, func() {
		w.Violations(read, x)
		w.Violations(hung, y)
		w.Violations(refused, z)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkWatch is what the rules over time cost an exchange that breaks none of them.
func BenchmarkWatch(b *testing.B) {
	w, now := NewWatch(testMoves()), time.Unix(1_700_000_000, 0)
	e, x := ask("hang 1", "hung_up").exchange(1, now)
	b.ReportAllocs()
	for b.Loop() {
		w.Violations(e, x)
	}
}

// A client that builds its query anew for each try may put the parameters in another order.
func TestWatch_theSameRequest(t *testing.T) {
	asked := func(target, body string) uint64 {
		one := turn{Entry: &journal.Entry{}, Exchange: Exchange{Target: target, Body: []byte(body)}}
		return one.asked()
	}
	first := asked("/a.php?api=hold&agent_id=1", "{}")
	if got := asked("/a.php?agent_id=1&api=hold", "{}"); got != first {
		t.Error("another order is another request")
	}
	for _, other := range []uint64{asked("/a.php?api=hold&agent_id=2", "{}"), asked("/a.php?api=hold&agent_id=1", ""), asked("/b.php?api=hold&agent_id=1", "{}")} {
		if other == first {
			t.Error("another request is the same")
		}
	}
}
