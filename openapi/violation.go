package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// A Violation is one way in which a message breaks the contract, in words for whoever has to mend it. No field holds the
// token of the request.
type Violation struct {
	Rule     Rule     `json:"rule"`
	Severity Severity `json:"severity,omitempty"` // as configured for the rule in the world; set when it enters the journal
	Where    string   `json:"where"`              // "query agent_id", "body", "body /agent_id", "reply /code"
	Expected string   `json:"expected"`           // what the contract asks for
	Got      string   `json:"got"`                // what came as JSON, shortened, secrets redacted, or "nothing"
	Source   string   `json:"source"`             // the vendor's page of the operation that is meant, else what the rule rests on
	Try      string   `json:"try,omitempty"`      // a request that keeps the contract, as a curl command line
}

// maxViolations is how many of them one message shows.
const maxViolations = 20

// String is the violation on one line.
func (v Violation) String() string {
	s := fmt.Sprintf("%s: %s: expected %s, got %s", v.Rule, v.Where, v.Expected, v.Got)
	if v.Source != "" {
		s += " (" + v.Source + ")"
	}
	return s
}

// expected is what a schema asks for where it was broken.
func (o *Operation) expected(e *openapi3.SchemaError, place string) string {
	if path := e.JSONPointer(); place == "body" && len(path) == 1 {
		p := o.parameter("body", path[0])
		list := p != nil && (p.Kind == List || p.Kind == TextOrList)
		shown := e.SchemaField == "pattern" && p != nil && p.pattern != "" && p.Example != ""
		if p != nil && (list || shown || e.SchemaField == "required" || e.SchemaField == "enum") {
			return p.describe()
		}
	}
	switch e.SchemaField {
	case "required":
		return "a value"
	case "nullable":
		return "a value, not null"
	case "type":
		if e.Schema.Type != nil {
			return article(strings.Join(e.Schema.Type.Slice(), " or "))
		}
	case "enum":
		if len(e.Schema.Enum) == 1 {
			return encode(e.Schema.Enum[0])
		}
		return "one of " + strings.Trim(encode(e.Schema.Enum), "[]")
	case "pattern":
		if example, is := e.Schema.Example.(string); is {
			return "text that matches " + e.Schema.Pattern + ", such as " + quoted(example)
		}
		return "text that matches " + e.Schema.Pattern
	case "minLength":
		return fmt.Sprintf("text of at least %d characters", e.Schema.MinLength)
	case "minProperties":
		return fmt.Sprintf("at least %d of %s", e.Schema.MinProps, strings.Join(slices.Sorted(maps.Keys(e.Schema.Properties)), ", "))
	case "properties":
		if len(e.Schema.Properties) == 0 {
			return "an empty object"
		}
		return "only " + strings.Join(slices.Sorted(maps.Keys(e.Schema.Properties)), ", ")
	case "minimum":
		return fmt.Sprintf("a number of at least %s", decimal(*e.Schema.Min))
	case "maximum":
		return fmt.Sprintf("a number of at most %s", decimal(*e.Schema.Max))
	case "format":
		if e.Schema.Format == "date-time" {
			return such(e.Schema)
		}
	case "anyOf", "oneOf":
		var forms []string
		for _, s := range slices.Concat(e.Schema.AnyOf, e.Schema.OneOf) {
			forms = append(forms, such(s.Value))
		}
		return strings.Join(forms, ", or ")
	}
	return e.Reason // it does not hold the value
}

// describe is what a value should be like.
func (p *Parameter) describe() string {
	var s string
	switch {
	case len(p.Enum) == 1:
		return p.Enum[0]
	case len(p.Enum) > 1:
		return "one of " + strings.Join(p.Enum, ", ")
	case p.Kind == List || p.Kind == TextOrList:
		s = "a list of texts"
		if p.Kind == TextOrList {
			s = "a text, or a list of texts"
		}
		if p.items != "" {
			s += " that match " + p.items
		}
		if p.json != "" {
			s += ", such as " + p.json
		}
		return s
	case p.pattern != "":
		s = "text that matches " + p.pattern
	case p.schemaType != "" && p.schemaType != "string":
		if s = article(p.schemaType); p.minimum != "" {
			s += " of at least " + p.minimum
		}
	default:
		s = "a value"
	}
	if p.Example != "" {
		s += ", such as " + quoted(p.Example)
	}
	return s
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// such is what a value of a schema is like.
func such(s *openapi3.Schema) string {
	switch {
	case s.Format == "date-time":
		return "a time such as 2026-01-31T09:00:00Z"
	case len(s.Properties) > 0:
		return "an object with " + strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", ")
	}
	return article(strings.Join(s.Type.Slice(), " or "))
}

// article is a type with its article.
func article(kind string) string {
	if strings.HasPrefix(kind, "i") || strings.HasPrefix(kind, "a") || strings.HasPrefix(kind, "o") {
		return "an " + kind
	}
	return "a " + kind
}
