package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

// Two processes with the same --clock answer the samples of the document with the same bytes, ids included: every outcome
// of every operation, each in a world of its own, and they are in the same state after it.
func TestServe_twoProcessesAnswerAlike(t *testing.T) {
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	var told [2][]string
	var both sync.WaitGroup
	for i := range told {
		p := serveProcess(t, "--clock", "2026-01-31T09:00:00Z")
		both.Go(func() {
			for n, s := range doc.Samples() {
				if s.None == "" {
					told[i] = append(told[i], bring(p, openapi.Place{
						URL: p.URL, World: fmt.Sprintf("sample-%d", n), Server: "0100", Token: fmt.Sprintf("token-of-sample-%d", n),
					}, s))
				}
			}
		})
	}
	both.Wait()
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Errorf("what two processes tell (-one +other):\n%s", diff)
	}
	if len(told[0]) < 200 || strings.Contains(strings.Join(told[0], ""), "FAILED") {
		t.Errorf("%d samples:\n%s", len(told[0]), strings.Join(told[0], "\n"))
	}
}

// bring makes a world, brings an outcome about in it as its sample says, and tells what was answered and how the world is then.
func bring(p *process, at openapi.Place, s *openapi.Sample) string {
	control := func(method, path, body string) string {
		return sent(http.NewRequest(method, p.URL+path, strings.NewReader(body)))
	}
	told := []string{s.Operation.Name + "/" + s.Outcome.Name}
	made := control("POST", "/__admin/worlds", fmt.Sprintf(`{"name":%q,"server":%q,"token":%q}`, at.World, at.Server, at.Token))
	told = append(told, strings.ReplaceAll(made, p.URL, "URL"))
	var held sync.WaitGroup
	take := func(steps []openapi.Step) {
		for _, step := range steps {
			switch {
			case step.Background:
				held.Go(func() { sent(written(step.Call, at)) })
			case step.Call != nil:
				told = append(told, sent(written(step.Call, at)))
			default:
				told = append(told, control(step.Method, step.Target(at.World), step.JSON(at)))
			}
		}
	}
	for _, g := range s.Given {
		take(g.Steps)
	}
	var answer string
	var main sync.WaitGroup
	main.Go(func() { answer = sent(written(&s.Call, at)) })
	for _, g := range s.Given {
		take(g.Meanwhile)
	}
	main.Wait()
	for _, g := range s.Given {
		take(g.After)
	}
	held.Wait()
	told = append(told, answer, control("GET", "/__admin/worlds/"+at.World, ""))
	control("DELETE", "/__admin/worlds/"+at.World, "")
	return strings.Join(told, "\n")
}

// written writes a call of the document down as a request.
func written(c *openapi.Call, at openapi.Place) (*http.Request, error) {
	body, form := io.Reader(strings.NewReader(c.JSON())), ""
	if c.Size > 0 {
		body = strings.NewReader(strings.Repeat(" ", c.Size))
	}
	if c.Operation.HasForm() {
		b := &bytes.Buffer{}
		w := multipart.NewWriter(b)
		for _, f := range c.Files {
			part, err := w.CreateFormFile(f.Part, f.Name)
			if err != nil {
				return nil, err
			}
			_, _ = part.Write(bytes.Repeat([]byte("a"), f.Size))
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		body, form = b, w.FormDataContentType()
	}
	r, err := http.NewRequest(c.Method, at.URL+c.Target(), body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("wolkvox-token", at.Token)
	for name, value := range c.Header {
		if r.Header.Set(name, value); value == "" {
			r.Header.Del(name)
		}
	}
	if form != "" {
		r.Header.Set("Content-Type", form)
	}
	return r, nil
}

// sent sends a request and tells the answer, without HTTP's own header Date.
func sent(r *http.Request, err error) string {
	if err != nil {
		return "FAILED " + err.Error()
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return "FAILED " + err.Error()
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return "FAILED " + err.Error()
	}
	res.Header.Del("Date")
	return fmt.Sprintf("%s %s\n%s %v\n%s", r.Method, r.URL.RequestURI(), res.Status, res.Header, b)
}
