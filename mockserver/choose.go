package mockserver

import "strings"

// choose finds the world that is meant, by what an unmodified client already sends. Only the mock's own header may not
// name a world that does not exist; an unknown host or server is passed over (Q-SERVER-HEADER).
func (x *exchange) choose() *World {
	ws := &x.server.worlds
	if name := x.r.Header.Get(worldHeader); name != "" {
		return ws.byName.get(name)
	}
	if w := ws.byServer.get(hostServer(x.r.Host)); w != nil {
		return w
	}
	if server := x.r.Header.Get(serverHeader); server != "" {
		if w := ws.byServer.get(server); w != nil {
			return w
		}
	}
	if w := ws.byToken.get(x.token); w != nil {
		return w
	}
	return x.server.Default()
}

// The headers that name a world, as http.Header has them.
const (
	worldHeader  = "X-Wolkvox-Mock-World"
	serverHeader = "Wolkvox_server"
)

// hostServer is the nomenclature in a host such as wv0042.wolkvox.com, "" when there is none.
func hostServer(host string) string {
	if len(host) < 3 || host[0] != 'w' && host[0] != 'W' || host[1] != 'v' && host[1] != 'V' {
		return ""
	}
	label, _, _ := strings.Cut(hostOf(host)[2:], ".")
	return label
}
