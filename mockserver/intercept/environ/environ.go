// Package environ prepares what leads an unmodified program to the mock and makes it trust the mock's certificate authority: the
// variables of its environment, and the files that they name.
package environ

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Setup is what Prepare works from.
type Setup struct {
	Proxy   string   // URL of the mock as a proxy, with the credential: http://user:password@127.0.0.1:port
	BaseURL string   // for clients that can be configured: where the mock is, …
	Token   string   // … a token that it knows, …
	Server  string   // … and the server of that token
	CAFile  string   // the authority's certificate as a PEM file, …
	CAPEM   []byte   // … and its content
	Dir     string   // a private folder (0700) for the files; the caller removes it when the program has ended
	Env     []string // the environment that is there, as os.Environ gives it
}

// Var is a variable of the environment that has to be set.
type Var struct {
	Name, Value string
	Why         string // one line for people: whom it leads or makes trust, and what of the old value was left out
}

// Prepare writes its files below s.Dir and returns the variables to set, only those whose value changes.
func Prepare(s Setup) ([]Var, error) {
	p, err := begin(s)
	if err != nil {
		return nil, err
	}
	p.service()
	p.proxies()
	for _, step := range []func() error{p.bundles, p.node, p.python, p.php, p.wget, p.java} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return p.vars, nil
}

// Apply is env with the variables set, for exec.Cmd.Env.
func Apply(env []string, vars []Var) []string {
	set := make([]string, 0, len(env)+len(vars))
	for _, entry := range env {
		name, _, _ := strings.Cut(entry, "=")
		replaced := false
		for _, v := range vars {
			replaced = replaced || sameName(name, v.Name)
		}
		if !replaced {
			set = append(set, entry)
		}
	}
	for _, v := range vars {
		set = append(set, v.Name+"="+v.Value)
	}
	return set
}

// preparation is one call of Prepare.
type preparation struct {
	Setup
	proxy *url.URL
	ca    []byte // DER
	roots roots  // of the system, and those that the environment names
	vars  []Var
}

func begin(s Setup) (*preparation, error) {
	p := &preparation{Setup: s}
	var err error
	if p.proxy, err = url.Parse(s.Proxy); err != nil || p.proxy.Port() == "" {
		return nil, fmt.Errorf("the proxy's URL has no port: %q", redacted(p.proxy)) // a parser's error would quote the password
	}
	block, _ := pem.Decode(s.CAPEM)
	if block == nil {
		return nil, fmt.Errorf("%s holds no certificate", s.CAFile)
	}
	if _, err := x509.ParseCertificate(block.Bytes); err != nil {
		return nil, fmt.Errorf("%s: %w", s.CAFile, err)
	}
	p.ca = block.Bytes
	if p.Dir, err = filepath.Abs(s.Dir); err != nil {
		return nil, err
	}
	p.roots = gather(RootFiles, p.get)
	return p, nil
}

func redacted(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}

// set adds a variable, unless it has this value already.
func (p *preparation) set(name, value, why string) {
	if was, is := p.lookup(name); !is || was != value {
		p.vars = append(p.vars, Var{name, value, why})
	}
}

// lookup is what the environment has; of several entries the last counts, as for os/exec.
func (p *preparation) lookup(name string) (value string, is bool) {
	for _, entry := range p.Env {
		if n, v, ok := strings.Cut(entry, "="); ok && sameName(n, name) {
			value, is = v, true
		}
	}
	return value, is
}

func (p *preparation) get(name string) string {
	value, _ := p.lookup(name)
	return value
}

// sameName compares names as the system does: Windows does not tell Path from PATH.
func sameName(a, b string) bool {
	return a == b || runtime.GOOS == "windows" && strings.EqualFold(a, b)
}

// path is where a file of the folder stands.
func (p *preparation) path(name ...string) string {
	return filepath.Join(append([]string{p.Dir}, name...)...)
}

// write makes a file of the folder, and the folders it stands in.
func (p *preparation) write(content []byte, name ...string) (string, error) {
	file := p.path(name...)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, content, 0o600)
}

// address is where the mock listens.
func (p *preparation) address() string { return net.JoinHostPort(p.proxy.Hostname(), p.proxy.Port()) }

// appended is an inherited value and ours behind it.
func appended(was, separator, ours string) string {
	if was == "" {
		return ours
	}
	return was + separator + ours
}

// service is for clients that can be told where the service is.
func (p *preparation) service() {
	for _, v := range []Var{
		{"WOLKVOX_BASE_URL", p.BaseURL, "for clients that can be told where the service is"},
		{"WOLKVOX_TOKEN", p.Token, "a token that the mock knows"},
		{"WOLKVOX_SERVER", p.Server, "the server of that token"},
	} {
		if v.Value != "" {
			p.set(v.Name, v.Value, v.Why)
		}
	}
}
