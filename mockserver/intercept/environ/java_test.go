package environ

import (
	"bytes"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"software.sslmate.com/src/go-pkcs12"
)

func TestJava_trustsWhatItsJavaTrusted(t *testing.T) {
	t.Parallel()
	corp, home, path := certificate(t, "corporate"), certificate(t, "home"), certificate(t, "path")
	dir := t.TempDir()
	corpFile := filepath.Join(dir, "a store.jks")
	ok(t, os.WriteFile(corpFile, jks(2, der(corp)), 0o600))
	homeDir, jdk, bin := filepath.Join(dir, "home"), filepath.Join(dir, "jdk"), filepath.Join(dir, "bin")
	for _, d := range []string{
		filepath.Join(homeDir, "jre", "lib", "security"), filepath.Join(jdk, "lib", "security"), filepath.Join(jdk, "bin"), bin,
	} {
		ok(t, os.MkdirAll(d, 0o700))
	}
	ok(t, os.WriteFile(filepath.Join(homeDir, "jre", "lib", "security", "cacerts"), jks(1, der(home)), 0o600))
	entry := pkcs12.TrustStoreEntry{Cert: parsed(t, path), FriendlyName: "path"}
	store, err := pkcs12.Passwordless.EncodeTrustStoreEntries([]pkcs12.TrustStoreEntry{entry}, "")
	ok(t, err)
	ok(t, os.WriteFile(filepath.Join(jdk, "lib", "security", "cacerts"), store, 0o600))
	for _, name := range []string{"java", "java.exe"} {
		ok(t, os.WriteFile(filepath.Join(jdk, "bin", name), nil, 0o700))
		ok(t, os.Symlink(filepath.Join(jdk, "bin", name), filepath.Join(bin, name)))
	}
	onPath := "PATH=" + filepath.Join(dir, "none") + string(os.PathListSeparator) + bin

	for _, test := range []struct {
		of   string
		env  []string
		want []byte
	}{
		{"the options", []string{`JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore="` + corpFile + `"`, "JAVA_HOME=" + homeDir}, corp},
		{"JAVA_HOME, as Java 8 has it", []string{"JAVA_HOME=" + homeDir, onPath}, home},
		{"the java on the path, behind a link", []string{"JAVA_HOME=" + dir, onPath}, path},
	} {
		get, vars, s := prepare(t, test.env...)
		options := get("JAVA_TOOL_OPTIONS")
		file, password := javaOption(options, "javax.net.ssl.trustStore"), javaOption(options, "javax.net.ssl.trustStorePassword")
		certs, err := pkcs12.DecodeTrustStore(read(t, file), password)
		ok(t, err)
		if len(certs) != 2 || !bytes.Equal(certs[0].Raw, der(s.CAPEM)) || !bytes.Equal(certs[1].Raw, der(test.want)) {
			t.Errorf("%s: %d certificates: %s", test.of, len(certs), why(vars, "JAVA_TOOL_OPTIONS"))
		}
		equal(t, "the kind", javaOption(options, "javax.net.ssl.trustStoreType"), "PKCS12")
	}

	_, vars, _ := prepare(t, "JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=/nowhere.jks")
	contains(t, why(vars, "JAVA_TOOL_OPTIONS"),
		"the system's roots, as no Java with a store was found; /nowhere.jks could not be read")
}

func TestJavaOption_readsWhatIsQuoted(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"plain", "with space", `a "quote"`, "it's", `both "'" of them`, ""} {
		options := "-Da=before -ea " + javaQuoted("-Da="+value) + " " + javaQuoted("-Dother=some thing")
		equal(t, "a", javaOption(options, "a"), value)
		equal(t, "other", javaOption(options, "other"), "some thing")
	}
	equal(t, "an absent one", javaOption("-Dab=1 x-Da=2", "a"), "")
}

func TestAllBut_asJavaReadsIt(t *testing.T) {
	t.Parallel()
	direct := func(host string) bool { // sun.net.spi.DefaultProxySelector
		for pattern := range strings.SplitSeq(allBut("wv"), "|") {
			if start, is := strings.CutSuffix(pattern, "*"); is && strings.HasPrefix(host, start) || pattern == host {
				return true
			}
		}
		return false
	}
	for _, host := range []string{"wv0042.wolkvox.com", "wv1.wolkvox.com", "wvx"} {
		if direct(host) {
			t.Errorf("%s would not come to the mock", host)
		}
	}
	for _, host := range []string{
		"example.com", "www.example.com", "w", "w.com", "w-3.org", "0.pool.test", "127.0.0.1", "[::1]", "localhost", "_sip.test",
		"v.test",
	} {
		if !direct(host) {
			t.Errorf("%s would come to the mock, which has no credential from Java", host)
		}
	}
}

func TestReadJKS_hostile(t *testing.T) {
	t.Parallel()
	store := jks(2, []byte("first"), []byte("second"))
	got, err := readJKS(store)
	ok(t, err)
	if !slices.EqualFunc(got, [][]byte{[]byte("first"), []byte("second")}, bytes.Equal) {
		t.Errorf("got %q", got)
	}
	const digest = 20
	for n := range len(store) - digest {
		if _, err := readJKS(store[:n]); err == nil {
			t.Errorf("cut at %d of %d: no error", n, len(store))
		}
	}
	long := slices.Clone(store)
	binary.BigEndian.PutUint32(long[8:], 1<<32-1) // so many entries
	if _, err := readJKS(long); err == nil {
		t.Error("entries that are not there were read")
	}
}

// jks is a store with the key of somebody, whose certificate is not trusted, and with trusted certificates.
func jks(version uint32, trusted ...[]byte) []byte {
	var b []byte
	number := func(n int) { b = binary.BigEndian.AppendUint32(b, uint32(n)) }
	text := func(s string) { b = append(binary.BigEndian.AppendUint16(b, uint16(len(s))), s...) }
	certificate := func(der []byte) {
		if version == 2 {
			text("X.509")
		}
		number(len(der))
		b = append(b, der...)
	}
	entry := func(kind int, alias string) {
		number(kind)
		text(alias)
		b = append(b, "12345678"...)
	}
	number(0xFEEDFEED)
	number(int(version))
	number(1 + len(trusted))
	entry(1, "a key")
	number(len("secret"))
	b = append(b, "secret"...)
	number(1)
	certificate([]byte("not trusted"))
	for _, der := range trusted {
		entry(2, "a root")
		certificate(der)
	}
	return append(b, "the digest of 20 byte"[:20]...)
}

func der(file []byte) []byte {
	block, _ := pem.Decode(file)
	return block.Bytes
}

func parsed(t *testing.T, file []byte) *x509.Certificate {
	t.Helper()
	c, err := x509.ParseCertificate(der(file))
	ok(t, err)
	return c
}
