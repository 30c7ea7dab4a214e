package accesslog

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

var now = time.Date(2026, 1, 31, 9, 5, 7, 89_000_000, time.UTC)

// written is what a log with these options writes, once it is closed.
func written(t *testing.T, opts Options, write func(*Log)) string {
	t.Helper()
	var out bytes.Buffer
	l := New(&out, opts)
	write(l)
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	refused = journal.Entry{
		Seq: 7, Operation: "hang", AgentID: "12989", Outcome: "no_active_call", Evidence: "inferred",
		Reason: `agent "12989" has no call`, Reply: journal.Reply{Status: 404},
		Violations: []openapi.Violation{{
			Rule: "parameter-unknown", Where: "query x", Expected: "no such parameter", Got: `"1"`, Source: "a page", Try: "curl ...",
		}},
	}
	done    = journal.Entry{Seq: 8, Operation: "hang", AgentID: "1", Outcome: "hung_up", Evidence: "example", Reply: journal.Reply{Status: 200}}
	dropped = journal.Entry{
		Seq: 9, Operation: "hang", Reason: "a fault", Lost: "hung_up", Fault: "after: drop (fault f1)",
	}
	broken = journal.Entry{
		Seq: 10, Outcome: "internal_error", Request: journal.Request{Method: "PUT", Target: "/api?x"}, Reply: journal.Reply{Status: 500},
		Violations: []openapi.Violation{{Rule: "path-unknown", Where: "path", Expected: "another", Got: `"/api"`}},
	}
)

func TestLog_formats(t *testing.T) {
	clock := now.Local().Format("15:04:05.000")
	for _, tt := range []struct {
		what, want string
		opts       Options
		world      string
		entry      *journal.Entry
	}{
		{"people", clock + ` [w1] hang 12989 404 no_active_call: agent "12989" has no call
` + clock + ` parameter-unknown in query x of hang #7 of world w1: expected no such parameter, got "1". Try: curl ...
`, Options{Format: People}, "w1", &refused},
		{"colours", clock + " hang 1 \x1b[32m200 hung_up\x1b[0m\n", Options{Format: People, Colour: true}, "default", &done},
		{"colour of a refusal", clock + " hang 12989 \x1b[33m404 no_active_call\x1b[0m: agent \"12989\" has no call\n" +
			clock + " \x1b[33mparameter-unknown\x1b[0m in query x of hang #7 of world default: expected no such parameter, got \"1\". Try: curl ...\n",
			Options{Format: People, Colour: true}, "default", &refused},
		{"colour of no answer", clock + " hang \x1b[31mno answer\x1b[0m: a fault (instead of hung_up) [after: drop (fault f1)]\n",
			Options{Format: People, Colour: true}, "default", &dropped},
		{"colour of a bug, and no operation", clock + " PUT /api?x \x1b[31m500 internal_error\x1b[0m\n" +
			clock + " \x1b[33mpath-unknown\x1b[0m in path of #10 of world default: expected another, got \"/api\"\n",
			Options{Format: People, Colour: true}, "default", &broken},
		{"text", `time=2026-01-31T09:05:07.089Z level=INFO msg=request world=w1 seq=7 operation=hang agent=12989 outcome=no_active_call ` +
			`evidence=inferred status=404 reason="agent \"12989\" has no call"
time=2026-01-31T09:05:07.089Z level=WARN msg=violation world=w1 seq=7 operation=hang rule=parameter-unknown where="query x" ` +
			`expected="no such parameter" got="\"1\"" source="a page" try="curl ..."
`, Options{Format: Text}, "w1", &refused},
		{"text of no answer", `time=2026-01-31T09:05:07.089Z level=INFO msg=request world=w1 seq=9 operation=hang agent="" outcome="" ` +
			`evidence="" status=0 reason="a fault" lost=hung_up fault="after: drop (fault f1)"
`, Options{Format: Text}, "w1", &dropped},
		{"json", `{"time":"2026-01-31T09:05:07.089Z","level":"INFO","msg":"request","world":"w1","seq":8,"operation":"hang","agent":"1",` +
			`"outcome":"hung_up","evidence":"example","status":200}
`, Options{Format: JSON}, "w1", &done},
		{"warnings only", `time=2026-01-31T09:05:07.089Z level=WARN msg=violation world=w1 seq=7 operation=hang rule=parameter-unknown ` +
			`where="query x" expected="no such parameter" got="\"1\"" source="a page" try="curl ..."
`, Options{Format: Text, Level: slog.LevelWarn}, "w1", &refused},
		{"errors only", "", Options{Format: Text, Level: slog.LevelError}, "w1", &refused},
	} {
		got := written(t, tt.opts, func(l *Log) { l.Exchange(now, tt.world, tt.entry) })
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}

// Whatever a client sends, nothing of it acts on a terminal, breaks a line or fills the screen; and JSON stays JSON.
func TestLog_nothingGetsThroughRaw(t *testing.T) {
	evil := "a\x00\x07\x1b[2J\r\nb\x7f\u0085\u009b1m\u202e\u2066\u2028\ufeff\U000e0001\xff\"\\ñ€"
	long := strings.Repeat("\x1b", 100_000)
	for _, format := range []Format{People, Text, JSON} {
		for _, sent := range []string{evil, long} {
			e := journal.Entry{
				Operation: sent, AgentID: sent, Reason: sent, Fault: sent, Reply: journal.Reply{Status: 400},
				Violations: []openapi.Violation{{Where: sent, Expected: sent, Got: sent, Source: sent, Try: sent}},
			}
			unknown := journal.Entry{Request: journal.Request{Method: "GET", Target: sent}}
			got := written(t, Options{Format: format}, func(l *Log) {
				l.Exchange(now, sent, &e)
				l.Exchange(now, "default", &unknown)
				l.Logger().Error(sent, "panic", sent, "stack", sent, "more", sent, "and more", sent)
				l.Notice(slog.LevelInfo, sent, slog.String("a", sent), slog.String("b", sent))
			})
			lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
			if len(lines) != 5 {
				t.Errorf("%s: %d lines, want 5:\n%q", format, len(lines), got)
			}
			for _, line := range lines {
				if i := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 || len(line) > maxLine {
					t.Errorf("%s: a line of %d bytes has at %d what is not printable: %.200q", format, len(line), i, line)
				}
				if format == JSON && !json.Valid([]byte(line)) {
					t.Errorf("no JSON: %.300s", line)
				}
			}
		}
	}
	var back struct{ Reason string }
	line := written(t, Options{Format: JSON}, func(l *Log) { l.Exchange(now, "w", &journal.Entry{Reason: evil}) })
	if err := json.Unmarshal([]byte(line), &back); err != nil || back.Reason != strings.ToValidUTF8(evil, "\ufffd") {
		t.Errorf("%q came back as %q, %v", evil, back.Reason, err)
	}
}

// What is no exchange has the form of the other lines, and stands there from its level on; a notice always does.
func TestLog_logger(t *testing.T) {
	for _, tt := range []struct {
		format Format
		want   string
	}{
		{JSON, `"level":"ERROR","msg":"panic","of":"a","group.in":"b","group.n":7}
"level":"INFO","msg":"the end","code":2}
`},
		{Text, `level=ERROR msg=panic of=a group.in=b group.n=7
level=INFO msg="the end" code=2
`},
		{People, `level=ERROR msg=panic of=a group.in=b group.n=7
wolkvox-mock: the end
`},
	} {
		got := written(t, Options{Format: tt.format, Level: slog.LevelWarn}, func(l *Log) {
			logger := l.Logger().With("of", "a").WithGroup("").WithGroup("group").With("in", "b")
			logger.Info("not at this level")
			logger.Error("panic", "n", 7, "nothing", "")
			l.Notice(slog.LevelInfo, "the end", slog.Int("code", 2), slog.String("nothing", ""))
		})
		got = regexp.MustCompile(`(?m)^(\{"time":"[^"]{24}",|time=\S{24} )`).ReplaceAllString(got, "")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.format, diff)
		}
	}
}

// What other loggers are given is cut and printable, and otherwise as it was sent.
func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		`plain "text" ñ`: `plain "text" ñ`, "\x1b[2J\u009b\u202e\xff\n": `\u001b[2J\u009b\u202e\ufffd\n`,
		strings.Repeat("x", maxField): strings.Repeat("x", maxField), strings.Repeat("x", maxField+1): strings.Repeat("x", maxField) + "…",
	} {
		if got := Printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// Most lines cost no memory.
func TestLog_allocations(t *testing.T) {
	l := New(&bytes.Buffer{}, Options{Format: Text})
	defer l.Close(t.Context())
	l.Exchange(now, "default", &done)
	if n := testing.AllocsPerRun(100, func() { l.Exchange(now, "default", &done) }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}
