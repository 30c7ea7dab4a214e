package openapi

import (
	"maps"
	"slices"
)

// A Sample is how an outcome is brought about in the demo world: by x-given, x-request and their like beside the named
// example, or by a rule of the document where one is shared.
type Sample struct {
	Outcome *Outcome
	Given   []*Situation // what is so before, in this order; none: the demo world as it begins
	None    string       // why nothing from outside brings the outcome about; then the rest is of no use
	Call                 // the request that then has the outcome

	values Values // of variables, for the example
}

// Samples are those of all operations in the order of the document: for each operation those of its own outcomes, then
// those of the general ones that it can have.
func (d *Document) Samples() []*Sample {
	all, _ := d.samples() // Parse has looked, and a test has looked at ours
	return all
}

// Samples are those of an operation: of its own outcomes, then of the general ones that it can have.
func (o *Operation) Samples() (all []*Sample) {
	for _, s := range o.doc.Samples() {
		if s.Operation == o {
			all = append(all, s)
		}
	}
	return all
}

// Sample is that of one outcome, nil when there is none.
func (o *Operation) Sample(outcome string) *Sample {
	for _, s := range o.Samples() {
		if s.Outcome.Name == outcome {
			return s
		}
	}
	return nil
}

// Example is the reply as the sample shows it.
func (s *Sample) Example() []byte { return s.Outcome.Append(nil, s.Data()) }

// Data fills the reply: its variables have the values of the sample's parameters, or those that the document gives for
// examples; each list has one record.
func (s *Sample) Data() Data {
	var values Values
	for _, names := range append(slices.Collect(maps.Values(s.Outcome.Lists)), s.Outcome.Variables) {
		for _, name := range names {
			values = append(values, Value{name, s.value(name)})
		}
	}
	record := Data{Values: values, Lists: map[string]Records{}}
	for list := range s.Outcome.Lists {
		record.Lists[list] = RecordsOf(Data{Values: values})
	}
	whole := Data{Values: values, Lists: map[string]Records{}}
	for list := range s.Outcome.Lists {
		whole.Lists[list] = RecordsOf(record) // a record may have lists too
	}
	return whole
}

// value is that of a variable. One without a value shows its name.
func (s *Sample) value(name string) string {
	if value, known := s.values.Lookup(name); known {
		return value
	}
	return name
}

// A Situation is a state of the demo world that has a name.
type Situation struct {
	Name, Says string
	Steps      []Step // what brings it about
	Meanwhile  []Step // what happens while the sample's own request waits; none: it does not wait
	After      []Step // what cleans up
}

// A Step is a request to the data path or, without a Call, to the control API.
type Step struct {
	Call         *Call
	Background   bool   // the next step does not wait for its answer
	Method, Path string // of the control API, below /__admin/worlds/{world}
	Body         string // JSON, "" for none; {server} and {token} in it are those in use
}
