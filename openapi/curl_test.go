package openapi

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

func TestCurl(t *testing.T) {
	for _, tt := range []struct {
		name, operation string
		request         Request
		want            string
	}{
		{"nothing sent", "hang", Request{}, `curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"what was right stays", "transfer", Request{Base: "http://127.0.0.1:8042", Query: q("agent_id", "7", "customer_phone", "+57", "x", "y"), Header: http.Header{"Wolkvox_server": {"0001"}}},
			`curl -X POST 'http://127.0.0.1:8042/api/v2/agentbox.php?api=transfer&agent_id=7&customer_phone=%2B57' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'wolkvox_server: 0001'`},
		{"an agent that can do it", "aux_call", Request{Query: q("customer_phone", "7")},
			`curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=aux_call&agent_id=12993&customer_phone=7' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"a body", "disable_agent", Request{Body: []byte(`{"agent_id":"7"}`)},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=disable_agent' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_id": "7"}'`},
		{"a wrong body", "disable_agent", Request{Body: []byte(`{"agent_id":["7","8"]}`)},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=disable_agent' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_id": "12992"}'`},
		{"a number for a text", "disable_agent", Request{Body: []byte(`{"agent_id":7}`)},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=disable_agent' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_id": "7"}'`},
		{"a form", "disable_agent", Request{Body: []byte("agent_id=7")},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=disable_agent' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_id": "7"}'`},
		{"the query in the body", "hang", Request{Body: []byte("agent_id=7")}, `curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=7' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"a name in the wrong case", "hang", Request{Query: q("agentId", "7")}, `curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=7' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"behind a semicolon", "transfer", Request{Query: q("agent_id", "7;customer_phone=3")},
			`curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?api=transfer&agent_id=7&customer_phone=3' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"an upload", "upload_file", Request{Query: q("api", "upload_file")},
			`curl -X POST 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=upload_file' -H "wolkvox-token: $WOLKVOX_TOKEN" -F 'file=aaaaaaaa;filename=manual.pdf'`},
		{"a body without a required field", "edit_agent", Request{Query: q("agent_id", "7"), Body: []byte(`{}`)},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=edit_agent&agent_id=7' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_dni":"0010203","agent_name":"Agent One","agent_sso":"","agent_pass":"Example0123*"}'`},
		{"of such a body what was right stays", "edit_agent", Request{Body: []byte(`{"agent_name":"Luz","agent_pass":"s3cret","agent_dni":[7]}`)},
			`curl -X PUT 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=edit_agent&agent_id=12989' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"agent_name": "Luz"}'`},
		{"a list", "remove_cod_act", Request{Body: []byte(`{"type_code":"cod_act2","cod_act":["1","2"]}`)},
			`curl -X DELETE 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=remove_cod_act' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"type_code": "cod_act2", "cod_act": ["1","2"]}'`},
		{"a wrong list", "remove_cod_act", Request{Body: []byte(`{"type_code":"cod_act2","cod_act":[]}`)},
			`curl -X DELETE 'https://wv0042.wolkvox.com/api/v2/configuration.php?api=remove_cod_act' -H "wolkvox-token: $WOLKVOX_TOKEN" -H 'Content-Type: application/json' -d '{"type_code": "cod_act2", "cod_act": ["020","021"]}'`},
		{"another name than its api", "recall_by_phone", Request{},
			`curl -X POST 'https://wv0042.wolkvox.com/api/v2/agentbox.php?agent_id=12989&api=recall&customer_phone=3000000000&date=20231122101520&type_recall=auto' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		{"a hostile base", "hang", Request{Base: "http://x'; rm -rf ~ #"}, `curl -X POST 'http://x'\''; rm -rf ~ #/api/v2/agentbox.php?api=hang&agent_id=12989' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mustEqual(t, "command", tt.want, mustOperation(t, tt.operation).Curl(tt.request))
		})
	}
}

// What Curl writes is what the contract asks for: split by a real shell and checked again, nothing is wrong with it.
func TestCurl_isCorrect(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	for name, d := range documents(t) {
		var of []*Operation
		script := `curl() { printf '%s\036' "$@"; printf '\035'; }` + "\n"
		for _, o := range d.Operations {
			for _, v := range []string{"", "'", "$(id)", "12989", "x y", "@file", token} {
				r := Request{Body: []byte("{}"), Secret: token, Header: http.Header{"Wolkvox_server": {v}}}
				for _, p := range o.Parameters {
					switch {
					case p.In == "query":
						r.Query = append(r.Query, Value{p.Name, v})
					case p.Kind == List || p.Kind == TextOrList && len(v) > 3:
						r.Body = addField(r.Body, p.Name, "["+quoted(v)+"]")
					case p.In == "body" && p.Kind != File:
						r.Body = addField(r.Body, p.Name, quoted(v))
					}
				}
				of = append(of, o)
				script += o.Curl(r) + "\n"
			}
		}
		out, err := exec.Command(sh, "-ec", script).Output()
		if err != nil {
			t.Fatalf("%s: %v", script, err)
		}
		commands := strings.Split(strings.TrimSuffix(string(out), "\035"), "\035")
		if len(commands) != len(of) {
			t.Fatalf("%s: the shell saw %d commands, want %d", name, len(commands), len(of))
		}
		for i, command := range commands {
			r := mustRequest(t, of[i], strings.Split(strings.TrimSuffix(command, "\036"), "\036"))
			if again := of[i].CheckRequest(r); again != nil {
				t.Errorf("%q: %v", command, again)
			}
		}
	}
}

// mustRequest reads the arguments of a curl command.
func mustRequest(t *testing.T, o *Operation, args []string) (r Request) {
	t.Helper()
	r.Header = http.Header{}
	if len(args)%2 == 0 {
		t.Errorf("%q: want one address, and options with a value each", args)
		return r
	}
	for i := 0; i < len(args); i++ {
		switch args[i] {
		case "-X":
			i++
			if args[i] != o.Method {
				t.Errorf("method %s", args[i])
			}
		case "-H":
			i++
			name, value, _ := strings.Cut(args[i], ": ")
			r.Header.Set(name, value)
		case "-d":
			i++
			r.Body = []byte(args[i])
		case "-F":
			i++
			name, file, _ := strings.Cut(args[i], "=")
			if p := o.parameter("body", name); p == nil || p.Kind != File || !strings.Contains(file, ";filename=") {
				t.Errorf("a part %s of the form", args[i])
			}
			r.Files++
		default:
			u, err := http.NewRequest(o.Method, args[i], nil)
			if err != nil {
				t.Fatal(err)
			}
			if u.URL.Path != o.Path {
				t.Errorf("path %s", u.URL.Path)
			}
			for name, values := range u.URL.Query() {
				for _, v := range values {
					r.Query = append(r.Query, Value{name, v})
				}
			}
		}
	}
	want := ""
	if r.Body != nil {
		want = "application/json" // that of a form curl writes itself
	}
	if got := r.Header.Get("Content-Type"); got != want || r.Body != nil && r.Files > 0 {
		t.Errorf("Content-Type %q, a body of %d bytes and %d files", got, len(r.Body), r.Files)
	}
	return r
}
