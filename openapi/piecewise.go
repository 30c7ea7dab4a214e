package openapi

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"wolkvoxmock/openapi/scan"
)

// largestPiece is how many bytes of a body are checked at once: taken apart they take some twenty times as many.
const largestPiece = longestWhole

// A broken is a piece of a body that breaks its schema, and where it stands.
type broken struct {
	path  []string
	value any
	err   error
}

// piecewise checks valid JSON against a schema, a large one piece by piece, until the first that breaks it; nil when none does.
func piecewise(schema *openapi3.Schema, path []string, data []byte, depth int) *broken {
	switch {
	case len(data) <= largestPiece || depth == deepestKept || !divisible(schema):
	case data[0] == '{':
		return members(schema, path, data, depth)
	case data[0] == '[' && schema.Items != nil && schema.Items.Value != nil:
		return listed(schema, path, data, depth)
	}
	if len(data) > largestPiece && (data[0] == '[' || data[0] == '{' && depth > 0) { // nobody describes that much of one
		data = (&abridger{left: longestChecked}).value(nil, data, 0)
	}
	value, err := decode(data)
	if err == nil {
		err = schema.VisitJSON(value, openapi3.VisitAsRequest())
	}
	if err != nil {
		return &broken{slices.Clone(path), value, err}
	}
	return nil
}

// listed is piecewise for a list: many small items at once, a large one by itself.
func listed(schema *openapi3.Schema, path []string, list []byte, depth int) *broken {
	var some [][]byte
	size, place := 0, 0
	check := func() *broken {
		first := place - len(some)
		value, err := decode(append(append([]byte{'['}, bytes.Join(some, []byte{','})...), ']'))
		if err == nil && schema.VisitJSON(value, openapi3.VisitAsRequest()) != nil {
			for i, item := range some { // which one is it?
				if b := piecewise(schema.Items.Value, append(path, strconv.Itoa(first+i)), item, depth+1); b != nil {
					return b
				}
			}
		}
		some, size = some[:0], 0
		return nil
	}
	for item := range scan.Items(list) {
		if len(item) > largestPiece {
			if b := piecewise(schema.Items.Value, append(path, strconv.Itoa(place)), item, depth+1); b != nil {
				return b
			}
			item = nil
		}
		if size += len(item); len(some) > 0 && size > largestPiece || item == nil {
			if b := check(); b != nil {
				return b
			}
			size = len(item)
		}
		if place++; item != nil {
			some = append(some, item)
		}
	}
	return check()
}

// members is piecewise for an object. Its own schema sees the small members that it describes, and one that it does not allow.
func members(schema *openapi3.Schema, path []string, object []byte, depth int) *broken {
	small, own, unknown := map[string]json.RawMessage{}, *schema, 0
	for quoted, value := range scan.Members(object) {
		name := scan.Text(quoted)
		switch property := schema.Properties[name]; {
		case property == nil && schema.AdditionalProperties.Schema != nil:
			of := schema.AdditionalProperties.Schema.Value
			if value[0] == '"' && anyText(of) {
				continue
			}
			if b := piecewise(of, append(path, name), value, depth+1); b != nil {
				return b
			}
		case property == nil || property.Value == nil:
			if open := schema.AdditionalProperties.Has; open != nil && !*open && unknown == 0 {
				short := strings.ToValidUTF8(name[:min(len(name), longestValue)], "")
				small[short], unknown = json.RawMessage("null"), 1
			}
		case len(value) <= largestPiece:
			small[name] = value
		default:
			if b := piecewise(property.Value, append(path, name), value, depth+1); b != nil {
				return b
			}
			own.Required = slices.DeleteFunc(slices.Clone(own.Required), func(required string) bool { return required == name })
		}
	}
	value, err := decode(objectOf(small))
	if err == nil {
		err = own.VisitJSON(value, openapi3.VisitAsRequest())
	}
	if err != nil {
		return &broken{slices.Clone(path), value, err}
	}
	return nil
}

// divisible reports whether a value may be held against a schema in pieces: the schema asks for nothing that needs all of them.
func divisible(s *openapi3.Schema) bool {
	return len(s.AllOf)+len(s.AnyOf)+len(s.OneOf)+len(s.Enum) == 0 && s.Not == nil && !s.UniqueItems && s.MinItems == 0 &&
		s.MaxItems == nil && s.MinProps == 0 && s.MaxProps == nil
}

// anyText reports whether a schema accepts every text.
func anyText(s *openapi3.Schema) bool {
	return s.Type.Is("string") && divisible(s) && s.Pattern == "" && s.Format == "" && s.MinLength == 0 && s.MaxLength == nil
}
