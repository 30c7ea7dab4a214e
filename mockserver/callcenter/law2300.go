package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
)

// LawBlock is a number that a company must not contact, by the Colombian law 2300 (documented, block_law2300).
type LawBlock struct {
	CustomerID string    `json:"customer_id"` // the customer whose number it is; "" when not told
	Since      time.Time `json:"since"`       // the last time it was blocked
}

// BlockLaw blocks a number for the company with this nit; once more is a success, with the new customer and time
// (inferred). That the number is brought to one form and checked is documented; how is inferred: see lawNumber.
// Refusal: ValueInvalid.
func (c *Center) BlockLaw(now time.Time, nit, telephone, customerID string) error {
	phone, ok := lawNumber(telephone)
	if !ok {
		return refuseValue("telephone", "", "telephone is %q: expected 7 to 15 digits, with blanks, dashes, dots, brackets and a leading + at most", telephone)
	}
	blocks := c.LawByPhone[phone]
	set(&blocks, validUTF8(nit), LawBlock{validUTF8(customerID), now})
	set(&c.LawByPhone, phone, blocks)
	return nil
}

// FreeLaw frees a telephone, or every number of a customer_id: the two values of item (Q-LAW2300-ITEM). A nit that is
// not told is every company's (inferred). Refusals: ValueInvalid, NotBlocked (Q-LAW2300-ABSENT).
func (c *Center) FreeLaw(nit, item, value string) error {
	var meant func(phone string, b LawBlock) bool
	switch item {
	case "telephone":
		want, _ := lawNumber(value)
		meant = func(phone string, _ LawBlock) bool { return phone == want }
	case "customer_id":
		meant = func(_ string, b LawBlock) bool { return value != "" && b.CustomerID == validUTF8(value) }
	default:
		return refuseValue("item", "", "item is %q: expected telephone or customer_id", item)
	}
	freed := false
	for phone, blocks := range c.LawByPhone {
		for by, block := range blocks {
			if (nit == "" || by == validUTF8(nit)) && meant(phone, block) {
				delete(blocks, by)
				freed = true
			}
		}
		if len(blocks) == 0 {
			delete(c.LawByPhone, phone)
		}
	}
	if !freed {
		return refuse(NotBlocked, "", "law 2300 does not block the %s %q for the nit %q: expected one that block_law2300 was told", item, value, nit)
	}
	return nil
}

// LawEntry is what law2300_info tells about a number.
type LawEntry struct {
	Phone       string    `json:"phone"`        // in the form in which it is kept
	NIT         string    `json:"nit"`          // of the company
	CustomerID  string    `json:"customer_id"`  // "" when not told
	LastDay     time.Time `json:"last_day"`     // of the block (documented)
	LastChannel string    `json:"last_channel"` // voice: the mock blocks for calls (inferred; documented are voice, chat and whatsapp)
}

// LawInfo looks a number up for the company with this nit; false when it is not blocked.
func (c *Center) LawInfo(nit, phone string) (LawEntry, bool) {
	number, _ := lawNumber(phone)
	nit = validUTF8(nit)
	block, blocked := c.LawByPhone[number][nit]
	return LawEntry{number, nit, block.CustomerID, block.Since, "voice"}, blocked
}

// LawEntries are all blocked numbers, by number and company.
func (c *Center) LawEntries() []LawEntry {
	out := []LawEntry{}
	for _, phone := range slices.Sorted(maps.Keys(c.LawByPhone)) {
		for _, nit := range slices.Sorted(maps.Keys(c.LawByPhone[phone])) {
			entry, _ := c.LawInfo(nit, phone)
			out = append(out, entry)
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
