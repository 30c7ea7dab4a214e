package callcenter

import "time"

// Recall is a callback as a request asks for it, in the texts of the wire.
type Recall struct {
	AgentID      string // the agent who has it, or gets it
	CampaignID   string
	CustomerID   string
	Phone        string
	Date         string // YYYYmmddHHiiss
	Style        string // auto or manual
	CustomerName string // "" when not told
}

// recallNames are the names that one signature has for the phone, the date and the style.
type recallNames struct{ phone, date, style string }

// Recall schedules a callback, with the newer signature (documented). The agent need not be logged in (inferred,
// Q-RECALL-LOGIN). An unknown customer becomes a record of the campaign (inferred, Q-RECALL-RECORD); a name that the
// record has already is kept (documented). A callback for the same record and phone is replaced (inferred,
// Q-RECALL-DUP). A date in the past will do (inferred, Q-RECALL-DATE).
// Refusals: AgentUnknown, CampaignUnknown, ValueInvalid (id_customer, telefono, rellamada, recall_style).
func (c *Center) Recall(now time.Time, r Recall) error {
	a, err := c.agent(r.AgentID)
	if err != nil {
		return err
	}
	campaign, err := c.campaign(a.ID, r.CampaignID)
	if err != nil {
		return err
	}
	if badID(r.CustomerID) {
		return refuseValue("id_customer", a.ID, "id_customer is %q: expected the id of a customer", r.CustomerID)
	}
	due, style, err := r.read(recallNames{"telefono", "rellamada", "recall_style"})
	if err != nil {
		return err
	}
	c.record(campaign, r)
	c.scheduleCallback(now, &Callback{Key: r.key(), AgentID: a.ID, Style: style, Due: due})
	return nil
}

// RecallByPhone schedules a callback, with the older signature (documented). The record is that of the agent's last
// predictive call (inferred, Q-RECALL-OLD-CAMPAIGN). Otherwise it is as Recall.
// Refusals: AgentUnknown, ValueInvalid (customer_phone, date, type_recall), NoPredictiveRecord.
func (c *Center) RecallByPhone(now time.Time, agentID, phone, date, style string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	r := Recall{AgentID: a.ID, CampaignID: a.LastCampaign, CustomerID: a.LastCustomer, Phone: phone, Date: date, Style: style}
	due, readStyle, err := r.read(recallNames{"customer_phone", "date", "type_recall"})
	if err != nil {
		return err
	}
	if a.LastCampaign == "" {
		return refuse(NoPredictiveRecord, a.ID,
			"agent %s had no predictive call of a campaign's customer: expected one before, or name the campaign and the "+
				"customer", a.ID)
	}
	c.scheduleCallback(now, &Callback{Key: r.key(), AgentID: a.ID, Style: readStyle, Due: due})
	return nil
}

// EditRecall gives a callback another date, agent or style (documented, edit_recall; the style too, inferred,
// Q-RECALL-STYLE-MISMATCH). The agent who gets it must be logged in (documented; which one is inferred,
// Q-EDIT-RECALL-AGENT). One that was cancelled is scheduled again, as its record stays (inferred).
// Refusals: AgentUnknown, CampaignUnknown, RecordUnknown, RecallUnknown, ValueInvalid (recall, recall_style), AgentLoggedOut.
func (c *Center) EditRecall(now time.Time, r Recall) error {
	a, cb, err := c.recalled(r)
	if err != nil {
		return err
	}
	due, style, err := r.read(recallNames{"telephone", "recall", "recall_style"})
	if err != nil {
		return err
	}
	if err := online(a); err != nil {
		return err
	}
	c.record(c.CampaignByID[r.CampaignID], r)
	c.scheduleCallback(now, &Callback{Key: cb.Key, AgentID: a.ID, Style: style, Due: due})
	return nil
}

// DeleteRecall deletes a callback: an auto one stays without a date and never runs, a manual one is gone (documented,
// delete_recall); neither is listed any more (inferred, Q-DELETE-RECALL-READ). The agent must be logged in (documented)
// and may be another one than the callback's (inferred, Q-EDIT-RECALL-KEY). The Date is not asked for.
// Refusals: AgentUnknown, CampaignUnknown, RecordUnknown, RecallUnknown (also for another style: Q-RECALL-STYLE-MISMATCH),
// ValueInvalid (recall_style), AgentLoggedOut.
func (c *Center) DeleteRecall(r Recall) error {
	a, cb, err := c.recalled(r)
	if err != nil {
		return err
	}
	style, err := r.readStyle("recall_style")
	if err != nil {
		return err
	}
	if style != cb.Style {
		return refuse(RecallUnknown, a.ID, "the callback of customer %q to %q is %s: expected this recall_style, not %s",
			r.CustomerID, r.Phone, cb.Style, style)
	}
	if err := online(a); err != nil {
		return err
	}
	c.unscheduleCallback(cb)
	if style == Auto {
		cb.State, cb.Due = Cancelled, time.Time{}
	} else {
		delete(c.CallbackByKey, cb.Key)
	}
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
	if campaign.CustomerByID[r.CustomerID] == nil {
		return nil, nil, refuse(RecordUnknown, a.ID, "campaign %q has no customer %q: expected one of its %d records",
			campaign.ID, r.CustomerID, len(campaign.CustomerByID))
	}
	cb := c.CallbackByKey[r.key()]
	if cb == nil {
		return nil, nil, refuse(RecallUnknown, a.ID,
			"customer %q of campaign %q has no callback to %q: expected one that was scheduled", r.CustomerID, campaign.ID,
			r.Phone)
	}
	return a, cb, nil
}

// record notes the customer of a callback in the campaign, with the phone, and with the name unless there is one.
func (c *Center) record(campaign *Campaign, r Recall) {
	customer := campaign.CustomerByID[r.CustomerID]
	if customer == nil {
		customer = &Customer{ID: r.CustomerID, Phones: []string{validUTF8(r.Phone)}}
		set(&campaign.CustomerByID, r.CustomerID, customer)
	}
	if customer.Name == "" {
		customer.Name = validUTF8(r.CustomerName)
	}
}

func (r Recall) key() CallbackKey { return CallbackKey{r.CampaignID, r.CustomerID, validUTF8(r.Phone)} }

// read reads phone, date and style, or refuses with value_invalid. A date is 14 digits that are a real date (inferred,
// Q-RECALL-DATE).
func (r Recall) read(names recallNames) (due time.Time, style CallbackStyle, err error) {
	if r.Phone == "" {
		return due, "", refuseValue(names.phone, r.AgentID, "%s is empty: expected a phone number", names.phone)
	}
	due, err = time.Parse(dateForm, r.Date)
	if err != nil || len(r.Date) != len(dateForm) || due.IsZero() { // Parse takes fractions of a second too
		return due, "", refuseValue(names.date, r.AgentID, "%s is %q: expected a date as YYYYmmddHHiiss, such as 20231122101520",
			names.date, r.Date)
	}
	style, err = r.readStyle(names.style)
	return due, style, err
}

func (r Recall) readStyle(name string) (CallbackStyle, error) {
	if style := CallbackStyle(r.Style); style == Auto || style == ByHand {
		return style, nil
	}
	return "", refuseValue(name, r.AgentID, "%s is %q: expected auto or manual", name, r.Style)
}

// CallbacksNamed are the active callbacks of the style that a request names: all, auto or manual; "" is all
// (Q-RECALL-TYPE-DEFAULT).
// Refusal: ValueInvalid.
func (c *Center) CallbacksNamed(style string) ([]Callback, error) {
	switch s := CallbackStyle(style); s {
	case "":
		return c.Callbacks(AnyStyle), nil
	case AnyStyle, Auto, ByHand:
		return c.Callbacks(s), nil
	}
	return nil, refuseValue("type", "", "type is %q: expected all, auto or manual", style)
}
