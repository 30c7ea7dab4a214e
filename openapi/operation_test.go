package openapi

import (
	"testing"
)

func TestKindOf(t *testing.T) {
	for schema, want := range map[string]Kind{
		`{type: string}`:                                                  Text,
		`{type: string, pattern: x, enum: [x]}`:                           Text,
		`{type: string, format: binary}`:                                  File,
		`{type: array, items: {type: string}}`:                            List,
		`{type: array, items: {type: string, pattern: x}, minItems: 1}`:   List,
		`{type: array, items: {type: integer}}`:                           Other,
		`{type: array}`:                                                   Other,
		`{oneOf: [{type: string}, {type: array, items: {type: string}}]}`: TextOrList,
		`{oneOf: [{type: array, items: {type: string}}, {type: string}]}`: Other,
		`{oneOf: [{type: string}, {type: array, items: {type: object}}]}`: Other,
		`{oneOf: [{type: string}]}`:                                       Other,
		`{anyOf: [{type: string}, {type: array, items: {type: string}}]}`: Other,
		`{type: integer}`:                                                 Other,
		`{type: object}`:                                                  Other,
		`{}`:                                                              Other,
	} {
		if got := kindOf(node(t, schema)); got != want {
			t.Errorf("kindOf(%s) = %d, want %d", schema, got, want)
		}
	}
	for _, o := range mustWolkvox(t).Operations {
		for _, p := range o.Parameters {
			if p.Kind == Other || p.Kind != Text && p.In != "body" || (p.Kind == File) != (p.In == "body" && o.HasForm()) {
				t.Errorf("%s: %s %s has kind %d, which no client can send so", o.Name, p.In, p.Name, p.Kind)
			}
		}
	}
}

// Of the operations that a request could mean the first that is chosen counts.
func TestOperation_ChosenBy(t *testing.T) {
	recall, old, hang := mustOperation(t, "recall"), mustOperation(t, "recall_by_phone"), mustOperation(t, "hang")
	for _, tt := range []struct {
		name  string
		query Values
		want  bool
	}{
		{"nothing", nil, false},
		{"api alone", q("api", "recall"), false},
		{"the old signature", q("api", "recall", "agent_id", "1", "customer_phone", "2", "date", "3", "type_recall", "auto"), false},
		{"one of its own", q("api", "recall", "telefono", "1"), true},
		{"another one", q("id_camp", "1", "customer_phone", "2"), true},
		{"an empty one", q("rellamada", ""), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := recall.ChosenBy(tt.query); got != tt.want {
				t.Errorf("recall is chosen: %t, want %t", got, tt.want)
			}
			if !old.ChosenBy(tt.query) || !hang.ChosenBy(tt.query) {
				t.Error("an operation that nothing but its api chooses is not chosen")
			}
		})
	}
}

// A success has the lowest documented status, or 200 where none is documented.
func TestOperation_Success(t *testing.T) {
	mustEqual(t, "of an operation without one", 200, documents(t)["merge"].Operation("look").Success())
	for _, o := range mustWolkvox(t).Operations {
		if len(o.Outcomes) == 0 || o.Outcomes[0].Status != o.Success() {
			t.Errorf("%s: its first outcome is %v, want one with the status %d", o.Name, o.Outcomes, o.Success())
		}
	}
}
