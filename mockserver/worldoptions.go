package mockserver

import "time"

// A WorldOption says how NewWorld makes a world. What it names comes before what the seed says.
type WorldOption func(*WorldSpec)

// FromSeed makes the world of a seed, in the place of a copy of the server's.
func FromSeed(s Seed) WorldOption { return func(spec *WorldSpec) { spec.From = &s } }

// Named gives the world a name, 1 to 100 letters, digits, dots, dashes and underscores; a generated one unless stated.
func Named(name string) WorldOption { return func(spec *WorldSpec) { spec.Name = name } }

// OnServer gives the world the server nomenclature of an account, four digits; one of its own unless stated. Several worlds may
// have the same.
func OnServer(server string) WorldOption { return func(spec *WorldSpec) { spec.Server = server } }

// WithToken gives the world one token, which no other world may have; one is generated unless stated.
func WithToken(token string) WorldOption { return func(spec *WorldSpec) { spec.Token = token } }

// AtTime lets the world begin at a time, and stand still there until World.Advance, SetTime or RunClock.
func AtTime(t time.Time) WorldOption {
	return func(spec *WorldSpec) { spec.Clock = &Clock{Time: t, Frozen: true} }
}

// FromTime lets the world begin at a time, and run on from there.
func FromTime(t time.Time) WorldOption { return func(spec *WorldSpec) { spec.Clock = &Clock{Time: t} } }

// InTimezone gives the world a time zone by its IANA name, America/Bogota unless stated: of dates in requests and replies, and
// of the day of the quota.
func InTimezone(name string) WorldOption { return func(spec *WorldSpec) { spec.Timezone = name } }
