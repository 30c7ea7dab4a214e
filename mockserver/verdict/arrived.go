package verdict

import (
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// Found is the verdict with something else that was found, so many times.
func (v Verdict) Found(rule openapi.Rule, severity openapi.Severity, times int, at Occurrence) Verdict {
	v.Findings = slices.Clone(v.Findings)
	v.find(rule, severity, &found{times, at.kept()})
	v.settle()
	return v
}

// runtimes are the programs that tell of themselves, in lower case, and how each is told of an authority whose certificate is in
// the file that $CA names.
var runtimes = []struct{ client, told, try string }{
	{"python-requests", "REQUESTS_CA_BUNDLE", `export REQUESTS_CA_BUNDLE="$CA"`},
	{"python", "SSL_CERT_FILE", `export SSL_CERT_FILE="$CA"`},
	{"aiohttp", "SSL_CERT_FILE", `export SSL_CERT_FILE="$CA"`},
	{"node", "NODE_EXTRA_CA_CERTS", `export NODE_EXTRA_CA_CERTS="$CA"`},
	{"axios", "NODE_EXTRA_CA_CERTS", `export NODE_EXTRA_CA_CERTS="$CA"`},
	{"undici", "NODE_EXTRA_CA_CERTS", `export NODE_EXTRA_CA_CERTS="$CA"`},
	{"curl", "CURL_CA_BUNDLE", `export CURL_CA_BUNDLE="$CA"`},
	{"guzzle", "curl.cainfo and openssl.cafile in php.ini", `php -d curl.cainfo="$CA" -d openssl.cafile="$CA"`},
	{"php", "curl.cainfo and openssl.cafile in php.ini", `php -d curl.cainfo="$CA" -d openssl.cafile="$CA"`},
	{"java", "-Djavax.net.ssl.trustStore", `keytool -importcert -noprompt -file "$CA" -keystore trust.p12 -storepass changeit`},
	{"go-http-client", "SSL_CERT_FILE", `export SSL_CERT_FILE="$CA"`},
	{"ruby", "SSL_CERT_FILE", `export SSL_CERT_FILE="$CA"`},
	{"wget", "SSL_CERT_FILE, or --ca-certificate", `wget --ca-certificate="$CA"`},
}

// Distrust is that a client does not trust our authority: the host that it wanted, why that is believed, and what it calls
// itself.
func Distrust(host, reason, client string) Occurrence {
	o := Occurrence{
		Where: "TLS handshake for " + host, Got: reason, Try: "wolkvox-mock ca --help",
		Expected: "a client that is told of our authority by the variable of its runtime (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, " +
			"REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE)",
	}
	if client == "" {
		return o
	}
	o.Got += ", client " + client
	lower := strings.ToLower(client)
	for _, r := range runtimes {
		if strings.HasPrefix(lower, r.client) {
			o.Expected = "a client that is told of our authority: " + r.told
			o.Try = `CA="$(wolkvox-mock ca --path)"; ` + r.try
			break
		}
	}
	return o
}
