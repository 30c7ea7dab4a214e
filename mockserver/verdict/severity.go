package verdict

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi"
	"wolkvoxmock/openapi/yamlfile"
)

// Severities say how much a breach of each rule counts, in all worlds and in single ones. The zero value leaves every rule the
// severity of openapi.Rules.
type Severities struct {
	rules  severities
	worlds map[string]severities
}

type severities = map[openapi.Rule]openapi.Severity

// Of is the severity of a rule in a world: what is said of the world comes before what is said of all.
func (s Severities) Of(r openapi.Rule, world string) openapi.Severity {
	if own, stated := s.worlds[world][r]; stated {
		return own
	}
	if own, stated := s.rules[r]; stated {
		return own
	}
	return r.Text().Severity
}

// maxRulesFile is how many bytes a rules file may have.
const maxRulesFile = 1 << 20

// LoadSeverities reads a rules file, YAML or JSON, such as mockserver.LoadRules shows. The schema is closed: an error names the
// file, the line and what is allowed there.
func LoadSeverities(file string) (Severities, error) {
	data, err := yamlfile.Read(file, maxRulesFile)
	if err != nil {
		return Severities{}, err
	}
	return parseSeverities(file, data)
}

func parseSeverities(file string, data []byte) (s Severities, err error) {
	top, err := yamlfile.Parse(data)
	if err == nil {
		err = eachEntry(top, "rules, worlds", func(key, value *yaml.Node) error {
			switch key.Value {
			case "rules":
				s.rules, err = severitiesOf(value)
				return err
			case "worlds":
				s.worlds = map[string]severities{}
				return eachEntry(value, "names of worlds", func(name, world *yaml.Node) error {
					return eachEntry(world, "rules", func(key, value *yaml.Node) error {
						if key.Value != "rules" {
							return unknownName(key, "rules")
						}
						s.worlds[name.Value], err = severitiesOf(value)
						return err
					})
				})
			}
			return unknownName(key, "rules, worlds")
		})
	}
	if err != nil {
		return Severities{}, yamlfile.In(file, err)
	}
	return s, nil
}

// severitiesOf reads a mapping of rules to severities.
func severitiesOf(n *yaml.Node) (severities, error) {
	all := severities{}
	return all, eachEntry(n, "rules with their severities", func(key, value *yaml.Node) error {
		r, s := openapi.Rule(key.Value), openapi.Severity(value.Value)
		switch {
		case r.Text().Title == "":
			return unknownRule(key)
		case value.Kind != yaml.ScalarNode || !slices.Contains(openapi.Severities, s):
			return wrong(value, "%s: expected one of %s, got %s", r, names(openapi.Severities), yamlfile.Kind(value))
		}
		all[r] = s
		return nil
	})
}

// unknownRule refuses a rule that is none, with the one that it is most like.
func unknownRule(key *yaml.Node) error {
	var known []string
	for _, r := range openapi.Rules {
		known = append(known, string(r.Rule))
	}
	if near := openapi.Nearest(key.Value, known); near != "" {
		return wrong(key, "there is no rule %q: did you mean %s?", key.Value, near)
	}
	return wrong(key, "there is no rule %q: expected one of %s", key.Value, strings.Join(known, ", "))
}

// eachEntry visits the entries of a mapping, whose keys are each there once.
func eachEntry(n *yaml.Node, expected string, visit func(key, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return wrong(n, "expected a mapping of %s, got %s", expected, yamlfile.Kind(n))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			return wrong(key, "key %q is there twice", key.Value)
		}
		seen[key.Value] = true
		if err := visit(key, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func unknownName(key *yaml.Node, expected string) error {
	return wrong(key, "unknown key %q: expected one of %s", key.Value, expected)
}

func wrong(n *yaml.Node, format string, args ...any) error {
	return &yamlfile.Error{Line: n.Line, Reason: fmt.Sprintf(format, args...)}
}

func names[S ~string](all []S) string {
	var texts []string
	for _, s := range all {
		texts = append(texts, string(s))
	}
	return strings.Join(texts, ", ")
}
