package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// A Client calls the API with one token. Any number of goroutines may use it.
type Client struct {
	doc     *openapi.Document
	base    string // scheme, host and perhaps a path; no slash at its end
	token   string
	http    *http.Client
	lenient bool
	retries int
	slots   chan struct{}     // one for each request that the token may have in flight
	redact  *strings.Replacer // takes the token out of a text
}

var (
	serverForm = regexp.MustCompile(`^[0-9]{4}$`)
	tokenForm  = regexp.MustCompile(`^[!-~]+$`)
)

// New makes a client for the server nomenclature of an account, four digits such as "0042", and a token made in wolkvox
// Manager. It sends nothing. It refuses a server or a token of the wrong form, and what an option refuses.
func New(server, token string, opts ...Option) (*Client, error) {
	if !serverForm.MatchString(server) {
		return nil, fmt.Errorf("client: the server is %q: expected four digits, such as \"0042\"", server)
	}
	if !tokenForm.MatchString(token) {
		return nil, errors.New("client: the token is malformed: expected visible ASCII characters, without blanks or line breaks")
	}
	cfg, err := newConfig(opts)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	if cfg.base == "" {
		cfg.base = cfg.doc.Server(server)
	}
	return &Client{
		doc: cfg.doc, base: strings.TrimRight(cfg.base, "/"), token: token,
		http: cfg.http, lenient: cfg.lenient, retries: cfg.retries, slots: make(chan struct{}, cfg.concurrency),
		redact: strings.NewReplacer(token, openapi.Redacted, url.QueryEscape(token), openapi.Redacted),
	}, nil
}

// Operations are the operations that Call takes, in the order of the document. Callers must not change them.
func (c *Client) Operations() []*openapi.Operation { return slices.Clone(c.doc.Operations) }

// Call makes a documented call. The parameters go by their names in the document, wherever they travel; `api` is added.
// Files go with the operations that upload some.
//
// Errors: *ContractError when the document does not allow the request (nothing was sent) or the reply, *APIError when
// the service refuses, ErrFateUnknown when no whole reply came; otherwise nothing was sent, and the error wraps what
// prevented it, such as the error of ctx. With an *APIError, and with a *ContractError about a reply, the Reply says
// what came.
func (c *Client) Call(ctx context.Context, operation string, params Params, files ...File) (Reply, error) {
	r, err := c.request(operation, params, files)
	if err != nil {
		return Reply{Operation: operation}, err
	}
	if err := c.acquire(ctx); err != nil {
		return Reply{Operation: operation}, fmt.Errorf("%s: not sent, the token was in use: %w", operation, err)
	}
	defer c.release()
	return c.sendUntilFree(ctx, r)
}
