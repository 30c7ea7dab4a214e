package mockserver

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// DefaultWorld is the name of the world that always exists.
const DefaultWorld = "default"

// worlds finds a world by its name and by what an unmodified client sends: the server nomenclature and the token. A name
// and a token belong to one world at a time, a server to any number. Requests only read, without a lock; whoever changes
// an identity holds mu.
type worlds struct {
	directory atomic.Pointer[directory]

	mu    sync.Mutex
	owned map[*World]identity
	made  int
}

// An identity is what leads to a world; nothing leads to one without a name.
type identity struct {
	name, server string
	tokens       []string
}

// A directory is who is who at one moment. Once it is there for all to read, nothing changes it.
type directory struct {
	byName   map[string]*World
	byServer map[string][]*World // in the order in which they got it
	byToken  map[string]holder

	directorySecrets
}

// A holder is the world of a token, with the server that it has.
type holder struct {
	world  *World
	server string
}

func newWorlds() *worlds {
	ws := &worlds{owned: map[*World]identity{}}
	ws.directory.Store(&directory{})
	return ws
}

func (ws *worlds) byName(name string) *World { return ws.directory.Load().byName[name] }

func (ws *worlds) byToken(token string) *World { return ws.directory.Load().byToken[token].world }

// identify changes the identity of a world, unless what it would claim belongs to another, and then runs done.
func (ws *worlds) identify(w *World, change func(*identity) error, done func()) error {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if w.deleted {
		return notFound(WorldUnknown, "world %q has been deleted", w.name)
	}
	old := ws.owned[w]
	next := identity{old.name, old.server, slices.Clone(old.tokens)}
	if err := change(&next); err != nil {
		return err
	}
	if other := ws.byName(next.name); other != nil && other != w {
		return taken("there is a world %q already", next.name)
	}
	seen := map[string]bool{}
	for i, t := range next.tokens {
		if other := ws.byToken(t); other != nil && other != w {
			return taken("token no. %d belongs to world %q", i+1, other.name)
		}
		if seen[t] {
			return taken("token no. %d is there twice", i+1)
		}
		seen[t] = true
	}
	ws.directory.Store(ws.directory.Load().with(w, old, next))
	if ws.owned[w] = next; next.name == "" {
		delete(ws.owned, w)
	}
	done()
	return nil
}

// with is the directory after a world has changed its identity.
func (d *directory) with(w *World, old, next identity) *directory {
	d = &directory{byName: cloned(d.byName), byServer: cloned(d.byServer), byToken: cloned(d.byToken)}
	if old.name != next.name {
		delete(d.byName, old.name)
	}
	if next.name != "" {
		d.byName[next.name] = w
	}
	if old.server != next.server {
		others := slices.DeleteFunc(slices.Clone(d.byServer[old.server]), func(one *World) bool { return one == w })
		if d.byServer[old.server] = others; len(others) == 0 {
			delete(d.byServer, old.server)
		}
		if next.server != "" {
			d.byServer[next.server] = append(slices.Clone(d.byServer[next.server]), w)
		}
	}
	for _, t := range old.tokens {
		delete(d.byToken, t)
	}
	for _, t := range next.tokens {
		d.byToken[t] = holder{w, next.server}
	}
	return d
}

func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

// at finds the world that is meant among those of a server: the one that knows the token, else the first that got the
// server, where the token is unknown. It is nil when no world has the server.
func (d *directory) at(server, token string) *World {
	all := d.byServer[server]
	if len(all) == 0 {
		return nil
	}
	if holder, known := d.byToken[token]; known && holder.server == server {
		return holder.world
	}
	return all[0]
}

// A WorldSpec says which world to create. What it names comes before what the seed says.
type WorldSpec struct {
	Name     string        `json:"name,omitempty"`     // generated when empty
	Server   string        `json:"server,omitempty"`   // nomenclature, four digits
	Token    string        `json:"token,omitempty"`    // the only one
	Clock    *Clock        `json:"clock,omitempty"`    // when the world begins
	Timezone string        `json:"timezone,omitempty"` // an IANA name, such as America/Bogota
	TTL      time.Duration `json:"ttl,omitempty"`      // how long it may be idle before it is deleted; 0: as WithWorldTTL says
	From     *Seed         `json:"from,omitempty"`     // nil: the seed of the start, with a server and tokens of its own
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (spec WorldSpec) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(spec) }

// UnmarshalJSON reads what MarshalJSON writes.
func (spec *WorldSpec) UnmarshalJSON(data []byte) error {
	return callcenter.UnmarshalDurations(data, spec)
}

var worldForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]*$`) // a bound in it would take a millisecond of every start

// CreateWorld makes a world. A name or token that another world has is refused; several may have one server.
func (s *Server) CreateWorld(spec WorldSpec) (*World, error) {
	ws := s.worlds
	ws.mu.Lock()
	for spec.Name == "" {
		ws.made++
		if name := fmt.Sprintf("w%d", ws.made); ws.byName(name) == nil {
			spec.Name = name
		}
	}
	ws.mu.Unlock()
	if len(spec.Name) > 100 || !worldForm.MatchString(spec.Name) {
		return nil, invalid(fmt.Errorf("world name is %q: expected 1 to 100 letters, digits, dots, dashes and underscores", spec.Name))
	}
	from := s.cfg.seed
	if spec.From == nil {
		from.Server, from.Tokens = "", slices.Clone(from.Tokens)
		for i := range from.Tokens {
			from.Tokens[i].Token = freshToken(spec.Name, i)
		}
	} else {
		from = *spec.From
		err := from.CheckWithin(int(s.cfg.maxWorldBytes))
		if refused, is := errors.AsType[*callcenter.Error](err); is && refused.Kind == WorldFull {
			return nil, seedTooLarge(spec.Name, s.cfg.maxWorldBytes)
		}
		if err != nil {
			return nil, invalid(fmt.Errorf("from: %w", err))
		}
	}
	if err := callcenter.CheckDuration("ttl", spec.TTL, callcenter.MaxTTL); err != nil {
		return nil, invalid(err)
	}
	start, err := spec.over(from)
	if err != nil {
		return nil, invalid(err)
	}
	start.Clock, start.Timezone = cmp.Or(start.Clock, s.cfg.clock), cmp.Or(start.Timezone, s.cfg.timezone)
	s.sweep()
	return s.addWorld(spec.Name, start, cmp.Or(spec.TTL, s.cfg.worldTTL), spec.From != nil)
}

// over is a seed that has been checked, with what the spec names.
func (spec WorldSpec) over(of Seed) (Seed, error) {
	if spec.Token != "" {
		if err := seed.CheckToken(spec.Token); err != nil {
			return of, fmt.Errorf("token: %w", err)
		}
		of.Tokens = []Token{{Token: spec.Token}}
	}
	of.Server, of.Clock = cmp.Or(spec.Server, of.Server), cmp.Or(spec.Clock, of.Clock)
	of.Timezone = cmp.Or(spec.Timezone, of.Timezone)
	return of, Seed{Server: spec.Server, Clock: spec.Clock, Timezone: spec.Timezone}.Check()
}

// addWorld makes a world of a seed that has been checked, and that may be its own.
func (s *Server) addWorld(name string, seed Seed, ttl time.Duration, own bool) (*World, error) {
	if len(seed.Tokens) == 0 {
		seed.Tokens = []Token{{Token: freshToken(name, 0)}}
	}
	w := &World{name: name, server: s, ttl: ttl, use: use{last: s.cfg.now()}}
	err := s.worlds.identify(w, func(id *identity) (err error) {
		if len(s.worlds.owned) >= s.cfg.maxWorlds {
			return tooManyWorlds(s.cfg.maxWorlds)
		}
		seed.Server = cmp.Or(seed.Server, s.worlds.freeServer())
		*id = identityOf(name, seed)
		w.seed = seed
		if w.state, err = s.newState(name, seed); err != nil {
			return err
		}
		if own {
			w.seedBytes = w.center.Held()
		}
		return w.admits(w.state)
	}, func() {
		w.startTimer()
		_ = w.update(func(*state) error { return nil }) // which counts what it holds: requests find it already
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func identityOf(name string, s Seed) identity {
	id := identity{name: name, server: s.Server}
	for _, t := range s.Tokens {
		id.tokens = append(id.tokens, t.Token)
	}
	return id
}

// freeServer is the next nomenclature that no world has, "" when all 9,999 are taken.
func (ws *worlds) freeServer() string {
	for n := range 9999 {
		if name := fmt.Sprintf("%04d", (len(ws.owned)+n+41)%9999+1); ws.directory.Load().byServer[name] == nil {
			return name
		}
	}
	return ""
}

// World finds a world by its name.
func (s *Server) World(name string) (*World, error) {
	if w := s.worlds.byName(name); w != nil && !w.expired() {
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

// beginIn is World for a request to the control API, which begins in the world.
func (s *Server) beginIn(name string) (*World, error) {
	for {
		w, err := s.World(name)
		if err != nil || w.begin() {
			return w, err
		}
	}
}

// Default is the world that always exists.
func (s *Server) Default() *World { return s.worlds.byName(DefaultWorld) }

// Worlds are all worlds, by name.
func (s *Server) Worlds() []*World {
	s.sweep()
	return s.worlds.directory.Load().sorted()
}

func (d *directory) sorted() []*World {
	byName := func(a, b *World) int { return cmp.Compare(a.name, b.name) }
	return slices.SortedFunc(maps.Values(d.byName), byName)
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
	return s.deleteWorld(w)
}

func (s *Server) deleteWorld(w *World) error {
	empty, err := s.newState("", Seed{})
	if err != nil {
		return err
	}
	empty.deleted = true
	return s.worlds.identify(w, func(id *identity) error { *id = identity{}; return nil }, func() {
		if w.timer != nil {
			w.timer.Stop()
		}
		w.deleted = true
		if w.Requests(Query{Limit: 1}).Total > 0 {
			s.expected.deleted.Store(true)
		}
		w.swap(empty)
	})
}

// choose finds the world of a request, which begins in it. One whose ttl is over is not there any more.
func (s *Server) choose(r *http.Request, token string) *World {
	for {
		w := s.worlds.choose(r, token)
		if w == nil || w.begin() {
			return w
		}
		_ = s.deleteWorld(w) // somebody else may have done so
	}
}

// choose finds the world that is meant, by what an unmodified client already sends. Only the mock's own header may not
// name a world that does not exist; an unknown host or server is passed over (Q-SERVER-HEADER).
func (ws *worlds) choose(r *http.Request, token string) *World {
	d := ws.directory.Load()
	if name := r.Header.Get(worldHeader); name != "" {
		return d.byName[name]
	}
	if w := d.at(hostServer(r.Host), token); w != nil {
		return w
	}
	if w := d.at(r.Header.Get(serverHeader), token); w != nil {
		return w
	}
	if holder, known := d.byToken[token]; known {
		return holder.world
	}
	return d.byName[DefaultWorld]
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
