package openapi

import (
	"encoding/json"
	"testing"
)

// FuzzEscape holds the writing of strings to encoding/json: what we write is read back as the same text.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "Ready", `"\/`, "\x00\b\t\n\v\f\r\x1f\x7f", "é\u2028\xff\xed\xa0\x80", "<&>", "{agent_id}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal([]byte(quoted(s)), &got); err != nil {
			t.Fatalf("%q: %v", quoted(s), err)
		}
		b, _ := json.Marshal(s)
		var want string
		_ = json.Unmarshal(b, &want) // what is not UTF-8 has become U+FFFD
		if got != want {
			t.Errorf("%q was written %s and read as %q", s, quoted(s), got)
		}
	})
}

// A value that JSON has no text for is an error wherever it stands.
func TestCompact_refuses(t *testing.T) {
	for _, text := range []string{".nan", "[1, .nan]", "[[.inf], 2]", "{a: [.nan]}"} {
		if got, err := compact(node(t, text)); err == nil {
			t.Errorf("%s is written %s", text, got)
		}
	}
}
