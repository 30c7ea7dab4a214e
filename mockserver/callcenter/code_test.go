package callcenter

import (
	"testing"
)

func TestCodes(t *testing.T) {
	c := New()
	staysSound(t, c)
	ok(t, c.CreateCode(Group2, "021", CodeChange{Description: ptr("second")}))
	ok(t, c.CreateCode(Group1, "b", CodeChange{Hit: said(false)}))
	ok(t, c.CreateCode(Group1, "021", CodeChange{ptr("Sales"), said(true), said(true), said(true), said(true), said(true), said(true)}))
	want := []Code{
		{Group1, "021", "Sales", true, true, true, true, true, true},
		{Group: Group1, ID: "b"},
		{Group: Group2, ID: "021", Description: "second"}, // both groups may hold the same code
	}
	mustCodes := func() {
		t.Helper()
		same(t, "codes", want, c.Codes())
	}
	mustCodes()

	ok(t, c.EditCode(Group1, "021", CodeChange{RPC: said(false)})) // the rest stays: Q-COD-FLAGS
	want[0].RPC = false
	mustCodes()
	ok(t, c.CreateCode(Group1, "021", CodeChange{Chat: said(true)})) // made anew: Q-COD-UPSERT
	want[0] = Code{Group: Group1, ID: "021", Chat: true}
	mustCodes()
	ok(t, c.RemoveCodes(Group1, []string{"nope", "021", "021"})) // the known ones: Q-COD-REMOVE-ABSENT
	want = want[1:]
	mustCodes()
}

func TestCodes_refusals(t *testing.T) {
	c := New()
	staysSound(t, c)
	ok(t, c.CreateCode(Group1, "021", CodeChange{}))
	before := toJSON(t, c)
	wrong := func(parameter string) *Given[bool] { return ptr(unread[bool](parameter)) }
	for parameter, ch := range map[string]CodeChange{
		"hit": {Hit: wrong("hit"), RPC: wrong("rpc"), Description: ptr("x")}, "rpc": {RPC: wrong("rpc")}, "chat": {Chat: wrong("chat")},
		"studio": {Studio: wrong("studio")}, "voice": {Voice: wrong("voice"), Hit: said(true)}, "interactions": {Interactions: wrong("interactions")},
	} {
		mustRefuseKind(t, c, before, c.CreateCode(Group1, "022", ch), ValueInvalid, parameter)
		mustRefuseKind(t, c, before, c.EditCode(Group1, "021", ch), ValueInvalid, parameter)
		mustRefuseKind(t, c, before, c.EditCode(Group1, "nope", ch), CodeUnknown, "") // before the value: Q-CHECK-ORDER
	}
	mustRefuseKind(t, c, before, c.CreateCode("COD_ACT1", "021", CodeChange{}), ValueInvalid, "type_code")
	mustRefuseKind(t, c, before, c.EditCode("", "021", CodeChange{}), ValueInvalid, "type_code")
	mustRefuseKind(t, c, before, c.RemoveCodes("cod_act", []string{"021"}), ValueInvalid, "type_code")
	for _, id := range []string{"", "\xff"} {
		mustRefuseKind(t, c, before, c.CreateCode(Group1, id, CodeChange{}), ValueInvalid, "cod_act")
	}
	mustRefuseKind(t, c, before, c.RemoveCodes(Group1, nil), CodesUnknown, "")
}
