package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept/environ"
)

// printEnvFlags say that the environment is to be printed, and how.
type printEnvFlags struct {
	on          bool
	format, url string
}

func (f *printEnvFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.on, "print-env", false,
		"run nothing, and print the variables: those that a given command would have, else those for the mock at --url")
	flags.StringVar(&f.format, "env-format", "sh", "how --print-env prints: sh, fish, powershell or json")
	flags.StringVar(&f.url, "url", serveURL, "base URL of the mock, a serve --intercept, whose variables --print-env prints")
}

// showEnv prints the variables of a command's environment, or those that lead any program to a mock that runs already.
func (f *runFlags) showEnv(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	write, known := envFormats[f.printEnv.format]
	if !known {
		return fmt.Errorf("--env-format is %q: expected sh, fish, powershell or json", f.printEnv.format)
	}
	var vars []environ.Var
	if len(args) == 0 {
		vars, err = f.printEnv.ofServe(ctx, f.caDir, stderr)
	} else {
		vars, err = f.ofRun(stderr)
	}
	if err != nil {
		return err
	}
	return output(stdout, write(vars, len(args) > 0))
}

// ofRun are the variables that a command would have. The mock and the files that they name are gone when they are printed.
func (f *runFlags) ofRun(stderr io.Writer) (vars []environ.Var, err error) {
	f.isolate = false // inside, the same variables have another port
	m, err := f.start(stderr)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.end()) }()
	_, vars, err = m.prepare()
	return vars, err
}

// ofServe are the variables for a mock that runs already. Their files stand beside the certificate authority, and stay.
func (f *printEnvFlags) ofServe(ctx context.Context, caDir string, stderr io.Writer) ([]environ.Var, error) {
	base, err := url.Parse(f.url)
	if err != nil || base.Hostname() == "" || base.Scheme != "http" || strings.Trim(base.Path, "/") != "" {
		return nil, fmt.Errorf("--url is %q: expected one such as http://127.0.0.1:8042", f.url)
	}
	if base.Port() == "" {
		base.Host = net.JoinHostPort(base.Hostname(), "80")
	}
	address := "http://" + base.Host
	certificate, err := fetch(ctx, address+"/__admin/certs/ca.crt")
	if err != nil {
		return nil, err
	}
	setup := environ.Setup{Proxy: address, BaseURL: address, CAPEM: certificate}
	if text, err := fetch(ctx, address+"/__admin/worlds"); err == nil { // with a bearer token it is not for us
		var worlds []mockserver.WorldView
		_ = json.Unmarshal(text, &worlds)
		for _, w := range worlds {
			if w.Name == mockserver.DefaultWorld {
				setup.Token, setup.Server = w.Token, w.Server
			}
		}
	}
	authority, err := openAuthority(caDir)
	if err != nil {
		return nil, err
	}
	folder := strings.NewReplacer(":", "_", "[", "", "]", "").Replace(base.Host)
	setup.Dir = filepath.Join(filepath.Dir(authority.File()), "env", folder)
	if err := os.MkdirAll(setup.Dir, 0o700); err != nil {
		return nil, exit(exitEnvironment, "%w", err)
	}
	setup.CAFile = filepath.Join(setup.Dir, "ca.crt") // that of the mock, which may be another machine's
	if err := os.WriteFile(setup.CAFile, certificate, 0o600); err != nil {
		return nil, exit(exitEnvironment, "%w", err)
	}
	_, vars, err := prepareEnv(os.Environ(), setup)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(stderr, "wolkvox-mock: with these variables, what heeds a proxy reaches no other host: serve passes nothing on")
	return vars, nil
}

// fetch asks a mock for something of its control API.
func fetch(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	c := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}} // past the proxies that are set
	res, err := c.Do(r)
	if err != nil {
		return nil, exit(exitConnection, "%w; start wolkvox-mock serve --intercept first, or name another mock with --url", err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s; is it a wolkvox-mock serve --intercept?", address, res.Status)
	}
	if err != nil {
		return nil, exit(exitConnection, "%w", err)
	}
	return body, nil
}

// envFormats write variables for a reader. The reasons are for people: eval without quotes would take a comment for all that
// follows.
var envFormats = map[string]func(vars []environ.Var, why bool) []byte{
	"sh":         lines("export %s='%s'\n", strings.NewReplacer(`'`, `'\''`)),
	"fish":       lines("set -gx %s '%s'\n", strings.NewReplacer(`\`, `\\`, `'`, `\'`)),
	"powershell": lines("$env:%s = '%s'\n", strings.NewReplacer(`'`, `''`)),
	"json":       jsonEnv,
}

func lines(format string, quote *strings.Replacer) func([]environ.Var, bool) []byte {
	return func(vars []environ.Var, why bool) (text []byte) {
		for _, v := range vars {
			if why {
				text = fmt.Appendf(text, "# %s\n", v.Why)
			}
			text = fmt.Appendf(text, format, v.Name, quote.Replace(v.Value))
		}
		return text
	}
}

// jsonEnv is an object with a member for each variable.
func jsonEnv(vars []environ.Var, _ bool) []byte {
	members := map[string]string{}
	for _, v := range vars {
		members[v.Name] = v.Value
	}
	text, err := json.MarshalIndent(members, "", "  ")
	if err != nil {
		panic(err) // strings
	}
	return append(text, '\n')
}
