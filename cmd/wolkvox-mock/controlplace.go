package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// A controlPlace is the control API of a running mock.
type controlPlace struct {
	url    string // of the mock
	world  string // "" for what is about all worlds
	bearer string // "" where it asks for none
}

func (p *controlPlace) register(flags *pflag.FlagSet, world, whichWorld string) {
	flags.StringVar(&p.url, "url", serveURL, "base URL of the mock")
	flags.StringVar(&p.world, "world", world, whichWorld)
	flags.StringVar(&p.bearer, "admin-token", "",
		"token of the control API, where it asks for one; better given as "+envPrefix+"ADMIN_TOKEN")
}

// request is a request about the world, or about all. A body that is not nil is sent as JSON.
func (p controlPlace) request(ctx context.Context, method, path string, body any) (*http.Request, error) {
	base, err := url.Parse(p.url)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("--url is %q: expected one such as http://127.0.0.1:8042", p.url)
	}
	target := strings.TrimSuffix(p.url, "/") + "/__admin"
	if p.world != "" {
		target += "/worlds/" + url.PathEscape(p.world)
	}
	var send io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		send = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, target+path, send)
	if err != nil {
		return nil, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+p.bearer)
	}
	return r, nil
}

// maxAnswer is how many bytes of an answer are read, far more than one can have.
const maxAnswer = 64 << 20

// call sends a request, and reads the answer into a value.
func (p controlPlace) call(ctx context.Context, method, path string, body, into any) error {
	r, err := p.request(ctx, method, path, body)
	if err != nil {
		return err
	}
	res, err := (&http.Client{Timeout: 30 * time.Second}).Do(r)
	if err != nil {
		return exit(exitConnection, "nobody answers: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return exit(exitConnection, "the answer did not arrive whole: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return refused(r.URL.String(), res.Status, answer)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return exit(exitConnection, "%s does not answer as expected: is it a wolkvox-mock of this version?", r.URL)
	}
	return nil
}

// refused is why there is no answer: wrong use, such as a world that does not exist, or no bearer.
func refused(target, status string, body []byte) error {
	var problem struct{ Detail string }
	if json.Unmarshal(body, &problem) == nil && problem.Detail != "" {
		return fmt.Errorf("%s: %s", status, problem.Detail)
	}
	return exit(exitConnection, "%s answers %s: is it a wolkvox-mock?", target, status)
}
