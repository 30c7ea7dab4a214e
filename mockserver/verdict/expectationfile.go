package verdict

import (
	"cmp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi"
	"wolkvoxmock/openapi/yamlfile"
)

// MaxExpectationFile is how many bytes a file with expectations may have.
const MaxExpectationFile = 1 << 20

// LoadExpectations reads a file with expectations, YAML or JSON:
//
//	expectations:
//	  - {operation: hang, agent_id: "12989", exactly: 1, before: {operation: change_status}}
//	  - {operation: transfer, never: true}
//	  - {no_others: true}
//
// The schema is closed: an error names the file, the line and what is allowed there. check refuses more.
func LoadExpectations(file string, check func(Expectation) error) ([]Expectation, error) {
	data, err := yamlfile.Read(file, MaxExpectationFile)
	if err != nil {
		return nil, err
	}
	return parseExpectations(file, data, check)
}

func parseExpectations(file string, data []byte, check func(Expectation) error) (all []Expectation, err error) {
	top, err := yamlfile.Parse(data)
	if err == nil {
		err = readFields(top, []field{{"expectations", func(n *yaml.Node) (err error) {
			all, err = expectationsOf(n, check)
			return err
		}}})
	}
	if err != nil {
		return nil, yamlfile.In(file, err)
	}
	return all, nil
}

func expectationsOf(n *yaml.Node, check func(Expectation) error) ([]Expectation, error) {
	switch {
	case n.Kind != yaml.SequenceNode:
		return nil, wrong(n, "expectations: expected a list, got %s", yamlfile.Kind(n))
	case len(n.Content) == 0 || len(n.Content) > MaxExpectations:
		return nil, wrong(n, "expectations are %d: expected 1 to %d", len(n.Content), MaxExpectations)
	}
	all := make([]Expectation, len(n.Content))
	for i, item := range n.Content {
		e := &all[i]
		if err := readFields(item, e.fields()); err != nil {
			return nil, err
		}
		if err := cmp.Or(e.Check(), check(*e)); err != nil {
			return nil, wrong(item, "%v", err)
		}
	}
	return all, nil
}

// A field is a key of a mapping, and how its value is read.
type field struct {
	name string
	read func(*yaml.Node) error
}

// readFields reads a mapping, which has one of some keys at least.
func readFields(n *yaml.Node, known []field) error {
	var keys []string
	for _, f := range known {
		keys = append(keys, f.name)
	}
	expected := strings.Join(keys, ", ")
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		return wrong(n, "the mapping is empty: expected one of %s at least", expected)
	}
	return eachEntry(n, expected, func(key, value *yaml.Node) error {
		for _, f := range known {
			if f.name == key.Value {
				return f.read(value)
			}
		}
		return unknownName(key, expected)
	})
}

func (e *Expectation) fields() []field {
	return append(matchFields(&e.Operation, &e.AgentID, &e.Params, &e.Outcome, &e.Evidence, &e.TokenSuffix),
		textField("world", &e.World),
		numberField("exactly", &e.Exactly), numberField("at_least", &e.AtLeast), numberField("at_most", &e.AtMost),
		flagField("never", &e.Never),
		field{"before", e.Before.read}, field{"after", e.After.read}, flagField("no_others", &e.NoOthers),
	)
}

func (m *Match) read(n *yaml.Node) error {
	return readFields(n, matchFields(&m.Operation, &m.AgentID, &m.Params, &m.Outcome, &m.Evidence, &m.TokenSuffix))
}

func matchFields(
	operation, agentID *string, params *map[string]string, outcome *string, evidence *openapi.Evidence, suffix *string,
) []field {
	return []field{
		textField("operation", operation), textField("agent_id", agentID),
		{"params", func(n *yaml.Node) error { return readParams(n, params) }},
		textField("outcome", outcome), textField("evidence", evidence), textField("token_suffix", suffix),
	}
}

func textField[S ~string](name string, into *S) field {
	return field{name, func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
			return wrong(n, "%s: expected a text, got %s", name, yamlfile.Kind(n))
		}
		*into = S(n.Value)
		return nil
	}}
}

func numberField(name string, into **int) field {
	return field{name, func(n *yaml.Node) error {
		i, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			return wrong(n, "%s: expected a whole number, got %s", name, yamlfile.Kind(n))
		}
		*into = &i
		return nil
	}}
}

func flagField(name string, into *bool) field {
	return field{name, func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			return wrong(n, "%s: expected true or false, got %s", name, yamlfile.Kind(n))
		}
		*into = strings.EqualFold(n.Value, "true")
		return nil
	}}
}

// readParams reads parameters, which have any names; their values may be empty.
func readParams(n *yaml.Node, into *map[string]string) error {
	*into = map[string]string{}
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		return wrong(n, "params are empty: expected parameters with their values")
	}
	return eachEntry(n, "parameters with their values", func(key, value *yaml.Node) error {
		if value.Kind != yaml.ScalarNode || value.Tag == "!!null" {
			return wrong(value, "%s: expected a text, got %s", key.Value, yamlfile.Kind(value))
		}
		(*into)[key.Value] = value.Value
		return nil
	})
}
