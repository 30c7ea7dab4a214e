package environ

import (
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// BundleFile is the bundle's name below Setup.Dir: the system's roots, those that the environment names, and ours.
const BundleFile = "ca-bundle.pem"

// RootFiles are where systems keep the certificates they trust; the first that is there counts.
var RootFiles = []string{
	"/etc/ssl/certs/ca-certificates.crt",                          // Debian, Ubuntu, Gentoo, Alpine
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",           // Fedora, RHEL
	"/etc/pki/tls/certs/ca-bundle.crt",                            // older RHEL
	"/etc/ssl/ca-bundle.pem",                                      // openSUSE
	"/etc/pki/tls/cacert.pem",                                     // OpenELEC
	"/etc/ssl/cert.pem",                                           // macOS, OpenBSD, Alpine
	"/opt/homebrew/etc/ca-certificates/cert.pem",                  // Homebrew
	"/usr/local/etc/ca-certificates/cert.pem",                     // Homebrew on Intel
	"/usr/local/share/certs/ca-root-nss.crt",                      // FreeBSD
	`C:\Program Files\Git\mingw64\etc\ssl\certs\ca-bundle.crt`,    // Git for Windows
	`C:\Program Files\Git\clangarm64\etc\ssl\certs\ca-bundle.crt`, // the same on arm64
}

// replacing are the variables whose file takes the place of the roots a program would trust otherwise.
var replacing = []string{"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}

// roots are certificates, each once, and what should have held some and did not.
type roots struct {
	der  [][]byte
	seen map[string]bool
	lost []string
}

// gather reads the roots of the system, which are in the first of the files that is there, and those that the environment names.
func gather(files []string, get func(string) string) roots {
	var r roots
	for _, file := range files {
		if r.read(file) {
			break
		}
	}
	if len(r.der) == 0 {
		r.lost = append(r.lost, "the system's roots were not found")
	}
	for _, name := range replacing {
		r.chain(name, get(name))
	}
	for _, dir := range filepath.SplitList(get("SSL_CERT_DIR")) { // some heed it only where there is no SSL_CERT_FILE
		r.read(dir)
	}
	return r
}

// chain adds what a variable names: a file, or, as requests has it, a folder.
func (r *roots) chain(name, path string) {
	if path != "" && !r.read(path) {
		r.lost = append(r.lost, fmt.Sprintf("%s=%s holds no certificates", name, path))
	}
}

// read adds the certificates of a PEM file, or of the files of a folder, and reports whether there were any.
func (r *roots) read(path string) (any bool) {
	files := []string{path}
	if entries, err := os.ReadDir(path); err == nil {
		files = nil
		for _, entry := range entries {
			files = append(files, filepath.Join(path, entry.Name()))
		}
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for block, rest := pem.Decode(content); block != nil; block, rest = pem.Decode(rest) {
			if block.Type == "CERTIFICATE" {
				r.add(block.Bytes)
				any = true
			}
		}
	}
	return any
}

func (r *roots) add(der []byte) {
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	if !r.seen[string(der)] {
		r.seen[string(der)] = true
		r.der = append(r.der, der)
	}
}

// pem is the roots as a file for OpenSSL.
func (r *roots) pem() []byte {
	var out strings.Builder
	for _, der := range r.der {
		_ = pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: der}) // a Builder does not fail
	}
	return []byte(out.String())
}

// notes is what a reader has to know about the roots, "" when nothing.
func (r *roots) notes() string {
	if len(r.lost) == 0 {
		return ""
	}
	return "; " + strings.Join(r.lost, "; ")
}

// bundles makes programs that read PEM files trust our authority: beside the roots they had, never instead.
func (p *preparation) bundles() error {
	all := p.roots
	all.der = append(all.der[:len(all.der):len(all.der)], p.ca)
	file, err := p.write(all.pem(), BundleFile)
	if err != nil {
		return err
	}
	for _, name := range replacing {
		p.set(name, file, "trusts the mock's authority beside the system's roots"+p.roots.notes())
	}
	return nil
}
