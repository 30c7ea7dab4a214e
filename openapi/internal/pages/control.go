package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// What the page shows of an OpenAPI document, in the document's order.
type (
	document struct {
		Info       struct{ Description string }
		Tags       []struct{ Name, Description string }
		Paths      ordered[pathItem]
		Components struct {
			Parameters map[string]parameter
			Schemas    ordered[schema]
		}
	}
	pathItem struct {
		Get, Post, Put, Delete *operation
	}
	operation struct {
		Tags                 []string
		Summary, Description string
		Parameters           []parameter
		RequestBody          *body `yaml:"requestBody"`
		Responses            ordered[body]
	}
	parameter struct {
		Ref                   string `yaml:"$ref"`
		Name, In, Description string
	}
	body struct {
		Required bool
		Content  map[string]struct {
			Schema  schema
			Example yaml.Node
		}
	}
	schema struct {
		Ref                                string `yaml:"$ref"`
		Type, Format, Pattern, Description string
		Enum, Required                     []string
		Minimum, Maximum                   *int
		Properties                         ordered[schema]
		OneOf                              []schema `yaml:"oneOf"`
		Items                              *schema
		AdditionalProperties               yaml.Node `yaml:"additionalProperties"`
	}
)

// An ordered is a mapping of YAML whose order counts.
type ordered[T any] []entry[T]

type entry[T any] struct {
	key   string
	value T
}

func (o *ordered[T]) UnmarshalYAML(n *yaml.Node) error {
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := entry[T]{key: n.Content[i].Value}
		if err := n.Content[i+1].Decode(&e.value); err != nil {
			return err
		}
		*o = append(*o, e)
	}
	return nil
}

// controlPage has a table of requests for each tag, then the shapes of what they take and answer.
func controlPage(admin []byte) (string, error) {
	var doc document
	if err := yaml.Unmarshal(admin, &doc); err != nil {
		return "", fmt.Errorf("admin.yaml: %w", err)
	}
	var b strings.Builder
	b.WriteString(generated("admin.yaml") + "# Control API\n\n" + strings.TrimSpace(doc.Info.Description) + "\n")
	for _, tag := range doc.Tags {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| request | does | answer |\n| --- | --- | --- |\n", tag.Name, tag.Description)
		for _, path := range doc.Paths {
			for _, m := range []struct {
				name string
				op   *operation
			}{{"GET", path.value.Get}, {"POST", path.value.Post}, {"PUT", path.value.Put}, {"DELETE", path.value.Delete}} {
				if m.op == nil || !slices.Contains(m.op.Tags, tag.Name) {
					continue
				}
				does, err := doc.does(m.op)
				if err != nil {
					return "", err
				}
				fmt.Fprintf(&b, "| `%s %s` | %s | %s |\n", m.name, path.key, does, cell(answer(m.op)))
			}
		}
	}
	b.WriteString("\n## Shapes\n\nA field in **bold** is required. A time is written as in RFC 3339.\n")
	for _, s := range doc.Components.Schemas {
		fmt.Fprintf(&b, "\n### %s\n\n", s.key)
		if len(s.value.Properties) == 0 {
			fmt.Fprintf(&b, "%s\n", strings.TrimSpace(kind(s.value)+"\n\n"+s.value.Description))
			continue
		}
		if s.value.Description != "" {
			fmt.Fprintf(&b, "%s\n\n", s.value.Description)
		}
		b.WriteString("| field | type | |\n| --- | --- | --- |\n")
		fields(&b, "", s.value)
	}
	return b.String(), nil
}

// does tells what a request is for, and what it takes beside its path.
func (d *document) does(o *operation) (string, error) {
	text := cell(strings.Replace(o.Summary+". ", "?. ", "? ", 1) + o.Description)
	for _, p := range o.Parameters {
		if p.Ref != "" {
			p = d.Components.Parameters[last(p.Ref)]
		}
		if p.In == "query" {
			text += fmt.Sprintf("<br>`?%s=` %s", p.Name, cell(p.Description))
		}
	}
	if o.RequestBody == nil {
		return text, nil
	}
	for _, media := range o.RequestBody.Content {
		text += "<br>Body: " + kind(media.Schema)
		if !o.RequestBody.Required {
			text += ", optional"
		}
		var example any
		if err := media.Example.Decode(&example); err != nil {
			return "", err
		}
		if example != nil {
			shown, err := json.Marshal(example)
			if err != nil {
				return "", err
			}
			text += fmt.Sprintf(", such as `%s`", shown)
		}
	}
	return text, nil
}

// answer shows the statuses of an operation, with the shape of what is no problem.
func answer(o *operation) string {
	var texts []string
	for _, r := range o.Responses {
		if _, err := strconv.Atoi(r.key); err != nil {
			continue // "default"
		}
		text := r.key
		for _, media := range r.value.Content {
			text += " " + kind(media.Schema)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// fields has a row for each field of an object and of the objects within.
func fields(b *strings.Builder, prefix string, s schema) {
	for _, p := range s.Properties {
		name := prefix + p.key
		shown := "`" + name + "`"
		if slices.Contains(s.Required, p.key) {
			shown = "**" + shown + "**"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", shown, cell(kind(p.value)), cell(p.value.Description))
		switch within := p.value; {
		case within.Items != nil:
			fields(b, name+"[].", *within.Items)
		default:
			fields(b, name+".", within)
		}
	}
}

// kind shows the type of a value.
func kind(s schema) string {
	var members schema
	hasMembers := s.AdditionalProperties.Decode(&members) == nil && (members.Type != "" || members.Ref != "")
	switch {
	case s.Ref != "":
		return fmt.Sprintf("[%s](#%s)", last(s.Ref), strings.ToLower(last(s.Ref)))
	case s.Enum != nil:
		return code(s.Enum, ", ")
	case s.Items != nil:
		return "list of " + kind(*s.Items)
	case s.OneOf != nil:
		var kinds []string
		for _, one := range s.OneOf {
			kinds = append(kinds, kind(one))
		}
		return strings.Join(kinds, " or ")
	case hasMembers:
		return "object of " + kind(members)
	case s.Format == "date-time":
		return "time"
	}
	text := s.Type
	if text == "" {
		text = "any"
	}
	if s.Pattern != "" {
		text += " `" + s.Pattern + "`"
	}
	if s.Minimum != nil {
		text += fmt.Sprintf(" ≥ %d", *s.Minimum)
	}
	if s.Maximum != nil {
		text += fmt.Sprintf(" ≤ %d", *s.Maximum)
	}
	return text
}

// last is the name at the end of a reference.
func last(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }
