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
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/seed"
)

// licences gives the account so many licences, of 1000 calls a day each, of which so many are used up.
func licences(t testing.TB, w *mockserver.World, n, used int) {
	t.Helper()
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{CallCenter: &n}, UsedToday: &used})
	ok(t, err)
}

// used is what the account has used up, and what each token has.
func used(w *mockserver.World) (all int, byToken []int) {
	for _, t := range w.Tokens() {
		byToken = append(byToken, t.UsedToday)
	}
	return w.Account().Quota.Used, byToken
}

// mustHaveUsed compares what the account and each token have used up.
func mustHaveUsed(t testing.TB, w *mockserver.World, what string, all int, byToken ...int) {
	t.Helper()
	gotAll, got := used(w)
	if diff := cmp.Diff(byToken, got); gotAll != all || diff != "" {
		t.Errorf("%s: the account has used %d calls, want %d; the tokens (-want +got):\n%s", what, gotAll, all, diff)
	}
}

// What costs a call and what does not.
func TestQuota_whatCosts(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		what    string
		ask     ask
		outcome string
		cost    int
	}{
		{"a read", info("agents", ""), "agents_found", 1},
		{"a live read", live("agents", ""), "agents_found", 1},
		{"a change", conf("disable_agent", `{"agent_id":"12992"}`), "agent_disabled", 1},
		{"token_info itself", info("token_info", ""), "token_found", 1},
		{"agentbox is free (documented)", hang, "hung_up", 0},
		{"also when it fails", box("hang", "agent_id=99999"), "agent_unknown", 0},
		{"a refusal of the domain", conf("disable_agent", `{"agent_id":"99999"}`), "agent_unknown", 1}, // from here on: Q-QUOTA-FAILED
		{"nothing found", info("agents", "agent=99999"), "none_found", 1},
		{"a parameter missing", info("agents_in_skill", ""), "parameter_missing", 1},
		{"an unknown api", info("fly", ""), "api_unknown", 1},
		{"no api", ask{method: "GET", target: "/api/v2/information.php"}, "api_missing", 1},
		{"a wrong method", ask{method: "POST", target: "/api/v2/information.php?api=agents"}, "method_wrong", 1},
		{"an unknown path", ask{method: "GET", target: "/api/v2/nothing.php?api=agents"}, "path_unknown", 0},
		{"no token", info("agents", "").with("wolkvox-token", ""), "token_missing", 0},
		{"an unknown token", info("agents", "").with("wolkvox-token", "stranger"), "token_unknown", 0},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			callerOf(t, w).mustGet(tt.outcome, tt.ask)
			mustHaveUsed(t, w, tt.what, tt.cost, tt.cost)
		})
	}
}

// The last call passes and the next does not, with whichever token; agentbox goes on (Q-QUOTA-AGENTBOX).
func TestQuota_isSharedAndEnds(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	other, err := w.AddToken(mockserver.Token{Token: "other-" + w.Name()})
	ok(t, err)
	a, b := callerOf(t, w), newCaller(t, s.URL, other.Token)
	licences(t, w, 1, 997)
	a.mustGet("agents_found", info("agents", ""))
	b.mustGet("none_found", info("agents", "agent=1"))
	mustHaveUsed(t, w, "two calls", 999, 1, 1)
	a.mustGet("api_unknown", info("fly", ""))
	for range 3 {
		a.mustGet("token_limit_exceeded", info("agents", ""))
		b.mustGet("token_limit_exceeded", live("agents", ""))
		b.mustGet("token_limit_exceeded", conf("disable_agent", `{"agent_id":"12991"}`))
		b.mustGet("token_limit_exceeded", info("token_info", ""))
		b.mustGet("token_limit_exceeded", info("fly", ""))
	}
	b.mustGet("hung_up", hang)
	a.mustGet("no_active_call", hang)
	mustHaveUsed(t, w, "used up", 1000, 2, 1)
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("a call that was refused has disabled the agent: %s", got)
	}
	mustHaveUsed(t, s.Default(), "another world", 0, 0)
}

// A request whose token is busy costs nothing.
func TestQuota_busyTokenIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	p, gate := c.hold(w, info("agents", ""))
	for range 3 {
		c.mustGet("token_busy", info("agents", ""))
	}
	mustHaveUsed(t, w, "under way", 1, 1)
	ok(t, w.OpenGate(gate))
	p.mustGet("agents_found")
	mustHaveUsed(t, w, "answered", 1, 1)
}

// Whether a request is still busy is found before the quota: a busy token with nothing left is busy.
func TestQuota_busyBeforeUsedUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	licences(t, w, 1, 999)
	c := callerOf(t, w)
	p, gate := c.hold(w, info("agents", ""))
	c.mustGet("token_busy", info("agents", ""))
	ok(t, w.OpenGate(gate))
	p.mustGet("agents_found")
	c.mustGet("token_limit_exceeded", info("agents", ""))
}

// The day ends at midnight by the world's clock, in UTC (Q-QUOTA-RESET, Q-TIMEZONE).
func TestQuota_beginsAnewAtMidnight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	licences(t, w, 1, 1000)
	c := callerOf(t, w)
	midnight := time.Date(2023, 11, 15, 0, 0, 0, 0, time.UTC)
	pass(t, w, midnight.Sub(noon)-time.Nanosecond)
	c.mustGet("token_limit_exceeded", info("agents", ""))
	if got := w.Account().Quota; got != (mockserver.Quota{Day: "2023-11-14", Used: 1000}) {
		t.Errorf("before midnight: %+v", got)
	}
	pass(t, w, time.Nanosecond)
	if got := w.Account().Quota; got != (mockserver.Quota{Day: "2023-11-15"}) {
		t.Errorf("at midnight: %+v", got)
	}
	c.mustGet("agents_found", info("agents", ""))
	mustHaveUsed(t, w, "after midnight", 1, 1)
	pass(t, w, 24*time.Hour)
	mustHaveUsed(t, w, "a day later", 0, 0)
}

// The first request after midnight begins the new day by itself, though nobody asked for the account in between.
func TestQuota_firstRequestOfTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	licences(t, w, 1, 1000)
	c := callerOf(t, w)
	c.mustGet("token_limit_exceeded", info("agents", ""))
	pass(t, w, 24*time.Hour)
	c.mustGet("agents_found", info("agents", ""))
	mustHaveUsed(t, w, "the first call of the day", 1, 1)
}

// A token that comes after midnight brings its use along into the new day, though nobody asked for the account in between.
func TestQuota_firstTokenOfTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	licences(t, w, 1, 1000)
	pass(t, w, 24*time.Hour)
	_, err := w.AddToken(mockserver.Token{Token: "late-" + w.Name(), UsedToday: 40})
	ok(t, err)
	mustHaveUsed(t, w, "a token with 40 calls", 40, 0, 40)
}

// A change of the account is made as a whole or not at all.
func TestPutAccount_allOrNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	before := w.Account()
	name, limit, used := "Other", fault.Duration(-time.Second), 7
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: &name}, ACWLimit: &limit, UsedToday: &used})
	mustRefuse(t, err, "invalid", "acw_limit is -1s: expected 0 to 24h0m0s")
	if diff := cmp.Diff(before, w.Account()); diff != "" {
		t.Errorf("the account after a refusal (-want +got):\n%s", diff)
	}
}

// A day that ends while a request is under way is over for token_info too.
func TestQuota_midnightUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	licences(t, w, 1, 10)
	p, gate := callerOf(t, w).hold(w, info("token_info", ""))
	pass(t, w, 2*time.Hour)
	ok(t, w.OpenGate(gate))
	p.mustGet("token_found")
	mustHaveUsed(t, w, "after midnight", 0, 0)
}

// token_info includes its own call (Q-TOKEN-INFO-MATH); what is left is the limit less the use of all (Q-QUOTA-SCOPE).
func TestQuota_tokenInfo(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	other, err := w.AddToken(mockserver.Token{Token: "other-" + w.Name(), Description: "second"})
	ok(t, err)
	a, b := callerOf(t, w), newCaller(t, s.URL, other.Token)
	for _, step := range []struct {
		what string
		do   func()
		c    *caller
		want record
	}{
		{"the first call", nil, a, record{"description": "demo", "token_limit": "20000", "token_use_today": "1", "all_token_today": "1", "available_consumption_options": "19999"}},
		{"with the other token", nil, b, record{"description": "second", "token_limit": "20000", "token_use_today": "1", "all_token_today": "2", "available_consumption_options": "19998"}},
		{"after a free call", func() { a.mustGet("hung_up", hang) }, a, record{"token_use_today": "2", "all_token_today": "3"}},
		{"after a call that failed", func() { b.mustGet("none_found", info("agents", "agent=1")) }, a, record{"token_use_today": "3", "all_token_today": "5"}},
		{"with fewer licences", func() { a.mustGet("call_center_licenses_changed", conf("edit_licenses", `{"call_center":"1"}`)) }, b, record{"token_limit": "1000", "token_use_today": "3", "all_token_today": "7", "available_consumption_options": "993"}},
		{"the last call", func() { licences(t, w, 1, 999) }, a, record{"all_token_today": "1000", "available_consumption_options": "0"}},
		{"of a token that is gone", func() {
			licences(t, w, 1, 0)
			a.mustGet("token_found", info("token_info", ""))
			ok(t, w.RemoveToken(a.token))
		}, b, record{"token_use_today": "4", "all_token_today": "2"}},
	} {
		if step.do != nil {
			step.do()
		}
		all := step.c.read(info("token_info", ""))
		if len(all) != 1 {
			t.Fatalf("%s: %d records", step.what, len(all))
		}
		if diff := cmp.Diff(step.want, pick(all[0], step.want)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
	}
}

// edit_licenses changes the limit at once, both ways.
func TestQuota_editLicenses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	licences(t, w, 1, 999)
	c.mustGet("call_center_licenses_changed", conf("edit_licenses", `{"call_center":"2"}`)) // the last one of today
	if got := w.Account(); got.Limit != 2000 || got.Quota.Used != 1000 {
		t.Errorf("%+v", got)
	}
	c.mustGet("agents_found", info("agents", ""))
	c.mustGet("call_center_licenses_changed", conf("edit_licenses", `{"call_center":"1"}`))
	c.mustGet("token_limit_exceeded", info("agents", ""))
	licences(t, w, 0, 0)
	c.mustGet("token_limit_exceeded", info("agents", ""))
	licences(t, w, 1, 0)
	c.mustGet("pbx_licenses_changed", conf("edit_licenses", `{"pbx":"0"}`)) // PBX licences allow no calls
	if got := w.Account(); got.Limit != 1000 {
		t.Errorf("%+v", got)
	}
}

// What a token has used counts after it is gone; one that comes with some use of its own brings it along.
func TestQuota_tokensComeAndGo(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	a, err := w.AddToken(mockserver.Token{Token: "a-" + w.Name()})
	ok(t, err)
	for range 3 {
		newCaller(t, s.URL, a.Token).mustGet("agents_found", info("agents", ""))
	}
	mustHaveUsed(t, w, "three calls", 3, 0, 3)
	ok(t, w.RemoveToken(a.Token))
	mustHaveUsed(t, w, "it is gone", 3, 0)
	_, err = w.AddToken(mockserver.Token{Token: a.Token})
	ok(t, err)
	mustHaveUsed(t, w, "it is there again, as a new one", 3, 0, 0)
	_, err = w.AddToken(mockserver.Token{Token: "b-" + w.Name(), UsedToday: 40})
	ok(t, err)
	mustHaveUsed(t, w, "another one with 40 calls", 43, 0, 0, 40)
	for _, wrong := range []int{-1, 1_000_000_001} {
		_, err := w.AddToken(mockserver.Token{Token: "c-" + w.Name(), UsedToday: wrong})
		mustRefuse(t, err, "invalid", fmt.Sprintf("used_today is %d: expected 0 to 1000000000", wrong))
		_, err = w.PutAccount(mockserver.AccountChange{UsedToday: &wrong})
		mustRefuse(t, err, "invalid", fmt.Sprintf("used_today is %d: expected 0 to 1000000000", wrong))
	}
	mustHaveUsed(t, w, "refused", 43, 0, 0, 40)
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
	mustHaveUsed(t, w, "one call", 112, 101, 11)
	snap := w.Snapshot()
	c.mustGet("agents_found", info("agents", ""))
	ok(t, w.RemoveToken("seeded-2"))
	mustHaveUsed(t, w, "another call", 113, 102)
	ok(t, w.Restore(snap))
	mustHaveUsed(t, w, "restored", 112, 101, 11)
	_, err = w.PutAccount(mockserver.AccountChange{UsedToday: ptr(5)})
	ok(t, err)
	mustHaveUsed(t, w, "set", 5, 101, 11)
	ok(t, w.Restore(w.Snapshot()))
	mustHaveUsed(t, w, "restored as it is", 5, 101, 11)
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
	s := mockserver.Run(t)
	for _, left := range []int{0, 1, 7, 31, 32} {
		t.Run(fmt.Sprint(left), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			licences(t, w, 1, 1000-left)
			const many = 32
			var tokens []string
			for i := range many {
				token, err := w.AddToken(mockserver.Token{Token: fmt.Sprintf("crowd-%s-%d", w.Name(), i)})
				ok(t, err)
				tokens = append(tokens, token.Token)
			}
			var passed, refused atomic.Int32
			var wg sync.WaitGroup
			begin := make(chan struct{})
			for _, token := range tokens {
				wg.Go(func() {
					<-begin
					switch got := direct(s, token, info("agents", "")); got.outcome() {
					case "agents_found":
						passed.Add(1)
					case "token_limit_exceeded":
						refused.Add(1)
					default:
						t.Errorf("%s", got.body)
					}
				})
			}
			close(begin)
			wg.Wait()
			if passed.Load() != int32(left) || refused.Load() != many-int32(left) {
				t.Errorf("%d passed and %d were refused, want %d and %d", passed.Load(), refused.Load(), left, many-left)
			}
			if got := w.Account().Quota.Used; got != 1000 {
				t.Errorf("the account has used %d", got)
			}
		})
	}
}
