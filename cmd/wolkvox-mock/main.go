// Command wolkvox-mock is the wolkvox contact-centre API v2, offline.
package main

import (
	"context"
	"os"
	"runtime/debug"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

func main() {
	spareCollector()
	localTime()
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// localTime obeys $TZ, the time zone of the log for people, where the machine has no database of time zones.
func localTime() {
	name := os.Getenv("TZ")
	if _, err := time.LoadLocation(name); err == nil {
		return // also ""
	}
	if zone, err := callcenter.ParseZone(name); err == nil {
		time.Local = zone.Location()
	}
}

// spareCollector lets the heap grow to five times of what is in use, instead of twice, before the collector runs. What is
// in use is some MB, so that the process has some tens of MB; $GOGC and $GOMEMLIMIT have the last word.
func spareCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// boundCollector has the collector run more often when the heap comes near to what all worlds may hold, with half as much again
// and a quarter GiB for requests and journals; $GOMEMLIMIT has the last word.
func boundCollector(held int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(held + held/2 + 256<<20)
	}
}
