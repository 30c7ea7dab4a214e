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
	Adopted   []Adoption  `json:"adopted,omitempty"`   // worlds made for a server and a token that nobody knew
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

// An Adoption is a world made for a server and a token that nobody knew.
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
}

// Arrivals is what came to the server, and what did not: clients that do not trust its authority, and requests for other hosts.
func (s *Server) Arrivals() Arrivals {
	a := &s.arrivals
	a.mu.Lock()
	defer a.mu.Unlock()
	return Arrivals{int(a.requests.Load()), slices.Clone(a.Untrusted), slices.Clone(a.Refused), slices.Clone(a.Adopted)}
}

// untrusted takes note of a failed handshake.
func (a *arrivals) untrusted(h intercept.Handshake, client string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	note(&a.Untrusted, Handshake{h.Host, h.Reason, accesslog.Printable(shortened(client)), 0},
		func(h *Handshake) *int { return &h.Times })
}

// refused takes note of a host that nothing is passed on to.
func (a *arrivals) refused(host string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	note(&a.Refused, Tunnel{accesslog.Printable(shortened(host)), 0}, func(t *Tunnel) *int { return &t.Times })
}

// adopted takes note of a world.
func (a *arrivals) adopted(world, server, suffix string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.Adopted) < maxArrivals {
		a.Adopted = append(a.Adopted, Adoption{world, server, suffix})
	}
}

// note counts one of its kind.
func note[T comparable](all *[]T, one T, times func(*T) *int) {
	for i := range *all {
		same := (*all)[i]
		if *times(&same) = 0; same == one {
			*times(&(*all)[i])++
			return
		}
	}
	if len(*all) < maxArrivals {
		*times(&one) = 1
		*all = append(*all, one)
	}
}

// shortened is a text of a client, as far as it is shown.
func shortened(s string) string { return s[:min(len(s), 200)] }
