package openapi

import (
	"net/http"
	"strings"
	"testing"

	"wolkvoxmock/openapi/internal/tree"
)

func BenchmarkCheckRequest(b *testing.B) {
	o := mustOperation(b, "hang")
	body := mustOperation(b, "disable_agent")
	header := http.Header{"Wolkvox_server": {"0042"}}
	for _, bm := range []struct {
		name      string
		operation *Operation
		request   Request
		wrong     int
	}{
		{"query", o, Request{Query: q("api", "hang", "agent_id", "12989"), Header: header}, 0},
		{"body", body, Request{Query: q("api", "disable_agent"), Header: header, Body: []byte(`{"agent_id":"12992"}`)}, 0},
		{"list", mustOperation(b, "add_dnc"), Request{Query: q("api", "add_dnc"), Header: header, Body: numbers(100)}, 0},
		{"wrong", o, Request{Query: q("api", "hang", "agentid", "12989"), Header: header, Secret: token}, 2},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := bm.operation.CheckRequest(bm.request); len(v) != bm.wrong {
					b.Fatal(v)
				}
			}
		})
	}
}

// numbers is the body of a request with a list of n phone numbers.
func numbers(n int) []byte {
	list := strings.TrimSuffix(strings.Repeat(`"3000000000",`, n), ",")
	return []byte(`{"type_call":"all","telephones":[` + list + `]}`)
}

func BenchmarkCheckReply(b *testing.B) {
	o := mustOperation(b, "hang")
	body := o.Outcomes[0].Append(nil, Data{})
	header := http.Header{"Content-Type": {"application/json"}}
	b.ReportAllocs()
	for b.Loop() {
		if v := o.CheckReply(200, header, body, token); v != nil {
			b.Fatal(v)
		}
	}
}

// BenchmarkCompile is what a start of the server does with the built-in document, BenchmarkParse what it does with one
// of --spec.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := builtIn("wolkvox.tree", tree.Wolkvox, (*Document).compileWolkvox); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(mustWolkvox(b).Operations)), "operations")
}

func BenchmarkParse(b *testing.B) {
	source := mustWolkvox(b).Source()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(source); err != nil {
			b.Fatal(err)
		}
	}
}
