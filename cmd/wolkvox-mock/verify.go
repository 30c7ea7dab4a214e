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

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver"
)

func verifyCommand() *cobra.Command {
	var at verdictPlace
	var f reportFlags
	c := &cobra.Command{
		Use:   "verify",
		Short: "The verdict of a running mock: what clients did wrong, and what they never tried",
		Long: `Ask a running mock for its verdict and print it: what its clients did against the contract, with a corrected command line; what
was arranged and did not come about; how much of the contract they reached; how certain the replies are which they rely on; and
what could be tested next. The exit code says whether it has passed.

Without --world it is the verdict on all worlds, also of those that were deleted, and on what was before resets.`,
		Example: `  wolkvox-mock verify
  wolkvox-mock verify --url http://127.0.0.1:8042 --world w1 --json
  wolkvox-mock verify --expect expect.yaml
  wolkvox-mock verify --min-coverage operations=100,outcomes=80 --forbid-evidence inferred
  wolkvox-mock verify --junit verdict.xml --html verdict.html`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := f.demands(); err != nil {
				return err
			}
			expected, err := f.expectations()
			if err != nil {
				return err
			}
			v, err := at.ask(c.Context(), expected)
			if err != nil {
				return err
			}
			table := c.OutOrStdout()
			if f.json { // standard output is the JSON alone
				table = c.ErrOrStderr()
			}
			return f.report(v, table, c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&at.url, "url", serveURL, "base URL of the mock")
	c.Flags().StringVar(&at.world, "world", "", "only this world")
	c.Flags().StringVar(&at.bearer, "bearer", "", "token of the control API, where it asks for one; better given as "+envPrefix+"BEARER")
	f.register(c.Flags())
	return c
}

// A verdictPlace is where a verdict is to be had.
type verdictPlace struct{ url, world, bearer string }

// ask reads the verdict from the control API, with what becomes of expectations, which are checked over the journals.
func (p verdictPlace) ask(ctx context.Context, expected []mockserver.Expectation) (v mockserver.Verdict, err error) {
	if err := p.call(ctx, http.MethodGet, "/verify", nil, &v); err != nil {
		return v, err
	}
	if v.Findings == nil {
		return v, exit(exitConnection, "%s does not answer with a verdict: is it a wolkvox-mock of this version?", p.url)
	}
	if len(expected) == 0 {
		return v, nil
	}
	var check mockserver.ExpectationCheck
	err = p.call(ctx, http.MethodPost, "/expectations/check", map[string]any{"expectations": expected}, &check)
	return v.Expecting(check.Results, nil), err
}

// call asks the control API about the world, or all worlds. A body that is not nil is sent as JSON.
func (p verdictPlace) call(ctx context.Context, method, path string, body, into any) error {
	base, err := url.Parse(p.url)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return fmt.Errorf("--url is %q: expected one such as http://127.0.0.1:8042", p.url)
	}
	target := strings.TrimSuffix(p.url, "/") + "/__admin"
	if p.world != "" {
		target += "/worlds/" + url.PathEscape(p.world)
	}
	target += path
	var send io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		send = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, target, send)
	if err != nil {
		return err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+p.bearer)
	}
	res, err := (&http.Client{Timeout: 30 * time.Second}).Do(r)
	if err != nil {
		return exit(exitConnection, "nobody answers: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	const most = 64 << 20 // bytes, far more than a verdict can have
	answer, err := io.ReadAll(io.LimitReader(res.Body, most))
	if err != nil {
		return exit(exitConnection, "the verdict did not arrive whole: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return refused(target, res.Status, answer)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return exit(exitConnection, "%s does not answer with a verdict: is it a wolkvox-mock of this version?", target)
	}
	return nil
}

// refused is why there is no verdict: wrong use, such as a world that does not exist, or no bearer.
func refused(target, status string, body []byte) error {
	var problem struct{ Detail string }
	if json.Unmarshal(body, &problem) == nil && problem.Detail != "" {
		return fmt.Errorf("%s: %s", status, problem.Detail)
	}
	return exit(exitConnection, "%s answers %s: is it a wolkvox-mock?", target, status)
}
