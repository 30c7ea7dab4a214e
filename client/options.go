package client

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"wolkvoxmock/openapi"
)

// An Option sets up a Client. It refuses a bad value.
type Option func(*config) error

type config struct {
	base        string
	http        *http.Client
	lenient     bool
	concurrency int
	retries     int
	doc         *openapi.Document
}

func newConfig(opts []Option) (config, error) {
	c := config{concurrency: 1, retries: 5}
	for _, o := range opts {
		if err := o(&c); err != nil {
			return c, err
		}
	}
	if c.http == nil {
		c.http = newHTTPClient()
	}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var err error
	if c.doc == nil {
		c.doc, err = openapi.Wolkvox()
	}
	return c, err
}

// newHTTPClient is the default. The service closes a connection after 5 idle seconds (observed); closing it earlier
// keeps a request from being lost that way.
func newHTTPClient() *http.Client {
	return &http.Client{
		Timeout: 75 * time.Second,
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			IdleConnTimeout:     4 * time.Second,
			ForceAttemptHTTP2:   true,
		},
	}
}

// WithBaseURL sends requests to another address than the document's, such as a mock or a proxy: scheme and host,
// perhaps a path to put before the document's.
func WithBaseURL(base string) Option {
	return func(c *config) error {
		u, err := url.Parse(base)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" ||
			u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
			return errors.New("WithBaseURL: expected an http or https URL without user, query and fragment")
		}
		c.base = base
		return nil
	}
}

// WithHTTPClient sends requests through h, except that redirects are not followed; h itself is not changed. Whether a
// request that failed had left is known when it reaches net/http's own Transport with its context, as those of mockserver do;
// with any other transport every failure is ErrFateUnknown.
func WithHTTPClient(h *http.Client) Option {
	return func(c *config) error {
		if h == nil {
			return errors.New("WithHTTPClient: the client is nil")
		}
		own := *h
		c.http = &own
		return nil
	}
}

// Lenient accepts a reply that breaks the document: it is returned, and Reply.Violations says what is wrong with it. A
// refusal stays a refusal: without a status of 2xx, or with an `error`, it is an *APIError however well it is formed.
func Lenient() Option {
	return func(c *config) error { c.lenient = true; return nil }
}

// WithTokenConcurrency sets how many requests the token may have in flight: 1 unless stated, as the base pages say; the
// newer ones say 2 (both documented).
func WithTokenConcurrency(n int) Option {
	return func(c *config) error { c.concurrency = n; return atLeast(1, "WithTokenConcurrency", n) }
}

// WithRetries sets how often a request is sent again that was refused because the token was in use: 5 times unless
// stated, 0 for never. The pauses grow from 0.2 seconds twofold up to 5, plus or minus half; five of them add up to
// about 6 seconds. How long the service takes to free a token is not documented; the pauses are our choice (inferred).
func WithRetries(n int) Option {
	return func(c *config) error { c.retries = n; return atLeast(0, "WithRetries", n) }
}

// WithDocument replaces the built-in document by another, YAML or JSON.
func WithDocument(document []byte) Option {
	return func(c *config) (err error) {
		if c.doc, err = openapi.Parse(document); err != nil {
			err = fmt.Errorf("WithDocument: %w", err)
		}
		return err
	}
}

func atLeast(least int, option string, n int) error {
	if n < least {
		return fmt.Errorf("%s: got %d: expected at least %d", option, n, least)
	}
	return nil
}
