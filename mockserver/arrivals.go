package mockserver

import (
	"slices"
	"sync"
	"sync/atomic"

	"wolkvoxmock/mockserver/accesslog"
	"wolkvoxmock/mockserver/intercept"
)

// Arrivals is what came to a server, and what did not.
type Arrivals struct {
	Requests  int         `json:"requests"`            // to the wolkvox API, of any client and in any world, since the start
	Untrusted []Handshake `json:"untrusted,omitempty"` // of clients that do not trust the authority
	Refused   []Tunnel    `json:"refused,omitempty"`   // hosts that nothing was passed on to
	Adopted   []Adoption  `json:"adopted,omitempty"`   // worlds for a server and a token that nobody knew together
}

// A Handshake is a TLS handshake that failed because the client does not trust the authority, as far as can be told.
type Handshake struct {
	Host   string `json:"host"`             // that it asked for
	Reason string `json:"reason"`           // how that can be told
	Client string `json:"client,omitempty"` // the User-Agent of its CONNECT
	Times  int    `json:"times"`
}

// A Tunnel is a host that a client asked for as one asks a proxy, and was refused.
type Tunnel struct {
	Host  string `json:"host"`
	Times int    `json:"times"`
}

// An Adoption is a world made for a server and a token that nobody knew, or that of the demo token with such a server.
type Adoption struct {
	World       string `json:"world"`
	Server      string `json:"server"`
	TokenSuffix string `json:"token_suffix,omitempty"` // "" of a short token
}

// maxArrivals is how many of each kind are kept; of the rest only those count that are there already.
const maxArrivals = 100

type arrivals struct {
	requests atomic.Int64

	mu sync.Mutex
	Arrivals
	left  []Handshake // of clients that left without a word, for this reason or another
	trust map[asker]bool
}

// An asker is a client, as far as it is known, that asks for a host.
type asker struct{ host, client string }

// Arrivals is what came to the server, and what did not: clients that do not trust its authority, and requests for other hosts.
func (s *Server) Arrivals() Arrivals {
	a := &s.arrivals
	a.mu.Lock()
	defer a.mu.Unlock()
	all := Arrivals{int(a.requests.Load()), slices.Clone(a.Untrusted), slices.Clone(a.Refused), slices.Clone(a.Adopted)}
	for _, h := range a.left { // who has come back with a request has left for another reason: many open connections in reserve
		if !a.trust[asker{h.Host, h.Client}] {
			all.Untrusted = append(all.Untrusted, h)
		}
	}
	return all
}

// untrusted takes note of a failed handshake, and reports whether it is certain and the first of its kind.
func (a *arrivals) untrusted(h intercept.Handshake, client string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	into := &a.left
	if h.Certain {
		into = &a.Untrusted
	}
	return note(into, Handshake{h.Host, h.Reason, shortened(client), 0}, func(h *Handshake) *int { return &h.Times }) && h.Certain
}

// trusted takes note of a client that trusts the authority.
func (a *arrivals) trusted(host, client string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.trust == nil {
		a.trust = map[asker]bool{}
	}
	if len(a.trust) < 10*maxArrivals {
		a.trust[asker{host, shortened(client)}] = true
	}
}

// refused takes note of a host that nothing is passed on to.
func (a *arrivals) refused(host string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	note(&a.Refused, Tunnel{shortened(host), 0}, func(t *Tunnel) *int { return &t.Times })
}

// adopted takes note of a world.
func (a *arrivals) adopted(world, server, suffix string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	one := Adoption{world, server, suffix}
	if len(a.Adopted) < maxArrivals && !slices.Contains(a.Adopted, one) {
		a.Adopted = append(a.Adopted, one)
	}
}

// note counts one of its kind, and reports whether it is the first.
func note[T comparable](all *[]T, one T, times func(*T) *int) (first bool) {
	for i := range *all {
		same := (*all)[i]
		if *times(&same) = 0; same == one {
			*times(&(*all)[i])++
			return false
		}
	}
	if len(*all) >= maxArrivals {
		return false
	}
	*times(&one) = 1
	*all = append(*all, one)
	return true
}

// shortened is a text of a client, as far as it is shown.
func shortened(s string) string { return accesslog.Printable(s[:min(len(s), 200)]) }
