package mockserver

import (
	"fmt"
	"net/http"

	"wolkvoxmock/mockserver/intercept"
	"wolkvoxmock/mockserver/seed"
)

// WithAdopt makes a world for a server and a token that nobody knows, when they come together for the first time: a copy of the
// seed of the start, with that server and that token. The server is that of the host, wvNNNN.wolkvox.com, or of the header
// wolkvox_server. So a client that has its account written into it finds it here. The demo token is the demo world's with any
// server that no world has, for a client that has only its server written into it.
func WithAdopt() Option {
	return func(c *config) error { c.adopt = true; return nil }
}

// minAdopted is how long a token is that a world is made for: what is shorter is a mistake, or a test of one.
const minAdopted = 8

// goesWith reports whether the token is the demo world's, which a client may have been given beside the server that is written
// into it: it goes with any that no world has.
func (s *Server) goesWith(token, server string) bool {
	return s.cfg.adopt && token == DemoToken && len(s.worlds.directory.Load().byServer[server]) == 0 &&
		(Seed{Server: server}).Check() == nil
}

// adopt makes a world for a pair that nobody knows, and says what became of it; "" of any other.
func (s *Server) adopt(r *http.Request, token string) string {
	if r.Header.Get(worldHeader) != "" {
		return ""
	}
	server := r.Header.Get(serverHeader)
	if label := hostServer(r.Host); label != "" && intercept.IsService(hostOf(r.Host)) {
		server = label
	}
	if holder := s.worlds.byToken(token); holder != nil {
		if server == "" || !s.goesWith(token, server) {
			return ""
		}
		s.arrivals.adopted(holder.name, server, suffixOf(token))
		return fmt.Sprintf("world %s, which has this token, goes for server %s too, which no world has", holder.name, server)
	}
	if server == "" || (Seed{Server: server}).Check() != nil || len(token) < minAdopted || seed.CheckToken(token) != nil {
		return ""
	}
	s.adopting.Lock()
	defer s.adopting.Unlock()
	if s.worlds.byToken(token) != nil {
		return "" // the same pair has come at the same time
	}
	start := s.cfg.seed
	start.Server, start.Tokens = server, []Token{{Token: token}}
	w, err := s.addWorld(s.freeName("wv"+server), start, s.cfg.worldTTL, false)
	if err != nil {
		return fmt.Sprintf("no world was made for server %s and this token: %v", server, err)
	}
	s.arrivals.adopted(w.name, server, suffixOf(token))
	return fmt.Sprintf("world %s was made for server %s and this token, which nobody knew", w.name, server)
}

// freeName is a name that no world has, such as wv0042 or wv0042-2.
func (s *Server) freeName(begin string) string {
	for name, n := begin, 2; ; name, n = fmt.Sprintf("%s-%d", begin, n), n+1 {
		if s.worlds.byName(name) == nil {
			return name
		}
	}
}
