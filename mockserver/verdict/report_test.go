package verdict

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

var update = flag.Bool("update", false, "write the golden reports anew")

// reports are all forms of a verdict.
var reports = map[string]func(io.Writer, Verdict) error{
	"verdict.txt":   func(w io.Writer, v Verdict) error { return WriteTable(w, v, Style{Width: 100}) },
	"narrow.txt":    func(w io.Writer, v Verdict) error { return WriteTable(w, v, Style{Width: 50}) },
	"coloured.txt":  func(w io.Writer, v Verdict) error { return WriteTable(w, v, Style{Colour: true}) },
	"verdict.xml":   WriteJUnit,
	"verdict.html":  WriteHTML,
	"summary.md":    WriteMarkdown,
	"commands.txt":  WriteAnnotations,
	"verdict.jsonl": func(w io.Writer, v Verdict) error { return json.NewEncoder(w).Encode(v) },
}

func TestReports_golden(t *testing.T) {
	for name, write := range reports {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got, rich("<script>alert(1)</script>")); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// rich is a verdict with some of everything. what is said by clients, wherever they can.
func rich(said string) Verdict {
	first := func(seq int, operation string) Occurrence {
		return Occurrence{
			World: "default", Seq: seq, Time: time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC), Operation: operation,
			Request: "POST /api/v2/agentbox.php?api=" + operation + "&x=" + said,
		}
	}
	unknown := first(7, "aux_call")
	unknown.Where, unknown.Expected, unknown.Got = "query "+said, "one of api, agent_id, customer_phone", said
	unknown.Source, unknown.Try = "https://www.wolkvox.com/en/make-auxiliary-call-agent-v2/", "curl -X POST '"+said+"'"
	refused := first(9, "hang")
	refused.Where, refused.Got = "hang/no_active_call", "agent "+said+" has no active call"
	fault := Occurrence{World: "w1", Where: "hang, before: status 500 (fault 1)", Expected: "2 times", Got: "0 times"}
	v := Verdict{
		Requests: 42,
		Findings: []Finding{
			{
				Rule: openapi.RuleParameterUnknown, Severity: openapi.SeverityViolation, Title: "the operation documents no such parameter",
				Says: "It is ignored, as `api` is not.", Source: "Q-EXTRA-FIELDS", Evidence: openapi.Inferred, Count: 3, First: unknown,
			},
			{
				Rule: openapi.RuleFaultUnmet, Severity: openapi.SeverityViolation, Title: "a fault was met less often than arranged",
				Says: "What was arranged to go wrong did not.", Evidence: openapi.Inferred, Count: 1, First: fault,
			},
			{
				Rule: openapi.RuleRefusalUnexpected, Severity: openapi.SeverityWarning, Title: "a request was refused, and nobody expected it",
				Says: "Nothing explains it.", Source: "Q-NO-CALL-REPLY", Evidence: openapi.Inferred, Outcome: "hang/no_active_call", Count: 2,
				First: refused,
			},
		},
		Coverage: Reach{
			Operations: Area{50, 1, 2, []string{"transfer"}}, Parameters: Area{100, 1, 1, []string{}},
			Outcomes: Area{33, 1, 3, []string{"hang/agent_unknown", "transfer/transferred"}}, Transitions: Area{0, 0, 1, []string{"talk --hang_up--> acw"}},
		},
		Evidence: []Grade{
			{openapi.Documented, 0, []Count{}},
			{openapi.Example, 38, []Count{{"hang/hung_up", 38, "https://www.wolkvox.com/en/hang-up-agent-v2/"}}},
			{openapi.Observed, 0, []Count{}},
			{openapi.Inferred, 4, []Count{{"hang/no_active_call", 2, "Q-NO-CALL-REPLY"}, {"token_busy", 2, "Q-BUSY"}}},
		},
		Next: []Try{{
			Outcome: "hang/agent_unknown", Given: []string{"agent 12992 is logged out"},
			Shell: []string{`curl -X POST 'http://127.0.0.1:8042/api/v2/agentbox.php?api=hang' -H "wolkvox-token: $WOLKVOX_TOKEN"`},
		}},
	}
	return v.Under(Demands{
		[]Minimum{{"operations", 100}, {"outcomes", 30}}, []openapi.Evidence{openapi.Inferred},
	}).Expecting([]Result{
		{Expectation: Expectation{Operation: "hang"}, Passed: true, Count: 3, Came: "it came 3 times"},
		{
			Expectation: Expectation{Operation: "transfer", AgentID: said}, Came: "it did not come",
			NearMisses: []NearMiss{{World: "default", Seq: 4, Request: "#4 transfer, agent " + said, Why: []string{"agent_id is " + said}}},
		},
	}, nil)
}

// An expectation that is not met fails its test when that is a violation, as the verdict does.
func TestWriteJUnit_mildExpectation(t *testing.T) {
	for _, severity := range openapi.Severities {
		v := Verdict{}.Expecting([]Result{{Came: "it did not come"}}, func(openapi.Rule, string) openapi.Severity { return severity })
		var b bytes.Buffer
		if err := WriteJUnit(&b, v); err != nil {
			t.Fatal(err)
		}
		if fails := strings.Contains(b.String(), "<failure"); fails == v.Passed || strings.Count(b.String(), ": it did not come") != 1 {
			t.Errorf("%s, passed %t:\n%s", severity, v.Passed, b.String())
		}
	}
}

// What clients say is a text in every report, and nothing else.
func TestReports_hostileTexts(t *testing.T) {
	for what, said := range map[string]string{
		"markup":            `"></code></pre><script src='http://x'>alert("1")</script><!--`,
		"XML":               "]]></failure><testcase name='x'/>&amp;&#0;\x00\x01\x1b[31m\ufffe",
		"GitHub":            "x\n::error title=x::y\r\n ::set-output name=a::b ##[command]x % %0A",
		"a command on line": strings.Repeat("long ", 30) + "::stop-commands::x",
		"Markdown":          "| ` ``` ~~~ </details> ![x](http://x) [x](http://x) @somebody #1 https://x.y <b>",
		"directions":        "\u202e\u2028\u2066abc\x7f\u0085",
		"no UTF-8":          "\xff\xfe\x80",
	} {
		t.Run(what, func(t *testing.T) {
			plainly, hostile := render(t, rich("x")), render(t, rich(said))
			if tags(plainly["verdict.html"]) != tags(hostile["verdict.html"]) {
				t.Error("the page has other elements")
			}
			if a, b := elements(t, plainly["verdict.xml"]), elements(t, hostile["verdict.xml"]); a != b {
				t.Errorf("the XML has other elements:\n%s\nwant\n%s", b, a)
			}
			if a, b := strings.Count(plainly["commands.txt"], "\n"), strings.Count(hostile["commands.txt"], "\n"); a != b {
				t.Errorf("%d commands, want %d:\n%s", b, a, hostile["commands.txt"])
			}
			for line := range strings.Lines(hostile["verdict.txt"] + hostile["narrow.txt"]) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
					t.Errorf("a command for GitHub: %q", line)
				}
				if strings.ContainsFunc(line, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || steers(r)) }) {
					t.Errorf("%q steers the terminal", line)
				}
			}
			if a, b := rows(plainly["summary.md"]), rows(hostile["summary.md"]); a != b {
				t.Errorf("the summary has other rows, %v, want %v:\n%s", b, a, hostile["summary.md"])
			}
			var back Verdict
			if err := json.Unmarshal([]byte(hostile["verdict.jsonl"]), &back); err != nil || what != "no UTF-8" && what != "XML" && !cmp.Equal(back, rich(said)) {
				t.Errorf("%v; the JSON does not come back as it was: %s", err, cmp.Diff(rich(said), back))
			}
		})
	}
}

func render(t *testing.T, v Verdict) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, write := range reports {
		var b bytes.Buffer
		if err := write(&b, v); err != nil {
			t.Fatal(err)
		}
		all[name] = b.String()
	}
	return all
}

// tags is how often each letter that makes markup is there.
func tags(html string) (n [3]int) {
	for i, letter := range []string{"<", ">", "\""} {
		n[i] = strings.Count(html, letter)
	}
	return n
}

// elements are the names of the elements of an XML document, with those of their attributes.
func elements(t *testing.T, text string) string {
	t.Helper()
	var all strings.Builder
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all.String()
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if start, is := token.(xml.StartElement); is {
			all.WriteString(start.Name.Local)
			for _, a := range start.Attr {
				all.WriteString(" " + a.Name.Local)
			}
			all.WriteString("\n")
		}
	}
}

// rows is what makes the structure of a summary, without its blocks of code.
func rows(markdown string) (n [4]int) {
	markdown, _, _ = strings.Cut(markdown, "<details>")
	for i, mark := range []string{"\n", "|", "<", "["} {
		n[i] = strings.Count(markdown, mark)
	}
	return n
}

// A verdict says of itself what it is.
func TestSummary(t *testing.T) {
	info := Finding{Rule: openapi.RuleWorldAdopted, Severity: openapi.SeverityInfo, Count: 2}
	for _, tt := range []struct {
		v    Verdict
		want string
	}{
		{Verdict{}, "no violation in 0 requests"},
		{Verdict{Requests: 1, World: "w1", Findings: []Finding{info}}, "no violation, 2 for information in 1 request to world w1"},
		{rich("x"), "9 violations, 2 warnings, operations under 100 % in 42 requests"},
	} {
		if got := Summary(tt.v); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// Where nothing has come, nobody asks what was covered, unless it was demanded.
func TestWriteTable_nothingCame(t *testing.T) {
	v := testScope(t).NewTally().Judge("", openapi.Place{})
	demanded := v.Under(Demands{MinCoverage: []Minimum{{Name: "operations", Percent: 1}}})
	for _, tt := range []struct {
		v      Verdict
		covers bool
	}{{v, false}, {demanded, true}} {
		var text bytes.Buffer
		if err := WriteTable(&text, tt.v, Style{}); err != nil {
			t.Fatal(err)
		}
		for heading, want := range map[string]bool{
			"no request arrived": true, "\nCoverage": tt.covers, "\nEvidence": false, "\nWhat could": false, "\nNot reached": false,
		} {
			if strings.Contains(text.String(), heading) != want {
				t.Errorf("%s: %v, want %v\n%s", heading, !want, want, &text)
			}
		}
	}
}
