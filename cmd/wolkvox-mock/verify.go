package main

import (
	"context"
	"net/http"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver"
)

func verifyCommand() *cobra.Command {
	var at controlPlace
	var f reportFlags
	c := &cobra.Command{
		Use:   "verify",
		Short: "The verdict of a running mock: what clients did wrong, and what they never tried",
		Long: `Ask a running mock for its verdict and print it: what its clients did against the contract, with a corrected command
line; what was arranged and did not come about; how much of the contract they reached; how certain the replies are which they
rely on; and what could be tested next. The exit code says whether it has passed.

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
			v, err := at.verdict(c.Context(), expected)
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
	at.register(c.Flags(), "", "only this world")
	f.register(c.Flags())
	return c
}

// verdict reads the verdict from the control API, with what becomes of expectations, which are checked over the journals.
func (p controlPlace) verdict(ctx context.Context, expected []mockserver.Expectation) (v mockserver.Verdict, err error) {
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
