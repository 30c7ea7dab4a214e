package mockserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

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

// hostileTargets are operations that take a body with a list, one without, a form, parameters of the query alone; a read; and what
// is no operation.
var hostileTargets = []struct{ method, path, api string }{
	{"POST", "/api/v2/configuration.php", "add_dnc"},
	{"PUT", "/api/v2/configuration.php", "disable_agent"},
	{"POST", "/api/v2/configuration.php", "create_agent"},
	{"POST", "/api/v2/configuration.php", "upload_file"},
	{"POST", "/api/v2/agentbox.php", "hang"},
	{"GET", "/api/v2/real_time.php", "agents"},
	{"POST", "/api/v2/configuration.php", "adddnc"},
	{"POST", "/elsewhere", "hang"},
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

// What a request costs is a small multiple of its size. The memory that it takes is counted, which is the same on every machine.
// Its time is held against that of a look at as many bytes, in the best of some tries.
func TestHostile(t *testing.T) {
	s, err := mockserver.New()
	ok(t, err)
	s.Warm()
	var worst uint64
	for i, tt := range hostileTargets {
		size := mostBody
		if i > 0 {
			size /= 16 // what is common to all has been seen
		}
		for _, shape := range hostileShapes(tt.method, tt.path, tt.api) {
			a := shape.make(size)
			taken, multiple := hostileCost(t, s, a)
			for try := 0; try < 5 && multiple > mostMultiple; try++ { // the machine was busy
				_, again := hostileCost(t, s, a)
				multiple = min(multiple, again)
			}
			if worst = max(worst, taken); taken > 20*uint64(max(size, mostBody/4)) || multiple > mostMultiple {
				t.Errorf("%s with %s takes %d bytes of memory, and %.0f times as long as a look at it", tt.api, shape.name, taken, multiple)
			}
		}
	}
	if worst < mostBody {
		t.Errorf("the worst shape takes %d bytes of memory: it has not been read", worst)
	}
}

// What a request to the control API costs that is as large as it may be, and refused, is a small multiple of its size too.
func TestHostile_control(t *testing.T) {
	s, err := mockserver.New()
	ok(t, err)
	control := func(method, target, begin, piece, end string) {
		t.Helper()
		size := mostBody
		if strings.HasSuffix(target, "/faults") {
			size = 800 << 10
		}
		a := ask{method: method, target: "/__admin/worlds" + target, body: repeat(begin, piece, end, size)}
		out := &sink{header: http.Header{}}
		r := hostileRequest("", a)
		r.Host, r.RemoteAddr = "localhost", "127.0.0.1:1"
		taken := takenBy(func() { s.ServeHTTP(out, r) })
		if out.status != http.StatusBadRequest && out.status != http.StatusUnprocessableEntity && out.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s %s of %s: %d", method, target, piece, out.status)
		}
		if taken > 20*uint64(size) {
			t.Errorf("%s %s with %s%s takes %.1f bytes of memory for each of its own", method, target, begin, piece, float64(taken)/float64(size))
		}
	}
	s.Warm()
	for _, piece := range []string{`1,`, `{},`, `[],`, `"",`, `{"a":1},`} {
		control("PUT", "/default/agents/5", `{"name":[`, piece, `]}`)
		control("POST", "/default/faults", `{"body":[`, piece, `]}`)
		control("POST", "/default/faults", `[`, piece, `]`)
		control("POST", "", `{"name":[`, piece, `]}`)
		control("POST", "", `{"clock":[`, piece, `]}`)
		control("POST", "", `{"from":[`, piece, `]}`)
		control("POST", "", `{"from":{"agents":[`, piece, `]}}`)
		control("PUT", "/default", `{"server":"0001","tokens":[],"center":[`, piece, `]}`)
		control("PUT", "/default/campaigns/5", `{"customers":[`, piece, `]}`)
	}
	for _, field := range []string{`"f#":1,`, `"f#":"x",`, `"f#":{},`} {
		control("POST", "/default/faults", `{"params":{"a":1,`, field, `"z":1}}`)
		control("POST", "", `{`, field, `"z":1}`)
		control("POST", "", `{"clock":{`, field, `"z":1}}`)
		control("POST", "", `{"from":{`, field, `"z":1}}`)
	}
	for _, text := range []string{`%`, `<`, `\u0001`, "ñ"} {
		control("POST", "", `{"name":"`, text, `"}`)
		control("POST", "", `{"`, text, `":1}`)
		control("POST", "/default/faults", `{"operation":"`, text, `"}`)
	}
}

// mostMultiple is how many times as long as a look at its bytes a request may take.
const mostMultiple = 200

// hostileCost is what a request takes: bytes of memory, and how many times as long as a look at 512 KiB, or at as many bytes as it
// has.
func hostileCost(t *testing.T, s *mockserver.Server, a ask) (taken uint64, multiple float64) {
	t.Helper()
	ok(t, s.Default().Reset())
	r, out := hostileRequest(s.Default().Token(), a), &sink{header: http.Header{}}
	text := []byte(`"` + strings.Repeat("a", max(len(a.body)+len(a.target), 512<<10)) + `"`)
	start := time.Now()
	if !json.Valid(text) {
		t.Error("a text is no JSON")
	}
	look := time.Since(start)
	start = time.Now()
	taken = takenBy(func() { s.ServeHTTP(out, r) })
	return taken, float64(time.Since(start)) / float64(look)
}

// takenBy counts the bytes that were allocated meanwhile, also those that are free again.
func takenBy(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
