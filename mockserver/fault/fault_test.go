package fault

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustAdd(t testing.TB, s *Set, f Fault) Fault {
	t.Helper()
	f, err := s.Add(f)
	ok(t, err)
	return f
}

func TestFault_whatIsLeftUnsaid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ given, want Fault }{
		{Fault{Status: 503}, Fault{ID: "1", Phase: Before, Times: 1, Status: 503, Code: "503"}},
		{Fault{Status: 503, Code: "XXX"}, Fault{ID: "1", Phase: Before, Times: 1, Status: 503, Code: "XXX"}},
		{Fault{Drop: true, Phase: After, Times: 3}, Fault{ID: "1", Phase: After, Times: 3, Drop: true}},
		{Fault{Latency: 5, Operation: "hang"}, Fault{ID: "1", Operation: "hang", Phase: Before, Times: 1, Latency: 5}},
		{Fault{Latency: 5, Drop: true}, Fault{ID: "1", Phase: Before, Times: 1, Latency: 5, Drop: true}},
		{Fault{ID: "9", Drop: true, Applied: 7}, Fault{ID: "1", Phase: Before, Times: 1, Drop: true}},
	} {
		var s Set
		if diff := cmp.Diff(tt.want, mustAdd(t, &s, tt.given)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.given, diff)
		}
		if diff := cmp.Diff([]Fault{tt.want}, s.All()); diff != "" {
			t.Errorf("%+v, kept (-want +got):\n%s", tt.given, diff)
		}
	}
}

func TestFault_thatMakesNoSense(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault Fault
		want  string
	}{
		{Fault{}, "the fault does nothing; give it status, latency or drop"},
		{Fault{Operation: "hang", Times: 2}, "the fault does nothing; give it status, latency or drop"},
		{Fault{Phase: "during", Drop: true}, `phase is "during": expected before or after`},
		{Fault{Times: -1, Drop: true}, "times is -1: expected at least 1"},
		{Fault{Status: 503, Drop: true}, "drop and status 503 exclude each other: a dropped request has no answer"},
		{Fault{Status: 399}, "status is 399: expected 400 to 599"},
		{Fault{Status: 600}, "status is 600: expected 400 to 599"},
		{Fault{Status: -1, Latency: 1}, "status is -1: expected 400 to 599"},
		{Fault{Code: "500", Latency: 1}, `code "500" needs a status`},
		{Fault{Code: "500", Drop: true}, `code "500" needs a status`},
		{Fault{Latency: -1, Drop: true}, "latency is -1ns: expected 0 or more"},
	} {
		var s Set
		if _, err := s.Add(tt.fault); err == nil || err.Error() != tt.want {
			t.Errorf("%+v: %v, want %s", tt.fault, err, tt.want)
		}
		if len(s.All()) != 0 {
			t.Errorf("%+v was refused and is there", tt.fault)
		}
	}
}

// A fault is applied to what it names, in its phase, as often as arranged; the first that fits goes first.
func TestFault_take(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Operation: "hang", Status: 500, Times: 2})
	mustAdd(t, &s, Fault{Operation: "transfer", Drop: true, Phase: After})
	mustAdd(t, &s, Fault{Status: 502}) // any operation
	for i, tt := range []struct {
		operation string
		phase     Phase
		want      string // id; "" when none is applied
	}{
		{"hang", After, ""},
		{"hang", Before, "1"},
		{"transfer", After, "2"},
		{"transfer", After, ""},
		{"hang", Before, "1"},
		{"hang", Before, "3"},
		{"hang", Before, ""},
		{"transfer", Before, ""},
	} {
		f, applied := s.Take(tt.operation, tt.phase)
		if f.ID != tt.want || applied != (tt.want != "") {
			t.Errorf("%d: %s %s: %+v, %t; want %q", i, tt.operation, tt.phase, f, applied, tt.want)
		}
	}
	if len(s.Unmet()) != 0 {
		t.Errorf("unmet: %v", s.Unmet())
	}
}

func TestFault_unmet(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Status: 500, Times: 2})
	mustAdd(t, &s, Fault{Operation: "hang", Drop: true, Phase: After})
	s.Take("hang", Before)
	want := []Fault{
		{ID: "1", Phase: Before, Times: 2, Status: 500, Code: "500", Applied: 1},
		{ID: "2", Operation: "hang", Phase: After, Times: 1, Drop: true},
	}
	if diff := cmp.Diff(want, s.Unmet()); diff != "" {
		t.Errorf("unmet (-want +got):\n%s", diff)
	}
	s.Take("hang", Before)
	s.Take("hang", After)
	if len(s.Unmet()) != 0 || len(s.All()) != 2 {
		t.Errorf("unmet %v, all %v", s.Unmet(), s.All())
	}
}

func TestFault_setOfFaultsThatHaveStruck(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Status: 500, Times: 3})
	mustAdd(t, &s, Fault{Latency: 5, Phase: After})
	s.Take("hang", Before)
	s.Take("hang", After)
	again, err := NewSet(s.All())
	ok(t, err)
	if diff := cmp.Diff(s.All(), again.All()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err := NewSet([]Fault{{Drop: true}, {}}); err == nil || !strings.HasPrefix(err.Error(), "faults[1]: the fault does nothing") {
		t.Errorf("a fault that does nothing: %v", err)
	}
	for _, applied := range []int{-1, 2} {
		if _, err := NewSet([]Fault{{Drop: true, Applied: applied}}); err == nil {
			t.Errorf("a fault that was applied %d times of 1", applied)
		}
	}
}

func TestFault_inWords(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]Fault{
		"before: status 503 (fault 1)":              {ID: "1", Phase: Before, Status: 503},
		"after: drop (fault 2)":                     {ID: "2", Phase: After, Drop: true},
		"after: latency 1.5s, drop (fault 3)":       {ID: "3", Phase: After, Latency: Duration(1500 * time.Millisecond), Drop: true},
		"before: latency 2ms, status 400 (fault 4)": {ID: "4", Phase: Before, Latency: Duration(2 * time.Millisecond), Status: 400},
	} {
		if got := f.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"500ms": 500 * time.Millisecond, "1m30s": 90 * time.Second, "0s": 0} {
		var d Duration
		ok(t, json.Unmarshal([]byte(`"`+text+`"`), &d))
		if time.Duration(d) != want {
			t.Errorf("%s is %v", text, time.Duration(d))
		}
		b, err := json.Marshal(d)
		ok(t, err)
		if string(b) != `"`+text+`"` {
			t.Errorf("%s is written %s", text, b)
		}
	}
	for _, text := range []string{`"-1s"`, `"1"`, `"soon"`, `""`, `5`, `{}`} {
		var d Duration
		if err := json.Unmarshal([]byte(text), &d); err == nil {
			t.Errorf("%s is taken for %v", text, time.Duration(d))
		}
	}
}
