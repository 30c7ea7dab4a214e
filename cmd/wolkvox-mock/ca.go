package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver/intercept"
)

func caCommand() *cobra.Command {
	var dir string
	var path, info bool
	c := &cobra.Command{
		Use:   "ca",
		Short: "Print the certificate of the authority that signs for wolkvox.com here",
		Long: `Print the certificate of the authority that signs for wolkvox.com here, in PEM. It is made at its first use.

It can vouch for wolkvox.com and the names below it, for localhost and for loopback addresses, and for nothing else: a critical
name constraint says so. Its key stays in the folder, and only you may read it; who has it can pass for wolkvox.com towards
programs that trust it.

A program trusts it by a variable of its runtime, which wolkvox-mock run sets by itself:
  curl               CURL_CA_BUNDLE
  Python             REQUESTS_CA_BUNDLE (requests), SSL_CERT_FILE (all others)
  Node.js            NODE_EXTRA_CA_CERTS
  Go, Ruby, OpenSSL  SSL_CERT_FILE
  PHP                curl.cainfo and openssl.cafile in php.ini
  Java               -Djavax.net.ssl.trustStore
All but NODE_EXTRA_CA_CERTS take the place of the system's own authorities.`,
		Args: cobra.NoArgs,
		Example: `  wolkvox-mock ca > wolkvox-mock.crt
  NODE_EXTRA_CA_CERTS=$(wolkvox-mock ca --path) node client.js
  wolkvox-mock ca --info`,
		RunE: func(c *cobra.Command, _ []string) error {
			a, err := openAuthority(dir)
			if err != nil {
				return err
			}
			switch {
			case path:
				return output(c.OutOrStdout(), []byte(a.File()+"\n"))
			case info:
				return output(c.OutOrStdout(), []byte(describeCA(a)))
			}
			return output(c.OutOrStdout(), a.PEM())
		},
	}
	registerCADir(c.Flags(), &dir)
	c.Flags().BoolVar(&path, "path", false, "print the name of its file instead")
	c.Flags().BoolVar(&info, "info", false, "print what it is instead: file, fingerprint, validity, what it can vouch for")
	c.MarkFlagsMutuallyExclusive("path", "info")
	return c
}

// describeCA says what an authority is.
func describeCA(a *intercept.Authority) string {
	cert := a.Certificate()
	permitted := append([]string{}, cert.PermittedDNSDomains...)
	for _, n := range cert.PermittedIPRanges {
		permitted = append(permitted, n.String())
	}
	return fmt.Sprintf("file         %s\nsubject      %s\nSHA-256      %s\nvalid        %s to %s\nvouches for  %s\n",
		a.File(), cert.Subject, intercept.Fingerprint(cert),
		cert.NotBefore.Format(time.DateOnly), cert.NotAfter.Format(time.DateOnly), strings.Join(permitted, ", "))
}
