package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

type callFlags struct {
	url, token string
	timeout    time.Duration
	lenient    bool
}

// callCommand has a subcommand for each operation of the document, and each of these a flag for each parameter.
func callCommand() *cobra.Command {
	var f callFlags
	c := &cobra.Command{
		Use:   "call <operation>",
		Short: "Make one documented call, checked before and after",
		Long: `Make one documented call. The request is held against the document before it is sent, the reply after it came. The
reply's body goes to standard output, what it is called to standard error.`,
		Example: `  wolkvox-mock call hang --agent_id 12989
  wolkvox-mock call add_dnc --type_call all --telephones 3000000000 --telephones 3000000001
  wolkvox-mock call upload_audio --file welcome.wav --url http://127.0.0.1:8042`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.PersistentFlags().StringVar(&f.url, "url", serveURL, "base URL of the mock, or of the service")
	c.PersistentFlags().StringVar(&f.token, "token", mockserver.DemoToken, "wolkvox-token; better given as "+envPrefix+"TOKEN")
	c.PersistentFlags().DurationVar(&f.timeout, "timeout", time.Minute, "how long to wait for the reply")
	c.PersistentFlags().BoolVar(&f.lenient, "lenient", false, "take a reply that breaks the document")
	for _, o := range mustWolkvox().Operations {
		c.AddCommand(operationCommand(o, &f))
	}
	return c
}

func operationCommand(o *openapi.Operation, f *callFlags) *cobra.Command {
	values := map[string]*[]string{}
	var files []string
	c := &cobra.Command{
		Use:   o.Name,
		Short: o.Summary,
		Long:  o.Summary + ".\n" + o.Page,
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			params := client.Params{}
			for name, v := range values {
				if c.Flags().Changed(name) {
					params[name] = *v
				}
			}
			uploads, err := read(files)
			if err != nil {
				return err
			}
			return call(c.Context(), o.Name, params, uploads, *f, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	for _, p := range o.Parameters {
		// pflag would take a word in backquotes for the kind of value
		usage := strings.ReplaceAll(strings.TrimSuffix(p.Description, "."), "`", `"`)
		switch {
		case p.Name == "api" || p.In == "header":
			continue
		case p.Kind == openapi.File:
			c.Flags().StringArrayVar(&files, p.Name, nil, usage+" (the path of a file; repeat the flag for more)")
		case p.Kind == openapi.Text:
			values[p.Name] = &[]string{""}
			c.Flags().StringVar(&(*values[p.Name])[0], p.Name, "", fmt.Sprintf("%s (such as %s)", usage, p.Example))
		default:
			values[p.Name] = c.Flags().StringArray(p.Name, nil, usage+" (repeat the flag for more)")
		}
		_ = c.Flags().SetAnnotation(p.Name, parameterFlag, []string{p.In})
	}
	return c
}

// read takes files for an upload, each under the last part of its path.
func read(paths []string) (files []client.File, err error) {
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, client.File{Name: filepath.Base(path), Content: content})
	}
	return files, nil
}

func call(
	ctx context.Context, operation string, params client.Params, files []client.File, f callFlags, stdout, stderr io.Writer,
) error {
	opts := []client.Option{client.WithBaseURL(f.url)}
	if f.lenient {
		opts = append(opts, client.Lenient())
	}
	api, err := client.New(mockserver.DemoServer, f.token, opts...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	reply, err := api.Call(ctx, operation, params, files...)
	var refused *client.APIError
	var broken *client.ContractError
	switch {
	case err == nil:
		fmt.Fprintf(stderr, "%s: %s (HTTP %d)\n", operation, reply.Outcome, reply.Status)
		return printBody(stdout, reply.Body)
	case errors.As(err, &refused):
		return errors.Join(exit(exitFailed, "%w", err), printBody(stdout, refused.Body))
	case errors.As(err, &broken) && !broken.Sent:
		return err
	case errors.As(err, &broken):
		return exit(exitFailed, "%w", err)
	}
	return exit(exitConnection, "%w", err)
}

func printBody(stdout io.Writer, body []byte) error {
	if json.Valid(body) {
		body = append(body[:len(body):len(body)], '\n')
	}
	return output(stdout, body)
}
