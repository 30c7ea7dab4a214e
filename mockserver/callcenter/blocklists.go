package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
)

// DoNotCall is one number on the do-not-call list: since when, for either direction; zero is not on that list. A number
// that is on the list already keeps its time when it is added again (inferred).
type DoNotCall struct {
	Inbound  time.Time `json:"inbound,omitzero"`
	Outbound time.Time `json:"outbound,omitzero"`
}

// Direction is whose calls a list of numbers stops: those from them, or those to them. DNCBoth is for both lists.
type Direction string

// The directions.
const (
	DNCInbound  Direction = "inbound"
	DNCOutbound Direction = "outbound"
	DNCBoth     Direction = "all"
)

func (d Direction) inbound() bool  { return d != DNCOutbound }
func (d Direction) outbound() bool { return d != DNCInbound }

func readDirection(given Given[Direction]) (Direction, error) {
	switch d := given.Value; {
	case given.Refusal != nil:
		return "", given.Refusal
	case d != DNCInbound && d != DNCOutbound && d != DNCBoth:
		return "", refuseValue("type", "", "type is %q: expected inbound, outbound or all", d)
	default:
		return d, nil
	}
}

// AddDNC puts numbers on the list of a direction, or on both. It returns how many numbers were sent, each once, also those
// that were on the list already (Q-DNC-COUNT). Empty texts are no numbers (Q-EMPTY-PARAM).
// Refusals: ValueInvalid (the direction, Q-DNC-TYPE-DEFAULT; telephones), WorldFull.
func (c *Center) AddDNC(now time.Time, direction Given[Direction], phones []string) (int, error) {
	to, err := readDirection(direction)
	if err != nil {
		return 0, err
	}
	phones = distinct(phones)
	if len(phones) == 0 {
		return 0, refuseValue("telephones", "", "telephones has no number: expected at least one")
	}
	needed := 0
	for _, phone := range phones {
		needed += more(c.DNCByPhone, phone, DoNotCall{})
	}
	if err := c.fits(needed); err != nil {
		return 0, err
	}
	for _, phone := range phones {
		entry := c.DNCByPhone[phone]
		if to.inbound() && entry.Inbound.IsZero() {
			entry.Inbound = now
		}
		if to.outbound() && entry.Outbound.IsZero() {
			entry.Outbound = now
		}
		store(c, &c.DNCByPhone, phone, entry)
	}
	return len(phones), nil
}

// RemoveDNC takes numbers off the list of a direction, or off both. The one text "All" or "all" stands for every number
// (documented, remove_dnc). It returns how many numbers left a list, each once (Q-DNC-COUNT).
// Refusals: ValueInvalid (the direction), NothingRemoved (Q-DNC-ZERO).
func (c *Center) RemoveDNC(direction Given[Direction], phones []string) (int, error) {
	from, err := readDirection(direction)
	if err != nil {
		return 0, err
	}
	if len(phones) == 1 && (phones[0] == "All" || phones[0] == "all") {
		phones = slices.Collect(maps.Keys(c.DNCByPhone))
	}
	removed := 0
	for _, phone := range distinct(phones) {
		before := c.DNCByPhone[phone]
		after := before
		if from.inbound() {
			after.Inbound = time.Time{}
		}
		if from.outbound() {
			after.Outbound = time.Time{}
		}
		if after == before {
			continue
		}
		removed++
		c.DNCByPhone[phone] = after
		if after == (DoNotCall{}) {
			drop(c, c.DNCByPhone, phone)
		}
	}
	if removed == 0 {
		return 0, refuse(NothingRemoved, "", "none of the numbers is on the do-not-call list for %s: it has %d numbers in all",
			from, len(c.DNCByPhone))
	}
	return removed, nil
}

// DNCEntry is one row of get_dnc.
type DNCEntry struct {
	Phone string    `json:"phone"`
	Type  Direction `json:"type"` // inbound or outbound
	Date  time.Time `json:"date"` // of entry (documented; Q-DNC-DATE)
}

// DNC is the list of a direction, or both: one entry for each direction of each number, by number and then by direction.
// Refusal: ValueInvalid (the direction).
func (c *Center) DNC(direction Given[Direction]) ([]DNCEntry, error) {
	of, err := readDirection(direction)
	if err != nil {
		return nil, err
	}
	out := make([]DNCEntry, 0, c.countDNC(of))
	for _, phone := range slices.Sorted(maps.Keys(c.DNCByPhone)) {
		out = append(out, c.DNCByPhone[phone].entries(phone, of)...)
	}
	return out, nil
}

// CountDNC is how many entries DNC lists, without listing them.
// Refusal: ValueInvalid (the direction).
func (c *Center) CountDNC(direction Given[Direction]) (int, error) {
	of, err := readDirection(direction)
	return c.countDNC(of), err
}

func (c *Center) countDNC(of Direction) (n int) {
	for _, d := range c.DNCByPhone {
		if of.inbound() && !d.Inbound.IsZero() {
			n++
		}
		if of.outbound() && !d.Outbound.IsZero() {
			n++
		}
	}
	return n
}

// entries are those of a number, of a direction or of both.
func (d DoNotCall) entries(phone string, of Direction) (all []DNCEntry) {
	if of.inbound() && !d.Inbound.IsZero() {
		all = append(all, DNCEntry{phone, DNCInbound, d.Inbound})
	}
	if of.outbound() && !d.Outbound.IsZero() {
		all = append(all, DNCEntry{phone, DNCOutbound, d.Outbound})
	}
	return all
}

// dncNumber is a number as the list keeps it: as it was written, without blanks around it.
func dncNumber(phone string) string { return strings.TrimSpace(validUTF8(phone)) }

// distinct are the numbers that are not empty, each once, sorted.
func distinct(phones []string) []string {
	var out []string // of many that are the same it takes no memory
	last := ""
	for _, phone := range phones {
		if phone = dncNumber(phone); phone != "" && phone != last {
			out, last = append(out, phone), phone
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

// LawBlock is a number that a company must not contact, by the Colombian law 2300 (documented, block_law2300).
type LawBlock struct {
	CustomerID string    `json:"customer_id"` // the customer whose number it is; "" when not told
	Since      time.Time `json:"since"`       // the last time it was blocked
}

// BlockLaw blocks a number for the company with this nit; a second time changes customer and time
// (inferred). That the number is brought to one form and checked is documented; how is inferred: see lawNumber.
// Refusals: ValueInvalid, WorldFull.
func (c *Center) BlockLaw(now time.Time, nit, telephone, customerID string) error {
	phone, ok := lawNumber(telephone)
	if !ok {
		return refuseValue("telephone", "",
			"telephone is %q: expected 7 to 15 digits, with blanks, dashes, dots, brackets and a leading + at most", telephone)
	}
	blocks, known := c.LawByPhone[phone]
	nit, block, number := kept(nit), LawBlock{kept(customerID), now}, 0
	if !known {
		number = numberBytes + textBytes(phone)
	}
	if err := c.fits(number + more(blocks, nit, block)); err != nil {
		return err
	}
	store(c, &blocks, nit, block)
	set(&c.LawByPhone, phone, blocks)
	c.held += number
	return nil
}

// LawItem is what free_law2300 may be told: a number, or whose number it is (Q-LAW2300-ITEM).
type LawItem string

// The items.
const (
	LawTelephone LawItem = "telephone"
	LawCustomer  LawItem = "customer_id"
)

// FreeLaw frees a telephone, or every number of a customer_id. A nit that is not told is every company's (inferred).
// Refusals: ValueInvalid (item), NotBlocked (Q-LAW2300-ABSENT).
func (c *Center) FreeLaw(nit string, item Given[LawItem], value string) error {
	var meant func(phone string, b LawBlock) bool
	switch {
	case item.Refusal != nil:
		return item.Refusal
	case item.Value == LawTelephone:
		want, _ := lawNumber(value)
		meant = func(phone string, _ LawBlock) bool { return phone == want }
	case item.Value == LawCustomer:
		meant = func(_ string, b LawBlock) bool { return value != "" && b.CustomerID == validUTF8(value) }
	default:
		return refuseValue("item", "", "item is %q: expected %s or %s", item.Value, LawTelephone, LawCustomer)
	}
	freed := false
	for phone, blocks := range c.LawByPhone {
		for by, block := range blocks {
			if (nit == "" || by == validUTF8(nit)) && meant(phone, block) {
				drop(c, blocks, by)
				freed = true
			}
		}
		if len(blocks) == 0 {
			delete(c.LawByPhone, phone)
			c.held -= numberBytes + textBytes(phone)
		}
	}
	if !freed {
		return refuse(NotBlocked, "",
			"law 2300 does not block the %s %q for the nit %q: expected one that block_law2300 was told", item.Value, value, nit)
	}
	return nil
}

// LawEntry is what law2300_info tells about a number.
type LawEntry struct {
	Phone       string    `json:"phone"`        // in the form in which it is kept
	NIT         string    `json:"nit"`          // of the company
	CustomerID  string    `json:"customer_id"`  // "" when not told
	LastDay     time.Time `json:"last_day"`     // of the block (documented)
	LastChannel string    `json:"last_channel"` // voice, as calls are blocked (inferred; documented: voice, chat, whatsapp)
}

// LawInfo looks a number up for the company with this nit; false when it is not blocked, and while the account's
// protection is off (documented for the condition, law2300_info; what is answered is inferred, Q-LAW2300-OFF).
func (c *Center) LawInfo(nit, phone string) (LawEntry, bool) {
	number, _ := lawNumber(phone)
	nit = validUTF8(nit)
	_, blocked := c.LawByPhone[number][nit]
	return c.lawEntry(nit, number), blocked && c.Tenant.Law2300
}

func (c *Center) lawEntry(nit, number string) LawEntry {
	block := c.LawByPhone[number][nit]
	return LawEntry{number, nit, block.CustomerID, block.Since, "voice"}
}

// LawEntries are all numbers on the list, by number and company, also while the protection is off.
func (c *Center) LawEntries() []LawEntry {
	out := []LawEntry{}
	for _, phone := range slices.Sorted(maps.Keys(c.LawByPhone)) {
		for _, nit := range slices.Sorted(maps.Keys(c.LawByPhone[phone])) {
			out = append(out, c.lawEntry(nit, phone))
		}
	}
	return out
}

// lawNumber is the one form of a number: its 7 to 15 digits, without blanks, dashes, dots, brackets and a leading +
// (inferred; 15 digits are the longest number of E.164). false and "" when it is no such number.
func lawNumber(phone string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-.()[]", r) {
			return -1
		}
		return r
	}, phone)
	digits = strings.TrimPrefix(digits, "+")
	if len(digits) < 7 || len(digits) > 15 || !onlyDigits(digits) {
		return "", false
	}
	return digits, true
}

func onlyDigits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

func (c *Center) checkLaw() error {
	for _, phone := range slices.Sorted(maps.Keys(c.LawByPhone)) {
		blocks := c.LawByPhone[phone]
		if number, ok := lawNumber(phone); !ok || number != phone {
			return fmt.Errorf("law_2300 has the number %q: expected 7 to 15 digits", phone)
		}
		if len(blocks) == 0 {
			return fmt.Errorf("law_2300 %q has no nit: expected at least one", phone)
		}
		for _, nit := range slices.Sorted(maps.Keys(blocks)) {
			if blocks[nit].Since.IsZero() {
				return fmt.Errorf("law_2300 %q of the nit %q: its since is missing", phone, nit)
			}
		}
	}
	return nil
}

func cloneLaw(law map[string]map[string]LawBlock) map[string]map[string]LawBlock {
	out := maps.Clone(law)
	for phone, blocks := range out {
		out[phone] = maps.Clone(blocks)
	}
	return out
}

// dialable refuses a number that must not be dialled: that a blocked number refuses the call is inferred (Q-DNC-DIAL).
func (c *Center) dialable(a *Agent, phone string) error {
	if c.blocked(phone) {
		return refuse(NumberBlocked, a.ID,
			"agent %s cannot call %q: the number is blocked; expected another one, or take it off the list first", a.ID, phone)
	}
	return nil
}

// blocked reports whether nobody here may call a number: it is on the outbound do-not-call list, or blocked by law 2300
// for any company while the account's protection is on. No page says what the service does then; the question Q-DNC-DIAL is
// our own, the answer inferred. A number is on the do-not-call list only as it was written there; law 2300 knows it in any
// form.
func (c *Center) blocked(phone string) bool {
	if !c.DNCByPhone[dncNumber(phone)].Outbound.IsZero() {
		return true
	}
	number, _ := lawNumber(phone)
	return c.Tenant.Law2300 && len(c.LawByPhone[number]) > 0
}

// blockedInbound reports whether a number is on the inbound do-not-call list, so that its calls are not taken (Q-DNC-DIAL).
func (c *Center) blockedInbound(phone string) bool {
	return !c.DNCByPhone[dncNumber(phone)].Inbound.IsZero()
}
