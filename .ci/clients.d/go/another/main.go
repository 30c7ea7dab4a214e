// Command another is another host than wolkvox's: it answers HTTP and HTTPS at an address of this machine that is not loopback,
// writes the certificate of its authority to the file it is given, then prints both URLs.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	ip := address()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "another"}, IPAddresses: []net.IP{ip},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(err)
	must(os.WriteFile(os.Args[1], pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))

	at := net.JoinHostPort(ip.String(), "0")
	plain, err := net.Listen("tcp", at)
	must(err)
	secure, err := tls.Listen("tcp", at, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	must(err)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "another host\n")
	})}
	fmt.Printf("http://%s/?\nhttps://%s/?\n", plain.Addr(), secure.Addr())
	go func() { must(server.Serve(plain)) }()
	must(server.Serve(secure))
}

// address is one that the proxy variables do not leave out.
func address() net.IP {
	addresses, err := net.InterfaceAddrs()
	must(err)
	for _, a := range addresses {
		if n, is := a.(*net.IPNet); is && n.IP.IsGlobalUnicast() && n.IP.To4() != nil {
			return n.IP
		}
	}
	log.Fatal("this machine has no address but loopback")
	return nil
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
