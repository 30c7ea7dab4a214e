package main

import (
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

func healthcheckCommand() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:     "healthcheck",
		Short:   "Ask a running mock whether it is up; for containers",
		Args:    cobra.NoArgs,
		Example: `  wolkvox-mock healthcheck --addr 127.0.0.1:8042`,
		RunE: func(c *cobra.Command, _ []string) error {
			host, port, err := net.SplitHostPort(addr)
			if err != nil {
				return err
			}
			if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
				host = "127.0.0.1"
			}
			url := "http://" + net.JoinHostPort(host, port) + "/health"
			r, err := http.NewRequestWithContext(c.Context(), http.MethodGet, url, nil)
			if err != nil {
				return err
			}
			res, err := (&http.Client{Timeout: 5 * time.Second}).Do(r)
			if err != nil {
				return exit(exitConnection, "%w", err)
			}
			defer func() { _ = res.Body.Close() }()
			if res.StatusCode != http.StatusOK {
				return exit(exitFailed, "%s answers %s", url, res.Status)
			}
			return nil
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8042", "where the mock listens, as given to serve")
	return c
}
