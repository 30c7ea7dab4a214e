package mockserver_test

import (
	"bytes"
	"mime/multipart"
	"slices"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// The document says how each of its outcomes is brought about: its samples. From here every test takes them that needs one.

// wolkvox is the built-in document.
func wolkvox(t testing.TB) *openapi.Document {
	t.Helper()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	return doc
}

// sampleOf is the sample of an outcome: "hang/no_active_call".
func sampleOf(t testing.TB, reply string) *openapi.Sample {
	t.Helper()
	operation, outcome, _ := strings.Cut(reply, "/")
	o := wolkvox(t).Operation(operation)
	if o == nil || o.Sample(outcome) == nil {
		t.Fatalf("the document has no sample of %s", reply)
	}
	return o.Sample(outcome)
}

// written writes a call of the document down as a request.
func written(t testing.TB, c *openapi.Call) ask {
	t.Helper()
	a := ask{method: c.Method, target: c.Target(), body: c.JSON()}
	for name, value := range c.Header {
		a = a.with(name, value)
	}
	if c.Operation.HasForm() {
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		for _, f := range c.Files {
			part, err := w.CreateFormFile(f.Part, f.Name)
			ok(t, err)
			_, _ = part.Write(bytes.Repeat([]byte("a"), f.Size))
		}
		ok(t, w.Close())
		a = a.with("Content-Type", w.FormDataContentType())
		a.body = form.String()
	}
	if c.Size > 0 {
		a.body = strings.Repeat(" ", c.Size)
	}
	return a
}

// bring brings an outcome about as its sample says.
func bring(t testing.TB, w *mockserver.World, s *openapi.Sample) answer {
	t.Helper()
	c, at := callerOf(t, w), openapi.Place{URL: w.URL(), World: w.Name(), Server: w.View().Server, Token: w.Token()}
	var background []*pending
	take := func(steps []openapi.Step) {
		for _, step := range steps {
			switch {
			case step.Background:
				background = append(background, c.start(written(t, step.Call)))
			case step.Call != nil:
				if got := c.send(written(t, step.Call)); got.status >= 300 {
					t.Fatalf("%s is answered %d %s", step.Curl(at), got.status, got.body)
				}
			default:
				a := ask{method: step.Method, target: step.Target(w.Name()), body: step.JSON(at)}
				if got := c.send(a); got.status >= 300 {
					t.Fatalf("%s is answered %d %s", step.Curl(at), got.status, got.body)
				}
			}
		}
	}
	for _, g := range s.Given {
		take(g.Steps)
	}
	p := c.start(written(t, &s.Call))
	for _, g := range s.Given {
		take(g.Meanwhile)
	}
	<-p.done
	ok(t, p.err)
	for _, g := range s.Given {
		take(g.After)
	}
	for _, b := range background {
		<-b.done
	}
	return p.got
}

// Every outcome of every operation, the general ones too, is reached over HTTP as the document says, with its grade and
// its status, and is recognised by its own words.
func TestSamples_reachEveryOutcome(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, s := range wolkvox(t).Samples() {
		if s.None != "" {
			continue
		}
		t.Run(s.Operation.Name+"/"+s.Outcome.Name, func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			got := bring(t, w, s)
			want := s.Operation.Name + "/" + s.Outcome.Name + "; evidence=" + string(s.Outcome.Evidence)
			if slices.Contains([]string{"api_unknown", "api_missing", "method_wrong", "path_unknown", "not_simulated"}, s.Outcome.Name) {
				want = "-" + strings.TrimPrefix(want, s.Operation.Name) // it is not known which operation is meant
			}
			if header := got.header.Get("X-Wolkvox-Mock"); header != want {
				t.Fatalf("X-Wolkvox-Mock is %q, want %q\n%s", header, want, got.body)
			}
			if got.status != s.Outcome.Status {
				t.Errorf("HTTP status %d, want %d", got.status, s.Outcome.Status)
			}
			mustBeExplained(t, srv, w, s)
		})
	}
}

// mustBeExplained fails unless the journal says why, where a request was refused, and has nothing to say where it succeeded.
func mustBeExplained(t *testing.T, srv *mockserver.Server, w *mockserver.World, s *openapi.Sample) {
	t.Helper()
	switch s.Outcome.Name {
	case "world_reset": // it belongs to a time that is over
		return
	case "world_unknown", "token_missing", "token_unknown": // no world is meant
		w = srv.Default()
	}
	found := w.Requests(journal.Query{Outcome: s.Outcome.Name}).Requests
	if len(found) == 0 {
		t.Fatal("the journal does not have it")
	}
	e := found[len(found)-1]
	if (e.Reason == "") != (s.Outcome.Status < 300) || e.Source != s.Outcome.Source || e.Evidence != s.Outcome.Evidence {
		t.Errorf("the journal says %q; source %q, evidence %q", e.Reason, e.Source, e.Evidence)
	}
	if found := w.Violations(); len(found) > 0 && s.Outcome.Status < 300 {
		t.Errorf("what succeeds breaks the document: %+v", found)
	}
}
