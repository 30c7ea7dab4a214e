package callcenter

import "testing"

// What the tables say is held by the grid of operations; here, that they are tables.
func TestMoves_areTables(t *testing.T) {
	grades := map[string]bool{"documented": true, "example": true, "observed": true, "inferred": true}
	pairs, names := map[pair]bool{}, map[string]bool{}
	row := func(from string, e Event, name, evidence, source string) {
		if !grades[evidence] || source == "" || pairs[pair{from, e}] || names[name] {
			t.Errorf("%s: evidence %q, source %q, there before: %t", name, evidence, source, pairs[pair{from, e}])
		}
		pairs[pair{from, e}], names[name] = true, true
	}
	for _, m := range Moves {
		row(string(m.From), m.Event, m.String(), m.Evidence, m.Source)
	}
	for _, m := range CallMoves {
		row(string(m.From), m.Event, m.String(), m.Evidence, m.Source)
	}
	if len(names) > 64*len(rowSet{}) {
		t.Errorf("%d rows do not fit the bits of Center.used", len(names))
	}
	if !names["talk --hang_up--> acw"] || !names["active --hang_up--> ended"] {
		t.Errorf("names of rows: %v", names)
	}
}
