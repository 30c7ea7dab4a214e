package callcenter

import (
	"cmp"
	"time"
)

// Recall is a callback as a request asks for it.
type Recall struct {
	AgentID      string // the agent who has it, or gets it
	CampaignID   string
	CustomerID   Given[string]
	Phone        Given[string]
	Due          Given[time.Time]
	Style        Given[CallbackStyle]
	CustomerName string // "" when not told
}

// Recall schedules a callback, with the newer signature (documented). The agent need not be logged in (inferred,
// Q-RECALL-LOGIN). An unknown customer becomes a record of the campaign (inferred, Q-RECALL-RECORD); a name that the
// record has already is kept (documented). A callback for the same record and phone is replaced (inferred,
// Q-RECALL-DUP). A date in the past will do (inferred, Q-RECALL-DATE).
// Refusals: AgentUnknown, CampaignUnknown, ValueInvalid (customer, phone, date, style), WorldFull.
func (c *Center) Recall(now time.Time, r Recall) error {
	a, err := c.agent(r.AgentID)
	if err != nil {
		return err
	}
	campaign, err := c.campaign(a.ID, r.CampaignID)
	if err != nil {
		return err
	}
	if err := cmp.Or(r.checkCustomer(), r.check()); err != nil {
		return err
	}
	return c.recall(now, campaign, r.key(), a, r)
}

// RecallByPhone schedules a callback, with the older signature (documented). The record is that of the agent's last
// predictive call (inferred, Q-RECALL-OLD-CAMPAIGN). Otherwise it is as Recall.
// Refusals: AgentUnknown, ValueInvalid (phone, date, style), NoPredictiveRecord, WorldFull.
func (c *Center) RecallByPhone(
	now time.Time, agentID string, phone Given[string], due Given[time.Time], style Given[CallbackStyle],
) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	r := Recall{AgentID: a.ID, CampaignID: a.LastCampaign, CustomerID: Is(a.LastCustomer), Phone: phone, Due: due, Style: style}
	if err := r.check(); err != nil {
		return err
	}
	if a.LastCampaign == "" {
		return refuse(NoPredictiveRecord, a.ID, "agent %s had no predictive call of a campaign's customer: expected one before, "+
			"or name the campaign and the customer", a.ID)
	}
	return c.recall(now, c.CampaignByID[r.CampaignID], r.key(), a, r)
}

// EditRecall gives a callback another date, agent or style (documented, edit_recall; the style too, inferred,
// Q-RECALL-STYLE-MISMATCH). The agent who gets it must be logged in (documented; which one is inferred,
// Q-EDIT-RECALL-AGENT). One that was cancelled is scheduled again, as its record stays (inferred).
// Refusals: AgentUnknown, CampaignUnknown, RecordUnknown, RecallUnknown, ValueInvalid (date, style), AgentLoggedOut, WorldFull.
func (c *Center) EditRecall(now time.Time, r Recall) error {
	a, cb, err := c.recalled(r)
	if err != nil {
		return err
	}
	if err := cmp.Or(r.check(), online(a)); err != nil {
		return err
	}
	return c.recall(now, c.CampaignByID[r.CampaignID], cb.Key, a, r)
}

// DeleteRecall deletes a callback: an auto one stays without a date and never runs, a manual one is gone (documented,
// delete_recall); neither is listed any more (inferred, Q-DELETE-RECALL-READ). The agent must be logged in (documented)
// and may be another one than the callback's (inferred, Q-EDIT-RECALL-KEY). Due is not asked for.
// Refusals: AgentUnknown, CampaignUnknown, RecordUnknown, RecallUnknown (also for another style: Q-RECALL-STYLE-MISMATCH),
// ValueInvalid (style), AgentLoggedOut.
func (c *Center) DeleteRecall(r Recall) error {
	a, cb, err := c.recalled(r)
	if err != nil {
		return err
	}
	if err := r.checkStyle(); err != nil {
		return err
	}
	if style := r.Style.Value; style != cb.Style {
		return refuse(RecallUnknown, a.ID, "the callback of customer %q to %q is %s: expected this style, not %s",
			cb.Key.CustomerID, cb.Key.Phone, cb.Style, style)
	}
	if err := online(a); err != nil {
		return err
	}
	c.unscheduleCallback(cb)
	from, to := cb.State, CallbackState("")
	if cb.Style == Auto {
		cb.State, cb.Due, to = Cancelled, time.Time{}, Cancelled
	} else {
		drop(c, c.CallbackByKey, cb.Key)
	}
	c.changedCallback(time.Time{}, cb, from, to)
	return nil
}

// recalled finds the agent and the callback that edit_recall and delete_recall are about.
func (c *Center) recalled(r Recall) (*Agent, *Callback, error) {
	a, err := c.agent(r.AgentID)
	if err != nil {
		return nil, nil, err
	}
	campaign, err := c.campaign(a.ID, r.CampaignID)
	if err != nil {
		return nil, nil, err
	}
	if campaign.CustomerByID[r.CustomerID.Value] == nil {
		return nil, nil, refuse(RecordUnknown, a.ID, "campaign %q has no customer %q: expected one of its %d records",
			campaign.ID, r.CustomerID.Value, len(campaign.CustomerByID))
	}
	cb := c.CallbackByKey[r.key()]
	if cb == nil {
		return nil, nil, refuse(RecallUnknown, a.ID,
			"customer %q of campaign %q has no callback to %q: expected one that was scheduled", r.CustomerID.Value, campaign.ID,
			r.Phone.Value)
	}
	return a, cb, nil
}

// recall schedules a callback and notes its customer in the campaign, with the phone, and with the name unless there is one.
// Refusal: WorldFull.
func (c *Center) recall(now time.Time, campaign *Campaign, key CallbackKey, a *Agent, r Recall) error {
	customer := &Customer{ID: key.CustomerID, Phones: []string{key.Phone}}
	if known := campaign.CustomerByID[customer.ID]; known != nil {
		customer = shallow(known)
	}
	if customer.Name == "" {
		customer.Name = kept(r.CustomerName)
	}
	cb := &Callback{Key: key, AgentID: a.ID, Style: r.Style.Value, Due: r.Due.Value}
	if err := c.fits(more(campaign.CustomerByID, customer.ID, customer) + more(c.CallbackByKey, key, cb)); err != nil {
		return err
	}
	known := len(campaign.CustomerByID)
	if store(c, &campaign.CustomerByID, customer.ID, customer); len(campaign.CustomerByID) > known {
		c.changedCampaign(now, campaign)
	}
	c.scheduleCallback(now, cb)
	return nil
}

func (r Recall) key() CallbackKey {
	return CallbackKey{kept(r.CampaignID), kept(r.CustomerID.Value), kept(r.Phone.Value)}
}

func (r Recall) checkCustomer() error {
	if r.CustomerID.Refusal == nil && badID(r.CustomerID.Value) {
		return refuseValue("customer_id", r.AgentID, "customer_id is %q: expected the id of a customer", r.CustomerID.Value)
	}
	return r.CustomerID.Refusal
}

// check holds phone, date and style against what they may be, in this order.
func (r Recall) check() error {
	switch {
	case r.Phone.Refusal != nil:
		return r.Phone.Refusal
	case r.Phone.Value == "":
		return refuseValue("phone", r.AgentID, "phone is empty: expected a phone number")
	case r.Due.Refusal != nil:
		return r.Due.Refusal
	case r.Due.Value.IsZero():
		return refuseValue("date", r.AgentID, "date is missing: expected a time")
	case CheckMoment("date", r.Due.Value) != nil:
		return refuseValue("date", r.AgentID, "%v", CheckMoment("date", r.Due.Value))
	}
	return r.checkStyle()
}

func (r Recall) checkStyle() error {
	if style := r.Style.Value; r.Style.Refusal == nil && style != Auto && style != ByHand {
		return refuseValue("style", r.AgentID, "style is %q: expected auto or manual", style)
	}
	return r.Style.Refusal
}
