package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The certificate that ca prints is that of the authority of serve, and a client that trusts it reaches the mock by the address
// of the real service.
func TestServe_intercepts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ca")
	pem, err := program(t, "ca", "--ca-dir", dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	c := program(t, "serve", "--addr", "127.0.0.1:0", "--json", "--tls-addr", "127.0.0.1:0", "--ca-dir", dir, "--adopt")
	var said struct {
		Proxy string `json:"proxy_url"`
		TLS   string `json:"tls_addr"`
		CA    string `json:"ca_file"`
		URL   string `json:"url"`
	}
	if err := json.Unmarshal(started(t, c), &said); err != nil {
		t.Fatal(err)
	}
	proxy, err := url.Parse(said.Proxy)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(said.CA)
	if err != nil || !bytes.Equal(file, pem) || get(t, said.URL+"/__admin/certs/ca.crt") != string(pem) {
		t.Errorf("%s is another certificate: %v", said.CA, err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	tr := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer tr.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://wv4321.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("wolkvox-token", "abcdef0123456789")
	res, err := tr.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.Contains(get(t, said.URL+"/__admin/worlds"), `"wv4321"`) {
		t.Errorf("%s, or no world was made", res.Status)
	}
	beside, err := tls.Dial("tcp", said.TLS, &tls.Config{RootCAs: roots, ServerName: "wv4321.wolkvox.com"})
	if err != nil {
		t.Fatal(err)
	}
	_ = beside.Close()
}

// What ca says of itself, and that it needs a folder of its own.
func TestCA(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		args []string
		code int
		want string // in what it prints, or complains
	}{
		{[]string{"--path"}, exitGood, filepath.Join(dir, "ca.crt") + "\n"},
		{[]string{"--info"}, exitGood, "vouches for  wolkvox.com, localhost, 127.0.0.0/8, ::1/128\n"},
		{[]string{"--info", "--path"}, exitUsage, "none of the others can be"},
		{[]string{"--ca-dir", "/dev/null/ca"}, exitEnvironment, "--ca-dir"},
	} {
		var out, complaint bytes.Buffer
		code := run(t.Context(), append([]string{"ca", "--ca-dir", dir}, tt.args...), &out, &complaint)
		if text := out.String() + complaint.String(); code != tt.code || !strings.Contains(text, tt.want) {
			t.Errorf("ca %v: %d\n%s", tt.args, code, text)
		}
	}
}
