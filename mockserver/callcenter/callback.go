package callcenter

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// CallbackStyle is who dials a callback (documented, schedule-callback-in-predictive-dialing-agent-v2).
type CallbackStyle string

// The styles.
const (
	Auto     CallbackStyle = "auto"   // the system dials
	ByHand   CallbackStyle = "manual" // the agent dials
	AnyStyle CallbackStyle = "all"    // both, for [Center.Callbacks] only
)

// CallbackState is how far a callback has come. One that was dialled, or deleted from the agent's list, is gone.
type CallbackState string

// The states of callbacks.
const (
	Scheduled CallbackState = "scheduled" // its time is to come
	Waiting   CallbackState = "waiting"   // auto: its time has come, and its agent was not Ready since
	Notified  CallbackState = "notified"  // manual: its time has come, and its agent has not dialled the phone since
	Cancelled CallbackState = "cancelled" // auto: deleted; the record stays and its date is zeros (documented, delete_recall)
)

// CallbackKey says which callback: one per campaign, customer and phone (inferred, Q-EDIT-RECALL-KEY).
type CallbackKey struct {
	CampaignID, CustomerID, Phone string
}

// MarshalText is the key as a JSON list, so that no text in it can be mistaken for another.
func (key CallbackKey) MarshalText() ([]byte, error) {
	return json.Marshal([]string{key.CampaignID, key.CustomerID, key.Phone})
}

// UnmarshalText reads what MarshalText wrote.
func (key *CallbackKey) UnmarshalText(text []byte) error {
	var parts []string
	if err := json.Unmarshal(text, &parts); err != nil || len(parts) != 3 {
		return fmt.Errorf(`callback key is %q: expected a list of campaign_id, customer_id and phone, such as ["7224","1","300"]`,
			text)
	}
	*key = CallbackKey{parts[0], parts[1], parts[2]}
	return nil
}

// Callback is a call that was promised to a customer. It belongs to a record of a campaign, a phone and an agent
// (documented, edit_recall).
type Callback struct {
	Key     CallbackKey   `json:"key"`
	AgentID string        `json:"agent_id"`
	Style   CallbackStyle `json:"style"`
	State   CallbackState `json:"state"`
	Due     time.Time     `json:"due"`            // the time that was asked for
	Fires   time.Time     `json:"fires,omitzero"` // when the process acts on it: see fires; zero unless Scheduled
}

// Callbacks are copies of the active callbacks of a style, or of AnyStyle, by key. Active are all that wait for their
// time, for their agent to be Ready, or for their agent to dial (documented, real_time.php recall: the active ones;
// which those are is inferred).
func (c *Center) Callbacks(style CallbackStyle) []Callback {
	out := []Callback{}
	for _, key := range slices.SortedFunc(maps.Keys(c.CallbackByKey), CallbackKey.compare) {
		cb := c.CallbackByKey[key]
		if cb.State != Cancelled && (style == AnyStyle || style == cb.Style) {
			out = append(out, *cb)
		}
	}
	return out
}

func (key CallbackKey) compare(other CallbackKey) int {
	return cmp.Or(
		strings.Compare(key.CampaignID, other.CampaignID),
		strings.Compare(key.CustomerID, other.CustomerID),
		strings.Compare(key.Phone, other.Phone),
	)
}

// The process that activates callbacks runs at minutes that are multiples of 6 and takes those due in the next 10
// minutes (documented, help center page "How Does Call Rescheduling Work").
const (
	everyRound = 6 * time.Minute
	roundSees  = 10 * time.Minute
)

// fires is when a callback that was scheduled at a time and is due at another one is acted upon: when it is due, but not
// before a round has seen it. That a round takes a callback whose time has passed is inferred (Q-RECALL-DATE).
func fires(scheduled, due time.Time) time.Time {
	from := later(scheduled, due.Add(-roundSees)).UTC()
	round := from.Truncate(everyRound) // hours begin with a round, in UTC
	if round.Before(from) {
		round = round.Add(everyRound)
	}
	return later(due, round)
}

// scheduleCallback sets the timer of a callback, in the place of the one with its key.
func (c *Center) scheduleCallback(now time.Time, cb *Callback) {
	from := CallbackState("")
	if known := c.CallbackByKey[cb.Key]; known != nil {
		from = known.State
		c.unscheduleCallback(known)
	}
	store(c, &c.CallbackByKey, cb.Key, cb)
	cb.State = Scheduled
	cb.Fires = c.schedule(Timer{At: fires(now, cb.Due), Callback: cb.Key})
	c.changedCallback(now, cb, from, Scheduled)
}

// unscheduleCallback takes away the timer of a callback, or takes it from what waits for its agent.
func (c *Center) unscheduleCallback(cb *Callback) {
	switch cb.State {
	case Scheduled:
		c.cancel(Timer{At: cb.Fires, Callback: cb.Key})
		cb.Fires = time.Time{}
	case Waiting:
		a := c.AgentByID[cb.AgentID]
		a.Waiting = without(a.Waiting, cb.Key)
		if a.Status.State() == Ready && !c.hasWork(a) {
			c.cancelAgent(a)
		}
	case Notified:
		a := c.AgentByID[cb.AgentID]
		a.Notified = without(a.Notified, cb.Key)
	}
}

// fire lets the time of a callback come. A manual one is shown to its agent. An auto one rings if its agent is Ready,
// and otherwise waits for that (inferred), after those that wait already.
func (c *Center) fire(at time.Time, cb *Callback) {
	a := c.AgentByID[cb.AgentID]
	cb.Fires = time.Time{}
	switch {
	case cb.Style == ByHand:
		cb.State = Notified
		c.changedCallback(at, cb, Scheduled, Notified)
		a.Notified = append(a.Notified, cb.Key)
	case a.can(Deliver) && a.Timer.IsZero(): // with a timer, something else is about to ring
		c.ringBack(at, a, cb)
	default:
		cb.State = Waiting
		c.changedCallback(at, cb, Scheduled, Waiting)
		a.Waiting = append(a.Waiting, cb.Key)
	}
}

// ringBack rings a callback at its agent, who is Ready, and forgets it. False: nobody must call that customer (documented,
// block_predictive_dnc) or that number (inferred, Q-DNC-DIAL), and it is dropped; or it reaches nobody (Q-DIAL-RESULT).
func (c *Center) ringBack(at time.Time, a *Agent, cb *Callback) bool {
	customer := c.CampaignByID[cb.Key.CampaignID].CustomerByID[cb.Key.CustomerID]
	drop(c, c.CallbackByKey, cb.Key)
	c.changedCallback(at, cb, cb.State, "")
	if customer.DoNotCall || c.blocked(cb.Key.Phone) {
		return false
	}
	at = later(at, a.Since) // the agent may have got Ready after it, when nobody asked for the time in between
	result := c.takeDialRule(a.ID, cb.Key.Phone).Result
	if o, _ := result.outcome(); !o.Delivered {
		c.unreached(at, a.ID, cb.Key, customer, result)
		return false
	}
	c.ofCampaign(at, a, c.ring(at, a, Deliver, Predictive, cb.Key.Phone), cb.Key.CampaignID, customer)
	return true
}

// ringNext rings the callback that has waited longest for an agent who is Ready.
func (c *Center) ringNext(at time.Time, a *Agent) {
	for len(a.Waiting) > 0 {
		next := a.Waiting[0]
		a.Waiting = a.Waiting[1:]
		if c.ringBack(at, a, c.CallbackByKey[next]) {
			return
		}
	}
}

// dialled is done with the manual callbacks that an agent was shown for a phone, now that the agent dials it (inferred).
func (c *Center) dialled(now time.Time, a *Agent, phone string) {
	a.Notified = slices.DeleteFunc(a.Notified, func(key CallbackKey) bool {
		if key.Phone == phone {
			c.changedCallback(now, c.CallbackByKey[key], Notified, "")
			drop(c, c.CallbackByKey, key)
		}
		return key.Phone == phone
	})
}

func without(keys []CallbackKey, key CallbackKey) []CallbackKey {
	return slices.DeleteFunc(keys, func(k CallbackKey) bool { return k == key })
}

// ofCampaign notes which record a predictive call is about, for recall's older signature too (inferred, Q-RECALL-OLD-CAMPAIGN).
func (c *Center) ofCampaign(now time.Time, a *Agent, k *Call, campaignID string, customer *Customer) {
	if campaignID == "" {
		return
	}
	campaign := c.CampaignByID[campaignID]
	campaign.LastUse = now
	if customer == nil {
		c.about(k, campaign.ID, "", "")
	} else {
		c.about(k, campaign.ID, customer.ID, customer.Name)
		a.LastCampaign, a.LastCustomer = campaign.ID, customer.ID
		c.noteCall(now, k)
	}
}

func (c *Center) checkCallbacks() error {
	fired := map[CallbackKey]place{}
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		a := c.AgentByID[id]
		for i, key := range slices.Concat(a.Waiting, a.Notified) {
			if _, twice := fired[key]; twice {
				return fmt.Errorf("callback %s waits twice: expected each once", key)
			}
			fired[key] = place{id, Waiting}
			if i >= len(a.Waiting) {
				fired[key] = place{id, Notified}
			}
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(c.CallbackByKey), CallbackKey.compare) {
		if err := c.checkCallback(key, c.CallbackByKey[key], fired); err != nil {
			return fmt.Errorf("callback %s: %w", key, err)
		}
		delete(fired, key)
	}
	if len(fired) > 0 {
		key := slices.SortedFunc(maps.Keys(fired), CallbackKey.compare)[0]
		return fmt.Errorf("callback %s waits for agent %q: expected one that exists", key, fired[key].agentID)
	}
	return nil
}

// String is the key as MarshalText writes it.
func (key CallbackKey) String() string {
	return fmt.Sprintf("[%q,%q,%q]", key.CampaignID, key.CustomerID, key.Phone)
}

func (c *Center) checkCallback(key CallbackKey, cb *Callback, fired map[CallbackKey]place) error {
	switch {
	case cb == nil:
		return fmt.Errorf("it is null: expected a callback")
	case cb.Key != key || badID(key.Phone):
		return fmt.Errorf("its key is %s: expected the one it stands under, with a phone", cb.Key)
	case c.AgentByID[cb.AgentID] == nil:
		return fmt.Errorf("its agent is %q: expected one that exists", cb.AgentID)
	case c.CampaignByID[key.CampaignID] == nil || c.CampaignByID[key.CampaignID].CustomerByID[key.CustomerID] == nil:
		return fmt.Errorf("its campaign has no such customer: expected a record that exists")
	case cb.Style != Auto && cb.Style != ByHand:
		return fmt.Errorf("its style is %q: expected auto or manual", cb.Style)
	case !slices.Contains(statesOf[cb.Style], cb.State):
		return fmt.Errorf("its state is %q while its style is %s: expected one of %s", cb.State, cb.Style, listed(statesOf[cb.Style]))
	case cb.Fires.IsZero() != (cb.State != Scheduled):
		return fmt.Errorf("its fires is %s while it is %s: expected a time when it is scheduled only", cb.Fires, cb.State)
	}
	waits := cb.State == Waiting || cb.State == Notified
	if at, is := fired[key]; is != waits || is && at != (place{cb.AgentID, cb.State}) {
		return fmt.Errorf(
			"it is %s, and waits for agent %q (is %t, as %s): expected it to wait for agent %q when its time has come, for "+
				"nobody else", cb.State, at.agentID, is, at.state, cb.AgentID)
	}
	return nil
}

// A place is where a callback waits whose time has come.
type place struct {
	agentID string
	state   CallbackState
}

var statesOf = map[CallbackStyle][]CallbackState{Auto: {Scheduled, Waiting, Cancelled}, ByHand: {Scheduled, Notified}}

// checkRecord holds the record that recall's older signature takes against the campaigns.
func (c *Center) checkRecord(a *Agent) error {
	if a.LastCampaign == "" && a.LastCustomer == "" {
		return nil
	}
	if campaign := c.CampaignByID[a.LastCampaign]; campaign == nil || campaign.CustomerByID[a.LastCustomer] == nil {
		return fmt.Errorf("its last_customer is %q of campaign %q: expected a record that exists, or none", a.LastCustomer,
			a.LastCampaign)
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
