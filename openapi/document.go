package openapi

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

//go:embed wolkvox.yaml agentbox.yaml configuration.yaml information.yaml real_time.yaml
var wolkvox embed.FS

// Wolkvox is the built-in document of the wolkvox API, parsed once: wolkvox.yaml, and the paths of a file for each
// resource.
func Wolkvox() (*Document, error) { return parsedWolkvox() }

var parsedWolkvox = sync.OnceValues(func() (*Document, error) {
	source, err := compose(wolkvox, "wolkvox.yaml", "agentbox.yaml", "configuration.yaml", "information.yaml", "real_time.yaml")
	if err != nil {
		return nil, err
	}
	return Parse(source)
})

// compose makes one document of a root without paths and of files that hold nothing but paths. Comments stay.
func compose(files fs.FS, root string, resources ...string) ([]byte, error) {
	source, err := fs.ReadFile(files, root)
	if err != nil {
		return nil, err
	}
	source = append(source, "\npaths:\n"...)
	for _, name := range resources {
		part, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		comment, paths, found := bytes.Cut(part, []byte("paths:\n"))
		if !found {
			return nil, fmt.Errorf("%s: it has no line \"paths:\"", name)
		}
		source = slices.Concat(source, []byte("\n"), comment, paths)
	}
	return source, nil
}

// A Document is a contract, compiled.
type Document struct {
	Operations []*Operation // in the order of the document
	General    []*Outcome   // replies that any operation can give, also before it is known which one is meant
	Answers    []Answer     // open questions that concern all operations

	spec        *openapi3.T
	root        *yaml.Node
	portable    *yaml.Node
	source      []byte
	tokenHeader string
}

// An Answer settles a question that the vendor's pages leave open.
type Answer struct {
	Question string   // Q-...
	Says     string   // one or two sentences, Markdown
	Evidence Evidence // how much of the answer is more than a guess
	Source   string   // "" for an inferred answer
}

// Operation finds an operation by its name, nil when the document has none of that name.
func (d *Document) Operation(name string) *Operation {
	for _, o := range d.Operations {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// Server is the address of the service for a server nomenclature ("0042"): the document's first server, filled in.
func (d *Document) Server(nomenclature string) string {
	return strings.ReplaceAll(d.spec.Servers[0].URL, "{wolkvox_server}", nomenclature)
}

// defaultServer is the address of the first server as the document fills it in, "" when there is none.
func (d *Document) defaultServer() string {
	if len(d.spec.Servers) == 0 {
		return ""
	}
	address := d.spec.Servers[0].URL
	for name, v := range d.spec.Servers[0].Variables {
		if v != nil {
			address = strings.ReplaceAll(address, "{"+name+"}", v.Default)
		}
	}
	return address
}

// TokenHeader is the name of the header that carries the token, "" when the document has none.
func (d *Document) TokenHeader() string { return d.tokenHeader }

// Parse compiles a document of the wolkvox API, YAML or JSON. It fails, naming the line or the operation, unless the
// document is valid OpenAPI 3.0, every operation is chosen by one value of `api` that is also its operationId and the
// fragment of its path, and every named example of a reply is graded.
func Parse(data []byte) (*Document, error) {
	d, err := parse(data)
	if err != nil {
		return nil, err
	}
	if len(d.spec.Servers) == 0 || d.TokenHeader() == "" {
		return nil, fmt.Errorf("the document needs a server and a security scheme with a header")
	}
	responses := field(field(d.root, "components"), "responses")
	if d.General, err = d.outcomes(responses, nil); err != nil {
		return nil, err
	}
	if d.Answers, err = answers(d.root); err != nil {
		return nil, err
	}
	for _, o := range d.Operations {
		if err := d.wolkvoxOperation(o, responses); err != nil {
			return nil, fmt.Errorf("operation %s: %w", o.Name, err)
		}
	}
	return d, nil
}

// parse does what the wolkvox API and the control API have in common.
func parse(data []byte) (*Document, error) {
	var top yaml.Node
	if err := yaml.Unmarshal(data, &top); err != nil {
		return nil, err
	}
	if len(top.Content) == 0 {
		return nil, fmt.Errorf("the document is empty")
	}
	if err := plain(&top); err != nil {
		return nil, err
	}
	asJSON, err := compact(top.Content[0]) // kin-openapi would parse the YAML once more, and slowly
	if err != nil {
		return nil, err
	}
	spec, err := load([]byte(asJSON))
	if err != nil {
		return nil, err
	}
	d := &Document{spec: spec, root: top.Content[0], source: data}
	_ = entries(field(field(d.root, "components"), "securitySchemes"), func(_ string, scheme *yaml.Node) error {
		if d.tokenHeader == "" && text(scheme, "in") == "header" {
			d.tokenHeader = text(scheme, "name")
		}
		return nil
	})
	err = entries(field(d.root, "paths"), func(path string, item *yaml.Node) error {
		return entries(item, func(method string, node *yaml.Node) error {
			if spec.Paths.Value(path).GetOperation(strings.ToUpper(method)) == nil {
				return nil // parameters, description: not a method
			}
			o, err := d.operation(path, strings.ToUpper(method), item, node)
			d.Operations = append(d.Operations, o)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	d.portable, err = d.merge()
	return d, err
}

// load has kin-openapi read and validate a document. A document that makes it panic is wrong too.
func load(data []byte) (spec *openapi3.T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the document cannot be understood: %v", p)
		}
	}()
	if spec, err = openapi3.NewLoader().LoadFromData(data); err != nil {
		return nil, err
	}
	if err := spec.Validate(context.Background()); err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\nSchema:") // what follows is the schema and the value, over many lines
		return nil, errors.New(reason)
	}
	return spec, nil
}

// wolkvoxOperation adds to an operation what only the documents of the wolkvox API have.
func (d *Document) wolkvoxOperation(o *Operation, general *yaml.Node) (err error) {
	_, fragment, _ := strings.Cut(o.route.Path, "#")
	api := o.parameter("query", "api")
	if api == nil || !api.Required || fragment != o.Name || len(api.Enum) != 1 || api.Enum[0] != o.Name {
		return fmt.Errorf("its operationId, the fragment of its path (%q) and the one value of the required parameter `api` must be the same", fragment)
	}
	for _, p := range o.Parameters {
		if p.Required && p.Example == "" && len(p.Enum) == 0 {
			return fmt.Errorf("its parameter %s is required and has no example", p.Name)
		}
	}
	if o.Page == "" {
		return fmt.Errorf("it has no externalDocs with the vendor's page")
	}
	responses := field(o.node, "responses")
	refs := map[string]bool{}
	_ = entries(responses, func(_ string, r *yaml.Node) error { refs[text(r, "$ref")] = true; return nil })
	err = entries(general, func(name string, _ *yaml.Node) error {
		if !refs["#/components/responses/"+name] {
			return fmt.Errorf("it does not refer to the general response %s", name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if o.Outcomes, err = d.outcomes(responses, refs); err != nil {
		return err
	}
	o.Answers, err = answers(o.node)
	return err
}

// outcomes compiles the named examples of responses. Those behind a reference are general and left out here.
func (d *Document) outcomes(responses *yaml.Node, refs map[string]bool) (all []*Outcome, err error) {
	names := map[string]bool{}
	err = entries(responses, func(status string, response *yaml.Node) error {
		if refs[text(response, "$ref")] && text(response, "$ref") != "" {
			return nil
		}
		examples := field(field(field(response, "content"), "application/json"), "examples")
		return entries(examples, func(name string, example *yaml.Node) error {
			example, err := resolve(d.root, example)
			if err != nil {
				return err
			}
			code, err := strconv.Atoi(cmp.Or(text(example, "x-status"), digits.FindString(status), text(field(example, "value"), "code")))
			if err != nil {
				return fmt.Errorf("line %d: outcome %s has no HTTP status: give it x-status", example.Line, name)
			}
			if names[name] {
				return fmt.Errorf("line %d: outcome %s is there twice", example.Line, name)
			}
			names[name] = true
			o, err := compileOutcome(name, code, example)
			all = append(all, o)
			return err
		})
	})
	return all, err
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// answers reads x-answers.
func answers(n *yaml.Node) ([]Answer, error) {
	list := field(n, "x-answers")
	if list == nil {
		return nil, nil
	}
	var all []Answer
	for _, a := range list.Content {
		answer := Answer{text(a, "question"), text(a, "says"), Evidence(text(a, "x-evidence")), text(a, "x-source")}
		if answer.Question == "" || answer.Says == "" || (answer.Evidence != Inferred && answer.Source == "") {
			return nil, fmt.Errorf("line %d: an answer needs question, says, x-evidence and, unless inferred, x-source", a.Line)
		}
		if err := answer.Evidence.check(); err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", a.Line, answer.Question, err)
		}
		all = append(all, answer)
	}
	return all, nil
}
