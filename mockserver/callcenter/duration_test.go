package callcenter

import (
	"encoding/json"
	"testing"
	"time"
)

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

// What is a time.Duration in Go is written as a duration is, in embedded structs and behind pointers too, and all else as
// encoding/json has it.
func TestMarshalDurations(t *testing.T) {
	t.Parallel()
	type Inner struct {
		Name string        `json:"name"`
		Wait time.Duration `json:"wait,omitempty"`
	}
	type outer struct {
		Inner
		Limit *time.Duration `json:"limit,omitempty"`
		N     int            `json:"n"`
	}
	for text, want := range map[string]outer{
		`{"name":"a","wait":"1m30s","limit":"0s","n":1}`: {Inner{"a", 90 * time.Second}, new(time.Duration), 1},
		`{"name":"","n":0}`: {},
	} {
		b, err := MarshalDurations(want)
		ok(t, err)
		same(t, "written", text, string(b))
		var got outer
		ok(t, UnmarshalDurations(b, &got))
		same(t, "read", want, got)
	}
	kept := outer{Inner{"a", time.Second}, new(time.Minute), 1}
	ok(t, UnmarshalDurations([]byte(`{"n":2}`), &kept))
	same(t, "what is not named stays", outer{Inner{"a", time.Second}, new(time.Minute), 2}, kept)
	for _, text := range []string{`{"wait":"-1s"}`, `{"wait":1}`, `{"limit":"soon"}`, `{"weight":"1s"}`} {
		before := kept
		if UnmarshalDurations([]byte(text), &kept) == nil {
			t.Errorf("%s is taken", text)
		}
		same(t, "after "+text, before, kept)
	}
}
