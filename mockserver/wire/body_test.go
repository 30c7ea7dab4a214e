package wire

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFields(t *testing.T) {
	text := func(s string) map[string]Value { return map[string]Value{"a": {Text: s}} }
	list := func(all ...string) map[string]Value { return map[string]Value{"a": {List: append([]string{}, all...)}} }
	none := map[string]Value{}
	for _, tt := range []struct {
		what, body string
		want       map[string]Value
	}{
		{"text", `{"a":"x"}`, text("x")},
		{"empty text", `{"a":""}`, text("")},
		{"blanks around", " \n{ \"a\" : \"x\" }\n ", text("x")},
		{"escapes", `{"\u0061":"\u00f1\n"}`, text("ñ\n")},
		{"last duplicate", `{"a":"y","a":"x"}`, text("x")},
		{"last duplicate is null", `{"a":"x","a":null}`, none},
		{"names have a case", `{"A":"x"}`, map[string]Value{"A": {Text: "x"}}},
		{"numbers are their text", `{"a":12,"b":0,"c":-1.50,"d":1e3}`, map[string]Value{"a": {Text: "12"}, "b": {Text: "0"}, "c": {Text: "-1.50"}, "d": {Text: "1e3"}}},
		{"null, true and an object are no value", `{"a":null,"b":true,"c":{"d":"x"}}`, none},
		{"list", `{"a":["x","y","x"]}`, list("x", "y", "x")},
		{"list of numbers", `{"a":[12, -1]}`, list("12", "-1")},
		{"list with what is no value", `{"a":["x",null,"",true,{},["y"]]}`, list("x")},
		{"list of nothing", `{"a":[]}`, list()},
		{"list of null", `{"a":[null]}`, list()},
		{
			"list of more than a request may have", `{"a":["",` + strings.Repeat(`"x",`, MaxList+1) + `null,1]}`,
			map[string]Value{"a": {List: slices.Repeat([]string{"x"}, MaxList), Beyond: 2}},
		},
		{"no fields", `{}`, none},
		{"no body", ``, nil},
		{"blanks", `  `, nil},
		{"no JSON", `a=x`, nil},
		{"cut off", `{"a":"x"`, nil},
		{"something after it", `{"a":"x"} y`, nil},
		{"in a list", `[{"a":"x"}]`, nil},
		{"a text", `"x"`, nil},
		{"a number", `12`, nil},
		{"null", `null`, none},
		{"byte order mark", "\ufeff" + `{"a":"x"}`, nil},
	} {
		fields, raw := Fields([]byte(tt.body), func(string) bool { return true })
		if diff := cmp.Diff(tt.want, fields); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.what, tt.body, diff)
		}
		for name := range fields {
			if len(raw[name]) == 0 {
				t.Errorf("%s: there is no %s as it came", tt.what, name)
			}
		}
	}
}

// Of the fields that nobody knows some are kept, as they came; those that are known are read wherever they stand.
func TestFields_unknown(t *testing.T) {
	var body strings.Builder
	for i := range maxOthers + 500 {
		fmt.Fprintf(&body, `"x%d":[1],`, i)
	}
	fields, raw := Fields([]byte("{"+body.String()+`"a":"x"}`), func(name string) bool { return name == "a" })
	if len(fields) != 1 || fields["a"].Text != "x" {
		t.Errorf("the fields are %v, want a alone", fields)
	}
	if string(raw["a"]) != `"x"` || string(raw["x0"]) != "[1]" || len(raw) != maxOthers+1 {
		t.Errorf("%d fields as they came, a is %s and x0 %s", len(raw), raw["a"], raw["x0"])
	}
}

// A body costs little beside what it says, whatever it is made of.
func TestFields_memory(t *testing.T) {
	const size = 1 << 20
	known := func(name string) bool { return name == "a" }
	for _, piece := range []string{`"",`, `null,`, `[],`, `{},`, `{"a":1},`} {
		body := []byte(`{"a":[` + strings.TrimSuffix(strings.Repeat(piece, size/len(piece)), ",") + "]}")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Fields(body, known)
		runtime.ReadMemStats(&after)
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 64<<10 {
			t.Errorf("a list of %s of 1 MiB takes %d bytes", piece, taken)
		}
	}
}
