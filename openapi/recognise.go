package openapi

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Recognise names the outcome that a reply shows: the first of the operation's own and then of the general ones whose
// status, code and message it has; nil when the document has no such reply. Of several such outcomes it is the one that
// has the reply's keys too.
func (o *Operation) Recognise(status int, body []byte) *Outcome {
	var envelope struct {
		Code json.RawMessage `json:"code"`
		Msg  string          `json:"msg"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return nil
	}
	var candidates []*Outcome
	for _, list := range [][]*Outcome{o.Outcomes, o.doc.General} {
		for _, out := range list {
			if out.matches(status, string(envelope.Code), envelope.Msg) {
				candidates = append(candidates, out)
			}
		}
	}
	switch len(candidates) {
	case 0:
		return nil
	case 1:
		return candidates[0]
	}
	return withKeysOf(body, candidates)
}

// withKeysOf is the first outcome that has all keys of a body as they are written, else the first whose keys match them,
// as service_level_{n}seg does, else the first.
func withKeysOf(body []byte, candidates []*Outcome) *Outcome {
	var value any
	_ = json.Unmarshal(body, &value) // it is JSON: its envelope was read
	keys := map[string]bool{}
	keysOf(value, keys)
	for _, fits := range []func(pattern, key string) bool{
		func(pattern, key string) bool { return pattern == key },
		func(pattern, key string) bool { return recogniser(pattern).MatchString(key) },
	} {
		for _, out := range candidates {
			all := true
			for key := range keys {
				all = all && slices.ContainsFunc(out.keys, func(pattern string) bool { return fits(pattern, key) })
			}
			if all {
				return out
			}
		}
	}
	return candidates[0]
}

// keysOf collects the keys of objects, at any depth.
func keysOf(value any, keys map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, within := range v {
			keys[key] = true
			keysOf(within, keys)
		}
	case []any:
		for _, within := range v {
			keysOf(within, keys)
		}
	}
}

func (o *Outcome) matches(status int, code, msg string) bool {
	return (o.code == "" || o.code == code && o.Status == status) && o.msg().MatchString(msg)
}

// keysIn are the keys of objects in a value, at any depth.
func keysIn(n *yaml.Node) (keys []string) {
	for i, within := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			keys = append(keys, within.Value)
		}
		keys = append(keys, keysIn(within)...)
	}
	return keys
}

// recogniser turns a text with variables into an expression that matches it with any values, in any case (Q-ERROR-CASE).
func recogniser(template string) *regexp.Regexp {
	fixed := variable.Split(template, -1)
	for i := range fixed {
		fixed[i] = regexp.QuoteMeta(fixed[i])
	}
	return regexp.MustCompile(`(?is)^` + strings.Join(fixed, `.*`) + `$`)
}
