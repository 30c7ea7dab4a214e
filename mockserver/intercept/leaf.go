package intercept

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"
)

// Certificates of servers live for two days, and are made anew after one.
const (
	leafLifetime = 48 * time.Hour
	leafRenewal  = 24 * time.Hour
)

// maxLeaves is how many certificates are kept, of as many names. One more takes the place of any other.
const maxLeaves = 256

// leaves are the certificates of servers that an authority has signed, all for one key, which is never written anywhere.
type leaves struct {
	mu   sync.Mutex
	key  *ecdsa.PrivateKey
	made map[string]*tls.Certificate
}

// Leaf is a certificate for a name or an address: of the real service, or of this machine. Of any other it is an error.
func (a *Authority) Leaf(host string) (*tls.Certificate, error) { return a.leafAt(host, time.Now()) }

func (a *Authority) leafAt(host string, now time.Time) (*tls.Certificate, error) {
	name := CleanHost(host)
	if !IsService(name) && !IsLocal(name) {
		return nil, fmt.Errorf("there is no certificate for %.100q: only for %s, names below it, localhost and loopback addresses", host, Domain)
	}
	l := &a.leaves
	l.mu.Lock()
	defer l.mu.Unlock()
	if leaf := l.made[name]; leaf != nil && now.Add(leafLifetime-leafRenewal).Before(leaf.Leaf.NotAfter) {
		return leaf, nil
	}
	leaf, err := a.sign(name, now)
	if err != nil {
		return nil, err
	}
	if l.made == nil {
		l.made = map[string]*tls.Certificate{}
	}
	for other := range l.made {
		if len(l.made) < maxLeaves {
			break
		}
		delete(l.made, other)
	}
	l.made[name] = leaf
	return leaf, nil
}

// sign makes a certificate. The names are the caller's to check; verifiers check them against the constraints of the authority.
func (a *Authority) sign(name string, now time.Time) (*tls.Certificate, error) {
	l := &a.leaves
	if l.key == nil {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		l.key = key
	}
	template := &x509.Certificate{
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(leafLifetime),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	template.Subject = pkix.Name{Organization: []string{"wolkvox-mock"}}
	if ip := net.ParseIP(name); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{name}
	}
	der, err := sign(template, a.cert, l.key, a.key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: l.key, Leaf: parsed}, err
}

// colons is the SHA-256 of something, in pairs of digits.
func colons(of []byte) string {
	sum := sha256.Sum256(of)
	return strings.ReplaceAll(strings.Trim(fmt.Sprintf("% X", sum[:]), " "), " ", ":")
}
