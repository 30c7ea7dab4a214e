package openapi

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/merge.yaml
var mergeDocument []byte

func documents(t *testing.T) map[string]*Document {
	t.Helper()
	merged, err := Parse(mergeDocument)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*Document{"wolkvox": mustWolkvox(t), "merge": merged}
}

// load3 is a view of a document as any tool reads it.
func load3(t *testing.T, d *Document, view View, format Format) *openapi3.T {
	t.Helper()
	data, err := d.Render(view, format)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatalf("%s", err)
	}
	if err := spec.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return spec
}

// The portable view is what linters, gateways and generators get: no fragment, every example, no component too many.
func TestPortable(t *testing.T) {
	for name, d := range documents(t) {
		spec := load3(t, d, ViewPortable, FormatYAML)
		for path, item := range spec.Paths.Map() {
			if strings.Contains(path, "#") {
				t.Errorf("%s: path %s has a fragment", name, path)
			}
			for method, o := range item.Operations() {
				if o.OperationID == "" || o.Responses.Len() == 0 {
					t.Errorf("%s: %s %s: %+v", name, method, path, o)
				}
			}
		}
	}
	d := documents(t)["merge"]
	got, err := d.Render(ViewPortable, FormatYAML)
	if err != nil {
		t.Fatal(err)
	}
	want := `paths:
  /box.php:
    post:
      operationId: box_post
      tags:
        - one
        - two
      summary: 2 operations of box.php
      description: |
        The parameter ` + "`api`" + ` of box.php chooses the operation:

        - ` + "`add`" + `: [Add](https://example.com/add)
        - ` + "`remove`" + `: [Remove](https://example.com/remove)
      x-operations:
        - add
        - remove
      parameters:
        - name: query
          in: query
          required: true
          style: form
          explode: true
          description: The whole query string; ` + "`query`" + ` itself is not sent.
          schema:
            allOf:
              - oneOf:
                  - title: add
                    type: object
                    required:
                      - api
                      - id
                    properties:
                      api: {type: string, enum: [add]}
                      id: {type: string, pattern: '^[0-9]+$'}
                      note: {type: string, maxLength: 3}
                  - title: remove
                    type: object
                    required:
                      - api
                    properties:
                      id: {$ref: '#/components/schemas/Word'}
                      api: {type: string, enum: [remove]}
              - type: object
                properties:
                  api:
                    type: string
                    example: add
                  id:
                    type: string
                    example: "1"
                  note:
                    type: string
          examples:
            add:
              value:
                api: add
                id: "1"
            remove:
              value:
                api: remove
      requestBody:
        description: |
          - ` + "`add`" + `: What to add.
          - ` + "`remove`" + `: What to remove.
        content:
          application/json:
            schema:
              anyOf:
                - {type: object, required: [a], properties: {a: {type: string, example: x}}, additionalProperties: false}
                - {type: object, required: [b], properties: {b: {type: integer, example: 7}}}
            examples:
              add:
                value: {a: x}
      responses:
        "200":
          description: |
            - ` + "`add`" + `: Added.
            - ` + "`remove`" + `: Removed.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["200"]}}}
                  - {type: object, required: [code], properties: {code: {type: integer, enum: [200]}}}
              examples:
                add_done: {x-evidence: inferred, x-source: test, value: {code: "200"}}
                remove_done: {x-evidence: inferred, x-source: test, value: {code: 200}}
        "201":
          description: |
            - ` + "`add`" + `: Nothing to say.
            - ` + "`remove`" + `: With words.
        "404":
          description: |
            - ` + "`add`" + `: No such thing.
            - ` + "`remove`" + `: Refused.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["404"]}}}
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["4XX"]}}}
        4XX:
          description: |
            - ` + "`add`" + `: It failed.
            - ` + "`remove`" + `: Refused.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["500"]}}}
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["4XX"]}}}
              examples:
                failed: {x-status: 500, x-evidence: inferred, x-source: test, x-given: {none: test}, value: {code: "500"}}
        default: {$ref: '#/components/responses/Failure'}
    get:
      operationId: look
      externalDocs: {url: "https://example.com/look"}
      parameters:
        - {name: api, in: query, required: true, example: look, schema: {type: string, enum: [look]}}
      responses:
        default: {$ref: '#/components/responses/Failure'}
`
	got = got[bytes.Index(got, []byte("paths:")):]
	got = got[:bytes.Index(got, []byte("  /cup.php:\n"))]
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	all, _ := d.Render(ViewPortable, FormatJSON)
	for name, want := range map[string]bool{`"Word"`: true, `"Unused"`: false, `"key"`: true} {
		if got := bytes.Contains(all, []byte(name)); got != want {
			t.Errorf("component %s is there: %t", name, got)
		}
	}
}

func TestRender(t *testing.T) {
	d := mustWolkvox(t)
	if got, err := d.Render(ViewOperations, FormatYAML); err != nil || !bytes.Equal(got, d.Source()) || !bytes.Contains(got, []byte("# agentbox.php")) {
		t.Errorf("the operations view in YAML is not the document as it was written: %v", err)
	}
	// A document goes through either notation of either view and stays the same.
	for _, view := range []View{ViewOperations, ViewPortable} {
		y, j := load3(t, d, view, FormatYAML), load3(t, d, view, FormatJSON)
		a, _ := json.Marshal(y)
		b, _ := json.Marshal(j)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: YAML and JSON differ:\n%s", view, cmp.Diff(string(a), string(b)))
		}
	}
	written, _ := d.Render(ViewOperations, FormatJSON)
	if again, err := Parse(written); err != nil || len(again.Operations) != len(d.Operations) {
		t.Errorf("Parse of the JSON: %v", err)
	}
	for _, bad := range [][2]string{{"source", "yaml"}, {"portable", "xml"}} {
		if got, err := d.Render(View(bad[0]), Format(bad[1])); err == nil || got != nil {
			t.Errorf("Render(%s, %s) = %d bytes, %v", bad[0], bad[1], len(got), err)
		}
	}
}
