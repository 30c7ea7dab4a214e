package callcenter

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// A RecordCall is a call that a campaign makes to one of its records, with what becomes of it.
type RecordCall struct {
	CampaignID string
	CustomerID string
	Phone      string
	Result     DialResult // any but DialRinging
	Simulated  bool       // the simulator's: it comes to no manual agent
}

// CallRecord is a campaign calling a record. A customer who answers rings at the member of the campaign's skill who would get
// the next call of its queue (inferred, Q-CAMPAIGN-DIAL); whom it does not reach is a call without an agent, and its id begins
// with that of the campaign (inferred, Q-CAMPAIGN-DIAL). Dial rules do not count here: the result is given.
// Refusals: CampaignUnknown, InputInvalid, RecordUnknown, NumberBlocked, NobodyAvailable, WorldFull.
func (c *Center) CallRecord(now time.Time, d RecordCall) (Call, error) {
	campaign, err := c.campaign("", d.CampaignID)
	if err != nil {
		return Call{}, err
	}
	o, known := d.Result.outcome()
	customer := campaign.CustomerByID[d.CustomerID]
	switch {
	case campaign.Type != PredictiveCampaign || !known || o.Event == "":
		return Call{}, refuse(InputInvalid, "", "campaign %q is %s and the result of its call %q: expected a predictive one, and a "+
			"result other than %q", campaign.ID, campaign.Type, d.Result, DialRinging)
	case customer == nil:
		return Call{}, refuse(RecordUnknown, "", "customer_id is %q: expected one of the %d records of campaign %q", d.CustomerID,
			len(campaign.CustomerByID), campaign.ID)
	case customer.DoNotCall || c.blocked(d.Phone):
		return Call{}, refuse(NumberBlocked, "", "record %q of campaign %q, or its number %q, must not be called", customer.ID,
			campaign.ID, d.Phone)
	}
	var a *Agent
	owner := campaign.ID
	if o.Delivered {
		if a = c.best(&Call{SkillID: campaign.SkillID, Simulated: d.Simulated}, c.available(campaign.SkillID)); a == nil {
			return Call{}, refuse(NobodyAvailable, "", "nobody of skill %q is Ready: expected one of its agents", campaign.SkillID)
		}
		owner = a.ID
	}
	if err := c.fitsCall(owner, d.Phone, "", ""); err != nil {
		return Call{}, err
	}
	if a == nil {
		k := c.unreached(now, owner, CallbackKey{campaign.ID, customer.ID, d.Phone}, customer, d.Result)
		k.Simulated = d.Simulated
		return *k.clone(), nil
	}
	k := c.ring(now, a, Deliver, Predictive, d.Phone)
	k.Simulated = d.Simulated
	c.ofCampaign(now, a, k, campaign.ID, customer)
	return *k.clone(), nil
}

// available are the agents who are Ready, none when there is no such skill.
func (c *Center) available(skillID string) []*Agent {
	if c.SkillByID[skillID] == nil {
		return nil
	}
	return c.ready()
}

// Available is how many members of a skill are Ready for simulated calls.
func (c *Center) Available(skillID string) (n int) {
	k := &Call{SkillID: skillID, Simulated: true}
	for _, a := range c.available(skillID) {
		if c.offers(k, a) {
			n++
		}
	}
	return n
}

// CampaignSummary is a campaign without its records. Refusal: CampaignUnknown.
func (c *Center) CampaignSummary(id string) (CampaignSummary, error) {
	campaign, err := c.campaign("", id)
	if err != nil {
		return CampaignSummary{}, err
	}
	s := CampaignSummary{*campaign, len(campaign.CustomerByID)}
	s.CustomerByID = nil
	return s, nil
}

// RecordIDs are the ids of the records of a campaign, the short ones first: 2 comes before 10. A campaign that does not exist
// has none.
func (c *Center) RecordIDs(campaignID string) []string {
	campaign := c.CampaignByID[campaignID]
	if campaign == nil {
		return nil
	}
	return slices.SortedFunc(maps.Keys(campaign.CustomerByID), CompareRecordIDs)
}

// CompareRecordIDs is the order of RecordIDs.
func CompareRecordIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// Record is a copy of a record of a campaign. Refusals: CampaignUnknown, RecordUnknown.
func (c *Center) Record(campaignID, customerID string) (Customer, error) {
	campaign, err := c.campaign("", campaignID)
	if err != nil {
		return Customer{}, err
	}
	customer := campaign.CustomerByID[customerID]
	if customer == nil {
		return Customer{}, refuse(RecordUnknown, "", "there is no record %q of campaign %q", customerID, campaignID)
	}
	return *customer.clone(), nil
}

// RecycleCampaign counts that the records of a campaign are gone through once more. Refusal: CampaignUnknown.
func (c *Center) RecycleCampaign(now time.Time, id string) error {
	campaign, err := c.campaign("", id)
	if err != nil {
		return err
	}
	next(&campaign.Recycled)
	campaign.LastUse = now
	c.changedCampaign(now, campaign)
	return nil
}
