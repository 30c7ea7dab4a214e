package main

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

// serverFlags are those that serve and run share: what the mock answers, and how much it remembers.
type serverFlags struct {
	world, spec, rules, cors      string
	latency                       time.Duration
	tokenConcurrency, journalSize int
	worlds                        worldFlags

	seed func(callcenter.Zone) seed.Seed // of the default world in its time zone, without --world; nil for the demo world
}

func (f *serverFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.world, "world", "", "world `file` (YAML or JSON, at most 4 MiB) to start with instead of the demo world")
	flags.DurationVar(&f.latency, "latency", 0, "how long every admitted request takes, at most 1h")
	flags.IntVar(&f.tokenConcurrency, "token-concurrency", 1,
		"how many requests a token may have in flight: 1 on the base pages, 2 on newer ones")
	flags.StringVar(&f.spec, "spec", "",
		"`file` with another OpenAPI document (at most 1 MiB), see wolkvox-mock spec --view operations")
	flags.StringVar(&f.rules, "rules", "",
		"`file` with the severity of rules (YAML): rules: {parameter-unknown: info}, worlds: {NAME: {rules: {...}}}")
	flags.IntVar(&f.journalSize, "journal-size", 1000, "how many exchanges a world remembers")
	flags.StringVar(&f.cors, "cors", "any",
		"which web pages may call the wolkvox API: any, as the service lets them, or off: no others than its own")
	f.worlds.register(flags)
}

// options turns flags into options, one each.
func (f serverFlags) options() ([]mockserver.Option, error) {
	opts := []mockserver.Option{
		mockserver.WithLatency(f.latency), mockserver.WithTokenConcurrency(f.tokenConcurrency),
		mockserver.WithJournalSize(f.journalSize), mockserver.WithCORS(f.cors),
	}
	worlds, err := f.worlds.options()
	if err != nil {
		return nil, err
	}
	opts = append(opts, worlds...)
	switch {
	case f.world != "":
		seed, err := seed.Load(f.world)
		if err != nil {
			return nil, fmt.Errorf("--world: %w", err)
		}
		opts = append(opts, mockserver.WithSeed(seed))
	case f.seed != nil:
		var zone callcenter.Zone
		if zone, err = callcenter.ParseZone(cmp.Or(f.worlds.timezone, callcenter.DefaultZone)); err != nil {
			return nil, fmt.Errorf("--timezone: %w", err)
		}
		opts = append(opts, mockserver.WithSeed(f.seed(zone)))
	}
	if f.spec != "" {
		doc, _, err := openapi.Load(f.spec) // here an error can name the file
		if err != nil {
			return nil, fmt.Errorf("--spec: %w", err)
		}
		opts = append(opts, mockserver.WithDocument(doc))
	}
	if f.rules != "" {
		rules, err := mockserver.LoadRules(f.rules)
		if err != nil {
			return nil, fmt.Errorf("--rules: %w", err)
		}
		opts = append(opts, mockserver.WithRules(rules))
	}
	return opts, nil
}
