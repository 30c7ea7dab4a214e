package verdict

import (
	"fmt"
	"time"

	"wolkvoxmock/openapi"
)

// advised is how far apart the pages want reads for monitoring, and noticed how many of them are no coincidence any more.
const (
	advised = 5 * time.Minute
	noticed = 3
)

// A poll is a series of the same read.
type poll struct {
	at    time.Time // of the latest
	times int
	tick  int
}

// pollingFast: a read after a change looks at its effect, and one at the very same moment happens where the clock stands still,
// which says nothing of how fast the client is. A series is noted once.
func (w *Watch) pollingFast(c *client) *openapi.Violation {
	if !w.reads || !w.did() {
		return nil
	}
	p := poll{at: w.Time, times: 1, tick: w.tick}
	last := poll{}
	if l := c.polls.get(w.asked()); l != nil {
		last = *l
	}
	if last.times > 0 && c.wrote < last.tick && w.within(advised, last.at) {
		if p.times = last.times; w.Time.After(last.at) {
			p.times++
		}
	}
	c.polls.put(w.asked(), p)
	if p.times != noticed || last.times == noticed {
		return nil
	}
	return &openapi.Violation{
		Where: "request", Expected: "one call every 5 minutes", Got: fmt.Sprintf("the same for the %drd time, %v after the one before", noticed,
			w.Time.Sub(last.at).Round(time.Millisecond)),
	}
}
