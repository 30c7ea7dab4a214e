package mockserver_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// An owner is alone in its world: it knows after each of its acts what the world must hold, and how many exchanges the journal
// must have entered. Only then it acts again.
type owner struct {
	*chaos
	r     *rand.Rand
	name  string
	world *mockserver.World
	line  *line     // for the next request, nil when there is none
	used  time.Time // when it was

	want  holdings
	noted int      // exchanges since the journal was read
	read  int      // the last number that was read
	saved func()   // restores what was saved, any number of times; nil when nothing was
	then  holdings // at that time
	doing string

	pipelined bool // the next request may be under way when a reply comes
}

// holdings are what an owner changes in its world.
type holdings struct {
	status  string  // of its first agent
	enabled bool    // its second one is
	blocked [4]bool // numbers on the do-not-call list
}

// The demo agents are those of the noise.
var (
	ownStatus, ownEnabled = chaosAgent(0), chaosAgent(1)
	ownNumbers            = [4]string{"3110000000", "3110000001", "3110000002", "3110000003"}
)

const (
	offDuty     = "99999"
	longLatency = callcenter.MaxLatency // longer than anybody has patience
)

// A change is a request of whose reply and effect there is no doubt.
type change struct {
	operation string
	ask       ask
	outcome   string
	then      holdings
}

// anyChange draws a change of what there is.
func (o *owner) anyChange(h holdings) change {
	switch o.r.IntN(4) {
	case 0:
		h.status = []string{"ready", "101", "102", "103"}[o.r.IntN(4)]
		return change{"change_status", box("change_status", "agent_id="+ownStatus+"&status="+h.status), "status_changed", h}
	case 1:
		h.enabled = !h.enabled
		if h.enabled {
			return change{"enable_agent", conf("enable_agent", `{"agent_id":"`+ownEnabled+`"}`), "agent_enabled", h}
		}
		return change{"disable_agent", conf("disable_agent", `{"agent_id":"`+ownEnabled+`"}`), "agent_disabled", h}
	}
	i := o.r.IntN(len(h.blocked))
	list := `"telephones":["` + ownNumbers[i] + `"]`
	if h.blocked[i] {
		h.blocked[i] = false
		return change{"remove_dnc", conf("remove_dnc", `{"type":"outbound",`+list+`}`), "numbers_removed", h}
	}
	h.blocked[i] = true
	return change{"add_dnc", conf("add_dnc", `{"type_call":"outbound",`+list+`}`), "numbers_added", h}
}

// see is what the world holds.
func (o *owner) see() (h holdings) {
	status, err := o.world.Agent(ownStatus)
	if err != nil {
		o.failed("agent %s: %v", ownStatus, err)
	}
	enabled, err := o.world.Agent(ownEnabled)
	if err != nil {
		o.failed("agent %s: %v", ownEnabled, err)
	}
	h.status, h.enabled = string(status.Status), enabled.Enabled
	for _, e := range o.world.Lists().DNC {
		for i, number := range ownNumbers {
			h.blocked[i] = h.blocked[i] || e.Phone == number
		}
	}
	return h
}

func (o *owner) failed(format string, args ...any) {
	o.fail(o.name+", "+o.doing, "%s", fmt.Sprintf(format, args...))
}

func (o *owner) token() string { return chaosToken(o.name, 0) }
func (o *owner) path() string  { return "/__admin/worlds/" + o.name }
func (o *owner) coin() bool    { return o.r.IntN(2) == 0 }

// live acts until it is over.
func (o *owner) live() {
	acts := o.acts()
	total := 0
	for _, a := range acts {
		total += a.often
	}
	o.create()
	for !o.over() {
		n := o.r.IntN(total)
		for _, a := range acts {
			if n -= a.often; n < 0 {
				o.doing = a.name
				a.do()
				o.count("act: " + a.name)
				break
			}
		}
		o.settle()
	}
	o.doing = "the end"
	o.hangUp()
	o.remove()
}

// settle holds the world against what it must be once nothing is under way.
func (o *owner) settle() {
	if o.stopped.Load() {
		return
	}
	if n := o.world.InFlight(); n != 0 {
		o.failed("%d leases are taken", n)
	}
	if o.r.IntN(4) == 0 {
		o.probeFree()
	}
	if got := o.see(); got != o.want {
		o.failed("the world holds %+v, want %+v", got, o.want)
	}
	for _, g := range o.world.Gates() {
		o.failed("gate %+v is left", g)
	}
	if n := o.world.Waiters(); n != 0 {
		o.failed("%d wait for requests", n)
	}
	if o.r.IntN(4) == 0 {
		if err := o.world.Snapshot().Center.Check(); err != nil {
			o.failed("%v", err)
		}
	}
	o.readJournal()
}

// readJournal holds the journal to one sequence without holes, in which each exchange stands once.
func (o *owner) readJournal() {
	records, last, exchanges := o.world.Records(o.read, 0), o.read, 0
	for _, r := range records.Records {
		if r.Seq() != last+1 && !records.Gap {
			o.failed("the journal goes from %d to %d", last, r.Seq())
		}
		if last = r.Seq(); r.Exchange != nil {
			exchanges++
		}
	}
	switch {
	case records.Gap && o.noted < chaosJournal/2:
		o.failed("the journal has a gap after %d requests", o.noted)
	case records.Gap:
		o.count("journal: gaps")
	case last != records.Latest || exchanges != o.noted:
		o.failed("the journal ends at %d of %d and has %d exchanges, want %d", last, records.Latest, exchanges, o.noted)
	}
	o.read, o.noted = records.Latest, 0
}

// created, reset: the world is as its seed says.
func (o *owner) begun() { o.want = holdings{status: "ready", enabled: true} }

func (o *owner) create() {
	from := chaosSeed(o.name, 2)
	o.control(o.name+", "+o.doing, "POST", "/__admin/worlds", mockserver.WorldSpec{Name: o.name, From: &from}, nil, 201)
	w, err := o.s.World(o.name)
	if err != nil {
		o.failed("%v", err)
		return
	}
	o.world, o.read, o.noted = w, 0, 0
	o.begun()
	o.count("worlds created")
}

func (o *owner) remove() {
	o.control(o.name+", "+o.doing, "DELETE", o.path(), nil, nil, 204)
	o.count("worlds deleted")
}

func (o *owner) dial() *line {
	l, err := dialLine(o.s.URL())
	if err != nil {
		o.failed("%v", err)
		return nil
	}
	return l
}

func (o *owner) hangUp() {
	if o.line != nil {
		o.line.hangUp(o.coin())
		o.line = nil
	}
}

// probeFree holds the token to being free.
func (o *owner) probeFree() {
	outcome, err := o.probe(o.token())
	o.noted++
	if outcome != "api_missing" {
		o.failed("a probe of the token: %q (%v)", outcome, err)
	}
}

// mustGet reads a reply whose outcome is known, and holds it against the document.
func (o *owner) mustGet(l *line, a ask, outcome string) (last bool) {
	got, last, err := l.answer(a.method)
	if err != nil {
		o.failed("%s: no reply: %v", a.target, err)
		return true
	}
	if n := o.world.InFlight(); n != 0 && !o.pipelined {
		o.failed("%s: its reply is there, and %d leases are taken", a.target, n)
	}
	if o.hold(a.method, o.token(), got) != outcome {
		o.failed("%s: %s, want %s\n%s", a.target, got.outcome(), outcome, got.body)
	}
	return last
}

// make makes a change over the connection at hand.
func (o *owner) make(ch change) {
	if time.Since(o.used) > time.Minute {
		o.hangUp() // before the server does, which may close what is idle for two
	}
	if o.line == nil {
		if o.line = o.dial(); o.line == nil {
			return
		}
	}
	o.used = time.Now()
	if err := o.line.write(ch.ask.raw(o.token(), "HTTP/1.1")); err != nil {
		o.failed("%v", err)
	}
	if o.mustGet(o.line, ch.ask, ch.outcome) {
		o.hangUp()
	}
	o.noted, o.want = o.noted+1, ch.then
}

// held sends a request that stands at a gate when it returns; more are bytes that
// follow it, at once or once it stands there.
func (o *owner) held(ch change, more string) (*line, string) {
	g, err := o.world.AddGate(mockserver.Gate{Operation: ch.operation})
	if err != nil {
		o.failed("%v", err)
		return nil, ""
	}
	o.count("gates")
	l := o.dial()
	if l == nil {
		return nil, ""
	}
	text := ch.ask.raw(o.token(), "HTTP/1.1")
	if o.coin() {
		text, more = text+more, ""
	}
	if err := l.write(text); err != nil {
		o.failed("%v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), silence)
	defer cancel()
	if _, err := o.world.AwaitGate(ctx, g.ID, 1); err != nil {
		o.failed("nobody comes to the gate: %v", err)
	}
	if err := l.write(more); err != nil {
		o.failed("%v", err)
	}
	return l, g.ID
}

// freed waits until a client that has left has freed its token, while whatever held its request still does.
func (o *owner) freed(sent string) {
	if !within(func() bool { return o.world.InFlight() == 0 }) {
		o.failed("a client has left, and its token is busy after %v; it had sent %d bytes, %.400q", patience, len(sent), sent)
	}
}

func (o *owner) open(gate string) {
	if err := o.world.OpenGate(gate); err != nil {
		o.failed("%v", err)
	}
}

// acts are what an owner does, and how often among others.
func (o *owner) acts() []struct {
	name  string
	often int
	do    func()
} {
	return []struct {
		name  string
		often int
		do    func()
	}{
		{"a change", 20, func() { o.make(o.anyChange(o.want)) }},
		{"a slow change", 4, o.slow},
		{"a stalled body", 1, o.stall},
		{"broken bytes", 8, o.broken},
		{"leaving at a gate", 8, o.leaveGate},
		{"leaving in a latency", 5, o.leaveLatency},
		{"the token twice", 5, o.twice},
		{"a huge body", 4, o.huge},
		{"pipelined changes", 5, o.pipeline},
		{"a flood", 1, o.flood},
		{"HTTP/1.0", 2, o.old},
		{"a fault", 14, o.fault},
		{"another token", 3, o.anotherToken},
		{"clock", 5, o.clock},
		{"awaiting requests", 4, o.await},
		{"clearing the journal", 2, o.clear},
		{"noise", 6, o.makeNoise},
		{"saving", 3, o.save},
		{"restoring", 3, o.restore},
		{"a reset", 3, o.reset},
		{"deleting the world", 2, o.recreate},
	}
}

// slow drips a request, byte by byte at times.
func (o *owner) slow() {
	ch := o.anyChange(o.want)
	ch.ask.chunked = ch.ask.body != "" && o.coin()
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(o.coin())
	_ = l.SetNoDelay(true)
	for rest := ch.ask.raw(o.token(), "HTTP/1.1"); rest != ""; {
		n := min(len(rest), 1+o.r.IntN(80))
		if err := l.write(rest[:n]); err != nil {
			o.failed("%v", err)
		}
		rest = rest[n:]
		linger(time.Duration(o.r.IntN(2000)) * time.Microsecond)
	}
	o.mustGet(l, ch.ask, ch.outcome)
	o.noted, o.want = o.noted+1, ch.then
}

// stall sends a part of a body and waits for what the server makes of it.
func (o *owner) stall() {
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(true)
	a := conf("disable_agent", `{"agent_id":"`+ownEnabled+`"}`)
	text := a.raw(o.token(), "HTTP/1.1")
	_ = l.write(text[:len(text)-1-o.r.IntN(len(a.body)-1)])
	got, err := l.end()
	if err != nil || got != "" && !strings.Contains(got, "parameter_missing") {
		o.failed("%q (%v)", got, err)
	}
	o.noted++
	o.awaitNoted()
}

// awaitNoted waits until the journal has all exchanges: those of clients that did not wait for their reply.
func (o *owner) awaitNoted() {
	if !within(func() bool {
		n := 0
		for _, r := range o.world.Records(o.read, 0).Records {
			if r.Exchange != nil {
				n++
			}
		}
		return n >= o.noted
	}) {
		o.failed("the journal lacks exchanges: want %d", o.noted)
	}
}

// brokenRequests are no requests, with how many exchanges they are all the same. TOKEN stands for the header.
var brokenRequests = []struct {
	text      string
	exchanges int
}{
	{"NONSENSE\r\n\r\n", 0},
	{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 0},
	{"POST " + agentbox + "?api=hang HTTP/1.1\r\nHost: a\r\nwolkv", 0},
	{"POST " + agentbox + "?api=hang HTTP/1.1\r\nTOKEN\r\n", 0},
	{"POST " + agentbox + "?api=hang HTTP/3.0\r\nHost: a\r\nTOKEN\r\n", 0},
	{"POST " + agentbox + "?api=%zz%%%&agent_id=\x00 HTTP/1.1\r\nHost: a\r\nTOKEN\r\n", 0},
	{"POST /%zz HTTP/1.1\r\nHost: a\r\nTOKEN\r\n", 0},
	{"POST " + agentbox + " HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\nTOKEN\r\n", 0},
	{"POST " + agentbox + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\nTOKEN\r\nab", 0},
	{"POST " + agentbox + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nTOKEN\r\n", 0},
	{"POST " + agentbox + " HTTP/1.1\r\nHost: a\r\n folded\r\n: none\r\nTOKEN\r\n", 0},
	{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0},
	{"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTOKEN\r\nzz\r\n{}", 1},
	{"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTOKEN\r\n9\r\n{}", 1},
	{"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\nTOKEN\r\n{\"agent_id\":\"770", 1},
	{"PUT /api/v2/configuration.php?api=upload_audio HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n" +
		"Content-Length: 999\r\nTOKEN\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nabc", 1},
}

// broken sends what is no request and leaves, at once or when the server has had enough.
func (o *owner) broken() {
	b := brokenRequests[o.r.IntN(len(brokenRequests))]
	l := o.dial()
	if l == nil {
		return
	}
	_ = l.write(strings.ReplaceAll(b.text, "TOKEN", "wolkvox-token: "+o.token()+"\r\n"))
	o.count("broken requests")
	o.noted += b.exchanges
	if b.exchanges == 0 && o.coin() {
		l.hangUp(o.coin())
		return
	}
	_ = l.CloseWrite()
	got, err := l.end()
	if err != nil {
		o.failed("the server keeps the connection of %q: %q", b.text, got)
	}
	if b.exchanges == 0 && strings.Contains(got, " 200 ") {
		o.failed("%q is answered %q", b.text, got)
	}
	l.hangUp(true)
	o.awaitNoted()
}

// more is what a client may have sent after the request that is under way.
func (o *owner) more() string {
	next := o.anyChange(o.want)
	switch o.r.IntN(4) {
	case 0:
		return "x"
	case 1:
		return "\r\n"
	case 2:
		return next.ask.raw(o.token(), "HTTP/1.1")
	}
	text := next.ask.raw(o.token(), "HTTP/1.1")
	return text[:o.r.IntN(len(text))]
}

// excess is a body of which more is to come than anybody reads: over the limit, or after the end of a form.
func (o *owner) excess(ch change) change {
	if o.coin() {
		a := form("upload_audio", audios(1)...)
		a.body += strings.Repeat("after its end ", 5000)
		return change{"upload_audio", a, "audios_uploaded", o.want}
	}
	if ch.operation == "change_status" {
		ch.ask.body = strings.Repeat(" ", chaosBody+60_000)
	}
	return ch
}

// leaveGate leaves while the request stands at a gate, which stays shut: the token is free at once and nothing is done.
func (o *owner) leaveGate() {
	ch, more := o.anyChange(o.want), ""
	if ch.ask.body != "" {
		ch.ask.chunked = o.coin()
	} else if o.coin() {
		ch.ask.body = "which nobody reads"
	}
	switch o.r.IntN(3) {
	case 0:
		more = o.more()
	case 1:
		ch = o.excess(ch)
	}
	l, gate := o.held(ch, more)
	if l == nil {
		return
	}
	l.hangUp(o.coin())
	o.noted++
	o.freed(ch.ask.raw(o.token(), "HTTP/1.1") + more)
	o.open(gate)
	o.count("left at a gate")
}

// leaveLatency leaves in a latency, before the operation or after it.
func (o *owner) leaveLatency() {
	ch := o.anyChange(o.want)
	phase := fault.Before
	if o.coin() {
		phase, o.want = fault.After, ch.then
	}
	l := o.delayed(ch, phase)
	if l == nil {
		return
	}
	l.hangUp(o.coin())
	o.noted++
	o.freed(ch.ask.raw(o.token(), "HTTP/1.1"))
	o.count("left in a latency")
}

// arrange arranges a fault and gives it as it is then, with nothing left unsaid.
func (o *owner) arrange(f fault.Fault) fault.Fault {
	f, err := o.world.AddFault(f)
	if err != nil {
		o.failed("%v: %v", f, err)
	}
	o.count("faults")
	return f
}

// twice sends a second request with a token that is in use, and then two at once.
func (o *owner) twice() {
	ch := o.anyChange(o.want)
	l, gate := o.held(ch, "")
	if l == nil {
		return
	}
	if outcome, err := o.probe(o.token()); outcome != "token_busy" {
		o.failed("the token is in use, and a second request: %q (%v)", outcome, err)
	}
	o.open(gate)
	o.mustGet(l, ch.ask, ch.outcome)
	l.hangUp(o.coin())
	o.noted, o.want = o.noted+2, ch.then

	second := make(chan string)
	go func() { outcome, _ := o.probe(o.token()); second <- outcome }()
	one, err := o.probe(o.token())
	two := <-second
	both := []string{min(one, two), max(one, two)}
	if both[0] != "api_missing" || both[1] != "api_missing" && both[1] != "token_busy" {
		o.failed("two at once: %q and %q (%v)", one, two, err)
	}
	o.noted += 2
}

// huge sends bodies at the limit and over it, and a form that has none.
func (o *owner) huge() {
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(true)
	a, outcome := conf("disable_agent", `{"agent_id":"`+offDuty+`"}`), "agent_unknown"
	pad := strings.Repeat(" ", chaosBody-len(a.body))
	switch o.r.IntN(4) {
	case 0:
		a.body += pad
	case 1:
		a.body, outcome = a.body+pad+" ", "body_too_large"
	case 2:
		a.body, outcome = a.body+pad+strings.Repeat(" ", 1<<20), "body_too_large"
	case 3:
		a, outcome = form("upload_audio", part{"file", "long.wav", strings.Repeat("a", 200_000)}), "audios_uploaded"
	}
	a.chunked = o.coin()
	o.noted++
	if err := l.write(a.raw(o.token(), "HTTP/1.1")); err != nil {
		o.failed("%d bytes: %v", len(a.body), err)
	}
	o.mustGet(l, a, outcome)
}

// pipeline sends changes without waiting for replies, which come in order.
func (o *owner) pipeline() {
	var all []change
	var text strings.Builder
	for range 2 + o.r.IntN(8) {
		ch := o.anyChange(o.want)
		all, o.want = append(all, ch), ch.then
		text.WriteString(ch.ask.raw(o.token(), "HTTP/1.1"))
	}
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(o.coin())
	if err := l.write(text.String()); err != nil {
		o.failed("%v", err)
	}
	o.pipelined = true
	for _, ch := range all {
		o.noted++
		o.mustGet(l, ch.ask, ch.outcome)
	}
	o.pipelined = false
}

// flood sends more requests than the journal keeps.
func (o *owner) flood() {
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(o.coin())
	a := live("agents", "")
	o.pipelined = true
	for range chaosJournal / 10 {
		for range 12 {
			_ = l.write(a.raw(o.token(), "HTTP/1.1"))
		}
		for range 12 {
			o.noted++
			o.mustGet(l, a, "agents_found")
		}
	}
	o.pipelined = false
}

func (o *owner) old() {
	ch := o.anyChange(o.want)
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(o.coin())
	_ = l.write(ch.ask.raw(o.token(), "HTTP/1.0"))
	o.mustGet(l, ch.ask, ch.outcome)
	if got, err := l.end(); got != "" || err != nil {
		o.failed("after the reply there is %q (%v)", got, err)
	}
	o.noted, o.want = o.noted+1, ch.then
}

// fault arranges that a change goes wrong, and knows how.
func (o *owner) fault() {
	const none, cut, whole = 0, 1, 2
	faults := []struct {
		fault   fault.Fault
		outcome string // "" for that of the change
		arrives int
	}{
		{fault.Fault{Status: 503}, "fault_injected", whole},
		{fault.Fault{HTML: true}, "fault_injected", whole},
		{fault.Fault{Outcome: "token_busy"}, "token_busy", whole},
		{fault.Fault{Outcome: "agent_unknown"}, "agent_unknown", whole},
		{fault.Fault{Body: `{"mine": true}`, Status: 202}, "fault_injected", whole},
		{fault.Fault{Drop: true}, "", none},
		{fault.Fault{Reset: true}, "", none},
		{fault.Fault{Truncate: true}, "", cut},
		{fault.Fault{BrokenJSON: true}, "", whole},
		{fault.Fault{Latency: 2 * time.Millisecond}, "", whole},
		{fault.Fault{Slow: 5 * time.Millisecond}, "", whole},
	}
	pick := faults[o.r.IntN(len(faults))]
	ch, f := o.anyChange(o.want), pick.fault
	if f.Outcome == "agent_unknown" {
		ch.then = o.want
		ch = change{"disable_agent", conf("disable_agent", `{"agent_id":"`+ownEnabled+`"}`), "agent_disabled", o.want}
		ch.then.enabled = false
	}
	if f.Phase = fault.Before; o.coin() {
		f.Phase = fault.After
	}
	f.Operation = ch.operation
	f = o.arrange(f)
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(o.coin())
	_ = l.write(ch.ask.raw(o.token(), "HTTP/1.1"))
	got, _, err := l.answer(ch.ask.method)
	outcome := pick.outcome
	if outcome == "" {
		outcome = ch.outcome
	}
	switch {
	case pick.arrives == whole && (err != nil || got.outcome() != outcome),
		pick.arrives == cut && (err == nil || got.outcome() != outcome),
		pick.arrives == none && err == nil:
		o.failed("%v: got %s %q (%v)", f, got.outcome(), got.body, err)
	}
	o.replied(got)
	o.noted++
	if f.Phase == fault.After || !f.Loses() {
		o.want = ch.then
	}
	if o.coin() {
		o.control(o.name+", "+o.doing, "DELETE", o.path()+"/faults", nil, nil)
	}
}

// anotherToken is given, used and taken away.
func (o *owner) anotherToken() {
	token := chaosToken(o.name, 1000+o.r.IntN(1000))
	o.control(o.name+", "+o.doing, "POST", o.path()+"/tokens", mockserver.Token{Token: token}, nil, 201)
	for _, want := range []string{"api_missing", "token_unknown"} {
		if outcome, err := o.probe(token, "X-Wolkvox-Mock-World", o.name); outcome != want {
			o.failed("the token: %q (%v), want %s", outcome, err, want)
		}
		o.noted++
		if want == "api_missing" {
			o.control(o.name+", "+o.doing, "DELETE", o.path()+"/tokens?token="+token, nil, nil)
		}
	}
}

// clock moves the world's time in any way.
func (o *owner) clock() {
	ch := []mockserver.ClockChange{
		{Action: "freeze"}, {Action: "run"}, {Action: "freeze", Time: noon}, {Action: "set", Time: noon.AddDate(o.r.IntN(50), 0, 0)},
		{Action: "advance", Duration: time.Duration(1 + o.r.Int64N(int64(24*time.Hour)))},
		{Action: "advance", Duration: 2_000_000 * time.Hour},
	}[o.r.IntN(6)]
	expected := []int{http.StatusOK}
	if ch.Action == "advance" {
		expected = append(expected, http.StatusUnprocessableEntity) // past the last year
	}
	o.control(o.name+", "+o.doing, "PUT", o.path()+"/clock", ch, nil, expected...)
	if got := o.world.Clock(); ch.Action == "freeze" && (!got.Frozen || !got.Time.Equal(o.world.Clock().Time)) {
		o.failed("%+v: the clock shows %+v", ch, got)
	}
	o.count("clock: " + ch.Action)
}

// await waits for requests over the control API, and leaves before they come, at times.
func (o *owner) await() {
	o.readJournal()
	n := 1 + o.r.IntN(5)
	a := ask{method: "GET", target: fmt.Sprintf("%s/requests?after=%d&count=%d&timeout=10m", o.path(), o.read, n)}
	l := o.dial()
	if l == nil {
		return
	}
	defer l.hangUp(true)
	_ = l.write(a.raw("", "HTTP/1.1"))
	if !within(func() bool { return o.world.Waiters() == 1 }) {
		o.failed("nobody waits")
	}
	if o.r.IntN(3) == 0 {
		l.hangUp(o.coin())
		if !within(func() bool { return o.world.Waiters() == 0 }) {
			o.failed("who waited has left, and waits")
		}
		return
	}
	for range n {
		o.make(o.anyChange(o.want))
	}
	got, _, err := l.answer("GET")
	var page mockserver.Page
	if err == nil {
		err = json.Unmarshal([]byte(got.body), &page)
	}
	if err != nil || !page.Complete || len(page.Requests) != n {
		o.failed("waiting for %d requests: %d %s (%v)", n, got.status, got.body, err)
	}
}

func (o *owner) clear() {
	o.readJournal()
	o.control(o.name+", "+o.doing, "DELETE", o.path()+"/requests", nil, nil, 204)
}

// makeNoise sends requests of the document's samples, whatever they change.
func (o *owner) makeNoise() {
	for range 1 + o.r.IntN(6) {
		a := o.noise[o.r.IntN(len(o.noise))]
		l := o.dial()
		if l == nil {
			return
		}
		a = a.without("wolkvox-token", "wolkvox_server", "X-Wolkvox-Mock-World")
		_ = l.write(a.raw(o.token(), "HTTP/1.1"))
		if got, _, err := l.answer(a.method); err == nil {
			if outcome := o.hold(a.method, o.token(), got); outcome == "token_busy" || outcome == "token_unknown" {
				o.failed("%s: %s", a.target, outcome)
			}
		} else if len(a.body) <= chaosBody {
			o.failed("%s: %v", a.target, err)
		}
		l.hangUp(true)
		o.noted++
		o.awaitNoted()
	}
	o.control(o.name+", "+o.doing, "PUT", o.path()+"/account", map[string]int{"call_center": 1_000_000}, nil)
	o.want = o.see()
}

// without is the request without some headers.
func (a ask) without(names ...string) ask {
	kept := ask{method: a.method, target: a.target, body: a.body}
	for i := 0; i < len(a.header); i += 2 {
		drop := false
		for _, name := range names {
			drop = drop || strings.EqualFold(a.header[i], name)
		}
		if !drop {
			kept = kept.with(a.header[i], a.header[i+1])
		}
	}
	return kept
}

// save takes a snapshot, over the control API or in Go.
func (o *owner) save() {
	if o.coin() {
		var snapshot json.RawMessage
		o.control(o.name+", "+o.doing, "GET", o.path(), nil, &snapshot, 200)
		o.saved = func() { o.control(o.name+", "+o.doing, "PUT", o.path(), []byte(snapshot), nil, 204) }
	} else {
		snapshot := o.world.Snapshot()
		o.saved = func() {
			if err := o.world.Restore(snapshot); err != nil {
				o.failed("%v", err)
			}
		}
	}
	o.then = o.want
	o.count("snapshots")
}

// underWay lets a request stand at a gate, or wait in a latency, while the world is replaced: it is told, and has done nothing.
func (o *owner) underWay(replace func()) {
	ch := o.anyChange(o.want)
	var l *line
	switch o.r.IntN(4) {
	case 0, 1:
		replace()
		return
	case 2:
		l, _ = o.held(ch, "")
	case 3:
		l = o.delayed(ch, fault.Before)
	}
	if l == nil {
		return
	}
	replace()
	o.mustGet(l, ch.ask, "world_reset")
	l.hangUp(o.coin())
}

// delayed sends a request that waits in a latency when it returns.
func (o *owner) delayed(ch change, phase fault.Phase) *line {
	o.arrange(fault.Fault{Operation: ch.operation, Latency: longLatency, Phase: phase})
	l := o.dial()
	if l == nil {
		return nil
	}
	_ = l.write(ch.ask.raw(o.token(), "HTTP/1.1"))
	if !within(func() bool { return o.world.InFlight() == 1 }) {
		o.failed("the request does not arrive")
	}
	return l
}

// restore puts the world back to what was saved. The journal stays, and has the request that was under way.
func (o *owner) restore() {
	if o.saved == nil {
		return
	}
	o.underWay(func() {
		under := o.world.InFlight()
		o.saved()
		o.noted += under
	})
	o.want = o.then
	o.count("restores")
}

// reset puts the world back to its seed. What was under way stands in the journal of before.
func (o *owner) reset() {
	o.readJournal()
	o.underWay(func() {
		o.control(o.name+", "+o.doing, "POST", o.path()+"/reset", nil, nil, 204)
	})
	o.begun()
	o.count("resets")
}

// recreate deletes the world and makes it again; meanwhile its token is nobody's.
func (o *owner) recreate() {
	o.underWay(o.remove)
	if outcome, err := o.probe(o.token()); outcome != "token_unknown" {
		o.failed("the world is deleted, and its token: %q (%v)", outcome, err)
	}
	o.create()
	o.saved = nil
}
