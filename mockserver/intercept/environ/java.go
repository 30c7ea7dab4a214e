package environ

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"software.sslmate.com/src/go-pkcs12"
)

// storePassword is the one that Java's own stores have. Nothing in ours is secret.
const storePassword = "changeit"

// java leads Java to the mock and makes it trust our authority by options of the virtual machine, which stand before those of the
// command line. No option gives Java the password of a proxy, and one without may only ask for the service; so all hosts
// whose name does not begin as the service's go without the proxy, as they would have gone.
func (p *preparation) java() error {
	was := p.get("JAVA_TOOL_OPTIONS")
	store := p.javaRoots(was)
	entries := []pkcs12.TrustStoreEntry{{Cert: &x509.Certificate{Raw: p.ca}, FriendlyName: "wolkvox-mock"}}
	for i, der := range store.der {
		entries = append(entries, pkcs12.TrustStoreEntry{Cert: &x509.Certificate{Raw: der}, FriendlyName: "root-" + strconv.Itoa(i)})
	}
	encoded, err := pkcs12.LegacyDES.EncodeTrustStoreEntries(entries, storePassword) // which every Java reads
	if err != nil {
		return err
	}
	file, err := p.write(encoded, "java", "trust.p12")
	if err != nil {
		return err
	}
	options := was
	for _, property := range [][2]string{
		{"https.proxyHost", p.proxy.Hostname()}, {"https.proxyPort", p.proxy.Port()},
		{"http.proxyHost", p.proxy.Hostname()}, {"http.proxyPort", p.proxy.Port()},
		{"http.nonProxyHosts", allBut("wv")}, // of https too
		{"javax.net.ssl.trustStore", file}, {"javax.net.ssl.trustStoreType", "PKCS12"},
		{"javax.net.ssl.trustStorePassword", storePassword},
	} {
		options = appended(options, " ", javaQuoted("-D"+property[0]+"="+property[1]))
	}
	p.set("JAVA_TOOL_OPTIONS", options,
		"Java: leads wv*."+domain+" to the mock, and trusts the mock's authority beside "+store.of+store.notes())
	return nil
}

// allBut is a list for http.nonProxyHosts, which knows names with a star at one end, of all hosts but those that begin so.
func allBut(prefix string) string {
	var hosts []string
	for i := range prefix {
		for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789-_.[" { // Java compares in lower case; "[" begins an IPv6 address
			if c != rune(prefix[i]) {
				hosts = append(hosts, prefix[:i]+string(c)+"*")
			}
		}
		if i > 0 {
			hosts = append(hosts, prefix[:i])
		}
	}
	return strings.Join(hosts, "|")
}

// javaQuoted is an option as JAVA_TOOL_OPTIONS has it: quotes of either kind hold spaces together, and nothing escapes.
func javaQuoted(option string) string {
	if !strings.ContainsAny(option, " \t\"'") {
		return option
	}
	return `"` + strings.ReplaceAll(option, `"`, `"'"'"`) + `"`
}

// javaOption is the value of a property among the options, as the virtual machine reads them; the last counts.
func javaOption(options, property string) (value string) {
	var word strings.Builder
	var quote rune
	end := func() {
		if v, is := strings.CutPrefix(word.String(), "-D"+property+"="); is {
			value = v
		}
		word.Reset()
	}
	for _, c := range options {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && strings.ContainsRune(" \t\r\n", c):
			end()
		default:
			word.WriteRune(c)
		}
	}
	end()
	return value
}

// javaStore is what a Java would trust without us.
type javaStore struct {
	roots
	of string // whose roots they are
}

// javaRoots finds the store that the options name, else that of JAVA_HOME, else that of the java on the path; the system's
// roots stand in for one that cannot be found or read.
func (p *preparation) javaRoots(options string) javaStore {
	var s javaStore
	if store := javaOption(options, "javax.net.ssl.trustStore"); store != "" {
		if s.readStore(store, javaOption(options, "javax.net.ssl.trustStorePassword")) {
			return s
		}
		s.lost = append(s.lost, store+" could not be read")
	}
	for _, home := range []string{p.get("JAVA_HOME"), p.javaOnPath()} {
		if home == "" {
			continue
		}
		for _, lib := range []string{"lib", filepath.Join("jre", "lib")} { // the second in Java 8
			for _, name := range []string{"jssecacerts", "cacerts"} { // in Java's order
				if s.readStore(filepath.Join(home, lib, "security", name), storePassword) {
					return s
				}
			}
		}
	}
	s.der, s.of = p.roots.der, "the system's roots, as no Java with a store was found"
	return s
}

// javaOnPath is the folder of the Java that the path leads to, through all links.
func (p *preparation) javaOnPath() string {
	name := "java"
	if runtime.GOOS == "windows" {
		name = "java.exe"
	}
	for _, dir := range filepath.SplitList(p.get("PATH")) {
		file, err := filepath.EvalSymlinks(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return filepath.Dir(filepath.Dir(file)) // home/bin/java
		}
	}
	return ""
}

// readStore adds the certificates that a store of either format trusts, and reports whether there were any.
func (s *javaStore) readStore(file, password string) bool {
	content, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	der, err := readJKS(content)
	if err != nil {
		der = nil
		certs, err := pkcs12.DecodeTrustStore(content, password)
		if err != nil { // Java's own may have none
			certs, _ = pkcs12.DecodeTrustStore(content, "")
		}
		for _, c := range certs {
			der = append(der, c.Raw)
		}
	}
	for _, d := range der {
		s.add(d)
	}
	s.of = "those of " + file
	return len(der) > 0
}
