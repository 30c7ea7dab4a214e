package main

import (
	"time"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

func demoCommand() *cobra.Command {
	atWork := func(zone callcenter.Zone) seed.Seed { return busyDay(time.Now().In(zone.Location())) }
	return newServeCommand(&serveFlags{open: true, simulate: true, server: serverFlags{seed: atWork}},
		&cobra.Command{
			Use:   "demo",
			Short: "Run a contact center at work, and show it in the browser",
			Long: `Run the mock with a contact center at work, and open the console in the browser: 42 agents, 6 skills and 4
campaigns, whose day the simulator makes. The six agents of the demo world, 12989 to 12994, are in it, and are yours: the
simulator leaves them alone. It begins now, or at half past ten where it is night in the contact center.

It is serve --simulate --open with a world of its own, and takes all flags of serve.`,
			Example: `  wolkvox-mock demo
  wolkvox-mock demo --speed 10
  wolkvox-mock demo --open=false --addr 127.0.0.1:0`,
		})
}

// Between these hours of the contact center's day there is something to see, and when it begins at any other.
const (
	busyFrom, busyTo = 9, 18 // o'clock
	busyHour         = 10*time.Hour + 30*time.Minute
)

// busyDay is the seed of the demo, which begins now, by the clocks of the contact center, or that morning.
func busyDay(now time.Time) seed.Seed {
	day := seed.BusyDay()
	if hour := now.Hour(); hour < busyFrom || hour >= busyTo {
		midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
		day.Clock = &seed.Clock{Time: midnight.Add(busyHour)}
	}
	return day
}
