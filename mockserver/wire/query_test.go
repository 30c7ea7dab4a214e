package wire

import (
	"strings"
	"testing"
)

func TestQuery(t *testing.T) {
	for _, tt := range []struct{ what, raw, want string }{
		{"pairs in their order, also of one name", "b=1&a=2&b=3", "b:1 a:2 b:3"},
		{"nothing", "", ""},
		{"nothing between separators", "&&a=1&&b=2&", "a:1 b:2"},
		{"empty, or without a value", "a=&b", "a: b:"},
		{"equals sign in a value", "a=b=c", "a:b=c"},
		{"question mark", "a=?", "a:?"},
		{"semicolon separates nothing", "a=1;b=2", "a:1;b=2"},
		{"nameless", "=x&+=y&%20=z&a=1", "a:1"},
		{"plus", "a=1+2&b=1%2B2", "a:1 2 b:1+2"},
		{"escapes", "%61pi=%31%329%389", "api:12989"},
		{"letters outside ASCII", "a=%C3%B1&b=%F1&c=ñ", "a:ñ b:\xf1 c:ñ"},
		{"control characters", "a=%00%0A", "a:\x00\n"},
		{"dot, blank and plus in a name", "a.b=1&a%20b=2&a+b=3&a%2Eb=4", "a_b:1 a_b:2 a_b:3 a_b:4"},
		{"blanks before a name", "%20+a=1", "a:1"},
		{"brackets", "a[]=1&a%5B%5D=2", "a[]:1 a[]:2"},
		{"capitals", "API=1", "API:1"},
		{"broken escape at the end", "a=1%&b=1%4", "a:1% b:1%4"},
		{"broken escape beside a sound one", "a=%zz%31+x", "a:%zz1 x"},
		{"broken escape in a name", "a%=1", "a%:1"},
		{"sound escape at the end after a broken one", "a=%z%31", "a:%z1"},
	} {
		var got []string
		for name, value := range Query(tt.raw) {
			got = append(got, name+":"+value)
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s: %s is %q, want %q", tt.what, tt.raw, got, tt.want)
		}
	}
	for name := range Query("a=1&b=2") { // whoever has found what it looks for stops
		if name != "a" {
			t.Errorf("%s comes first", name)
		}
		break
	}
}
