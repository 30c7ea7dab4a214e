package main

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi"
)

// source is what the document states beyond what package openapi compiles: descriptions, and the shape of the data of
// replies.
type source struct {
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]*schema }
}

type operation struct {
	Description string
	Responses   map[string]struct {
		Content map[string]struct{ Schema *schema }
	}
}

type schema struct {
	Ref         string `yaml:"$ref"`
	Type        string
	Description string
	Properties  properties
	Others      others `yaml:"additionalProperties"`
	Items       *schema
	MinItems    int `yaml:"minItems"`
	MaxItems    int `yaml:"maxItems"`
}

// properties keep the order of the document, which a Go map would not.
type properties []property

type property struct {
	key string
	*schema
}

func (p *properties) UnmarshalYAML(n *yaml.Node) error {
	for i := 0; i < len(n.Content); i += 2 {
		s := &schema{}
		if err := n.Content[i+1].Decode(s); err != nil {
			return err
		}
		*p = append(*p, property{n.Content[i].Value, s})
	}
	return nil
}

// others is the schema of properties that have no name in the document, nil when there must be none.
type others struct{ *schema }

func (o *others) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return nil // true or false
	}
	o.schema = &schema{}
	return n.Decode(o.schema)
}

// A record is a Go type for an object within replies.
type record struct {
	Name       string
	About      string
	Operations []string // those whose replies have it
	Fields     []field
	Others     string // what properties without a name are; "" when there are none

	schema *schema
}

type field struct{ Name, Type, Key, About string }

// data collects the records that replies have.
type data struct {
	components map[string]*schema
	records    []*record
}

// replyData is the Go type of the data of an operation's reply, "" when it has none. A list that has one record always is that
// record.
func (d *data) replyData(o *openapi.Operation, success *schema) (goType string, one bool, err error) {
	_, success, err = d.resolve(success)
	if err != nil || success == nil {
		return "", false, err
	}
	for _, p := range success.Properties {
		if p.key != "data" {
			continue
		}
		s := p.schema
		if s.Type == "array" && s.MinItems == 1 && s.MaxItems == 1 {
			s, one = s.Items, true
		}
		goType, err = d.goType(s, exported(o.Name), o.Name)
		return goType, one, err
	}
	return "", false, nil
}

// goType is the Go type of a value. An object becomes a record, which is named after its place, or after the component
// that it is.
func (d *data) goType(s *schema, place, operation string) (string, error) {
	component, s, err := d.resolve(s)
	if err != nil {
		return "", err
	}
	name := component
	if component == "" {
		name = place + "Record"
	} else {
		place = component
	}
	switch s.Type {
	case "string":
		return "string", nil
	case "array":
		item, err := d.goType(s.Items, place, operation)
		return "[]" + item, err
	case "object":
		return name, d.add(s, name, place, operation)
	}
	return "", fmt.Errorf("%s: there is no Go type for a value of type %q", place, s.Type)
}

func (d *data) add(s *schema, name, place, operation string) error {
	for _, r := range d.records {
		switch {
		case r.Name == name && r.schema != s:
			return fmt.Errorf("two records would be called %s", name)
		case r.Name == name:
			r.Operations = append(r.Operations, operation)
			return nil
		}
	}
	r := &record{Name: name, About: s.Description, Operations: []string{operation}, schema: s}
	d.records = append(d.records, r)
	for _, p := range s.Properties {
		t, err := d.goType(p.schema, place+exported(p.key), operation)
		if err != nil {
			return err
		}
		r.Fields = append(r.Fields, field{exported(p.key), t, p.key, p.Description})
	}
	if s.Others.schema != nil {
		r.Others = s.Others.Description
	}
	return nil
}

// resolve follows a $ref to a component and tells its name.
func (d *data) resolve(s *schema) (component string, _ *schema, err error) {
	for s != nil && s.Ref != "" {
		component = strings.TrimPrefix(s.Ref, "#/components/schemas/")
		to := d.components[component]
		if to == nil {
			return "", nil, fmt.Errorf("%s leads to no schema", s.Ref)
		}
		s = to
	}
	return component, s, nil
}

// success is the schema of the replies that are a success.
func (o operation) success(status int) *schema {
	return o.Responses[strconv.Itoa(status)].Content["application/json"].Schema
}
