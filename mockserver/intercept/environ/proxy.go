package environ

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const domain = "wolkvox.com"

// loopback is what every list of NO_PROXY has.
var loopback = []string{"localhost", ".localhost", "127.0.0.1", "::1"}

// proxies leads all that obey the variables: curl, Python's requests, httpx and urllib, PHP's curl, Go's default client, wget.
// HTTP_PROXY in upper case is set too, although what runs under CGI must not believe it (a header of a request could have set
// it) and curl never does: some programs read no other. ALL_PROXY stays as it is: those for a scheme go before it.
func (p *preparation) proxies() {
	why := "curl, Python, PHP's curl, Go: to the mock"
	if corporate := p.inheritedProxy(); corporate != "" {
		why += "; instead of " + corporate + ", so that other hosts are reached without it"
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		p.set(name, p.Proxy, why)
	}
	value, dropped := noProxy(p.get("NO_PROXY")+","+p.get("no_proxy"), hostsOfLoopback(p.readHosts()))
	why = "this machine is reached without the proxy"
	if len(dropped) > 0 {
		why += "; left out, as it would lead past the mock: " + strings.Join(dropped, ", ")
	}
	p.set("NO_PROXY", value, why)
	p.set("no_proxy", value, why)
}

// inheritedProxy names the variables of the environment that named a proxy; their values may hold passwords.
func (p *preparation) inheritedProxy() string {
	var found []string
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		if value := p.get(name); value != "" && value != p.Proxy {
			found = append(found, name)
		}
	}
	return strings.Join(found, ", ")
}

// noProxy is a list of NO_PROXY with this machine and without what covers wolkvox.com, which it returns beside.
func noProxy(list string, here []string) (value string, dropped []string) {
	var kept []string
	seen := map[string]bool{}
	entries := strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	for _, entry := range slices.Concat(entries, loopback, here) {
		switch {
		case seen[entry]:
		case covers(entry):
			dropped = append(dropped, entry)
		default:
			kept = append(kept, entry)
		}
		seen[entry] = true
	}
	return strings.Join(kept, ","), dropped
}

// covers reports whether an entry of NO_PROXY may lead wolkvox.com, or a host below it, past a proxy. Programs read entries
// differently, requests as any end of a name: what one of them would take for wolkvox.com covers it.
func covers(entry string) bool {
	entry = strings.ToLower(entry)
	if strings.Count(entry, ":") == 1 { // more are an IPv6 address
		entry, _, _ = strings.Cut(entry, ":")
	}
	entry = strings.TrimSuffix(strings.TrimLeft(entry, "*"), ".")
	return strings.HasSuffix("."+domain, entry) || strings.HasSuffix(entry, "."+domain)
}

// readHosts is the system's table of names, "" where there is none.
func (p *preparation) readHosts() string {
	file := "/etc/hosts"
	if root := p.get("SystemRoot"); root != "" {
		file = filepath.Join(root, "System32", "drivers", "etc", "hosts")
	}
	content, _ := os.ReadFile(file)
	return string(content)
}

// hostsOfLoopback are the names that a table of names gives to this machine: the mock passes nothing on to it. Those of the
// service are none of them.
func hostsOfLoopback(table string) (names []string) {
	for line := range strings.Lines(table) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		if ip, err := netip.ParseAddr(fields[0]); err != nil || !ip.IsLoopback() {
			continue
		}
		for _, name := range fields[1:] {
			if !covers(name) && !strings.ContainsAny(name, ",:*") {
				names = append(names, name)
			}
		}
	}
	return names
}
