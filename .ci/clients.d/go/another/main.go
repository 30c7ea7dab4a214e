// Command another is another host than wolkvox's: it answers HTTP and HTTPS at the name of this machine, writes the certificate
// of its authority to the file it is given, then prints both URLs.
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
	name, err := os.Hostname()
	must(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of " + name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(err)
	must(os.WriteFile(os.Args[1], pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))

	plain, err := net.Listen("tcp", ":0")
	must(err)
	secure, err := tls.Listen("tcp", ":0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	must(err)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "another host\n")
	})}
	fmt.Printf("http://%s:%d/?\nhttps://%s:%d/?\n", name, plain.Addr().(*net.TCPAddr).Port, name, secure.Addr().(*net.TCPAddr).Port)
	go func() { must(server.Serve(plain)) }()
	must(server.Serve(secure))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
