package mockserver_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
)

// longestRequests are requests of several kinds, as long as net/http lets them be, with a short text of each that the
// journal keeps.
func longestRequests(n int) []ask {
	pad := func(letter string) string { return strings.Repeat(letter, 60_000) }
	var query, body strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&query, "&wrong_parameter_%d=<>%d", i, n)
		fmt.Fprintf(&body, `,"wrong_field_%d":"<\\%d>"`, i, n)
	}
	return []ask{
		{method: "POST", target: agentbox + "?api=hang&agent_id=" + fmt.Sprint(n) + "&x=" + pad("y")},
		{method: "POST", target: agentbox + "?api=hang&agent_id=" + pad("1")},
		{method: "POST", target: agentbox + "?api=hang&agent_id=" + pad(`"`)[:9000]},
		{method: "POST", target: agentbox + "?api=hang&agent_id=" + strings.Repeat("%22", 9000)},
		{method: "POST", target: agentbox + fmt.Sprintf("?api=hang&agent_id=%d&password=", n) + pad("z")}, // short once it is redacted
		{method: "POST", target: agentbox + "?api=hang" + query.String()},
		{method: "X" + pad("M"), target: agentbox + "?api=hang"},
		{method: "GET", target: "/api/" + pad("p")},
		hang.with("User-Agent", pad("u")), hang.with("wolkvox_server", pad("s")), hang.with("Content-Type", pad("t")),
		conf("disable_agent", `{"agent_id":`+fmt.Sprint(n)+body.String()+"}"),
		conf("disable_agent", `{"agent_id":"`+pad("<")+`"}`),
		conf("remove_cod_act", `{"type_code":"`+pad(`\\`)+`","cod_act":["`+pad("c")+`"]}`),
		form("upload_file", part{pad("f")[:3000], pad("n")[:3000], "a"}),
	}
}

// A thousand entries of the longest requests take less than 16 MB of memory.
func TestJournal_memoryOfTheLongestRequests(t *testing.T) {
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, a := range longestRequests(0) { // documents, buffers and connections
		c.send(a)
	}
	w.ClearRequests()
	before := heap()
	for n := 0; n < 1000; {
		for _, a := range longestRequests(n) {
			c.send(a)
			n++
		}
	}
	grown := heap() - before
	p := w.Requests(journal.Query{Limit: 1})
	if p.Total < 1000 {
		t.Errorf("%d requests came to the journal", p.Total)
	}
	t.Logf("%.1f MB for %d entries, %d more were dropped", float64(grown)/1e6, p.Total-p.Dropped, p.Dropped)
	if grown > 16e6 {
		t.Errorf("the journal has taken %d bytes", grown)
	}
}

// What a call center keeps of a request does not keep the rest of it.
func TestCenter_memoryOfLongRequests(t *testing.T) {
	s := mockserver.Run(t, mockserver.WithJournalBytes(100_000))
	w := newWorld(t, s)
	dials := func(n int) {
		for i := range n {
			_, err := w.PutAgent("500", callcenter.AgentChange{Status: ptr(callcenter.Status(callcenter.Ready))})
			ok(t, err)
			long := func(outcome, query string) {
				target := agentbox + "?" + query + "&x=" + strings.Repeat("y", 60_000)
				if got := direct(s, w.Token(), ask{method: "POST", target: target}); got.outcome() != outcome {
					t.Fatal(got)
				}
			}
			_, err = w.PutAgent(fmt.Sprint(1000+i), callcenter.AgentChange{Status: ptr(callcenter.Status("101"))})
			ok(t, err)
			long("status_changed", fmt.Sprintf("api=change_status&status=ready&agent_id=%d", 1000+i))
			long("dialled", fmt.Sprintf("api=dial&agent_id=500&customer_phone=30%08d", i))
			a, err := w.Agent("500")
			ok(t, err)
			_, err = w.CustomerHangUp(a.Call)
			ok(t, err)
		}
	}
	dials(10)
	before := heap()
	dials(500)
	if grown := heap() - before; grown > 2e6 {
		t.Errorf("500 calls have taken %d bytes", grown)
	}
}

// heap is how many bytes are in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what the first one has finalized
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
