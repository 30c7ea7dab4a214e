package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi"
	"wolkvoxmock/openapi/yamlfile"
)

// maxExpectationFile is how many bytes a file with expectations may have.
const maxExpectationFile = 1 << 20

// LoadExpectations reads a file with expectations, YAML or JSON:
//
//	expectations:
//	  - {operation: hang, agent_id: "12989", exactly: 1, before: {operation: change_status}}
//	  - {operation: transfer, never: true}
//	  - {no_others: true}
//
// The schema is closed: an error names the file, the line and what is allowed there. check refuses more.
func LoadExpectations(file string, check func(Expectation) error) ([]Expectation, error) {
	data, err := yamlfile.Read(file, maxExpectationFile)
	if err != nil {
		return nil, err
	}
	return parseExpectations(file, data, check)
}

func parseExpectations(file string, data []byte, check func(Expectation) error) (all []Expectation, err error) {
	top, err := yamlfile.Parse(data)
	if err == nil {
		err = readFields("", top, []fileField{{"expectations", func(place string, n *yaml.Node) error {
			all, err = expectationsOf(place, n, check)
			return err
		}}})
	}
	if err != nil {
		return nil, yamlfile.In(file, err)
	}
	return all, nil
}

func expectationsOf(place string, n *yaml.Node, check func(Expectation) error) ([]Expectation, error) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return nil, misfit(n, place, "expected a list of expectations, got %s", nodeKind(n))
	}
	if len(n.Content) > MaxExpectations {
		return nil, misfit(n, place, "expected %d at most, got %d", MaxExpectations, len(n.Content))
	}
	all := make([]Expectation, len(n.Content))
	for i, item := range n.Content {
		place, e := fmt.Sprintf("%s[%d]", place, i), &all[i]
		if err := readFields(place, item, e.fileFields()); err != nil {
			return nil, err
		}
		if err := cmp.Or(e.Check(), check(*e)); err != nil {
			return nil, misfit(item, place, "%v", err)
		}
	}
	return all, nil
}

// A fileField is a key of a mapping, and how its value is read.
type fileField struct {
	name string
	read func(place string, n *yaml.Node) error
}

// readFields reads a mapping that says something: each key is one of those that are known, and is there once.
func readFields(place string, n *yaml.Node, known []fileField) error {
	var names []string
	for _, f := range known {
		names = append(names, f.name)
	}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return misfit(n, place, "expected a mapping with one of %s at least, got %s", strings.Join(names, ", "), nodeKind(n))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		at := slices.Index(names, key.Value)
		switch {
		case at < 0:
			hint := "expected one of " + strings.Join(names, ", ")
			if near := openapi.Nearest(key.Value, names); near != "" {
				hint = "did you mean " + near + "? It is one of " + strings.Join(names, ", ")
			}
			return misfit(key, place, "unknown key %q: %s", key.Value, hint)
		case known[at].read == nil:
			return misfit(key, place, "key %q is there twice", key.Value)
		}
		if err := known[at].read(strings.TrimPrefix(place+"."+key.Value, "."), n.Content[i+1]); err != nil {
			return err
		}
		known[at].read = nil
	}
	return nil
}

func (e *Expectation) fileFields() []fileField {
	own := matchFields(&e.Operation, &e.AgentID, &e.Params, &e.Outcome, &e.Evidence, &e.TokenSuffix)
	return append(own,
		fileField{"world", textInto(&e.World)},
		fileField{"exactly", numberInto(&e.Exactly)}, fileField{"at_least", numberInto(&e.AtLeast)},
		fileField{"at_most", numberInto(&e.AtMost)}, fileField{"never", flagInto(&e.Never)},
		fileField{"before", e.Before.readFrom}, fileField{"after", e.After.readFrom},
		fileField{"no_others", flagInto(&e.NoOthers)},
	)
}

func (m *Match) readFrom(place string, n *yaml.Node) error {
	return readFields(place, n, matchFields(&m.Operation, &m.AgentID, &m.Params, &m.Outcome, &m.Evidence, &m.TokenSuffix))
}

func matchFields(
	operation, agentID *string, params *map[string]string, outcome *string, evidence *openapi.Evidence, suffix *string,
) []fileField {
	return []fileField{
		{"operation", textInto(operation)}, {"agent_id", textInto(agentID)}, {"params", paramsInto(params)},
		{"outcome", textInto(outcome)}, {"evidence", textInto(evidence)}, {"token_suffix", textInto(suffix)},
	}
}

func textInto[S ~string](into *S) func(string, *yaml.Node) error {
	return func(place string, n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
			return misfit(n, place, "expected a text, got %s", nodeKind(n))
		}
		*into = S(n.Value)
		return nil
	}
}

func numberInto(into **int) func(string, *yaml.Node) error {
	return func(place string, n *yaml.Node) error {
		number, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			return misfit(n, place, "expected a whole number, got %s", nodeKind(n))
		}
		*into = &number
		return nil
	}
}

func flagInto(into *bool) func(string, *yaml.Node) error {
	return func(place string, n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			return misfit(n, place, "expected true or false, got %s", nodeKind(n))
		}
		*into = strings.EqualFold(n.Value, "true")
		return nil
	}
}

// paramsInto reads parameters, which have any names; their values may be empty.
func paramsInto(into *map[string]string) func(string, *yaml.Node) error {
	return func(place string, n *yaml.Node) error {
		if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
			return misfit(n, place, "expected a mapping of parameters to their values, got %s", nodeKind(n))
		}
		*into = map[string]string{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			name, value := n.Content[i].Value, n.Content[i+1]
			if _, twice := (*into)[name]; twice {
				return misfit(n.Content[i], place, "key %q is there twice", name)
			}
			if value.Kind != yaml.ScalarNode || value.Tag == "!!null" {
				return misfit(value, place+"."+name, "expected a text, got %s", nodeKind(value))
			}
			(*into)[name] = value.Value
		}
		return nil
	}
}

// misfit is what is wrong at a place of a file.
func misfit(n *yaml.Node, place, format string, args ...any) error {
	if place != "" {
		place += ": "
	}
	return &yamlfile.Error{Line: n.Line, Reason: place + fmt.Sprintf(format, args...)}
}

// nodeKind says what a node is, for an error.
func nodeKind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode && len(n.Content) > 0:
		return "a mapping"
	case n.Kind == yaml.SequenceNode && len(n.Content) > 0:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias, which is not understood here"
	case n.Kind != yaml.ScalarNode, n.Tag == "!!null":
		return "nothing"
	}
	return fmt.Sprintf("%q", n.Value)
}
