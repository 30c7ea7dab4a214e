package callcenter

import "time"

// SpeechWindow is how long ago a call may have started that speech_on_demand takes (documented, speech_on_demand).
const SpeechWindow = 24 * time.Hour

// SpeechOnDemand asks for a speech analysis of a call of the agent, from the last 24 hours and recorded in stereo (both
// documented); stereo are all calls while the service stereo_recording is on (inferred). The call remembers that it was
// asked for; nothing is analysed. A call that goes on is taken too (inferred).
// Refusals: AgentUnknown, and by Q-SPEECH-PRECONDITION CallUnknown (also the call of another agent), CallTooOld,
// CallNotStereo.
func (c *Center) SpeechOnDemand(now time.Time, id ConnID, agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	k, err := c.call(id)
	switch {
	case err != nil:
		return err
	case k.AgentID != a.ID:
		return refuse(CallUnknown, a.ID, "call %s is not one of agent %s: expected a call of that agent", k.ID, a.ID)
	case now.Sub(k.Started) > SpeechWindow:
		return refuse(CallTooOld, a.ID, "call %s started at %s: expected one of the last 24 hours", k.ID, k.Started.Format(time.DateTime))
	case !c.Tenant.Has("stereo_recording"):
		return refuse(CallNotStereo, a.ID, "call %s was not recorded in stereo: expected the service stereo_recording to be on", k.ID)
	}
	k.SpeechAsked = now
	return nil
}
