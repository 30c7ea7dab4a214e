package openapi

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestValues_Lookup(t *testing.T) {
	type found struct {
		Value string
		Found bool
	}
	v := q("a", "1", "b", "", "a", "2")
	for name, want := range map[string]found{"a": {"2", true}, "b": {"", true}, "c": {"", false}} {
		var got found
		got.Value, got.Found = v.Lookup(name)
		if diff := cmp.Diff(want, got); diff != "" || v.Get(name) != want.Value {
			t.Errorf("Get(%q) is %q, Lookup (-want +got):\n%s", name, v.Get(name), diff)
		}
	}
}

// What an operation gives counts, also when it is empty; the parameters of the request, which come first, stay as they are.
func TestData_With(t *testing.T) {
	request := append(make(Values, 0, 9), q("agent_id", "1", "state", "ready")...)
	d := Data{Values: request, Lists: map[string][]Data{"data": {{}}}}
	got := []Data{d.With(q("state", "")), d.With(q("state", "Lunch")), d}
	want := []Data{
		{Values: q("agent_id", "1", "state", "ready", "state", ""), Lists: d.Lists},
		{Values: q("agent_id", "1", "state", "ready", "state", "Lunch"), Lists: d.Lists},
		{Values: q("agent_id", "1", "state", "ready"), Lists: d.Lists},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("data (-want +got):\n%s", diff)
	}
}
