package openapi

import (
	"maps"
	"slices"
	"testing"
)

// The examples of the document have a real value for each variable.
func TestSamples_haveValues(t *testing.T) {
	for _, s := range mustWolkvox(t).Samples() {
		for _, names := range append(slices.Collect(maps.Values(s.Outcome.Lists)), s.Outcome.Holes) {
			for _, name := range names {
				if value, known := s.values.Lookup(name); !known {
					t.Errorf("%s/%s: neither its request nor x-values has a value %q for {%s}", s.Operation.Name, s.Outcome.Name, value, name)
				}
			}
		}
	}
}
