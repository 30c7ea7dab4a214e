package features_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
)

// An interception is a mock of the scenario's own, which clients with the address of the real service reach.
type interception struct {
	authority *intercept.Authority
	server    *mockserver.Server
	status    int
	failed    error
}

func (s *scene) mockIntercepts(adopts string) error {
	dir, err := os.MkdirTemp("", "authority")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	i := &interception{}
	if i.authority, err = intercept.Open(dir); err != nil {
		return err
	}
	opts := []mockserver.Option{mockserver.WithIntercept(mockserver.Intercept{Authority: i.authority})}
	if adopts != "" {
		opts = append(opts, mockserver.WithAdopt())
	}
	if i.server, err = mockserver.Start(opts...); err == nil {
		s.interception, s.commanded = i, "a mock that intercepts"
	}
	return err
}

func (s *scene) clientCalls(ctx context.Context, doubts, address, token string) error {
	i := s.interception
	proxy, err := url.Parse(i.server.ProxyURL())
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	if doubts == "" {
		roots.AddCert(i.authority.Certificate())
	}
	tr := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer tr.CloseIdleConnections()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/api/v2/agentbox.php?api=hang&agent_id=12989", nil)
	if err != nil {
		return err
	}
	if token == "" {
		token = mockserver.DemoToken
	}
	r.Header.Set("wolkvox-token", token)
	res, err := tr.RoundTrip(r)
	if i.failed = err; err == nil {
		i.status = res.StatusCode
		return res.Body.Close()
	}
	return nil
}

func (s *scene) clientIsAnswered(status int) error {
	if i := s.interception; i.status != status || i.failed != nil {
		return fmt.Errorf("status %d, %w", i.status, i.failed)
	}
	return nil
}

func (s *scene) clientIsRefused() error {
	i := s.interception
	tunnel := i.failed != nil && strings.Contains(i.failed.Error(), http.StatusText(http.StatusForbidden)) // as net/http says it of CONNECT
	if refused := i.server.Arrivals().Refused; !tunnel && i.status != http.StatusForbidden || len(refused) != 1 {
		return fmt.Errorf("status %d, %w; refused: %v", i.status, i.failed, refused)
	}
	return nil
}

func (s *scene) clientBreaks(rule string) error {
	broken := s.interception.server.Default().Violations()
	if rule == "" && len(broken) > 0 || rule != "" && (len(broken) != 1 || string(broken[0].Rule) != rule) {
		return fmt.Errorf("it breaks %v", broken)
	}
	return nil
}

func (s *scene) clientDoubts(host string) error {
	i := s.interception
	if unknown := (x509.UnknownAuthorityError{}); !errors.As(i.failed, &unknown) {
		return fmt.Errorf("the client says: %w", i.failed)
	}
	for i.server.Arrivals().Untrusted == nil { // the client may be ahead
		runtime.Gosched()
	}
	if got := i.server.Arrivals().Untrusted; len(got) != 1 || got[0].Host != host || got[0].Client == "" {
		return fmt.Errorf("the mock has noticed %v", got)
	}
	return nil
}

func (s *scene) thereIsAWorld(server string) error {
	worlds := s.interception.server.Worlds()
	if !slices.ContainsFunc(worlds, func(w *mockserver.World) bool { return w.View().Server == server }) {
		return fmt.Errorf("there are %d worlds, none for server %s", len(worlds), server)
	}
	return nil
}
