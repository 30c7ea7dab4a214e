package mockserver

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// DefaultWorld is the name of the world that always exists.
const DefaultWorld = "default"

// worlds finds a world by its name and by what an unmodified client sends: the server nomenclature and the token. Both
// belong to one world at a time. Requests only read, without a lock; whoever changes an identity holds mu.
type worlds struct {
	byName, byServer, byToken index

	mu    sync.Mutex
	owned map[*World]identity
	made  int
}

// An identity is what leads to a world besides its name.
type identity struct {
	server string
	tokens []string
}

type index struct{ m sync.Map }

func (i *index) get(key string) *World {
	w, _ := i.m.Load(key)
	world, _ := w.(*World)
	return world
}

// identify changes the identity of a world, unless what it would claim belongs to another, and then runs done.
func (ws *worlds) identify(w *World, change func(*identity) error, done func()) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if w.deleted {
		return notFound(WorldUnknown, "world %q has been deleted", w.name)
	}
	old := ws.owned[w]
	next := identity{old.server, slices.Clone(old.tokens)}
	if err := change(&next); err != nil {
		return err
	}
	if other := ws.byServer.get(next.server); other != nil && other != w {
		return taken("server %q belongs to world %q", next.server, other.name)
	}
	seen := map[string]bool{}
	for i, t := range next.tokens {
		if other := ws.byToken.get(t); other != nil && other != w {
			return taken("token no. %d belongs to world %q", i+1, other.name)
		}
		if seen[t] {
			return taken("token no. %d is there twice", i+1)
		}
		seen[t] = true
	}
	// What stays is never taken away, not for a moment: requests read without the lock.
	if next.server != "" {
		ws.byServer.m.Store(next.server, w)
	}
	if old.server != next.server {
		ws.byServer.m.Delete(old.server)
	}
	for _, t := range next.tokens {
		ws.byToken.m.Store(t, w)
	}
	for _, t := range old.tokens {
		if !seen[t] {
			ws.byToken.m.Delete(t)
		}
	}
	ws.owned[w] = next
	done()
	return nil
}

// A WorldSpec says which world to create.
type WorldSpec struct {
	Name string `json:"name,omitempty"` // generated when empty
	From *Seed  `json:"from,omitempty"` // nil: a copy of the seed the server started with, with a server and tokens of its own
}

var worldForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$`)

// CreateWorld makes a world. A name, server or token that another world has is refused.
func (s *Server) CreateWorld(spec WorldSpec) (*World, error) {
	ws := &s.worlds
	ws.mu.Lock()
	for spec.Name == "" {
		ws.made++
		if name := fmt.Sprintf("w%d", ws.made); ws.byName.get(name) == nil {
			spec.Name = name
		}
	}
	ws.mu.Unlock()
	if !worldForm.MatchString(spec.Name) {
		return nil, invalid(fmt.Errorf("world name is %q: expected 1 to 100 letters, digits, dots, dashes and underscores", spec.Name))
	}
	var seed Seed
	if spec.From == nil {
		seed = s.cfg.seed
		seed.Server, seed.Tokens = "", slices.Clone(seed.Tokens)
		for i := range seed.Tokens {
			seed.Tokens[i].Token = freshToken(spec.Name, i)
		}
	} else {
		seed = *spec.From
		if err := seed.Check(); err != nil {
			return nil, invalid(fmt.Errorf("from: %w", err))
		}
	}
	return s.addWorld(spec.Name, seed)
}

// addWorld makes a world of a seed that has been checked.
func (s *Server) addWorld(name string, seed Seed) (*World, error) {
	if len(seed.Tokens) == 0 {
		seed.Tokens = []Token{{Token: freshToken(name, 0)}}
	}
	w := &World{name: name, server: s}
	err := s.worlds.identify(w, func(id *identity) (err error) {
		if s.worlds.byName.get(name) != nil {
			return taken("there is a world %q already", name)
		}
		seed.Server = cmp.Or(seed.Server, s.worlds.freeServer())
		*id = identityOf(seed)
		w.seed = seed
		w.state, err = s.newState(seed)
		return err
	}, func() { s.worlds.byName.m.Store(name, w) })
	if err != nil {
		return nil, err
	}
	return w, nil
}

func identityOf(s Seed) identity {
	id := identity{server: s.Server}
	for _, t := range s.Tokens {
		id.tokens = append(id.tokens, t.Token)
	}
	return id
}

// freeServer is the next nomenclature that no world has, "" when all 9,999 are taken.
func (ws *worlds) freeServer() string {
	for n := range 9999 {
		if name := fmt.Sprintf("%04d", (len(ws.owned)+n+41)%9999+1); ws.byServer.get(name) == nil {
			return name
		}
	}
	return ""
}

// World finds a world by its name.
func (s *Server) World(name string) (*World, error) {
	if w := s.worlds.byName.get(name); w != nil {
		return w, nil
	}
	var names []string
	for _, w := range s.Worlds() {
		names = append(names, w.name)
	}
	if len(names) > 10 {
		names = append(names[:10], "…")
	}
	return nil, notFound(WorldUnknown, "There is no world %q; there are: %s.", name, strings.Join(names, ", "))
}

// Default is the world that always exists.
func (s *Server) Default() *World { return s.worlds.byName.get(DefaultWorld) }

// Worlds are all worlds, by name.
func (s *Server) Worlds() (all []*World) {
	s.worlds.byName.m.Range(func(_, w any) bool { all = append(all, w.(*World)); return true })
	slices.SortFunc(all, func(a, b *World) int { return cmp.Compare(a.name, b.name) })
	return all
}

// DeleteWorld removes a world. Requests under way in it are answered with world_reset. The default world stays.
func (s *Server) DeleteWorld(name string) error {
	if name == DefaultWorld {
		return taken("the default world cannot be deleted; reset it instead")
	}
	w, err := s.World(name)
	if err != nil {
		return err
	}
	empty, err := s.newState(Seed{})
	if err != nil {
		return err
	}
	empty.deleted = true
	return s.worlds.identify(w, func(id *identity) error { *id = identity{}; return nil }, func() {
		s.worlds.byName.m.Delete(name)
		delete(s.worlds.owned, w)
		w.deleted = true
		w.swap(empty)
	})
}

// choose finds the world that is meant, by what an unmodified client already sends. Only the mock's own header may not
// name a world that does not exist; an unknown host or server is passed over (Q-SERVER-HEADER).
func (ws *worlds) choose(r *http.Request, token string) *World {
	if name := r.Header.Get(worldHeader); name != "" {
		return ws.byName.get(name)
	}
	if w := ws.byServer.get(hostServer(r.Host)); w != nil {
		return w
	}
	if server := r.Header.Get(serverHeader); server != "" {
		if w := ws.byServer.get(server); w != nil {
			return w
		}
	}
	if w := ws.byToken.get(token); w != nil {
		return w
	}
	return ws.byName.get(DefaultWorld)
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
