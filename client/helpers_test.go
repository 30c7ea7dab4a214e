package client_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

const token = "00112233445566778899aabbccddeeff00112233445566778899"

func mustClient(t *testing.T, token, url string, opts ...client.Option) *client.Client {
	t.Helper()
	c, err := client.New("0042", token, append([]client.Option{client.WithBaseURL(url)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// world is a world of a mock of its own, and a client for it.
func world(t *testing.T, opts ...client.Option) (*mockserver.World, *client.Client) {
	t.Helper()
	srv := mockserver.Run(t)
	w := srv.NewWorld(t)
	return w, mustClient(t, w.Token(), srv.URL(), opts...)
}

func mustDocument(t *testing.T) *openapi.Document {
	t.Helper()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// documented are the names of the operations, in the document's order.
func documented(t *testing.T) (names []string) {
	t.Helper()
	for _, o := range mustDocument(t).Operations {
		names = append(names, o.Name)
	}
	return names
}

func mustGate(t *testing.T, w *mockserver.World, g fault.Gate) (open func()) {
	t.Helper()
	g, err := w.AddGate(g)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := w.OpenGate(g.ID); err != nil {
			t.Error(err)
		}
	}
}

// mustOutcomes holds the journal against the outcomes that should stand in it.
func mustOutcomes(t *testing.T, w *mockserver.World, want ...string) {
	t.Helper()
	var got []string
	for _, e := range w.Requests(journal.Query{}).Requests {
		got = append(got, e.Outcome)
	}
	if !slices.Equal(want, got) {
		t.Errorf("journal (-want +got):\n%s", cmp.Diff(want, got))
	}
}

// A transport is a function that answers requests.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func through(f transport) client.Option {
	return client.WithHTTPClient(&http.Client{Transport: f})
}

// within answers requests by a handler, without a network: all waiting is visible to synctest.
func within(h http.Handler) client.Option {
	return through(func(r *http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		return rec.Result(), nil
	})
}

func params(pairs ...string) client.Params {
	m := client.Params{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = []string{pairs[i+1]}
	}
	return m
}
