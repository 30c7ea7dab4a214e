package callcenter

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestClone(t *testing.T) {
	c := scene(t, "talk-auxiliary")
	before := toJSON(t, c)
	clone := c.Clone()
	if diff := cmp.Diff(c, clone, alike); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	ok(t, clone.Hang(noon, "12989"))
	_, err := clone.AuxCall(noon, "12989", "3001234567")
	ok(t, err)
	if diff := cmp.Diff(before, toJSON(t, c)); diff != "" {
		t.Errorf("a change of the clone reached the original (-want +got):\n%s", diff)
	}
	mustMoves(t, c)
}

func TestZeroCenter(t *testing.T) {
	var c Center
	ok(t, c.Check())
	put(t, &c, "12989", as("ready"))
	arrive(t, &c, Inbound, true)
	ok(t, c.Hang(noon, "12989"))
	ok(t, c.Check())
}

// TestClone_sharesNothing finds every pointer, map and slice of a center in which everything is set, in its clone.
func TestClone_sharesNothing(t *testing.T) {
	c := everything(t)
	mine := map[uintptr]string{}
	visit(reflect.ValueOf(c), "center", func(at uintptr, where string) { mine[at] = where })
	if len(mine) < 30 {
		t.Fatalf("only %d places were found: %v", len(mine), mine)
	}
	visit(reflect.ValueOf(c.Clone()), "clone", func(at uintptr, where string) {
		if owner, shared := mine[at]; shared {
			t.Errorf("%s is %s", where, owner)
		}
	})
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
