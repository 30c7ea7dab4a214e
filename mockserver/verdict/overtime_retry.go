package verdict

import (
	"fmt"
	"time"

	"wolkvoxmock/openapi"
)

// twice has the operations that, done twice, do more than once, and what the second time does. Of the others the second time is
// refused, or changes nothing.
var twice = map[string]string{
	"mute":            "switches the microphone back",
	"hold":            "switches the call back",
	"dial":            "calls a second time",
	"aux_call":        "calls a second time",
	"dtmf":            "sends the tones a second time",
	"create_agent":    "creates a second agent",
	"create_skill":    "creates a second skill",
	"add_interaction": "assigns a second interaction",
}

// retryWindow is how long the same request counts as a retry of the one whose answer was lost.
const retryWindow = 5 * time.Minute

// A lost request has had no answer, or not the one that the operation gave.
type lost struct {
	agent uint64
	seq   int
	tick  int
	at    time.Time
}

// retryUnchecked: a client that has read something since, or asked for something else for the agent, has not sent it blindly;
// after some time the same request may be a new one.
func (w *Watch) retryUnchecked(c *client) *openapi.Violation {
	again, counts := twice[w.Operation]
	if !counts || w.busy() {
		return nil
	}
	l := c.lost.get(w.asked())
	if l == nil || c.read > l.tick || !w.within(retryWindow, l.at) {
		return nil
	}
	return &openapi.Violation{
		Where: "request", Try: look, Got: fmt.Sprintf("the same request %v later", w.Time.Sub(l.at).Round(time.Millisecond)),
		Expected: fmt.Sprintf("a read of the state first: the answer to #%d was lost, and if that was done, this one %s", l.seq, again),
	}
}

func (w *Watch) rememberLost(c *client) {
	if w.Operation == "" || w.reads || w.busy() {
		return
	}
	again := uint64(0)
	if twice[w.Operation] != "" {
		again = w.asked()
	}
	if w.Outcome == "" || w.Lost != "" {
		c.lost.put(again, lost{w.agent, w.Seq, w.tick, w.Time})
		return
	}
	// It was answered: what became of the one before is of no more interest.
	c.lost.drop(func(asked uint64, l *lost) bool { return asked == again || w.agent != 0 && l.agent == w.agent })
}

// A switched toggle is one of an agent.
type switched struct {
	tick  int
	noted bool // since the client last read something
}

// stateUnread: of what is switched by turns no answer tells which way it went. It is noted once until something is read.
func (w *Watch) stateUnread(c *client) *openapi.Violation {
	if w.Operation != "mute" && w.Operation != "hold" || !w.did() {
		return nil
	}
	key := hash(w.Operation, w.AgentID, nil)
	last := switched{}
	if l := c.switched.get(key); l != nil {
		last = *l
	}
	unread := c.read <= last.tick
	c.switched.put(key, switched{w.tick, unread})
	if !unread || last.noted {
		return nil
	}
	return &openapi.Violation{
		Where: "request", Expected: "a read before it: the answer does not tell which way it goes", Got: w.Operation + " unseen", Try: look,
	}
}
