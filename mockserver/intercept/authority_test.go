package intercept

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB) *Authority {
	t.Helper()
	a, err := Open(filepath.Join(t.TempDir(), "authority"))
	ok(t, err)
	return a
}

// verify is what Go's verifier says of a certificate, signed by the authority, for a host.
func verify(a *Authority, leaf *tls.Certificate, host string) error {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.PEM())
	_, err := leaf.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host})
	return err
}

// opensslVerify is what OpenSSL says, at its strictest.
func opensslVerify(t *testing.T, a *Authority, leaf *tls.Certificate) string {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("there is no openssl")
	}
	file := filepath.Join(t.TempDir(), "leaf.crt")
	ok(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Certificate[0]}), 0o600))
	out, _ := exec.Command("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", a.File(), file).CombinedOutput()
	return strings.ReplaceAll(string(out), file, "leaf")
}

// What the authority may vouch for both verifiers accept. What it may not they refuse, though its key has signed it.
func TestAuthority_isConstrained(t *testing.T) {
	t.Parallel()
	a := open(t)
	for _, host := range []string{"wolkvox.com", "wv0042.wolkvox.com", "a.b.wolkvox.com", "localhost", "mock.localhost", "127.0.0.1", "127.9.9.9", "::1"} {
		leaf, err := a.Leaf(host)
		ok(t, err)
		if err := verify(a, leaf, host); err != nil {
			t.Errorf("%s: Go refuses it: %v", host, err)
		}
		if got := opensslVerify(t, a, leaf); got != "leaf: OK\n" {
			t.Errorf("%s: openssl refuses it: %s", host, got)
		}
	}
	for _, host := range []string{"example.com", "evilwolkvox.com", "wolkvox.com.evil.com", "com", "10.0.0.1", "128.0.0.1", "::2"} {
		if _, err := a.Leaf(host); err == nil {
			t.Errorf("%s: there is a certificate", host)
		}
		leaf, err := a.sign(host, time.Now())
		ok(t, err)
		if err := verify(a, leaf, host); err == nil || !strings.Contains(err.Error(), "is not permitted by any constraint") {
			t.Errorf("%s: Go says %v", host, err)
		}
		if got := opensslVerify(t, a, leaf); !strings.Contains(got, "permitted subtree violation") {
			t.Errorf("%s: openssl says %s", host, got)
		}
	}
}

// What a verifier may ask of an authority, strict ones of Python 3.13 and OpenSSL included.
func TestAuthority_certificate(t *testing.T) {
	t.Parallel()
	c := open(t).Certificate()
	if !c.IsCA || !c.MaxPathLenZero || c.KeyUsage != x509.KeyUsageCertSign|x509.KeyUsageCRLSign || !c.PermittedDNSDomainsCritical ||
		len(c.SubjectKeyId) == 0 || !bytes.Equal(c.SubjectKeyId, c.AuthorityKeyId) || c.Subject.CommonName == "" {
		t.Errorf("the certificate is %+v", c)
	}
	if left := time.Until(c.NotAfter); left < 9*365*24*time.Hour {
		t.Errorf("it is valid for %s", left)
	}
	if c.NotBefore.After(time.Now().Add(-time.Hour)) {
		t.Errorf("a clock that is behind refuses it: %s", c.NotBefore)
	}
}

// Of many that start at once all have the same authority, and only its owner can read the key.
func TestOpen_manyAtOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "b")
	var all [16][]byte
	var started sync.WaitGroup
	for i := range all {
		started.Go(func() {
			a, err := Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			leaf, err := a.Leaf("localhost")
			if err != nil || verify(a, leaf, "localhost") != nil {
				t.Error("its leaf is not its own")
			}
			all[i] = a.PEM()
		})
	}
	started.Wait()
	for _, pem := range all {
		if len(pem) == 0 || !bytes.Equal(pem, all[0]) {
			t.Fatal("there is more than one authority")
		}
	}
	entries, err := os.ReadDir(dir)
	ok(t, err)
	modes := ""
	for _, e := range entries {
		info, err := e.Info()
		ok(t, err)
		modes += fmt.Sprintf("%s %#o\n", e.Name(), info.Mode().Perm())
	}
	if want := "ca.crt 0644\nca.key 0600\n"; modes != want && runtime.GOOS != "windows" {
		t.Errorf("the folder has\n%swant\n%s", modes, want)
	}
}

// Another process that has made the key, and has not come as far as the certificate, is helped.
func TestOpen_finishesWhatOthersBegan(t *testing.T) {
	t.Parallel()
	a := open(t)
	ok(t, os.Remove(a.File()))
	b, err := Open(filepath.Dir(a.File()))
	ok(t, err)
	if !bytes.Equal(a.PEM(), b.PEM()) {
		t.Error("it is another authority")
	}
}

// Who finds nothing, and then all, has come late: somebody else has made both files in between.
func TestCreate_late(t *testing.T) {
	t.Parallel()
	a := open(t)
	ok(t, create(filepath.Dir(a.File())))
	again, err := Open(filepath.Dir(a.File()))
	ok(t, err)
	if !bytes.Equal(a.PEM(), again.PEM()) {
		t.Error("it is another authority")
	}
}

// What cannot be used is left as it is, and the error says what to do.
func TestOpen_refuses(t *testing.T) {
	t.Parallel()
	other := open(t)
	otherKey, err := os.ReadFile(filepath.Join(filepath.Dir(other.File()), keyFile))
	ok(t, err)
	old, oldKey, err := generate(time.Now().Add(-lifetime))
	ok(t, err)
	for _, tt := range []struct {
		what string
		do   func(crt, key string) error
		want string
	}{
		{"key that others may read", func(_, key string) error { return os.Chmod(key, 0o640) }, "chmod 600"},
		{"folder in which others may write", func(_, key string) error { return os.Chmod(filepath.Dir(key), 0o770) }, "chmod 700"},
		{"no key", func(_, key string) error { return os.Remove(key) }, "put the key there, or remove the certificate"},
		{"empty key", func(_, key string) error { return os.WriteFile(key, nil, 0o600) }, "no private key in it; remove ca.key and ca.crt"},
		{"broken key", func(_, key string) error {
			return os.WriteFile(key, []byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), 0o600)
		}, "cannot be read; remove"},
		{"another key", func(_, key string) error { return os.WriteFile(key, otherKey, 0o600) }, "not that of the key; remove"},
		{"another certificate", func(crt, _ string) error { return os.WriteFile(crt, other.PEM(), 0o600) }, "not that of the key; remove"},
		{"empty certificate", func(crt, _ string) error { return os.WriteFile(crt, nil, 0o600) }, "no certificate in it; remove"},
		{"broken certificate", func(crt, _ string) error {
			return os.WriteFile(crt, []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), 0o600)
		}, "cannot be read; remove"},
		{"no longer valid", func(crt, key string) error {
			return errors.Join(os.WriteFile(crt, old, 0o600), os.WriteFile(key, oldKey, 0o600))
		}, " only; remove"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			a := open(t)
			key := filepath.Join(filepath.Dir(a.File()), keyFile)
			ok(t, tt.do(a.File(), key))
			before := contents(a.File(), key)
			if _, err := Open(filepath.Dir(a.File())); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("the error is %v, want %s", err, tt.want)
			}
			if contents(a.File(), key) != before {
				t.Error("the files have changed")
			}
		})
	}
}

// An authority that may vouch for all the world is not used, even if somebody has put it there.
func TestOpen_refusesOneWithoutConstraints(t *testing.T) {
	t.Parallel()
	a := open(t)
	template := *a.cert
	template.PermittedDNSDomains, template.PermittedIPRanges, template.PermittedDNSDomainsCritical = nil, nil, false
	der, err := sign(&template, nil, a.key, a.key)
	ok(t, err)
	ok(t, os.WriteFile(a.File(), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	if _, err := Open(filepath.Dir(a.File())); err == nil || !strings.Contains(err.Error(), "may vouch for wolkvox.com and this machine only") {
		t.Errorf("the error is %v", err)
	}
}

func contents(files ...string) (all string) {
	for _, f := range files {
		data, err := os.ReadFile(f)
		all += fmt.Sprintf("%s%v\n", data, err != nil)
	}
	return all
}

// Certificates live shortly, are made once for a name and anew before they end, and only so many are kept.
func TestLeaf_isKeptAndRenewed(t *testing.T) {
	t.Parallel()
	a, now := open(t), time.Now()
	at := func(host string, later time.Duration) *tls.Certificate {
		leaf, err := a.leafAt(host, now.Add(later))
		ok(t, err)
		return leaf
	}
	first := at("wv0042.wolkvox.com", 0)
	if life := first.Leaf.NotAfter.Sub(now); life > leafLifetime || life < leafRenewal {
		t.Errorf("it lives for %s", life)
	}
	if at("WV0042.wolkvox.com.", leafRenewal-time.Minute) != first {
		t.Error("it was made twice")
	}
	if renewed := at("wv0042.wolkvox.com", leafRenewal+time.Minute); renewed == first || !renewed.Leaf.NotAfter.After(first.Leaf.NotAfter) {
		t.Error("it was not renewed")
	}
	for i := range 2 * maxLeaves {
		at(fmt.Sprintf("wv%04d.wolkvox.com", i), 0)
	}
	if n := len(a.leaves.made); n != maxLeaves {
		t.Errorf("%d are kept", n)
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		host           string
		service, local bool
	}{
		{"wv0042.wolkvox.com", true, false}, {"wolkvox.com", true, false}, {"WV0042.WOLKVOX.COM", true, false},
		{"wv0042.wolkvox.com.", true, false}, {"a.b.c.wolkvox.com", true, false},
		{"evilwolkvox.com", false, false}, {"wolkvox.com.evil.com", false, false}, {"wolkvox.com..", false, false}, {".wolkvox.com", false, false},
		{"evil.com#.wolkvox.com", false, false}, {"evil.com/.wolkvox.com", false, false}, {"evil.com\x00.wolkvox.com", false, false},
		{"user@wv0042.wolkvox.com", false, false}, {"wv0042.wolkvox.com:443", false, false}, {"wv0042.wolkvox.com%2eevil", false, false},
		{"wv 42.wolkvox.com", false, false}, {strings.Repeat("a.", 130) + "wolkvox.com", false, false}, {strings.Repeat("a", 64) + ".wolkvox.com", false, false},
		{"wolkvox.comm", false, false}, {"xn--wolkvx-ewa.com", false, false}, {"", false, false}, {".", false, false},
		{"localhost", false, true}, {"LocalHost.", false, true}, {"mock.localhost", false, true}, {"localhost.evil.com", false, false},
		{"127.0.0.1", false, true}, {"127.255.0.9", false, true}, {"::1", false, true}, {"::ffff:127.0.0.1", false, true},
		{"128.0.0.1", false, false}, {"0.0.0.0", false, false}, {"::", false, false}, {"::1%lo", false, false}, {"0x7f.1", false, false},
	} {
		if got := IsService(tt.host); got != tt.service {
			t.Errorf("IsService(%q) is %v", tt.host, got)
		}
		if got := IsLocal(tt.host); got != tt.local {
			t.Errorf("IsLocal(%q) is %v", tt.host, got)
		}
	}
}

func TestDefaultDir(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("of Linux")
	}
	t.Setenv("HOME", "/home/ana")
	for given, want := range map[string]string{"": "/home/ana/.local/share/wolkvox-mock", "/data": "/data/wolkvox-mock", "relative": "/home/ana/.local/share/wolkvox-mock"} {
		t.Setenv("XDG_DATA_HOME", given)
		if got, err := DefaultDir(); err != nil || got != want {
			t.Errorf("with %q it is %s, %v", given, got, err)
		}
	}
}
