package callcenter

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
)

// Neither its clone nor anything that a Center gives out shares memory with it: no pointer, map or slice is the same.
func TestCenter_sharesNothing(t *testing.T) {
	c := everything(t)
	same(t, "clone", toJSON(t, c), toJSON(t, c.Clone()))
	mine := map[uintptr]string{}
	visit(reflect.ValueOf(c), "center", func(at uintptr, where string) { mine[at] = where })
	member, err := c.Agent("12989")
	ok(t, err)
	coded, err := c.Call(c.Ended[0])
	ok(t, err)
	campaign, err := c.Campaign("7224")
	ok(t, err)
	for name, given := range map[string]any{
		"clone": c.Clone(), "agent": member, "agents": c.Agents(), "states": c.AuxStates(), "call": coded, "calls": c.Calls(),
		"calls since": c.CallsSince(noon), "hits": c.HitsSince(noon), "callbacks": c.Callbacks(AnyStyle), "campaign": campaign,
		"campaigns": c.Campaigns(), "codes": c.Codes(), "skills": c.Skills(), "members": c.AgentsInSkill("4001"), "account": c.Account(),
		"routing points": c.RoutingPoints(), "interactions": c.Interactions(), "audios": c.Audios(), "addresses": c.IPs(), "dial rules": c.DialRulesLeft(),
	} {
		visit(reflect.ValueOf(given), name, func(at uintptr, where string) {
			if owner, shared := mine[at]; shared {
				t.Errorf("%s is %s", where, owner)
			}
		})
	}
}

// everything is furnished, and has what else a center can have: nothing of it is empty.
func everything(t testing.TB) *Center {
	t.Helper()
	c := furnished(t)
	ok(t, c.SetACWLimit(time.Minute))
	ok(t, c.AddDialRule(DialRule{Result: DialBusy, Phone: "3000000006", Times: 2}))
	_, _, err := c.CreateAgent(noon, AgentEdit{DNI: text("1"), SSO: text("ana")})
	ok(t, err)
	put(t, c, "12992", as("ready"))
	_, err = c.Arrive(noon, Arrival{AgentID: "12992", Phone: "3001234567", Type: Predictive, CampaignID: "7224", CustomerID: "2", Answered: true})
	ok(t, err)
	ok(t, c.AgentDisplay("12992", Is(false), "dial"))
	for style, phone := range map[CallbackStyle]string{Auto: "3000000004", ByHand: "3000000005"} { // one waits, one is shown
		ok(t, c.RecallByPhone(noon, "12992", Is(phone), Is(noon), Is(style)))
	}
	c.Advance(noon.Add(everyRound))
	ok(t, c.HangTypeReady(noon.Add(everyRound), "12992", "021", "b", "thanks"))
	put(t, c, "12993", as("acw")) // with a limit
	ok(t, c.SetRingTimeout(time.Minute))
	queue(t, c) // rings at 12990, and rings out
	queue(t, c)
	c.Advance(noon.Add(2 * everyRound))
	var fields map[string]json.RawMessage
	ok(t, json.Unmarshal([]byte(toJSON(t, c)), &fields))
	for name, value := range fields {
		if slices.Contains([]string{"{}", "[]", "null", "0", `""`}, string(value)) {
			t.Fatalf("%s is %s", name, value)
		}
	}
	return c
}

// visit calls f for the memory of each pointer, map and slice.
func visit(v reflect.Value, where string, f func(at uintptr, where string)) {
	if v.Type() == reflect.TypeFor[time.Time]() || v.Type() == reflect.TypeFor[IP]() {
		return // a zone is nobody's
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			f(v.Pointer(), where)
			visit(v.Elem(), where, f)
		}
	case reflect.Map:
		if !v.IsNil() {
			f(v.Pointer(), where)
		}
		for _, key := range v.MapKeys() {
			visit(v.MapIndex(key), fmt.Sprintf("%s[%v]", where, key), f)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			f(v.Pointer(), where)
		}
		for i := range v.Len() {
			visit(v.Index(i), fmt.Sprintf("%s[%d]", where, i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			visit(v.Field(i), where+"."+v.Type().Field(i).Name, f)
		}
	}
}
