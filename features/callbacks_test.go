package features_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/cucumber/godog"
)

// Callbacks, which the vendor calls recalls, and the campaign that they belong to: 7224, which every world here has.

const campaign = "7224"

// isTalkingToCustomer lets the campaign reach one of its customers, who is put through to an agent.
func (s *scene) isTalkingToCustomer(id, customer, phone string) error {
	if err := s.put(s.world, id, map[string]any{"status": "ready"}); err != nil {
		return err
	}
	a := map[string]any{"agent_id": id, "phone": phone, "type": "predictive", "answered": true, "campaign_id": campaign, "customer_id": customer}
	return s.do(s.ctx, "POST", s.world.at("/calls"), a, &s.call)
}

// schedules goes through the API, in a scene too: no other way gives an agent a callback. It uses the newer signature of
// recall when the customer is named, and else the older one.
func (s *scene) schedules(id, style, customer, phone, date string) error {
	if customer == "" {
		return s.calling("", "recall_by_phone", "agent_id", id, "customer_phone", phone, "date", date, "type_recall", style)
	}
	return s.calling("", "recall", "agent_id", id, "id_camp", campaign, "id_customer", customer, "telefono", phone, "rellamada", date, "recall_style", style)
}

func (s *scene) callbackBecomes(customer, phone, style, id, date string) error {
	return s.calling("", "edit_recall", "agent_id", id, "id_camp", campaign, "id_customer", customer, "telephone", phone, "recall", date, "recall_style", style)
}

func (s *scene) deletesCallback(id, style, customer, phone string) error {
	return s.calling("", "delete_recall", "agent_id", id, "id_camp", campaign, "id_customer", customer, "telephone", phone, "recall_style", style)
}

// callbacksAre compares the columns that the table has, and all active callbacks.
func (s *scene) callbacksAre(table *godog.Table) error {
	all, err := s.callbacks()
	if err != nil {
		return err
	}
	var got, expected []string
	for i, row := range table.Rows {
		var line []string
		for _, cell := range row.Cells {
			line = append(line, cell.Value)
		}
		if i > 0 {
			expected = append(expected, strings.Join(line, " | "))
		}
	}
	for _, callback := range all {
		var line []string
		for _, column := range table.Rows[0].Cells {
			line = append(line, local(callback[column.Value]))
		}
		got = append(got, strings.Join(line, " | "))
	}
	return want("callbacks", strings.Join(got, "\n"), strings.Join(expected, "\n"))
}

func (s *scene) thereAreNoCallbacks() error {
	all, err := s.callbacks()
	return errors.Join(err, want("callbacks", fmt.Sprint(all), "[]"))
}

// callbacks are the active ones as the control API shows them: all of it is text.
func (s *scene) callbacks() (all []map[string]string, err error) {
	err = s.do(s.ctx, "GET", s.world.at("/callbacks"), nil, &all)
	return all, err
}

// callbackRings asserts a predictive call of the campaign, to one of its customers, and makes it "the call". It may have
// to ring since a certain time.
func (s *scene) callbackRings(customer, phone, id, since string) error {
	a, err := s.agent(s.world, id)
	if err != nil {
		return err
	}
	if a.Call == nil {
		return fmt.Errorf("agent %s has no call, the state is %s", id, a.State)
	}
	s.call = *a.Call
	problems := []error{
		want("state", a.Call.State, "ringing"), want("type", a.Call.Type, "predictive"), want("phone", a.Call.Phone, phone),
		want("campaign", a.Call.CampaignID, campaign), want("customer", a.Call.CustomerID, customer),
	}
	if since != "" {
		problems = append(problems, want("rings since", local(a.Since.Format(time.RFC3339)), since))
	}
	return errors.Join(problems...)
}

// campaignKnows asserts the name of a customer of the campaign.
func (s *scene) campaignIsRecycled(not string) error {
	var all []struct {
		ID       string `json:"campaign_id"`
		Recycled int    `json:"recycled"`
	}
	if err := s.do(s.ctx, "GET", s.world.at("/campaigns"), nil, &all); err != nil {
		return err
	}
	recycled := false
	for _, one := range all {
		recycled = recycled || one.ID == campaign && one.Recycled > 0
	}
	return want("recycled", fmt.Sprint(recycled), fmt.Sprint(not == ""))
}

func (s *scene) campaignKnows(customer, name string) error {
	var all []struct {
		ID        string `json:"campaign_id"`
		Customers map[string]struct {
			Name string `json:"customer_name"`
		}
	}
	if err := s.do(s.ctx, "GET", s.world.at("/campaigns"), nil, &all); err != nil {
		return err
	}
	for _, one := range all {
		if one.ID != campaign {
			continue
		}
		record, known := one.Customers[customer]
		return errors.Join(want("customer "+customer+" is known", known, true), want("name", record.Name, name))
	}
	return fmt.Errorf("there is no campaign %s", campaign)
}
