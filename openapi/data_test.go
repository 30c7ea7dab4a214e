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
