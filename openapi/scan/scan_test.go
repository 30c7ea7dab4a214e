package scan

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestFields(t *testing.T) {
	known := func(name string) bool { return strings.HasPrefix(name, "k") }
	for _, tt := range []struct {
		what, body string
		others     int
		want       string // JSON of what is kept; "" for nil
	}{
		{"fields", `{"a":1, "b" : "x" ,"c":[1, 2],"d":{"e":{}}}`, 9, `{"a":1,"b":"x","c":[1,2],"d":{"e":{}}}`},
		{"blanks everywhere", " \r\n\t{ \"a\" : [ 1 , { } ] \n, \"b\":true } ", 9, `{"a":[1,{}],"b":true}`},
		{"nothing in it", ` { } `, 9, `{}`},
		{"brackets and quotes in texts", `{"a":"]}\"[{\\","b]":"\\\\\""}`, 9, `{"a":"]}\"[{\\","b]":"\\\\\""}`},
		{"words and numbers", `{"a":null,"b":false,"c":-1.5e+3}`, 9, `{"a":null,"b":false,"c":-1.5e+3}`},
		{"an escaped name", `{"\u0061":1}`, 9, `{"a":1}`},
		{"a name that is no UTF-8", "{\"\xff\":1}", 9, "{\"\ufffd\":1}"},
		{"the last of a name", `{"a":1,"a":2}`, 1, `{"a":2}`},
		{"the first others", `{"a":1,"b":2,"c":3}`, 2, `{"a":1,"b":2}`},
		{"the last value of the first others", `{"a":1,"b":2,"a":3}`, 1, `{"a":3}`},
		{"all that are known", `{"a":1,"k1":2,"b":3,"k2":4,"k1":5}`, 0, `{"k1":5,"k2":4}`},
		{"a list", `[{"a":1}]`, 9, ``},
		{"a text", `"a"`, 9, ``},
		{"null", `null`, 9, ``},
		{"nothing", ` `, 9, ``},
		{"cut off", `{"a":1`, 9, ``},
		{"more behind it", `{"a":1} {}`, 9, ``},
	} {
		fields := Fields([]byte(tt.body), known, tt.others)
		got, err := json.Marshal(fields)
		if fields == nil {
			got = nil
		}
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %s: %s, %v, want %s", tt.what, tt.body, got, err, tt.want)
		}
	}
}

// Walks stop where their reader does.
func TestMembers_stop(t *testing.T) {
	for name := range Members([]byte(`{"a":1,"b":2}`)) {
		if string(name) != `"a"` {
			t.Errorf("%s comes first", name)
		}
		break
	}
	for item := range Items([]byte(`[1,2]`)) {
		if string(item) != `1` {
			t.Errorf("%s comes first", item)
		}
		break
	}
}

// FuzzFields: it reads what encoding/json reads, and stays within what is no JSON.
func FuzzFields(f *testing.F) {
	for _, seed := range []string{
		`{"a":1,"b":[{"c":"\"]"},[],null],"a":"x"}`, ` { "a" : { } , "b" : [ ] } `, `{"":-0.1e9,"\u00e9":"\ud800"}`, `[1,"2",{"a":[3]}]`,
		`{"a`, `{"a":"\`, `[`, `]`, `{,}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if end := End(body, 0); end < 0 || end > len(body) {
			t.Errorf("the value of %q ends at %d", body, end)
		}
		var want map[string]json.RawMessage
		if json.Unmarshal(body, &want) != nil {
			want = nil
		}
		got := Fields(body, func(string) bool { return true }, 0)
		if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
			t.Fatalf("%q has the fields %v, want %v", body, got, want)
		}
		for name, value := range got {
			if string(value) != string(want[name]) {
				t.Errorf("%q has %q for %q, want %q", body, value, name, want[name])
			}
			var list []json.RawMessage
			if value[0] != '[' || json.Unmarshal(value, &list) != nil {
				continue
			}
			i := 0
			for item := range Items(value) {
				if i >= len(list) || string(item) != string(list[i]) {
					t.Fatalf("item %d of %q is %q", i, value, item)
				}
				i++
			}
			if i != len(list) {
				t.Errorf("%q has %d items, want %d", value, i, len(list))
			}
		}
	})
}

// FuzzText: a text says what encoding/json says that it says.
func FuzzText(f *testing.F) {
	for _, seed := range []string{
		`"plain ñ"`, `"\"\\\/\b\f\n\r\t"`, `"\u00f1\ud83d\ude00\uD83D"`, `"\ud83dx\ude00\ud83d\u0041\ud83d\n"`, "\"a\xff\xc3\"", `""`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, quoted []byte) {
		var want string
		if json.Unmarshal(quoted, &want) != nil || quoted[0] != '"' || quoted[len(quoted)-1] != '"' {
			return
		}
		if got := Text(quoted); got != want {
			t.Errorf("%q says %q, want %q", quoted, got, want)
		}
	})
}
