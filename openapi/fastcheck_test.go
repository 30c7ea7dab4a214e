package openapi

import (
	"testing"
)

// The fast check leaves to kin-openapi what it does not understand. Every operation of the document it does.
func TestFastCheck_understands(t *testing.T) {
	for _, o := range mustWolkvox(t).Operations {
		if o.fast == nil {
			t.Errorf("%s has no fast check", o.Name)
		}
	}
}

// An expression is compiled once, however often the document has it; one that Go does not know is left to kin-openapi.
func TestDocument_pattern(t *testing.T) {
	d, err := read(mustWolkvox(t).Source())
	if err != nil {
		t.Fatal(err)
	}
	first, ok := d.pattern("^[0-9]+$")
	if again, _ := d.pattern("^[0-9]+$"); !ok || again != first {
		t.Error("an expression is compiled twice")
	}
	for range 2 {
		if p, ok := d.pattern(`^\u0041$`); p != nil || ok {
			t.Errorf("pattern = %v, %t, want none", p, ok)
		}
	}
	if p, ok := d.pattern(""); p != nil || !ok {
		t.Errorf(`pattern("") = %v, %t`, p, ok)
	}
}
