package mockserver_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// licences gives the account so many licences, of 1000 calls a day each, of which so many are used up.
func licences(t testing.TB, w *mockserver.World, n, used int) {
	t.Helper()
	_, err := w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{CallCenter: &n}, UsedToday: &used})
	ok(t, err)
}

// mustHaveUsed compares what the account and each token have used up.
func mustHaveUsed(t testing.TB, w *mockserver.World, what string, all int, byToken ...int) {
	t.Helper()
	var got []int
	for _, t := range w.Tokens() {
		got = append(got, t.UsedToday)
	}
	used := w.Account().Quota.Used
	if diff := cmp.Diff(byToken, got); used != all || diff != "" {
		t.Errorf("%s: the account has used %d calls, want %d; the tokens (-want +got):\n%s", what, used, all, diff)
	}
}

// What costs a call and what does not: what the token did not let in, and agentbox (documented). A call that fails costs
// one all the same (Q-QUOTA-FAILED).
func TestQuota_whatCosts(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		ask     ask
		outcome string
		cost    int
	}{
		{info("agents", ""), "agents_found", 1},
		{live("agents", ""), "agents_found", 1},
		{info("token_info", ""), "token_found", 1},
		{conf("disable_agent", `{"agent_id":"12992"}`), "agent_disabled", 1},
		{conf("disable_agent", `{"agent_id":"99999"}`), "agent_unknown", 1},
		{info("agents_in_skill", ""), "parameter_missing", 1},
		{info("fly", ""), "api_unknown", 1},
		{ask{method: "POST", target: "/api/v2/information.php?api=agents"}, "method_wrong", 1},
		{info("audit_log", ""), "not_simulated", 1},
		{ask{method: "GET", target: "/api/v2/campaign.php?api=start"}, "not_simulated", 1},
		{hang, "hung_up", 0},
		{box("hang", "agent_id=99999"), "agent_unknown", 0},
		{ask{method: "GET", target: "/api/v2/nothing.php?api=agents"}, "path_unknown", 0},
		{info("agents", "").with("wolkvox-token", "stranger"), "token_unknown", 0},
	} {
		w := newWorld(t, s)
		callerOf(t, w).mustGet(tt.outcome, tt.ask)
		mustHaveUsed(t, w, tt.ask.target, tt.cost, tt.cost)
	}
}

// A request whose token is busy costs nothing.
func TestQuota_busyTokenIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	p, gate := c.hold(w, info("agents", ""))
	c.mustGet("token_busy", info("agents", ""))
	ok(t, w.OpenGate(gate))
	p.mustGet("agents_found")
	mustHaveUsed(t, w, "answered", 1, 1)
}

// The day ends at midnight by the world's clock, in Bogota (Q-QUOTA-RESET, Q-TIMEZONE), whoever looks first: the account, a
// request, a new token, or token_info while it is under way.
func TestQuota_beginsAnewAtMidnight(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	midnight := time.Date(2023, 11, 15, 5, 0, 0, 0, time.UTC)
	for what, first := range map[string]func(w *mockserver.World, c *caller){
		"the account": func(w *mockserver.World, c *caller) {
			pass(t, w, 1)
			if got := w.Account().Quota; got != (mockserver.Quota{Day: "2023-11-15"}) {
				t.Errorf("at midnight: %+v", got)
			}
			mustHaveUsed(t, w, "at midnight", 0, 0)
		},
		"a request": func(w *mockserver.World, c *caller) {
			c.mustGet("token_limit_exceeded", info("agents", ""))
			pass(t, w, 1)
			c.mustGet("agents_found", info("agents", ""))
			mustHaveUsed(t, w, "the first call of the day", 1, 1)
		},
		"a token": func(w *mockserver.World, c *caller) {
			pass(t, w, 1)
			_, err := w.AddToken(mockserver.Token{Token: "late-" + w.Name(), UsedToday: 40})
			ok(t, err)
			mustHaveUsed(t, w, "a token with 40 calls", 40, 0, 40)
		},
		"token_info": func(w *mockserver.World, c *caller) {
			licences(t, w, 1, 10)
			p, gate := c.hold(w, info("token_info", ""))
			pass(t, w, 1)
			ok(t, w.OpenGate(gate))
			p.mustGet("token_found")
			mustHaveUsed(t, w, "after midnight", 0, 0)
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			pass(t, w, midnight.Sub(noon)-1)
			licences(t, w, 1, 1000)
			if got := w.Account().Quota; got != (mockserver.Quota{Day: "2023-11-14", Used: 1000}) {
				t.Errorf("before midnight: %+v", got)
			}
			first(w, callerOf(t, w))
		})
	}
}

// What a token has used counts after it is gone; a change of the licences counts at once, and those of PBX users do not.
func TestQuota_tokenInfo(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	other, err := w.AddToken(mockserver.Token{Token: "other-" + w.Name(), Description: "second", UsedToday: 3})
	ok(t, err)
	a, b := callerOf(t, w), newCaller(t, s.URL(), other.Token)
	a.mustGet("licenses_changed", conf("edit_licenses", `{"call_center":"1","pbx":"0"}`))
	ok(t, w.RemoveToken(a.token))
	b.mustRead("two tokens", info("token_info", ""), record{"description": "second", "token_limit": "1000", "token_use_today": "4", "all_token_today": "5", "available_consumption_options": "995"})
	licences(t, w, 0, 0)
	b.mustGet("token_limit_exceeded", info("agents", ""))
}

// No account uses more calls in a day than the most licences allow; a change of the account is made as a whole or not at all.
func TestPutAccount_refusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	before := w.Account()
	name, limit, used := "Other", -time.Second, 7
	_, err := w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{Name: &name}, ACWLimit: &limit, UsedToday: &used})
	mustRefuse(t, err, "invalid", "acw_limit is -1s: expected 0s to 24h0m0s")
	for _, wrong := range []int{-1, 1_000_000_001} {
		_, err := w.AddToken(mockserver.Token{Token: "c-" + w.Name(), UsedToday: wrong})
		mustRefuse(t, err, "invalid", fmt.Sprintf("used_today is %d: expected 0 to 1000000000", wrong))
		_, err = w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{Name: &name}, UsedToday: &wrong})
		mustRefuse(t, err, "invalid", fmt.Sprintf("used_today is %d: expected 0 to 1000000000", wrong))
	}
	if diff := cmp.Diff(before, w.Account()); diff != "" {
		t.Errorf("the account after refusals (-want +got):\n%s", diff)
	}
}

// A seed says what is used up; a reset returns to it, and a snapshot keeps what is.
func TestQuota_seedResetAndSnapshot(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	start := seed.Demo()
	start.Server, start.Tokens = "", []mockserver.Token{{Token: "seeded-1", UsedToday: 100}, {Token: "seeded-2", UsedToday: 11}}
	w, err := s.CreateWorld(mockserver.WorldSpec{Name: "seeded", From: &start})
	ok(t, err)
	mustHaveUsed(t, w, "seeded", 111, 100, 11)
	c := callerOf(t, w)
	c.mustGet("agents_found", info("agents", ""))
	snap := w.Snapshot()
	c.mustGet("agents_found", info("agents", ""))
	ok(t, w.RemoveToken("seeded-2"))
	mustHaveUsed(t, w, "another call", 113, 102)
	ok(t, w.Restore(snap))
	mustHaveUsed(t, w, "restored", 112, 101, 11)
	_, err = w.PutAccount(mockserver.AccountChange{UsedToday: ptr(5)})
	ok(t, err)
	mustHaveUsed(t, w, "set", 5, 101, 11)
	ok(t, w.Reset())
	mustHaveUsed(t, w, "reset", 111, 100, 11)
	freeze(t, w)
	mustHaveUsed(t, w, "another day", 0, 0, 0)
	ok(t, w.Restore(snap))
	mustHaveUsed(t, w, "the day of the snapshot again", 112, 101, 11)
	snap.Quota.Used = -1
	mustRefuse(t, w.Restore(snap), "invalid", "quota: used is -1: expected 0 or more")
}

// Of requests at the same time, with a token each, exactly as many pass as are left.
func TestQuota_manyAtOnce(t *testing.T) {
	t.Parallel()
	const many, left = 32, 7
	s := mockserver.Run(t)
	w := newWorld(t, s)
	licences(t, w, 1, 1000-left)
	var passed atomic.Int32
	var wg sync.WaitGroup
	begin := make(chan struct{})
	for i := range many {
		token, err := w.AddToken(mockserver.Token{Token: fmt.Sprintf("crowd-%s-%d", w.Name(), i)})
		ok(t, err)
		wg.Go(func() {
			<-begin
			switch got := direct(s, token.Token, info("agents", "")); got.outcome() {
			case "agents_found":
				passed.Add(1)
			case "token_limit_exceeded":
			default:
				t.Errorf("%s", got.body)
			}
		})
	}
	close(begin)
	wg.Wait()
	if got := w.Account().Quota.Used; passed.Load() != left || got != 1000 {
		t.Errorf("%d passed, want %d; the account has used %d", passed.Load(), left, got)
	}
}
