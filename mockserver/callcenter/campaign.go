package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"
)

// CampaignType is who dials (documented, information.php campaigns).
type CampaignType string

// CampaignStatus is whether a campaign runs. It changes nothing here: callbacks of a stopped one ring too (inferred).
type CampaignStatus string

// The types and states of campaigns.
const (
	PredictiveCampaign CampaignType = "predictive"
	PreviewCampaign    CampaignType = "preview"

	Started CampaignStatus = "started"
	Stopped CampaignStatus = "stopped"
)

// Campaign is a list of customers to call. Which fields there are is documented (information.php campaigns).
type Campaign struct {
	ID           string               `json:"campaign_id"`
	Name         string               `json:"campaign_name"`
	Description  string               `json:"campaign_description"`
	Type         CampaignType         `json:"type_campaign"`
	Status       CampaignStatus       `json:"status"`
	SkillID      string               `json:"skill_id"`
	Speed        int                  `json:"speed"`
	DialMode     string               `json:"dial_mode"` // autopilot, strategy, or a text with phone and ring time (documented)
	Recycled     int                  `json:"recycled"`
	TurboDial    bool                 `json:"turbo_dial"`
	LastUse      time.Time            `json:"last_use,omitzero"` // when it last called somebody (inferred); zero: never
	CustomerByID map[string]*Customer `json:"customers"`         // its records
}

// Customer is a record of a campaign.
type Customer struct {
	ID        string   `json:"customer_id"`
	Name      string   `json:"customer_name"`
	Phones    []string `json:"phones,omitzero"`
	DoNotCall bool     `json:"do_not_call"` // block_predictive_dnc: the campaign does not call it any more (documented)

	Called time.Time `json:"called,omitzero"`   // when its latest call started; zero: never, the record is clean
	Result string    `json:"result,omitempty"`  // how that call came out: one of Results; "" while it rings
	CodAct string    `json:"cod_act,omitempty"` // the code of group 1 of the latest call that was coded; "" when none was
}

// noteCall tells the record that a call is about how far the call has come.
func (c *Center) noteCall(now time.Time, k *Call) {
	u, result := c.recordOfCall(k), k.result()
	if u == nil || u.Called.Equal(k.Started) && u.Result == result {
		return
	}
	u.Called, u.Result = k.Started, result
	c.changedCampaign(now, c.CampaignByID[k.CampaignID])
}

// recordOfCall is the record that a call is about; nil when it is about none. A call that follows by transfer is not.
func (c *Center) recordOfCall(k *Call) *Customer {
	if campaign := c.CampaignByID[k.CampaignID]; campaign != nil {
		return campaign.CustomerByID[k.CustomerID]
	}
	return nil
}

// BlockRecords marks records of a campaign as not to be called any more, and returns how many: each known customer of
// the request counts once, whether it was marked before or not (inferred, Q-PREDICTIVE-DNC).
// Refusals: CampaignUnknown, CustomersUnknown when no customer is known.
func (c *Center) BlockRecords(campaignID string, customerIDs []string) (int, error) {
	campaign, err := c.campaign("", campaignID)
	if err != nil {
		return 0, err
	}
	marked := map[string]bool{}
	for _, id := range customerIDs {
		if customer := campaign.CustomerByID[id]; customer != nil {
			customer.DoNotCall, marked[id] = true, true
		}
	}
	if len(marked) == 0 {
		return 0, refuse(CustomersUnknown, "", "campaign %q has none of the customers %s: expected some of its %d records",
			campaignID, quotedList(customerIDs), len(campaign.CustomerByID))
	}
	c.changedCampaign(time.Time{}, campaign)
	return len(marked), nil
}

// CampaignChange is what PutCampaign changes; nil leaves a value as it is. Customers are added to the records, or
// replace the ones with the same id.
type CampaignChange struct {
	Name        *string         `json:"campaign_name,omitempty"`
	Description *string         `json:"campaign_description,omitempty"`
	Type        *CampaignType   `json:"type_campaign,omitempty"`
	Status      *CampaignStatus `json:"status,omitempty"`
	SkillID     *string         `json:"skill_id,omitempty"`
	Speed       *int            `json:"speed,omitempty"`
	DialMode    *string         `json:"dial_mode,omitempty"`
	Recycled    *int            `json:"recycled,omitempty"`
	TurboDial   *bool           `json:"turbo_dial,omitempty"`
	LastUse     *time.Time      `json:"last_use,omitempty"`
	Customers   []Customer      `json:"customers,omitempty"`
}

// PutCampaign creates or changes a campaign; no API does that here. A new one is predictive, started, on autopilot and
// called "Campaign <id>". Refusals: InputInvalid, WorldFull.
func (c *Center) PutCampaign(id string, ch CampaignChange) error {
	next := &Campaign{
		ID: kept(id), Name: "Campaign " + id, Type: PredictiveCampaign, Status: Started,
		DialMode: "autopilot", CustomerByID: map[string]*Customer{},
	}
	records, from := 0, CampaignStatus("")
	if known := c.CampaignByID[id]; known != nil {
		next, records, from = known.clone(), sizes(known.CustomerByID), known.Status
	}
	change(&next.Name, ch.Name)
	change(&next.Description, ch.Description)
	change(&next.Type, ch.Type)
	change(&next.Status, ch.Status)
	change(&next.SkillID, ch.SkillID)
	change(&next.Speed, ch.Speed)
	change(&next.DialMode, ch.DialMode)
	change(&next.Recycled, ch.Recycled)
	change(&next.TurboDial, ch.TurboDial)
	change(&next.LastUse, ch.LastUse)
	for _, customer := range ch.Customers {
		set(&next.CustomerByID, customer.ID, customer.clone())
	}
	if err := next.check(id); err != nil {
		return refuse(InputInvalid, "", "campaign %q: %s", id, err)
	}
	records = sizes(next.CustomerByID) - records
	if err := c.fits(records + more(c.CampaignByID, id, next)); err != nil {
		return err
	}
	store(c, &c.CampaignByID, next.ID, next)
	c.held += records
	c.changed(Change{Of: OfCampaign, CampaignID: next.ID, From: string(from), To: string(next.Status)})
	return nil
}

// Campaign is a copy of a campaign. Refusal: CampaignUnknown.
func (c *Center) Campaign(id string) (Campaign, error) {
	campaign, err := c.campaign("", id)
	if err != nil {
		return Campaign{}, err
	}
	return *campaign.clone(), nil
}

// Campaigns are copies of all campaigns, by id.
func (c *Center) Campaigns() []Campaign {
	out := make([]Campaign, 0, len(c.CampaignByID))
	for _, id := range slices.Sorted(maps.Keys(c.CampaignByID)) {
		out = append(out, *c.CampaignByID[id].clone())
	}
	return out
}

// CampaignSummary is a campaign without its records, of which there may be very many, and how many there are.
type CampaignSummary struct {
	Campaign
	Records int
}

// CampaignSummaries are all campaigns, by id. It costs nothing for their records.
func (c *Center) CampaignSummaries() []CampaignSummary {
	out := make([]CampaignSummary, 0, len(c.CampaignByID))
	for _, id := range slices.Sorted(maps.Keys(c.CampaignByID)) {
		s := CampaignSummary{*c.CampaignByID[id], len(c.CampaignByID[id].CustomerByID)}
		s.CustomerByID = nil
		out = append(out, s)
	}
	return out
}

// recordOf is the record that an arrival names; nil when it names none. Refusal: InputInvalid.
func (c *Center) recordOf(arr Arrival) (*Customer, error) {
	if arr.CampaignID == "" && arr.CustomerID == "" {
		return nil, nil
	}
	campaign := c.CampaignByID[arr.CampaignID]
	if arr.Type != Predictive || campaign == nil {
		return nil, refuse(InputInvalid, arr.AgentID,
			"campaign_id is %q in a call of type %s: expected one of the %d campaigns in a predictive call, and none in others",
			arr.CampaignID, arr.Type, len(c.CampaignByID))
	}
	customer := campaign.CustomerByID[arr.CustomerID]
	if arr.CustomerID != "" && customer == nil {
		return nil, refuse(InputInvalid, arr.AgentID, "customer_id is %q: expected one of the %d records of campaign %q",
			arr.CustomerID, len(campaign.CustomerByID), arr.CampaignID)
	}
	return customer, nil
}

// campaign finds a campaign, or refuses with campaign_unknown.
func (c *Center) campaign(agentID, id string) (*Campaign, error) {
	if campaign := c.CampaignByID[id]; campaign != nil {
		return campaign, nil
	}
	return nil, refuse(CampaignUnknown, agentID, "there is no campaign %q: expected the campaign_id of one of the %d campaigns",
		id, len(c.CampaignByID))
}

func (g *Campaign) clone() *Campaign {
	out := *g
	out.CustomerByID = cloneAll(g.CustomerByID, (*Customer).clone)
	return &out
}

func (u *Customer) clone() *Customer {
	out := *u
	out.Phones = slices.Clone(u.Phones)
	return &out
}

func (c *Center) checkCampaigns() error {
	for _, id := range slices.Sorted(maps.Keys(c.CampaignByID)) {
		if err := c.CampaignByID[id].check(id); err != nil {
			return fmt.Errorf("campaign %q: %w", id, err)
		}
	}
	return nil
}

func (g *Campaign) check(id string) error {
	switch {
	case g == nil:
		return fmt.Errorf("it is null: expected a campaign")
	case badID(id) || g.ID != id:
		return fmt.Errorf("its campaign_id is %q: expected some text, and its key", g.ID)
	case g.Type != PredictiveCampaign && g.Type != PreviewCampaign:
		return fmt.Errorf("its type_campaign is %q: expected predictive or preview", g.Type)
	case g.Status != Started && g.Status != Stopped:
		return fmt.Errorf("its status is %q: expected started or stopped", g.Status)
	case g.Speed < 0 || g.Recycled < 0:
		return fmt.Errorf("its speed is %d and its recycled %d: expected 0 or more", g.Speed, g.Recycled)
	case checkPast("its last_use", g.LastUse) != nil:
		return checkPast("its last_use", g.LastUse)
	}
	for _, text := range []string{g.Name, g.Description, g.SkillID, g.DialMode} {
		if !utf8.ValidString(text) {
			return fmt.Errorf("it has the text %q: expected UTF-8", text)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.CustomerByID)) {
		if err := g.CustomerByID[key].check(key); err != nil {
			return fmt.Errorf("customer %q: %w", key, err)
		}
	}
	return nil
}

func (u *Customer) check(id string) error {
	switch {
	case u == nil:
		return fmt.Errorf("it is null: expected a customer")
	case badID(id) || u.ID != id:
		return fmt.Errorf("its customer_id is %q: expected some text, and its key", u.ID)
	case !utf8.ValidString(u.Name):
		return fmt.Errorf("its customer_name is %q: expected UTF-8", u.Name)
	case slices.ContainsFunc(u.Phones, badID):
		return fmt.Errorf("its phones are %s: expected no empty one", quotedList(u.Phones))
	case checkPast("its called", u.Called) != nil:
		return checkPast("its called", u.Called)
	case u.Result != "" && (u.Called.IsZero() || !slices.Contains(Results, u.Result)):
		return fmt.Errorf("its result is %q and its called %s: expected one of %s, of a record that was called, or none", u.Result,
			u.Called, listed(Results))
	case !utf8.ValidString(u.CodAct):
		return fmt.Errorf("its cod_act is %q: expected UTF-8", u.CodAct)
	}
	return nil
}
