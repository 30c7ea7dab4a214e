package mockserver_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// The replies as the vendor's pages print them, indented by four blanks, what is blank or X there filled in: by the name
// of the reply, whose source in the document is the page. They stand in the files of the resources as text, so that no
// golden file can be thawed over them.
func TestVendor_repliesAsPrinted(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for reply, want := range printed() {
		t.Run(reply, func(t *testing.T) {
			t.Parallel()
			i := slices.IndexFunc(outcomes, func(o outcome) bool { return o.reply == reply })
			if i < 0 {
				t.Fatalf("no row of outcomes brings %s about", reply)
			}
			got := outcomes[i].happen(t, newWorld(t, s))
			if diff := cmp.Diff(want, got.body); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}

// What the document calls an example stands on a page, and so it stands here; nothing else does.
func TestVendor_everyExampleIsPrinted(t *testing.T) {
	t.Parallel()
	examples, all := map[string]bool{}, map[string]bool{}
	for reply, o := range documentedOutcomes(t) {
		if o.Evidence == openapi.Example {
			examples[reply] = true
		}
	}
	for reply := range printed() {
		all[reply] = true
	}
	if diff := cmp.Diff(examples, all); diff != "" {
		t.Errorf("replies that the document grades as example, and those that are printed here (-want +got):\n%s", diff)
	}
}
