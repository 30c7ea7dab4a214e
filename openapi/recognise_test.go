package openapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every outcome is recognised by its own words, whatever values its variables have, and keeps the contract with however many
// records. Where another one before it has the very same words and keys, that one is recognised.
func TestRecognise(t *testing.T) {
	d := mustWolkvox(t)
	header := http.Header{"Content-Type": {"application/json"}}
	for _, o := range d.Operations {
		all := slices.Concat(o.Outcomes, d.General)
		for _, out := range all {
			for records := range 4 {
				first := all[slices.IndexFunc(all, func(other *Outcome) bool {
					return twins(other, out) && (records == 0 || slices.Equal(other.keys, out.keys))
				})]
				body := out.Append(nil, filled(out, records))
				if got := o.Recognise(out.Status, body); got != first {
					t.Errorf("%s: %s was recognised as %v, want %s", o.Name, body, got, first.Name)
				}
				for _, v := range o.CheckReply(out.Status, header, body, token) {
					if records == 1 || !strings.Contains(v.Expected, "number of items") { // some lists have one record, or one at the least
						t.Errorf("%s/%s with %d records: %v", o.Name, out.Name, records, v)
					}
				}
			}
		}
	}
	hang := d.Operation("hang")
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   *Outcome
	}{
		{"other capitals", 404, `{"code":"404","error":"NOT FOUND","msg":"AGENT_ID 1 IS NOT LOGGED IN."}`, hang.Outcomes[2]},
		{"unknown words", 404, `{"code":"404","msg":"Nobody is home."}`, nil},
		{"another status", 200, `{"code":"404","msg":"Agent_id 1 is not logged in."}`, nil},
		{"another type of code", 200, `{"code":200,"msg":"Hang has been successful"}`, nil},
		{"no JSON", 200, `Hang has been successful`, nil},
	} {
		if diff := cmp.Diff(tt.want, hang.Recognise(tt.status, []byte(tt.body)), cmp.Comparer(func(a, b *Outcome) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// twins reports whether two outcomes have the same status and words, but for the names of their variables.
func twins(a, b *Outcome) bool {
	return a.Status == b.Status && a.code == b.code && a.msg().String() == b.msg().String()
}
