package mockserver_test

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/url"
	"testing"

	"wolkvoxmock/mockserver"
)

// What interception costs: a request in clear, in TLS, and by CONNECT, each on a connection that is kept and on a new one.
func BenchmarkIntercept(b *testing.B) {
	a := authority(b)
	s, err := mockserver.Start(mockserver.WithIntercept(mockserver.Intercept{Authority: a, TLSAddr: "127.0.0.1:0"}))
	ok(b, err)
	defer s.Close()
	proxy, err := url.Parse(s.ProxyURL())
	ok(b, err)
	const service = "https://wv0042.wolkvox.com"
	for _, way := range []struct {
		what, url string
		transport *http.Transport
	}{
		{"clear", s.URL(), &http.Transport{}},
		{"TLS", "https://" + s.TLSAddr(), &http.Transport{TLSClientConfig: trusts(a)}},
		{"CONNECT", service, &http.Transport{TLSClientConfig: trusts(a), Proxy: http.ProxyURL(proxy)}},
	} {
		for _, fresh := range []bool{false, true} {
			what := map[bool]string{false: "kept", true: "new"}[fresh]
			b.Run(way.what+"/"+what, func(b *testing.B) {
				tr := way.transport.Clone()
				tr.DisableKeepAlives = fresh
				defer tr.CloseIdleConnections()
				client := &http.Client{Transport: tr}
				b.ReportAllocs()
				for b.Loop() {
					req, err := http.NewRequest(http.MethodPost, way.url+"/api/v2/agentbox.php?api=mute&agent_id=12989", nil)
					ok(b, err)
					req.Header.Set("wolkvox-token", mockserver.DemoToken)
					res, err := client.Do(req)
					ok(b, err)
					_, err = io.Copy(io.Discard, res.Body)
					ok(b, err)
					if _ = res.Body.Close(); res.StatusCode != http.StatusOK {
						b.Fatal(res.Status)
					}
				}
			})
		}
	}
	b.Run("leaf", func(b *testing.B) {
		for b.Loop() {
			var leaf *tls.Certificate
			if leaf, err = a.Leaf("wv0042.wolkvox.com"); err != nil || leaf == nil {
				b.Fatal(err)
			}
		}
	})
}
