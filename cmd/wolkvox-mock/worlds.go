package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver"
)

// worldFlags say how worlds begin and when they go.
type worldFlags struct {
	clock, timezone            string
	clockRunning               bool
	speed                      float64
	ttl                        time.Duration
	most                       int
	worldBytes, bytes, journal byteSize
}

func (f *worldFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.clock, "clock", "",
		"`time` at which every world begins, and stands still, such as 2026-01-31T09:00:00Z (1970 to 9999)")
	flags.BoolVar(&f.clockRunning, "clock-running", false, "let the time of the worlds run on from --clock")
	flags.Float64Var(&f.speed, "speed", 1, "how many times as fast as a clock those of the worlds run, 0.1 to 1000")
	flags.StringVar(&f.timezone, "timezone", "", "time zone of the worlds, an IANA `name` (default America/Bogota)")
	flags.DurationVar(&f.ttl, "world-ttl", 0, "how long a world may be idle before it is deleted, at most 8760h; 0: for ever")
	flags.IntVar(&f.most, "max-worlds", 1000, "how many worlds there may be at a time")
	f.worldBytes, f.bytes, f.journal = 64<<20, 1<<30, 8<<20
	flags.Var(&f.worldBytes, "max-world-bytes", "how much memory a world may take, its journal aside")
	flags.Var(&f.bytes, "max-bytes", "how much memory all worlds may take together; their journals take what is left of it")
	flags.Var(&f.journal, "journal-bytes", "how much memory the exchanges and changes may take that a world remembers")
}

func (f *worldFlags) options() ([]mockserver.Option, error) {
	opts := []mockserver.Option{mockserver.WithWorldTTL(f.ttl), mockserver.WithMaxWorlds(f.most),
		mockserver.WithMaxWorldBytes(int64(f.worldBytes)), mockserver.WithMaxBytes(int64(f.bytes)),
		mockserver.WithJournalBytes(int(f.journal)), mockserver.WithSpeed(f.speed)}
	if f.timezone != "" {
		opts = append(opts, mockserver.WithTimezone(f.timezone))
	}
	if f.clock == "" {
		if f.clockRunning {
			return nil, errors.New("--clock-running needs --clock, such as --clock 2026-01-31T09:00:00Z")
		}
		return opts, nil
	}
	at, err := time.Parse(time.RFC3339, f.clock)
	switch {
	case err != nil:
		return nil, fmt.Errorf("--clock is %q: expected a time such as 2026-01-31T09:00:00Z", f.clock)
	case f.clockRunning:
		return append(opts, mockserver.WithClockRunning(at)), nil
	}
	return append(opts, mockserver.WithClock(at)), nil
}
