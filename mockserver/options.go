package mockserver

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// An Option sets up a Server. It refuses a bad value.
type Option func(*config) error

type config struct {
	addr             string
	doc              *openapi.Document
	seed             Seed
	clock            *Clock
	speed            float64 // of the clocks that do not say otherwise; 0: 1
	timezone         string
	publicURL        string
	worldTTL         time.Duration
	maxWorlds        int
	maxWorldBytes    int64            // in each
	maxBytes         int64            // in all of them
	now              func() time.Time // the machine's clock, for the ttl of worlds and the age of sessions
	latency          time.Duration
	tokenConcurrency int
	journalSize      int
	journalBytes     int
	maxBody          int64
	bodyTimeout      time.Duration
	adminToken       string
	corsOff          bool
	allowOrigins     []string     // whose pages may use the control API
	log              *slog.Logger // for all that is no exchange
	exchanges        exchangeLog
	checkReplies     bool
	inMemory         bool
	strict           bool
	severities       Severities
	expectations     []Expectation
	intercept        *Intercept
	adopt            bool
	simulate         bool
	maxSteps         int
}

func newConfig(opts []Option) (config, error) {
	c := config{
		addr: "127.0.0.1:0", seed: seed.Demo(), tokenConcurrency: 1, journalSize: 1000, journalBytes: journal.DefaultBytes,
		maxBody: 1 << 20, bodyTimeout: bodyTimeout, maxWorlds: 1000, now: systemNow,
		maxWorldBytes: 64 << 20, maxBytes: 1 << 30, maxSteps: 500_000,
	}
	_ = WithLogger(slog.New(slog.DiscardHandler))(&c)
	for _, o := range opts {
		if err := o(&c); err != nil {
			return c, err
		}
	}
	c.seed.Clock, c.seed.Timezone = cmp.Or(c.clock, c.seed.Clock), cmp.Or(c.timezone, c.seed.Timezone)
	if c.simulate {
		c.seed = simulated(c.seed)
	}
	if c.doc == nil {
		doc, err := openapi.Wolkvox()
		if err != nil {
			return c, err
		}
		c.doc = doc
	}
	return c, nil
}

// WithAddr sets where Start listens, host:port; port 0 takes a free one. The default is 127.0.0.1:0.
func WithAddr(addr string) Option {
	return func(c *config) error { c.addr = addr; return nil }
}

// WithSeed sets what the default world starts with, and what a world created without a seed is a copy of. The default
// is the demo world.
func WithSeed(s Seed) Option {
	return func(c *config) error { c.seed = s; return s.Check() }
}

// WithClock lets every world that does not say otherwise begin at a time, and stand still there. It comes before what the
// seed of the default world says.
func WithClock(t time.Time) Option { return withClock("WithClock", Clock{Time: t, Frozen: true}) }

// WithClockRunning is WithClock, but the worlds' time runs on from there.
func WithClockRunning(t time.Time) Option { return withClock("WithClockRunning", Clock{Time: t}) }

func withClock(option string, start Clock) Option {
	return func(c *config) error {
		if err := seed.CheckTime(start.Time); err != nil {
			return fmt.Errorf("%s: %w", option, err)
		}
		c.clock = &start
		return nil
	}
}

// WithSpeed sets how many times as fast as the machine's the clocks of worlds run that do not say otherwise, 0.1 to 1000; 1 unless
// stated.
func WithSpeed(speed float64) Option {
	return func(c *config) error {
		if err := seed.CheckSpeed(speed); err != nil {
			return fmt.Errorf("WithSpeed: %w", err)
		}
		c.speed = speed
		return nil
	}
}

// WithTimezone sets the time zone of every world that does not say otherwise, by its IANA name: of dates in requests and
// replies, and of the day of the quota. It comes before what the seed of the default world says. The default is
// America/Bogota (inferred, Q-TIMEZONE).
func WithTimezone(name string) Option {
	return func(c *config) error {
		c.timezone = name
		if _, err := callcenter.ParseZone(name); err != nil {
			return fmt.Errorf("WithTimezone: %w", err)
		}
		return nil
	}
}

// WithPublicURL sets the URL by which others reach the server, such as https://mock.example: that of a proxy, or of the
// machine around a container. It then stands wherever the mock names its own URL; without it, there stands the host that the
// caller named.
func WithPublicURL(public string) Option {
	return func(c *config) error {
		u, err := url.Parse(public)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil ||
			u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("WithPublicURL: got %q: expected one such as https://mock.example:8042", public)
		}
		c.publicURL = strings.TrimSuffix(public, "/")
		return nil
	}
}

// WithWorldTTL sets how long a world may be idle before it is deleted, a year at most, unless it is made with a ttl of its own;
// 0 is for ever, and the default. A request to the world, or to its control API, begins it anew. The default world stays.
func WithWorldTTL(d time.Duration) Option {
	return func(c *config) error {
		c.worldTTL = d
		return callcenter.CheckDuration("WithWorldTTL", d, callcenter.MaxTTL)
	}
}

// WithMaxWorlds sets how many worlds there may be at a time, the default one included; 1000 unless stated.
func WithMaxWorlds(n int) Option {
	return func(c *config) error { c.maxWorlds = n; return atLeast(1, "WithMaxWorlds", n) }
}

// WithMaxWorldBytes sets how many bytes a world may hold: what clients and the control API have put in it, as memory, the journal
// aside. What needs more is refused with world_full (inferred, Q-WORLD-FULL), as is a body of the control API that is longer.
// 64 MiB unless stated: the numbers, agents or callbacks of a large contact center, more than 100,000 of each.
func WithMaxWorldBytes(n int64) Option {
	return func(c *config) error { c.maxWorldBytes = n; return atLeast(1, "WithMaxWorldBytes", n) }
}

// WithMaxBytes sets how many bytes all worlds may hold together; 1 GiB unless stated, 1 MiB for each of as many worlds as there
// may be. Their journals take what is left of it. How much more the process takes is a matter of its garbage collector; serve
// bounds it by half as much again.
func WithMaxBytes(n int64) Option {
	return func(c *config) error { c.maxBytes = n; return atLeast(1, "WithMaxBytes", n) }
}

// WithDocument replaces the built-in document: a team that learns the real text of an error
// edits the YAML, not the code. It must describe the same operations and outcomes.
func WithDocument(yaml []byte) Option {
	return func(c *config) (err error) { c.doc, err = openapi.Parse(yaml); return err }
}

// WithLatency gives every admitted request a duration, of an hour at most, as the real service has one.
func WithLatency(d time.Duration) Option {
	return func(c *config) error {
		c.latency = d
		return callcenter.CheckDuration("WithLatency", d, callcenter.MaxLatency)
	}
}

// WithTokenConcurrency sets how many requests a token may have in flight: the base pages say 1, newer ones 2.
func WithTokenConcurrency(n int) Option {
	return func(c *config) error { c.tokenConcurrency = n; return atLeast(1, "WithTokenConcurrency", n) }
}

// WithJournalSize sets how many exchanges a world remembers, and twice as many changes of state; 1000 unless stated, 0
// for none. Of long ones it remembers as many as WithJournalBytes allows.
func WithJournalSize(n int) Option {
	return func(c *config) error { c.journalSize = n; return atLeast(0, "WithJournalSize", n) }
}

// WithJournalBytes sets how many bytes of memory the exchanges and changes that a world remembers may take; 8 MiB unless
// stated. When they take more, the oldest are forgotten.
func WithJournalBytes(n int) Option {
	return func(c *config) error { c.journalBytes = n; return atLeast(1, "WithJournalBytes", n) }
}

// WithMaxBody sets how many bytes a request body may have; 1 MiB unless stated.
func WithMaxBody(n int64) Option {
	return func(c *config) error { c.maxBody = n; return atLeast(1, "WithMaxBody", n) }
}

// WithAdminToken sets the bearer token of the control API, which then asks for it on every address. Without this option
// it asks only when bound to more than loopback, for a token generated at start (Server.AdminToken).
func WithAdminToken(token string) Option {
	return func(c *config) error {
		if err := seed.CheckToken(token); err != nil {
			return fmt.Errorf("WithAdminToken: %w", err)
		}
		c.adminToken = token
		return nil
	}
}

// WithCORS says which web pages may call the wolkvox API: "any", as the service lets them and unless stated, or with "off" none
// but those of the server's own origin (Q-CORS-OFF). For the control API there is WithAllowOrigin.
func WithCORS(pages string) Option {
	return func(c *config) error {
		if c.corsOff = pages == "off"; !c.corsOff && pages != "any" {
			return fmt.Errorf("WithCORS: got %q: expected any or off", pages)
		}
		return nil
	}
}

// WithReplyChecks holds every reply against the document before it leaves. Run always does; a server in production use
// need not, for its replies are made of examples that were checked at start.
func WithReplyChecks() Option {
	return func(c *config) error { c.checkReplies = true; return nil }
}

// WithRules sets how much a breach of each rule counts, in all worlds and in single ones: see LoadRules.
func WithRules(s Severities) Option {
	return func(c *config) error { c.severities = s; return nil }
}

// LoadRules reads a rules file: what each rule counts, info, warning or violation, or off. It is YAML with a closed schema, whose
// errors name the line:
//
//	rules:
//	  parameter-unknown: info
//	worlds:
//	  legacy:
//	    rules: {token-concurrent: off}
func LoadRules(file string) (Severities, error) { return verdict.LoadSeverities(file) }

// Strict makes a test that uses Run fail for what its client did against the contract: each violation whose severity is that,
// with what was sent and what would be right; not for warnings. A test that means to break it takes what it has seen away with
// World.ClearRequests.
func Strict() Option {
	return func(c *config) error { c.strict = true; return nil }
}

func atLeast[N int | int64](least N, option string, n N) error {
	if n < least {
		return fmt.Errorf("%s: got %v: expected at least %v", option, n, least)
	}
	return nil
}
