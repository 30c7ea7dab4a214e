package wire

import (
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
		fields, raw := Fields([]byte(tt.body))
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
