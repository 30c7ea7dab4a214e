package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// DoNotCall is one number on the do-not-call list: since when, for either direction; zero is not on that list. A number
// that is on the list already keeps its time when it is added again (inferred).
type DoNotCall struct {
	Inbound  time.Time `json:"inbound,omitzero"`
	Outbound time.Time `json:"outbound,omitzero"`
}

// directions are what type_call of add_dnc and type of remove_dnc may say (documented).
var directions = map[string]struct{ inbound, outbound bool }{
	"inbound":          {true, false},
	"outbound":         {false, true},
	"inbound/outbound": {true, true},
	"all":              {true, true},
}

// AddDNC puts numbers on the list of the direction that typeCall names: inbound, outbound, inbound/outbound or all. It
// returns how many numbers were sent, each once, also those that were on the list already (Q-DNC-COUNT). Empty texts are
// no numbers (Q-EMPTY-PARAM). Refusal: ValueInvalid (Q-DNC-TYPE-DEFAULT).
func (c *Center) AddDNC(now time.Time, typeCall string, phones []string) (int, error) {
	to, known := directions[typeCall]
	if !known {
		return 0, refuseDirection("type_call", typeCall)
	}
	phones = distinct(phones)
	if len(phones) == 0 {
		return 0, refuseValue("telephones", "", "telephones has no number: expected at least one")
	}
	for _, phone := range phones {
		entry := c.DNCByPhone[phone]
		if to.inbound && entry.Inbound.IsZero() {
			entry.Inbound = now
		}
		if to.outbound && entry.Outbound.IsZero() {
			entry.Outbound = now
		}
		set(&c.DNCByPhone, phone, entry)
	}
	return len(phones), nil
}

// RemoveDNC takes numbers off the list of the direction that typ names; "" is all (Q-DNC-TYPE-DEFAULT). The one text
// "All" or "all" stands for every number (documented, remove_dnc). It returns how many numbers left a list, each
// once (Q-DNC-COUNT). Refusals: ValueInvalid, NothingRemoved (Q-DNC-ZERO).
func (c *Center) RemoveDNC(typ string, phones []string) (int, error) {
	if typ == "" {
		typ = "all"
	}
	from, known := directions[typ]
	if !known {
		return 0, refuseDirection("type", typ)
	}
	if len(phones) == 1 && (phones[0] == "All" || phones[0] == "all") {
		phones = slices.Collect(maps.Keys(c.DNCByPhone))
	}
	removed := 0
	for _, phone := range distinct(phones) {
		before := c.DNCByPhone[phone]
		after := before
		if from.inbound {
			after.Inbound = time.Time{}
		}
		if from.outbound {
			after.Outbound = time.Time{}
		}
		if after == before {
			continue
		}
		removed++
		c.DNCByPhone[phone] = after
		if after == (DoNotCall{}) {
			delete(c.DNCByPhone, phone)
		}
	}
	if removed == 0 {
		return 0, refuse(NothingRemoved, "", "none of the numbers is on the do-not-call list for %s: it has %d numbers in all", typ, len(c.DNCByPhone))
	}
	return removed, nil
}

// DNCEntry is one row of get_dnc.
type DNCEntry struct {
	Phone string    `json:"phone"`
	Type  string    `json:"type"` // inbound or outbound
	Date  time.Time `json:"date"` // of entry (documented; Q-DNC-DATE)
}

// DNC is the list for a direction, inbound, outbound or all (documented, get_dnc, which does not name inbound/outbound):
// one entry for each direction of each number, by number and then by direction. Refusal: ValueInvalid.
func (c *Center) DNC(typ string) ([]DNCEntry, error) {
	want, known := directions[typ]
	if !known || typ == "inbound/outbound" {
		return nil, refuseValue("type", "", "type is %q: expected inbound, outbound or all", typ)
	}
	out := []DNCEntry{}
	for _, phone := range slices.Sorted(maps.Keys(c.DNCByPhone)) {
		entry := c.DNCByPhone[phone]
		if want.inbound && !entry.Inbound.IsZero() {
			out = append(out, DNCEntry{phone, "inbound", entry.Inbound})
		}
		if want.outbound && !entry.Outbound.IsZero() {
			out = append(out, DNCEntry{phone, "outbound", entry.Outbound})
		}
	}
	return out, nil
}

func refuseDirection(parameter, value string) error {
	return refuseValue(parameter, "", "%s is %q: expected inbound, outbound, inbound/outbound or all", parameter, value)
}

// dncNumber is a number as the list keeps it: as it was written, without blanks around it.
func dncNumber(phone string) string { return strings.TrimSpace(validUTF8(phone)) }

// distinct are the numbers that are not empty, each once, sorted.
func distinct(phones []string) []string {
	out := make([]string, 0, len(phones))
	for _, phone := range phones {
		if phone = dncNumber(phone); phone != "" {
			out = append(out, phone)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *Center) checkDNC() error {
	for _, phone := range slices.Sorted(maps.Keys(c.DNCByPhone)) {
		if badID(phone) || phone != dncNumber(phone) {
			return fmt.Errorf("do_not_call has the number %q: expected some text without blanks around it", phone)
		}
		if c.DNCByPhone[phone] == (DoNotCall{}) {
			return fmt.Errorf("do_not_call %q has no time: expected one for inbound, outbound or both", phone)
		}
	}
	return nil
}
