package openapi

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/internal/tree"
	"wolkvoxmock/openapi/yamlfile"
)

// Admin is the built-in document of the mock's own control API, parsed once.
func Admin() (*Document, error) { return parsedAdmin() }

var parsedAdmin = sync.OnceValues(func() (*Document, error) {
	return builtIn("admin.tree", tree.Admin, func(*Document) error { return nil })
})

// Wolkvox is the built-in document of the wolkvox API, parsed once: wolkvox.yaml, and the paths of a file for each
// resource.
func Wolkvox() (*Document, error) { return parsedWolkvox() }

var parsedWolkvox = sync.OnceValues(func() (*Document, error) {
	return builtIn("wolkvox.tree", tree.Wolkvox, (*Document).compileWolkvox)
})

// builtIn compiles a document of our own, without the checks of Parse: a test makes them, and a start saves the time.
func builtIn(made string, names []string, more func(*Document) error) (*Document, error) {
	source := sync.OnceValues(func() ([]byte, error) { return tree.Compose(files, names) })
	root, err := readTree(made, names)
	if err != nil { // somebody is working on the files
		text, err := source()
		if err != nil {
			return nil, err
		}
		if root, err = parse(text); err != nil {
			return nil, err
		}
	}
	return compiled(root, func() []byte { text, _ := source(); return text }, more) // Read has read the files
}

func compiled(root *yaml.Node, source func() []byte, more func(*Document) error) (*Document, error) {
	d := newDocument(root, source)
	if err := d.compile(); err != nil {
		return nil, err
	}
	return d, more(d)
}

// A Document is a contract, compiled.
type Document struct {
	Operations []*Operation // in the order of the document
	General    []*Outcome   // replies that any operation can give, and those to requests that name none
	Answers    []Answer     // open questions that concern several operations
	Secrets    []string     // names of secret fields and parameters (format: password), and of the token's header

	NotSimulated []*Unsimulated // what the vendor documents beside the operations, by path

	root        *yaml.Node
	source      func() []byte
	tokenHeader string
	patterns    map[string]*regexp.Regexp // compiled once; nil for one that Go does not understand

	// What a start of the server has no need of is made when it is first asked for.
	spec        func() (*openapi3.T, error)
	samples     func() ([]*Sample, error)
	exemplified func() *yaml.Node
	portable    func() *yaml.Node
	names       func() map[string]bool // of all parameters
}

// An Answer is how the mock answers a question that the vendor's pages leave open.
type Answer struct {
	Question   string   `json:"question"`             // Q-...
	Says       string   `json:"says"`                 // one or two sentences, Markdown
	Operations []string `json:"operations,omitempty"` // names of those that it concerns; nil: all
	Evidence   Evidence `json:"evidence"`             // how much of the answer is more than a guess
	Source     string   `json:"source,omitempty"`     // "" for an inferred answer
}

// Operation is the operation of a name, nil when the document has none.
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
	return strings.ReplaceAll(d.server(), "{wolkvox_server}", nomenclature)
}

// server is the address of the first server as it is written, "" when there is none.
func (d *Document) server() string {
	if servers := items(field(d.root, "servers")); len(servers) > 0 {
		return text(servers[0], "url")
	}
	return ""
}

// defaultServer is the address of the first server as the document fills it in, "" when there is none.
func (d *Document) defaultServer() string {
	address := d.server()
	if address == "" {
		return ""
	}
	_ = entries(field(items(field(d.root, "servers"))[0], "variables"), func(name string, v *yaml.Node) error {
		address = strings.ReplaceAll(address, "{"+name+"}", text(v, "default"))
		return nil
	})
	return address
}

// TokenHeader is the name of the header that carries the token, "" when the document has none.
func (d *Document) TokenHeader() string { return d.tokenHeader }

// Load is Parse of a file of at most MaxFile bytes. An error names it.
func Load(file string) (doc []byte, d *Document, err error) {
	if doc, err = yamlfile.Read(file, MaxFile); err != nil {
		return nil, nil, err
	}
	d, err = Parse(doc)
	if err != nil {
		return nil, nil, yamlfile.In(file, err)
	}
	return doc, d, nil
}

// MaxFile bounds a document, in bytes: four times our own.
const MaxFile = 1 << 20

// Parse compiles a document of the wolkvox API, YAML or JSON. It fails, naming the line, unless the document is valid OpenAPI
// 3.0, no key is there twice, every operation is chosen by one value of `api` and has its operationId as the fragment of its
// path, and every named example of a reply is graded.
func Parse(data []byte) (*Document, error) {
	root, err := parse(data)
	if err != nil {
		return nil, err
	}
	d := newDocument(root, func() []byte { return data })
	if err := d.check(); err != nil {
		return nil, locate(root, err)
	}
	return d, nil
}

// check compiles all of a document that others have written.
func (d *Document) check() error {
	if made := text(d.root, viewMark); made != "" {
		return fmt.Errorf("this document was %s", made)
	}
	if _, err := d.spec(); err != nil {
		return err
	}
	if err := d.compile(); err != nil {
		return err
	}
	if err := d.compileWolkvox(); err != nil {
		return err
	}
	_, err := d.samples()
	return err
}

// parse reads the YAML of a document.
func parse(data []byte) (*yaml.Node, error) {
	top, err := yamlfile.Parse(data)
	if err != nil {
		return nil, err
	}
	return top, plain(top)
}

// newDocument compiles nothing yet.
func newDocument(root *yaml.Node, source func() []byte) *Document {
	d := &Document{root: root, source: source, patterns: map[string]*regexp.Regexp{}}
	d.spec = sync.OnceValues(func() (*openapi3.T, error) { return load(d.root) })
	d.samples = sync.OnceValues(d.readSamples)
	d.exemplified = sync.OnceValue(d.exemplify)
	d.portable = sync.OnceValue(d.flatten)
	d.names = sync.OnceValue(d.allNames)
	return d
}

// compile compiles what the wolkvox API and the control API have in common.
func (d *Document) compile() error {
	_ = entries(field(field(d.root, "components"), "securitySchemes"), func(_ string, scheme *yaml.Node) error {
		if d.tokenHeader == "" && text(scheme, "in") == "header" {
			d.tokenHeader = text(scheme, "name")
		}
		return nil
	})
	d.Secrets = secrets(d.root, nil)
	if d.tokenHeader != "" {
		d.Secrets = append(d.Secrets, d.tokenHeader)
	}
	slices.Sort(d.Secrets)
	d.Secrets = slices.Compact(d.Secrets)
	return entries(field(d.root, "paths"), func(path string, item *yaml.Node) error {
		return entries(item, func(method string, node *yaml.Node) error {
			method = strings.ToUpper(method)
			if !slices.Contains(methods, method) {
				return nil // parameters, description
			}
			o, err := d.operation(path, method, item, node)
			d.Operations = append(d.Operations, o)
			return err
		})
	})
}

var methods = []string{
	http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead, http.MethodOptions,
	http.MethodTrace, http.MethodConnect,
}

// compileWolkvox adds what only the documents of the wolkvox API have.
func (d *Document) compileWolkvox() (err error) {
	if d.server() == "" || d.TokenHeader() == "" {
		return fmt.Errorf("the document needs a server and a security scheme with a header")
	}
	responses := field(field(d.root, "components"), "responses")
	if d.General, err = d.outcomes(responses, nil); err != nil {
		return err
	}
	if d.Answers, err = answers(d.root); err != nil {
		return err
	}
	for _, a := range d.Answers {
		for _, name := range a.Operations {
			if d.Operation(name) == nil {
				return fmt.Errorf("%s is about %q, which is no operation", a.Question, name)
			}
		}
	}
	for i, o := range d.Operations {
		if err := d.wolkvoxOperation(o, responses); err != nil {
			return fmt.Errorf("operation %s: %w", o.Name, err)
		}
		for _, before := range d.Operations[:i] {
			switch {
			case before.Name == o.Name:
				return fmt.Errorf("operation %s: it is there twice", o.Name)
			case before.Method == o.Method && before.Path == o.Path && before.API == o.API && before.chosenBy == nil:
				return fmt.Errorf("operation %s: %s has the same `api` and no x-chosen-by, so this one is never chosen", o.Name, before.Name)
			}
		}
	}
	return d.unsimulated()
}

// wolkvoxOperation adds to an operation what only the documents of the wolkvox API have.
func (d *Document) wolkvoxOperation(o *Operation, general *yaml.Node) (err error) {
	_, fragment, _ := strings.Cut(o.key, "#")
	api := o.parameter("query", "api")
	if api == nil || !api.Required || len(api.Enum) != 1 || fragment != o.Name {
		return fmt.Errorf("its operationId and the fragment of its path (%q) must be the same, "+
			"and it needs a required parameter `api` of one value", fragment)
	}
	o.API = api.Enum[0]
	for _, n := range items(field(o.node, "x-chosen-by")) {
		if p := o.parameter("query", n.Value); p == nil || !p.Required {
			return fmt.Errorf("line %d: x-chosen-by names %q, which is no required parameter of its query", n.Line, n.Value)
		}
		o.chosenBy = append(o.chosenBy, n.Value)
	}
	for _, p := range o.Parameters {
		if p.Required && p.Example == "" && p.json == "" && len(p.Enum) == 0 {
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

// answers reads x-answers.
func answers(n *yaml.Node) ([]Answer, error) {
	list := field(n, "x-answers")
	if list == nil {
		return nil, nil
	}
	var all []Answer
	for _, a := range list.Content {
		answer := Answer{
			Question: text(a, "question"), Says: text(a, "says"),
			Evidence: Evidence(text(a, "x-evidence")), Source: text(a, "x-source"),
		}
		for _, n := range items(field(a, "x-operations")) {
			answer.Operations = append(answer.Operations, n.Value)
		}
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
