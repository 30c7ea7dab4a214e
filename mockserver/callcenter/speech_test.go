package callcenter

import (
	"testing"
	"time"
)

func TestSpeechOnDemand(t *testing.T) {
	for _, situation := range []string{"ring", "talk-inbound", "acw-predictive"} {
		c := scene(t, situation)
		id := latest(c)
		lasting := noon.Add(SpeechWindow)
		stereo := AccountChange{Services: []string{"stereo_recording"}}

		mustRefuse(t, c, Error{CallNotStereo, "12989", "call " + string(id) + " was not recorded in stereo: expected the service stereo_recording to be on", ""},
			func() error { return c.SpeechOnDemand(lasting, id, "12989") })
		mustRefuse(t, c, Error{CallTooOld, "12989", "call " + string(id) + " started at 2023-11-14 22:13:20: expected one of the last 24 hours", ""},
			func() error { return c.SpeechOnDemand(lasting.Add(1), id, "12989") })
		mustRefuse(t, c, Error{CallUnknown, "12990", "call " + string(id) + " is not one of agent 12990: expected a call of that agent", ""},
			func() error { return c.SpeechOnDemand(lasting.Add(1), id, "12990") })
		mustRefuse(t, c, Error{CallUnknown, "", `there is no call "x": expected the conn_id of a call in progress or of a recent one`, ""},
			func() error { return c.SpeechOnDemand(noon, "x", "12989") })
		mustRefuse(t, c, Error{AgentUnknown, "7", `there is no agent "7": expected the agent_id of one of the 3 agents`, ""},
			func() error { return c.SpeechOnDemand(noon, "x", "7") })

		ok(t, c.PutAccount(stereo))
		want, err := c.Call(id)
		ok(t, err)
		for _, at := range []time.Time{noon, lasting} {
			ok(t, c.SpeechOnDemand(at, id, "12989"))
			want.SpeechAsked = at
			mustCall(t, c, want)
		}
		ok(t, c.Check())
		throughJSON(t, c)
	}
}
