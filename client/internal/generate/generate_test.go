package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

const pkg = "../.." // client

func mustGenerate(t *testing.T, doc *openapi.Document, err error) map[string][]byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate(doc)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What is checked in is what the document makes.
func TestGenerate_isCheckedIn(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	files := mustGenerate(t, doc, err)
	made, err := generated(pkg)
	if err != nil {
		t.Fatal(err)
	}
	for name, expected := range files {
		got, _ := os.ReadFile(filepath.Join(pkg, name))
		if diff := cmp.Diff(string(expected), string(got)); diff != "" {
			t.Errorf("%s has drifted from the document: run go generate ./client (-want +got):\n%s", name, diff)
		}
	}
	for _, name := range made {
		if files[name] == nil {
			t.Errorf("%s is made of nothing in the document any more: run go generate ./client", name)
		}
	}
}

// A new operation costs nothing here: it has a method, parameters and a record.
func TestGenerate_newOperation(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	operation, err := os.ReadFile("testdata/turnstiles.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err = openapi.Parse(slices.Concat(doc.Source(), operation))
	files := mustGenerate(t, doc, err)
	for name, texts := range map[string][]string{
		"information.gen.go": {
			"func (c *Client) Turnstiles(\n\tctx context.Context, kind, urlFrom string, params *TurnstilesParams,\n) " +
				"(ReplyWith[[]TurnstilesRecord], error) {\n" +
				"\treply, err := c.Call(ctx, \"turnstiles\", paramsOf(params).set(\"kind\", kind, \"url_from\", urlFrom))\n" +
				"\treturn withData[[]TurnstilesRecord](reply, err)\n}",
			"type TurnstilesParams struct {\n\t// Only this turnstile.\n\tTurnstileID string `param:\"turnstile_id\"`\n}",
			"//   - kind: What they do (\"in\", \"out\" or \"both\").\n//   - urlFrom: Where they are (such as \"https://example.com\").\n",
			"// Outcomes: turnstiles_found (example). Refusals: none_found (inferred), kind_unknown (documented).",
		},
		"records.gen.go": {
			"type TurnstilesRecord struct {\n\t// Id of the turnstile.\n\tTurnstileID string `json:\"turnstile_id\"`\n\t// The kinds.\n\tKinds []string `json:\"kinds\"`",
			"Calls []TurnstilesCallsRecord `json:\"calls\"`", "type TurnstilesCallsRecord struct {",
		},
	} {
		for _, text := range texts {
			if !bytes.Contains(files[name], []byte(text)) {
				t.Errorf("%s does not have\n%s", name, text)
			}
		}
	}
}

// What the generator does not understand it refuses.
func TestGenerate_refuses(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		edit     []string // old, new and so on
		expected string
	}{
		{
			[]string{"conn_id: {type: string, description: Identity of the call. The", "conn_id: {description: Identity of the call. The"},
			`operation aux_call: CallConnID: there is no Go type for a value of type ""`,
		},
		{
			[]string{"expertise: {type: string, description: How", "expertise: {type: integer, description: How", `expertise: "5"}`, `expertise: 5}`,
				`knows the skill., example: "5"}`, `knows the skill., example: 5}`},
			"operation add_agents_skill: there is no Go type for its parameter expertise",
		},
		{
			[]string{"    Call:\n", "    AgentsRecord:\n", "schemas/Call'", "schemas/AgentsRecord'"},
			"operation agents: two records would be called AgentsRecord",
		},
	} {
		source := strings.NewReplacer(tt.edit...).Replace(string(doc.Source()))
		edited, err := openapi.Parse([]byte(source))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := generate(edited); err == nil || !strings.HasPrefix(err.Error(), tt.expected) {
			t.Errorf("error %v, expected %s", err, tt.expected)
		}
	}
}

func TestExported(t *testing.T) {
	t.Parallel()
	for name, expected := range map[string][2]string{
		"agent_id":               {"AgentID", "agentID"},
		"id_camp":                {"IDCamp", "idCamp"},
		"cod_act_2":              {"CodAct2", "codAct2"},
		"type":                   {"Type", "type_"},
		"dtmf":                   {"DTMF", "dtmf"},
		"calls_last_10":          {"CallsLast10", "callsLast10"},
		"busy/congestion/failed": {"BusyCongestionFailed", "busyCongestionFailed"},
	} {
		if got := [2]string{exported(name), unexported(name)}; got != expected {
			t.Errorf("%s: %v, expected %v", name, got, expected)
		}
	}
}

func TestComment(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("x", 60)
	got := comment("\t", "One two.\n\n  - item "+word+" "+word+"\n"+word+" "+word+"\n")
	expected := "\t// One two.\n\t//\n\t//   - item " + word + "\n\t//     " + word + "\n\t// " + word + "\n\t// " + word + "\n"
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("comment (-want +got):\n%s", diff)
	}
}
