package mockserver_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// What a request costs that is as large as it may be, and as awkward.

// A hostileShape is a request of about so many bytes.
type hostileShape struct {
	name string
	make func(size int) ask
}

// mostTarget and mostBody are how large the parts of a request may be.
const (
	mostTarget = 60 << 10
	mostBody   = 1 << 20
)

// repeat is a piece again and again, with its number where it has a "#", between a beginning and an end.
func repeat(begin, piece, end string, size int) string {
	var b strings.Builder
	b.WriteString(begin)
	before, after, numbered := strings.Cut(piece, "#")
	for i := 0; b.Len()+len(piece)+len(end)+10 < size; i++ {
		if b.WriteString(before); numbered {
			fmt.Fprint(&b, i)
			b.WriteString(after)
		}
	}
	return strings.TrimSuffix(b.String(), ",") + end
}

// hostileBodies are bodies by what they are made of: begin, piece, end.
var hostileBodies = []struct{ name, begin, piece, end string }{
	{"empty texts", `{"type_call":"all","telephones":[`, `"",`, `]}`},
	{"short texts", `{"type_call":"all","telephones":[`, `"1",`, `]}`},
	{"numbers", `{"type_call":"all","telephones":[`, `"3#",`, `]}`},
	{"wrong texts", `{"type_call":"all","telephones":[`, `"x#",`, `]}`},
	{"wrong at its end", `{"type_call":"all","telephones":[`, `"1",`, `"x"]}`},
	{"digits", `{"type_call":"all","telephones":[`, `1,`, `]}`},
	{"nulls", `{"type_call":"all","telephones":[`, `null,`, `]}`},
	{"lists", `{"type_call":"all","telephones":[`, `[],`, `]}`},
	{"objects", `{"type_call":"all","telephones":[`, `{},`, `]}`},
	{"escaped texts", `{"type_call":"all","telephones":[`, `"\u0031",`, `]}`},
	{"other list", `{"type_call":"all","telephone":[`, `"",`, `]}`},
	{"unknown list", `{"zzz":[`, `"",`, `]}`},
	{"unknown objects", `{"zzz":[`, `{"a":1},`, `]}`},
	{"many unknown fields", `{"type_call":"all",`, `"zzz#":1,`, `"telephones":["1"]}`},
	{"many lists", `{"type_call":"all",`, `"zzz#":["",""],`, `"telephones":["1"]}`},
	{"many near fields", `{"type_call":"all",`, `"telephone#":"1",`, `"telephones":["1"]}`},
	{"many token fields", `{"type_call":"all",`, `"token#":"x",`, `"telephones":["1"]}`},
	{"many secret fields", `{"type_call":"all",`, `"agent_pass#":"x",`, `"telephones":["1"]}`},
	{"one field again", `{`, `"type_call":"x",`, `"telephones":["1"]}`},
	{"escaped fields", `{`, `"\u0061#":1,`, `"telephones":["1"]}`},
	{"nesting of lists", ``, `[`, ``},
	{"nesting in a field", `{"telephones":`, `[`, ``},
	{"nesting of objects", ``, `{"a":`, ``},
	{"nesting to the limit", `{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), `,"b":[[[[]]]]`, `}`},
	{"long text", `{"type_call":"`, `a`, `"}`},
	{"long escapes", `{"type_call":"`, `\u0061`, `"}`},
	{"long backslashes", `{"type_call":"`, `\\`, `"}`},
	{"long quotes", `{"type_call":"`, `\"`, `"}`},
	{"long percents", `{"type_call":"`, `%41`, `"}`},
	{"long lone percents", `{"type_call":"`, `%`, `"}`},
	{"long plus", `{"type_call":"`, `+`, `"}`},
	{"long letters", `{"type_call":"`, "ñ", `"}`},
	{"long broken letters", `{"type_call":"`, "\xff", `"}`},
	{"long controls", `{"type_call":"`, `\u0001`, `"}`},
	{"long words", `{"type_call":"`, `0123456789abcdef `, `"}`},
	{"long name", `{"`, `a`, `":1}`},
	{"long token name", `{"`, `token`, `":"x"}`},
	{"long number", `{"type_call":`, `1`, `}`},
	{"long fraction", `{"type_call":1.`, `0`, `}`},
	{"long exponent", `{"type_call":1e`, `9`, `}`},
	{"blanks", ``, ` `, `{}`},
	{"tokens", `{"type_call":"`, mockserver.DemoToken + " ", `"}`},
	{"tokens of others", `{"type_call":"`, "7b64656d6f7d2d3230323600# ", `"}`},
	{"letters", ``, `a`, ``},
	{"words", ``, `token `, ``},
	{"quotes", ``, `"`, ``},
	{"names of secrets", ``, `"token":`, ``},
	{"secrets", ``, `"token":"x",`, ``},
	{"backslashes", ``, `\`, ``},
	{"escapes", ``, `\u0061`, ``},
	{"percents", ``, `%`, ``},
	{"percent escapes", ``, `%41`, ``},
	{"zeros", ``, "\x00", ``},
	{"broken letters", ``, "\xff", ``},
	{"form", ``, `a#=1&`, ``},
	{"form of tokens", ``, `token#=x&`, ``},
	{"form of near fields", ``, `telephone#=x&`, ``},
	{"form with a long value", `a=`, `%41`, ``},
	{"separators", ``, `&`, ``},
	{"equals", ``, `=`, ``},
}

// hostileQueries are queries, likewise.
var hostileQueries = []struct{ name, begin, piece, end string }{
	{"unknown", ``, `&z#=1`, ``},
	{"unknown and short", ``, `&#`, ``},
	{"one again", ``, `&agent_id=1`, ``},
	{"near", ``, `&agent_i#=1`, ``},
	{"tokens", ``, `&token#=x`, ``},
	{"values that are tokens", ``, `&z#=` + mockserver.DemoToken, ``},
	{"api again", ``, `&api=hang`, ``},
	{"near api", ``, `&api=han`, ``},
	{"semicolons", `&agent_id=1`, `;`, ``},
	{"hidden", `&agent_id=1`, `;agent_id=#`, ``},
	{"hidden unknown", `&agent_id=1`, `;z#=1`, ``},
	{"escapes", `&agent_id=`, `%41`, ``},
	{"broken escapes", `&agent_id=`, `%zz`, ``},
	{"lone percents", `&agent_id=`, `%`, ``},
	{"plus", `&agent_id=`, `+`, ``},
	{"dots", ``, `&a.b.c=#`, ``},
	{"ampersands", ``, `&`, ``},
	{"equals", `&agent_id=`, `=`, ``},
	{"long value", `&agent_id=`, `a`, ``},
	{"long name", `&`, `a`, `=1`},
	{"words", `&agent_id=`, `0123456789abcdef-`, ``},
	{"quotes", `&agent_id=`, `'`, ``},
	{"near a secret", `&`, `toke`, `=1`},
	{"secrets", ``, `&agent_pass#=x`, ``},
}

// hostileShapes are those for an operation of the data path.
func hostileShapes(method, path, api string) (all []hostileShape) {
	target := path + "?api=" + api
	for _, s := range hostileBodies {
		all = append(all, hostileShape{"body/" + s.name, func(size int) ask {
			return ask{method: method, target: target, body: repeat(s.begin, s.piece, s.end, min(size, mostBody))}
		}})
	}
	for _, s := range hostileQueries {
		all = append(all, hostileShape{"query/" + s.name, func(size int) ask {
			return ask{method: method, target: target + repeat(s.begin, s.piece, s.end, min(size, mostTarget))}
		}})
	}
	for name, piece := range map[string]string{"letters": "a", "slashes": "/", "escapes": "%61", "parts": "/agentbox.php", "tokens": "/" + mockserver.DemoToken} {
		all = append(all, hostileShape{"path/" + name, func(size int) ask {
			return ask{method: method, target: repeat(path, piece, "", min(size, mostTarget))}
		}})
	}
	for name, piece := range map[string]string{"letters": "a", "tokens": mockserver.DemoToken + " ", "percents": "%", "words": "0123456789abcdef-"} {
		for _, header := range []string{"Authorization", "Wolkvox_server", "User-Agent", "Content-Type", "wolkvox-token", "X-Wolkvox-Mock-World"} {
			all = append(all, hostileShape{"header/" + header + " of " + name, func(size int) ask {
				return ask{method: method, target: target}.with(header, repeat("", piece, "", min(size, mostTarget)))
			}})
		}
	}
	all = append(all, hostileShape{"header/many", func(size int) ask {
		a := ask{method: method, target: target}
		for i := range min(size, mostTarget) / 16 {
			a.header = append(a.header, fmt.Sprintf("X-%06d", i), "1")
		}
		return a
	}})
	for name, part := range map[string]string{
		"files":      "--b\r\nContent-Disposition: form-data; name=\"a#\"; filename=\"b#\"\r\n\r\nx\r\n",
		"fields":     "--b\r\nContent-Disposition: form-data; name=\"token#\"\r\n\r\nx\r\n",
		"boundaries": "--b\r\n", "near boundaries": "\r\n--", "no part": "a", "lines": "\r\n", "dashes": "-",
		"headers": "X-#: 1\r\n", "quoted": "--b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n=41=\r\n\r\n",
	} {
		all = append(all, hostileShape{"form/" + name, func(size int) ask {
			return ask{method: method, target: target, body: repeat("--b\r\n", part, "\r\n--b--\r\n", min(size, mostBody))}.
				with("Content-Type", "multipart/form-data; boundary=b")
		}})
	}
	return all
}

// hostileRequest is a request past the network, as net/http would give it to the handler.
func hostileRequest(token string, a ask) *http.Request {
	r := httptest.NewRequest(a.method, a.target, strings.NewReader(a.body))
	r.Header.Set("wolkvox-token", token)
	for i := 0; i < len(a.header); i += 2 {
		r.Header.Set(a.header[i], a.header[i+1])
	}
	return r
}

// BenchmarkHostile: what a request of 1 MiB costs, or of as much as its place may have, in milliseconds.
func BenchmarkHostile(b *testing.B) {
	s, err := mockserver.New()
	ok(b, err)
	w := s.Default()
	for _, tt := range []struct{ method, path, api string }{
		{"POST", "/api/v2/configuration.php", "add_dnc"},
	} {
		for _, shape := range hostileShapes(tt.method, tt.path, tt.api) {
			b.Run(tt.api+"/"+shape.name, func(b *testing.B) {
				a := shape.make(mostBody)
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					ok(b, w.Reset())
					r := hostileRequest(w.Token(), a)
					out := &sink{header: http.Header{}}
					b.StartTimer()
					s.ServeHTTP(out, r)
				}
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/request")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
