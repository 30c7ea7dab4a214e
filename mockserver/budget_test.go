package mockserver_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
)

// phones is the JSON of so many numbers.
func phones(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint(3_000_000_000 + i)
	}
	b, _ := json.Marshal(all)
	return string(b)
}

// mustHold fails unless the server has counted what its worlds hold.
func mustHold(t testing.TB, s *mockserver.Server) (held int64) {
	t.Helper()
	counted, held := s.Held()
	if counted != held {
		t.Errorf("the server has counted %d bytes, its worlds hold %d", counted, held)
	}
	return held
}

// The documented limit of records in a request: one more is refused, and nothing is done.
func TestRecords_sent(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("too_many_records", conf("add_dnc", `{"type_call":"inbound","telephones":`+phones(10_001)+`}`))
	if n := len(w.Lists().DNC); n != 0 {
		t.Errorf("%d numbers are on the list", n)
	}
	if reason := newest(t, w).Reason; !strings.Contains(reason, "telephones has 10001 records: expected at most 10000") {
		t.Errorf("the journal says %q", reason)
	}
	c.mustGet("numbers_added", conf("add_dnc", `{"type_call":"inbound","telephones":`+phones(10_000)+`}`))
	c.mustGet("too_many_records", conf("remove_dnc", `{"telephones":`+phones(10_001)+`}`))
}

// The documented limit of records in a reply.
func TestRecords_found(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	snap := w.Snapshot()
	for n := range 30_000 {
		_, err := snap.Center.AddDNC(w.Clock().Time, callcenter.Is(callcenter.DNCBoth), []string{fmt.Sprint(n)})
		ok(t, err)
	}
	ok(t, w.Restore(snap))
	c := callerOf(t, w)
	c.mustGet("dnc_found", info("get_dnc", "type=all"))
	_, err := w.PutDNC("x", callcenter.DNCInbound)
	ok(t, err)
	got := c.mustGet("too_many_records", info("get_dnc", "type=all"))
	if got.status != http.StatusNotFound || !strings.Contains(got.body, "limited to 60000 records") {
		t.Errorf("%d %s", got.status, got.body)
	}
	c.mustGet("dnc_found", info("get_dnc", "type=inbound"))
}

// A list that is too long is refused before it is made.
func TestRecords_tooManyCostNothing(t *testing.T) {
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	snap := w.Snapshot()
	for n := range 30_001 {
		_, err := snap.Center.AddDNC(w.Clock().Time, callcenter.Is(callcenter.DNCBoth), []string{fmt.Sprint(n)})
		ok(t, err)
	}
	ok(t, w.Restore(snap))
	ask := func() {
		if got := direct(s, w.Token(), info("get_dnc", "type=all")); got.outcome() != "too_many_records" {
			t.Fatal(got)
		}
	}
	ask()
	if taken := takenBy(ask); taken > 100_000 {
		t.Errorf("%d bytes were allocated", taken)
	}
}

// Every operation that adds something ends in world_full; then the world still answers, and can be emptied.
func TestBudget_full(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("9", 4000)
	for name, add := range map[string]func(i int) ask{
		"add_dnc": func(i int) ask {
			return conf("add_dnc", fmt.Sprintf(`{"type_call":"all","telephones":"%s%d"}`, long, i))
		},
		"create_agent": func(int) ask { return conf("create_agent", `{"agent_dni":"1","agent_name":"`+long+`"}`) },
		"create_skill": func(int) ask { return conf("create_skill", `{"skill_name":"`+long+`","description_skill":""}`) },
		"create_cod_act": func(i int) ask {
			return conf("create_cod_act", fmt.Sprintf(`{"type_code":"cod_act1","cod_act":"%d","description_cod_act":"%s"}`, i, long))
		},
		"block_law2300": func(i int) ask {
			return conf("block_law2300", fmt.Sprintf(`{"nit":"%s%d","telephone":"3000000000"}`, long, i))
		},
		"add_ip": func(i int) ask {
			return conf("add_ip", fmt.Sprintf(`{"ip":"192.0.2.%d","description":"%s"}`, i%250, long))
		},
		"upload_file":  func(i int) ask { return form("upload_file", part{"file", fmt.Sprintf("%s%d.pdf", long, i), "x"}) },
		"upload_audio": func(i int) ask { return form("upload_audio", part{"file", fmt.Sprintf("%s%d.wav", long, i), "x"}) },
		"add_interaction": func(int) ask {
			return conf("add_interaction", `{"from":"a","fromname":"a","to":"a","toname":"a","subject":"a","body":"`+long+`","rp_id":"61196"}`)
		},
		"recall": func(i int) ask {
			return box("recall", fmt.Sprintf("agent_id=12989&id_camp=7224&id_customer=%s%d&telefono=1&rellamada=20991231101520&recall_style=auto&name_recall=a", long, i))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := mockserver.Run(t, mockserver.WithMaxWorldBytes(200_000))
			w := s.NewWorld(t)
			c := callerOf(t, w)
			var got answer
			for i := range 200 {
				if got = c.send(add(i)); got.status >= 400 {
					break
				}
			}
			if got.outcome() != "world_full" || got.status != http.StatusInsufficientStorage || !strings.Contains(got.body, "of 200000. Delete what is not needed") {
				t.Fatalf("%d %s %.300s", got.status, got.outcome(), got.body)
			}
			if reason := newest(t, w).Reason; !strings.Contains(reason, "POST /__admin/worlds/"+w.Name()+"/reset") {
				t.Errorf("the journal says %q", reason)
			}
			if held := mustHold(t, s); held > 200_000+mustSeed(t, s) {
				t.Errorf("%d bytes are held", held)
			}
			c.mustGet("hung_up", box("hang", "agent_id=12989"))
			ok(t, w.Reset())
			if got = c.send(add(0)); got.status >= 300 {
				t.Errorf("after the reset: %d %s", got.status, got.outcome())
			}
		})
	}
}

// mustSeed is what the default world holds.
func mustSeed(t testing.TB, _ *mockserver.Server) int64 {
	t.Helper()
	return mustHold(t, mockserver.Run(t))
}

// The control API is refused likewise, each with how much is held, of how much, and what makes room.
func TestBudget_control(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxWorldBytes(40_000))
	w := s.NewWorld(t)
	long := strings.Repeat("x", 40_000)
	before := mustJSON(t, w.Snapshot().Center)
	for name, do := range map[string]func() error{
		"PutAgent": func() error { _, err := w.PutAgent("5", mockserver.AgentChange{Name: &long}); return err },
		"PutSkill": func() error {
			_, err := w.PutSkill("5", mockserver.SkillSetup{SkillChange: callcenter.SkillChange{Name: &long}})
			return err
		},
		"PutState": func() error { _, err := w.PutState("5", long); return err },
		"Arrive": func() error {
			_, err := w.Arrive(mockserver.Arrival{AgentID: "12991", Phone: long, Type: callcenter.Inbound})
			return err
		},
		"AddDialRule": func() error {
			_, err := w.AddDialRule(mockserver.DialRule{Result: callcenter.DialBusy, Phone: long})
			return err
		},
		"AddToken":    func() error { _, err := w.AddToken(mockserver.Token{Description: long}); return err },
		"AddFault":    func() error { _, err := w.AddFault(mockserver.Fault{Body: long}); return err },
		"PutCampaign": func() error { _, err := w.PutCampaign("5", mockserver.CampaignChange{Name: &long}); return err },
		"PutPBXUser":  func() error { _, err := w.PutPBXUser("5", mockserver.PBXUserChange{Status: &long}); return err },
		"PutAccount": func() error {
			_, err := w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{Name: &long}})
			return err
		},
		"Restore": func() error {
			snap := w.Snapshot()
			_, err := snap.Center.AddDNC(w.Clock().Time, callcenter.Is(callcenter.DNCBoth), []string{long})
			ok(t, err)
			return w.Restore(snap)
		},
		"CreateWorld": func() error {
			_, err := s.CreateWorld(mockserver.WorldSpec{Name: w.Name() + "-2", From: &mockserver.Seed{States: []mockserver.AuxState{{ID: "1", Description: long}, {ID: "2", Description: long}}}})
			return err
		},
	} {
		err := do()
		mustRefuse(t, err, mockserver.WorldFull, "40000")
		var refused *mockserver.Error
		if errors.As(err, &refused) && !strings.Contains(refused.Detail, "--max-world-bytes") {
			t.Errorf("%s: %s", name, refused.Detail)
		}
		if after := mustJSON(t, w.Snapshot().Center); after != before {
			t.Errorf("%s has changed something", name)
		}
	}
	if len(s.Worlds()) != 2 {
		t.Errorf("%d worlds", len(s.Worlds()))
	}
	c := newCaller(t, s.URL(), "")
	got := c.send(ask{method: "PUT", target: "/__admin/worlds/" + w.Name() + "/states/5", body: `{"description":"` + long + `"}`})
	if got.status != http.StatusConflict || !strings.Contains(got.body, "/problems/world-full") {
		t.Errorf("%d %s", got.status, got.body)
	}
	mustHold(t, s)
}

// A body of the control API is bounded by what a world may hold, and by a small number for all that describes none.
func TestBudget_controlBodies(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxWorldBytes(4<<20))
	c := newCaller(t, s.URL(), "")
	for _, tt := range []struct {
		method, target, size string
		bytes                int
	}{
		{"PUT", "/__admin/worlds/default", "4194304 bytes, the most that restore takes; serve --max-world-bytes allows more", 4 << 20},
		{"POST", "/__admin/worlds", "4194304 bytes, the most that createWorld takes; serve --max-world-bytes allows more", 4 << 20},
		{"POST", "/__admin/expectations/check", "1048576 bytes, the most that checkAllExpectations takes.", 1 << 20},
		{"POST", "/__admin/worlds/default/expectations/check", "1048576 bytes, the most that checkExpectations takes.", 1 << 20},
		{"POST", "/__admin/worlds/default/expectations", "65536 bytes, the most that addExpectation takes.", 64 << 10},
		{"PUT", "/__admin/worlds/default/agents/5", "65536 bytes, the most that putAgent takes.", 64 << 10},
		{"POST", "/__admin/worlds/default/faults", "851968 bytes, the most that addFault takes.", 832 << 10},
	} {
		got := c.send(ask{method: tt.method, target: tt.target, body: strings.Repeat(" ", tt.bytes+1)})
		if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.body, tt.size) {
			t.Errorf("%s %s: %d %s", tt.method, tt.target, got.status, got.body)
		}
	}
	long := `{"operation":"hang","body":"` + strings.Repeat(`\u00f1`, 128<<10) + `"}`
	if got := c.send(ask{method: "POST", target: "/__admin/worlds/default/faults", body: long}); got.status != http.StatusCreated {
		t.Errorf("a fault with the longest body: %d %.300s", got.status, got.body)
	}
	s.Default().ClearFaults()
}

// While a client drips a long body, others are served, also those that do not say how long theirs is; so is the next long one,
// when that client has gone.
func TestBudget_slowControlBody(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	slow, sent := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if reply, err := http.Post(s.URL()+"/__admin/worlds", "application/json", slow); err == nil {
			_ = reply.Body.Close()
		}
	}()
	_, err := sent.Write([]byte(strings.Repeat(" ", 300_000))) // more than a small one: it is among the long ones now
	ok(t, err)
	create := func(name string, pad int) {
		t.Helper()
		body := strings.Repeat(" ", pad) + `{"name":"` + name + `"}`
		r, err := http.NewRequest("POST", s.URL()+"/__admin/worlds", io.MultiReader(strings.NewReader(body))) // chunked
		ok(t, err)
		reply, err := http.DefaultClient.Do(r)
		ok(t, err)
		defer reply.Body.Close()
		if reply.StatusCode != http.StatusCreated {
			t.Errorf("%s: %d", name, reply.StatusCode)
		}
	}
	create("small", 0)
	ok(t, sent.CloseWithError(io.ErrClosedPipe))
	<-done
	create("long", 100_000)
}

// Many clients fill many worlds at once: the server never holds more than it may, but for one request of each world, and a
// world that is deleted gives back what it held.
func TestBudget_ofServer(t *testing.T) {
	t.Parallel()
	const limit, worlds, each = 400_000, 6, 1000
	s := mockserver.Run(t, mockserver.WithMaxBytes(limit))
	text := strings.Repeat("9", 500)
	var wg sync.WaitGroup
	for range worlds {
		w := s.NewWorld(t)
		wg.Go(func() {
			for i := range 300 {
				_, err := w.PutDNC(fmt.Sprint(text, i), callcenter.DNCBoth)
				if err != nil {
					mustRefuse(t, err, mockserver.WorldFull, "serve --max-bytes")
					return
				}
				if held, _ := s.Held(); held > limit+worlds*each {
					t.Errorf("%d bytes are held", held)
					return
				}
			}
		})
	}
	wg.Wait()
	if held := mustHold(t, s); held < limit-each {
		t.Errorf("%d bytes are held, and the last request was refused", held)
	}
	_, err := s.CreateWorld(mockserver.WorldSpec{})
	mustRefuse(t, err, mockserver.WorldFull, "DELETE /__admin/worlds/{world}")
	for _, w := range s.Worlds() {
		if w.Name() != mockserver.DefaultWorld {
			ok(t, s.DeleteWorld(w.Name()))
		}
	}
	if held, seed := mustHold(t, s), mustSeed(t, s); held != seed {
		t.Errorf("%d bytes are held, want %d", held, seed)
	}
}

// The journals of many worlds take no more than the worlds leave of the budget of the server: one that would take more forgets
// its own oldest records, and every request is answered.
func TestBudget_journals(t *testing.T) {
	t.Parallel()
	const limit = 400_000
	s := mockserver.Run(t, mockserver.WithMaxBytes(limit))
	long := strings.Repeat("9", 2000)
	var worlds []*mockserver.World
	for range 4 {
		worlds = append(worlds, s.NewWorld(t))
	}
	for range 50 {
		for _, w := range worlds {
			if got := direct(s, w.Token(), box("hang", "agent_id="+long)); got.outcome() != "agent_unknown" {
				t.Fatal(got)
			}
		}
	}
	counted, kept := s.Journaled()
	if held := mustHold(t, s); counted != kept || held+kept > limit || held+kept < limit/2 {
		t.Errorf("%d bytes are held, and journals take %d, counted as %d", held, kept, counted)
	}
	for _, w := range worlds {
		if p := w.Requests(journal.Query{}); p.Total != 50 || p.Dropped == 0 || len(p.Requests) == 0 || p.Requests[len(p.Requests)-1].Seq < 50 {
			t.Errorf("%s: %d of %d requests are kept", w.Name(), len(p.Requests), p.Total)
		}
		ok(t, s.DeleteWorld(w.Name()))
	}
	if counted, kept = s.Journaled(); counted != kept || kept > 10_000 {
		t.Errorf("without the worlds their journals take %d bytes, counted as %d", kept, counted)
	}
}
