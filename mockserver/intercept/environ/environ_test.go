package environ

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const proxyURL = "http://wolkvox:a-secret-of-the-run@127.0.0.1:4443"

// prepare gives what a program would find in its environment, and what was said of it, with a folder that is hard to quote.
func prepare(t *testing.T, env ...string) (get func(string) string, vars []Var, s Setup) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), `the "$run" of wv's`)
	ok(t, os.Mkdir(dir, 0o700))
	s = Setup{
		Proxy: proxyURL, BaseURL: "http://127.0.0.1:4443", Token: "7b64656d6f7d", Server: "0042",
		CAFile: filepath.Join(dir, "ca.crt"), CAPEM: certificate(t, "the mock"), Dir: dir, Env: env,
	}
	vars, err := Prepare(s)
	ok(t, err)
	after := preparation{Setup: Setup{Env: Apply(env, vars)}}
	return after.get, vars, s
}

func why(vars []Var, name string) string {
	for _, v := range vars {
		if v.Name == name {
			return v.Why
		}
	}
	return ""
}

func TestPrepare_proxies(t *testing.T) {
	t.Parallel()
	get, vars, _ := prepare(t, "ALL_PROXY=socks5://there:1080", "HTTPS_PROXY=http://me:hush@corp:3128",
		"no_proxy=db.test .wolkvox.com", "NO_PROXY=10.0.0.0/8,db.test")
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		equal(t, name, get(name), proxyURL)
	}
	equal(t, "ALL_PROXY", get("ALL_PROXY"), "socks5://there:1080")
	equal(t, "no_proxy", get("no_proxy"), get("NO_PROXY"))
	list := get("NO_PROXY")
	if !strings.HasPrefix(list, "10.0.0.0/8,db.test,localhost,.localhost,127.0.0.1,::1") || strings.Contains(list, domain) {
		t.Errorf("NO_PROXY is %s", list)
	}
	contains(t, why(vars, "NO_PROXY"), "left out, as it would lead past the mock: .wolkvox.com")
	contains(t, why(vars, "HTTPS_PROXY"), "instead of HTTPS_PROXY")
	for _, v := range vars {
		if strings.Contains(v.Why, "hush") || strings.Contains(v.Why, "a-secret") {
			t.Errorf("%s tells a password: %s", v.Name, v.Why)
		}
	}
	equal(t, "WOLKVOX_BASE_URL", get("WOLKVOX_BASE_URL"), "http://127.0.0.1:4443")
	equal(t, "WOLKVOX_TOKEN", get("WOLKVOX_TOKEN"), "7b64656d6f7d")
	equal(t, "WOLKVOX_SERVER", get("WOLKVOX_SERVER"), "0042")

	p := preparation{Setup: Setup{Env: []string{"WOLKVOX_TOKEN=theirs"}}}
	p.service()
	equal(t, "variables where nothing is known", len(p.vars), 0)
}

func TestNoProxy_coversTheService(t *testing.T) {
	t.Parallel()
	for _, entry := range []string{
		"*", "wolkvox.com", ".wolkvox.com", "*.wolkvox.com", "WV0042.Wolkvox.com", "wv0042.wolkvox.com:443",
		".com", "com", "*.com:443", "kvox.com", "wolkvox.com.",
	} {
		if value, dropped := noProxy(entry, nil); value != strings.Join(loopback, ",") || !slices.Equal(dropped, []string{entry}) {
			t.Errorf("%s: %s without %v", entry, value, dropped)
		}
	}
	for _, entry := range []string{
		"::1", "fd00::/8", "10.0.0.0/8", "example.com", "notwolkvox.com", "wolkvox.com.example", "com.example", "localhost:8042",
	} {
		if value, dropped := noProxy(entry, nil); !slices.Contains(strings.Split(value, ","), entry) || dropped != nil {
			t.Errorf("%s: %s without %v", entry, value, dropped)
		}
	}
}

func TestHostsOfLoopback(t *testing.T) {
	t.Parallel()
	table := "127.0.0.1 localhost # me.test\n127.0.1.1\tbox.test box\n#127.0.0.1 gone.test\n10.0.0.7 db.test\n" +
		"::1 six.test\n127.0.0.1 wv0042.wolkvox.com\nbroken line\n127.0.0.1"
	if got := hostsOfLoopback(table); !slices.Equal(got, []string{"localhost", "box.test", "box", "six.test"}) {
		t.Errorf("got %v", got)
	}
}

func TestPrepare_bundlesKeepWhatWasTrusted(t *testing.T) {
	t.Parallel()
	corp, other, extra := certificate(t, "corporate"), certificate(t, "other"), certificate(t, "extra")
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("secret")})
	dir := t.TempDir()
	hashed := filepath.Join(dir, "hashed")
	ok(t, os.Mkdir(hashed, 0o700))
	corpFile, otherFile, extraFile := filepath.Join(dir, "corp.pem"), filepath.Join(hashed, "1.0"), filepath.Join(dir, "extra.pem")
	ok(t, os.WriteFile(corpFile, slices.Concat([]byte("# of the company\n"), corp, key, corp), 0o600))
	ok(t, os.WriteFile(otherFile, other, 0o600))
	ok(t, os.WriteFile(extraFile, extra, 0o600))

	get, vars, s := prepare(t, "SSL_CERT_FILE="+corpFile, "REQUESTS_CA_BUNDLE="+hashed, "CURL_CA_BUNDLE=/nowhere.pem",
		"NODE_EXTRA_CA_CERTS="+extraFile)
	for _, name := range []string{"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} {
		equal(t, name, get(name), filepath.Join(s.Dir, BundleFile))
	}
	contains(t, why(vars, "CURL_CA_BUNDLE"), "CURL_CA_BUNDLE=/nowhere.pem holds no certificates")
	bundle := read(t, get("SSL_CERT_FILE"))
	for name, want := range map[string][]byte{"SSL_CERT_FILE": corp, "REQUESTS_CA_BUNDLE": other, "ours": s.CAPEM} {
		if n := bytes.Count(bundle, want); n != 1 {
			t.Errorf("the certificate of %s is there %d times", name, n)
		}
	}
	if bytes.Contains(bundle, extra) {
		t.Error("what was for Node alone is trusted by all")
	}
	if bytes.Contains(bundle, key) {
		t.Error("a key that stood beside its certificate was copied")
	}
	equal(t, "certificates for Node", string(read(t, get("NODE_EXTRA_CA_CERTS"))), string(extra)+string(s.CAPEM))

	get, _, s = prepare(t, "SSL_CERT_DIR=/nowhere"+string(os.PathListSeparator)+hashed)
	equal(t, "NODE_EXTRA_CA_CERTS", get("NODE_EXTRA_CA_CERTS"), s.CAFile)
	if !bytes.Contains(read(t, get("SSL_CERT_FILE")), other) {
		t.Error("the certificate in SSL_CERT_DIR is not there")
	}
}

func TestGather_theFirstFileOfTheSystem(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"first", "second"} {
		files = append(files, filepath.Join(dir, name))
		ok(t, os.WriteFile(files[len(files)-1], certificate(t, name), 0o600))
	}
	unset := func(string) string { return "" }
	r := gather(append([]string{filepath.Join(dir, "none")}, files...), unset)
	equal(t, "roots", string(r.pem()), string(read(t, files[0])))
	equal(t, "notes", r.notes(), "")
	r = gather(nil, unset)
	equal(t, "notes", r.notes(), "; the system's roots were not found")
}

func TestPrepare_chainsWhatRuntimesLoad(t *testing.T) {
	t.Parallel()
	separator := string(os.PathListSeparator)
	get, _, s := prepare(t, "NODE_OPTIONS=--max-old-space-size=99", "PYTHONPATH=lib"+separator+"more",
		"PHP_INI_SCAN_DIR=/etc/mine", "JAVA_TOOL_OPTIONS=-Xmx99m")

	equal(t, "NODE_OPTIONS", get("NODE_OPTIONS"), `--max-old-space-size=99 --require "`+preloadOf(s)+`"`)
	equal(t, "PYTHONPATH", get("PYTHONPATH"), filepath.Join(s.Dir, "python")+separator+"lib"+separator+"more")
	equal(t, "PHP_INI_SCAN_DIR", get("PHP_INI_SCAN_DIR"), "/etc/mine"+separator+filepath.Join(s.Dir, "php"))
	contains(t, get("JAVA_TOOL_OPTIONS"), "-Xmx99m -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4443 ")

	get, _, s = prepare(t)
	equal(t, "NODE_OPTIONS", get("NODE_OPTIONS"), `--require "`+preloadOf(s)+`"`)
	equal(t, "PYTHONPATH", get("PYTHONPATH"), filepath.Join(s.Dir, "python"))
	equal(t, "PHP_INI_SCAN_DIR", get("PHP_INI_SCAN_DIR"), separator+filepath.Join(s.Dir, "php"))
	get, _, s = prepare(t, "PHP_INI_SCAN_DIR=")
	equal(t, "PHP_INI_SCAN_DIR", get("PHP_INI_SCAN_DIR"), filepath.Join(s.Dir, "php"))
	for _, name := range []string{"node", "python"} {
		equal(t, "address", string(read(t, filepath.Join(s.Dir, name, "address"))), "127.0.0.1:4443")
	}
	ini := string(read(t, filepath.Join(s.Dir, "php", "wolkvox-mock.ini")))
	contains(t, ini, `the \"\$run\" of wv's`)
	equal(t, "settings of PHP", strings.Count(ini, BundleFile), 2)
}

func preloadOf(s Setup) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(filepath.Join(s.Dir, "node", "preload.cjs"))
}

func TestPrepare_onlyWhatChanges(t *testing.T) {
	t.Parallel()
	_, vars, _ := prepare(t, "HTTPS_PROXY=http://other", "HTTPS_PROXY="+proxyURL, "WOLKVOX_SERVER=0042")
	for _, v := range vars {
		if v.Name == "HTTPS_PROXY" || v.Name == "WOLKVOX_SERVER" {
			t.Errorf("%s is set to what it was", v.Name)
		}
		if v.Why == "" || strings.Contains(v.Why, "\n") {
			t.Errorf("%s says why: %q", v.Name, v.Why)
		}
	}
}

func TestApply_replacesAndKeeps(t *testing.T) {
	t.Parallel()
	got := Apply([]string{"A=1", "B=x=y", "A=2", "C="}, []Var{{Name: "A", Value: "3"}, {Name: "D", Value: "4"}})
	if want := []string{"B=x=y", "C=", "A=3", "D=4"}; !slices.Equal(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
}

func TestPrepare_filesAreOurs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	_, _, s := prepare(t)
	ok(t, filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	}))
}

func TestPrepare_refuses(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]Setup{
		"a proxy without a port": {Proxy: "http://wolkvox:hush-hush@127.0.0.1", CAPEM: certificate(t, "x")},
		"a proxy that is no URL": {Proxy: "http://wolkvox:hush-hush@127.0.0.1:x", CAPEM: certificate(t, "x")},
		"no certificate":         {Proxy: proxyURL, CAPEM: []byte("none")},
		"a broken certificate":   {Proxy: proxyURL, CAPEM: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")})},
	} {
		broken.Dir = t.TempDir()
		if _, err := Prepare(broken); err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// certificate is a root that signs itself.
func certificate(t *testing.T, name string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ok(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	ok(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	ok(t, err)
	return content
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, expected %v", what, got, want)
	}
}

func contains(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is not in %q", part, text)
	}
}

func TestPrepare_wgetKeepsItsSettings(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	own, named := filepath.Join(home, ".wgetrc"), filepath.Join(home, "named")
	ok(t, os.WriteFile(own, []byte("tries = 3"), 0o600))
	ok(t, os.WriteFile(named, []byte("tries = 5\n"), 0o600))
	for _, test := range []struct{ env, want string }{
		{"HOME=" + home, "tries = 3\n"}, {"WGETRC=" + named, "tries = 5\n\n"}, {"HOME=", ""},
	} {
		get, _, s := prepare(t, "HOME="+home, test.env)
		equal(t, test.env, string(read(t, get("WGETRC"))), test.want+"ca_certificate = "+filepath.Join(s.Dir, BundleFile)+"\n")
	}
}
