package intercept

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// An Authority is a certificate authority, which its user trusts while he tests. Should its key ever be stolen, the harm is
// small: a critical name constraint lets it vouch for wolkvox.com, localhost and loopback addresses only, and for servers only.
type Authority struct {
	file   string
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
	pem    []byte
	config *tls.Config
	leaves leaves
}

// The files of an authority in its folder. The key's holds the certificate too: whoever has written it first has made both.
const (
	certFile = "ca.crt"
	keyFile  = "ca.key"
)

// lifetime is how long an authority is good for.
const lifetime = 10 * 365 * 24 * time.Hour

// ErrNoDir says that the user has no folder for data.
var ErrNoDir = errors.New("there is no folder for the certificate authority")

// DefaultDir is the folder of the user's own authority: wolkvox-mock in the folder for data of programs (XDG_DATA_HOME or
// ~/.local/share, ~/Library/Application Support, %LocalAppData%); ErrNoDir where there is none.
func DefaultDir() (string, error) {
	var data string
	var err error
	switch runtime.GOOS {
	case "darwin", "ios", "windows", "plan9":
		data, err = os.UserConfigDir() // which is that of data, there
		if local := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && local != "" {
			data, err = local, nil
		}
	default:
		if data = os.Getenv("XDG_DATA_HOME"); !filepath.IsAbs(data) {
			data, err = os.UserHomeDir()
			data = filepath.Join(data, ".local", "share")
		}
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoDir, err)
	}
	return filepath.Join(data, "wolkvox-mock"), nil
}

// Open reads the authority in a folder, or makes one there, and the folder too. Of several that start at once one makes it, and
// all have the same. What is there and cannot be used, because others may read the key, say, is an error that says what to do;
// it is never replaced, for it may be trusted already.
func Open(dir string) (*Authority, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("certificate authority: %w", err)
	}
	a, err := read(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err = create(dir); err == nil {
			a, err = read(dir)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("certificate authority: %w", err)
	}
	return a, nil
}

// PEM is the certificate of the authority.
func (a *Authority) PEM() []byte { return bytes.Clone(a.pem) }

// Certificate is the certificate of the authority.
func (a *Authority) Certificate() *x509.Certificate { return a.cert }

// File is where the certificate of the authority is, for programs that want the name of a file.
func (a *Authority) File() string { return a.file }

// Fingerprint is the SHA-256 of a certificate, as browsers and openssl show it.
func Fingerprint(cert *x509.Certificate) string {
	return colons(cert.Raw)
}

// create makes an authority in a folder, unless somebody else is first.
func create(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(dir, certFile)); err == nil {
		if _, err := os.Lstat(filepath.Join(dir, keyFile)); err == nil {
			return nil // somebody else was first, since read has looked
		}
		return fmt.Errorf("%s is there without %s: put the key there, or remove the certificate and the next start makes both anew",
			filepath.Join(dir, certFile), keyFile)
	}
	cert, key, err := generate(time.Now())
	if err != nil {
		return err
	}
	return publish(filepath.Join(dir, keyFile), append(key, cert...), 0o600)
}

// generate makes the certificate and the key of an authority, in PEM.
func generate(now time.Time) (certPEM, keyPEM []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	host, _ := os.Hostname()
	name := pkix.Name{Organization: []string{"wolkvox-mock"}, CommonName: "wolkvox-mock test authority"}
	if host = CleanHost(host); host != "" && len(host) <= 64 {
		name.OrganizationalUnit = []string{host} // tells whose it is, in a list of authorities
	}
	der, err := sign(&x509.Certificate{
		Subject:   name,
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(lifetime), // clocks differ
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true, MaxPathLenZero: true,
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{Domain, "localhost"},
		PermittedIPRanges: []*net.IPNet{
			{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
			{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
		},
	}, nil, key, key)
	if err != nil {
		return nil, nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), nil
}

// sign makes a certificate with a serial number of its own for a key. Without a parent it signs itself.
func sign(template, parent *x509.Certificate, of, by *ecdsa.PrivateKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	der, err := x509.MarshalPKIXPublicKey(&of.PublicKey)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(der)
	template.SubjectKeyId = sum[:20] // RFC 7093
	if parent == nil {
		parent = template
		template.AuthorityKeyId = template.SubjectKeyId // strict verifiers ask for it
	}
	return x509.CreateCertificate(rand.Reader, template, parent, &of.PublicKey, by)
}

// read reads the authority in a folder.
func read(dir string) (*Authority, error) {
	file := filepath.Join(dir, keyFile)
	if err := private(dir, file); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	again := fmt.Sprintf("remove %s and %s in %s, and the next start makes new ones, which have to be trusted anew",
		keyFile, certFile, dir)
	a := &Authority{file: filepath.Join(dir, certFile)}
	a.config = a.serverConfig()
	inKey, err := a.parseKey(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; %s", file, err, again)
	}
	a.pem, err = os.ReadFile(a.file)
	if errors.Is(err, fs.ErrNotExist) && inKey != nil { // who made the key has not come so far yet
		if err = publish(a.file, inKey, 0o644); err == nil {
			a.pem, err = os.ReadFile(a.file)
		}
	}
	if err != nil {
		return nil, err
	}
	if err := a.parseCert(time.Now()); err != nil {
		return nil, fmt.Errorf("%s: %w; %s", a.file, err, again)
	}
	return a, nil
}

// parseKey reads the file of the key, and the certificate in it, if there is one.
func (a *Authority) parseKey(data []byte) (cert []byte, err error) {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return nil, errors.New("the private key in it cannot be read")
			}
			key, is := parsed.(*ecdsa.PrivateKey)
			if !is {
				return nil, fmt.Errorf("it is a key of the type %T: expected an elliptic curve (P-256)", parsed)
			}
			a.key = key
		case "CERTIFICATE":
			cert = pem.EncodeToMemory(block)
		}
	}
	if a.key == nil {
		return nil, errors.New("there is no private key in it")
	}
	return cert, nil
}

// parseCert reads the certificate, and refuses one that belongs to another key, that is not valid now, or that may vouch for
// more than it should.
func (a *Authority) parseCert(now time.Time) (err error) {
	block, _ := pem.Decode(a.pem)
	if block == nil || block.Type != "CERTIFICATE" {
		return errors.New("there is no certificate in it")
	}
	if a.cert, err = x509.ParseCertificate(block.Bytes); err != nil {
		return errors.New("the certificate in it cannot be read")
	}
	switch {
	case !a.key.PublicKey.Equal(a.cert.PublicKey):
		return errors.New("the certificate is not that of the key")
	case now.Before(a.cert.NotBefore):
		return fmt.Errorf("the certificate is not valid before %s; is the clock right?", a.cert.NotBefore.Format(time.DateOnly))
	case now.Add(leafLifetime).After(a.cert.NotAfter):
		return fmt.Errorf("the certificate is valid until %s only", a.cert.NotAfter.Format(time.DateOnly))
	case !a.cert.IsCA || !a.cert.PermittedDNSDomainsCritical,
		len(a.cert.PermittedDNSDomains) == 0 || len(a.cert.PermittedIPRanges) == 0:
		return errors.New("the certificate is not that of an authority which may vouch for wolkvox.com and this machine only")
	}
	return nil
}

// private refuses a key that others may read, and a folder in which they may put another.
func private(dir, file string) error {
	if runtime.GOOS == "windows" { // which has no modes; the folder is the user's
		_, err := os.Stat(file)
		return err
	}
	folder, err := os.Stat(dir)
	if err != nil {
		return err
	}
	key, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case key.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("%s may be read by others (mode %#o), and who has it can pass for wolkvox.com here: "+
			"chmod 600 it, if nobody has", file, key.Mode().Perm())
	case folder.Mode().Perm()&0o022 != 0 && folder.Mode()&fs.ModeSticky == 0:
		return fmt.Errorf("others may write in %s (mode %#o): chmod 700 it", dir, folder.Mode().Perm())
	}
	return nil
}

// publish makes a file that is whole from the moment it is there, unless it is there already.
func publish(file string, data []byte, mode fs.FileMode) error {
	temp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(mode), temp.Close())
	if err != nil {
		return err
	}
	err = os.Link(temp.Name(), file)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	// There are file systems without links.
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
