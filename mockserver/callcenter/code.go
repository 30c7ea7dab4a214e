package callcenter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// CodeGroup is one of the two groups of activity codes; both may hold the same code (documented,
// 3-creation-of-activity-codes-en).
type CodeGroup string

// The groups, as the API calls them in type_code.
const (
	Group1 CodeGroup = "cod_act1"
	Group2 CodeGroup = "cod_act2"
)

// Code is an activity code: what a call was about. Group and code are its key, and no edit changes them (documented).
type Code struct {
	Group        CodeGroup `json:"type_code"`
	ID           string    `json:"cod_act"` // text or number, such as "021"
	Description  string    `json:"description"`
	Hit          bool      `json:"hit"`          // an effective result
	RPC          bool      `json:"rpc"`          // the right person was reached
	Chat         bool      `json:"chat"`         // for chats
	Studio       bool      `json:"studio"`       // for wolkvox Studio
	Voice        bool      `json:"voice"`        // for calls; not enforced (inferred, Q-COD-VOICE)
	Interactions bool      `json:"interactions"` // for mail and social networks
}

// CodeChange is what a request says about a code. nil is what was not sent (an empty text counts as that, inferred,
// Q-EMPTY-PARAM).
type CodeChange struct {
	Description                                 *string
	Hit, RPC, Chat, Studio, Voice, Interactions *Given[bool]
}

// CreateCode makes an activity code. One that exists is made anew (inferred, Q-COD-UPSERT). A flag that was not sent is
// no (documented for hit and rpc, inferred for the others, Q-COD-FLAGS). Refusals: ValueInvalid (type_code, cod_act, a flag),
// WorldFull.
func (c *Center) CreateCode(group CodeGroup, id string, ch CodeChange) error {
	if err := checkGroup(group); err != nil {
		return err
	}
	if badID(id) {
		return refuseValue("cod_act", "", "cod_act is %q: expected a code, such as 021", id)
	}
	code := Code{Group: group, ID: kept(id)}
	if err := code.change(ch); err != nil {
		return err
	}
	return c.putCode(code)
}

// putCode puts a code in the place of the one with its key. Refusal: WorldFull.
func (c *Center) putCode(code Code) error {
	key := codeKey(code.Group, code.ID)
	if err := c.fits(more(c.CodeByKey, key, &code)); err != nil {
		return err
	}
	store(c, &c.CodeByKey, key, &code)
	return nil
}

// EditCode changes what was sent, and leaves the rest (inferred, Q-COD-FLAGS). The group stands first, as it belongs to
// the name of the code. Refusals: ValueInvalid (type_code), CodeUnknown (Q-COD-EDIT-ABSENT), ValueInvalid (a flag), WorldFull.
func (c *Center) EditCode(group CodeGroup, id string, ch CodeChange) error {
	if err := checkGroup(group); err != nil {
		return err
	}
	known := c.CodeByKey[codeKey(group, id)]
	if known == nil {
		return c.codeUnknown(CodeUnknown, "", group, id)
	}
	changed := *known
	if err := changed.change(ch); err != nil {
		return err
	}
	return c.putCode(changed)
}

// RemoveCodes removes those of the codes that exist (inferred, Q-COD-REMOVE-ABSENT). A call that was coded keeps its
// code. Refusals: ValueInvalid (type_code), CodesUnknown when none of them exists.
func (c *Center) RemoveCodes(group CodeGroup, ids []string) error {
	if err := checkGroup(group); err != nil {
		return err
	}
	before := len(c.CodeByKey)
	for _, id := range ids {
		drop(c, c.CodeByKey, codeKey(group, id))
	}
	if len(c.CodeByKey) == before {
		return refuse(CodesUnknown, "", "%s has none of the codes %s: expected %s", group, quotedList(ids), c.codesOf(group))
	}
	return nil
}

// Codes are copies of all activity codes, by group and code.
func (c *Center) Codes() []Code {
	out := make([]Code, 0, len(c.CodeByKey))
	for _, code := range slices.SortedFunc(maps.Values(c.CodeByKey), byGroup) {
		out = append(out, *code)
	}
	return out
}

func byGroup(a, b *Code) int {
	return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.ID, b.ID))
}

// change takes over what was sent, all of it or nothing.
func (code *Code) change(ch CodeChange) error {
	next := *code
	assign(&next.Description, ch.Description)
	for _, flag := range []struct {
		to    *bool
		given *Given[bool]
	}{
		{&next.Hit, ch.Hit}, {&next.RPC, ch.RPC}, {&next.Chat, ch.Chat},
		{&next.Studio, ch.Studio}, {&next.Voice, ch.Voice}, {&next.Interactions, ch.Interactions},
	} {
		switch {
		case flag.given == nil:
		case flag.given.Refusal != nil:
			return flag.given.Refusal
		default:
			*flag.to = flag.given.Value
		}
	}
	*code = next
	return nil
}

// codeKey is where a code stands in CodeByKey. No group has a slash.
func codeKey(group CodeGroup, id string) string { return string(group) + "/" + id }

func checkGroup(group CodeGroup) error {
	if group != Group1 && group != Group2 {
		return refuseValue("type_code", "", "type_code is %q: expected %s or %s", group, Group1, Group2)
	}
	return nil
}

func (c *Center) codeUnknown(kind Kind, agentID string, group CodeGroup, id string) error {
	return refuse(kind, agentID, "there is no code %q in %s: expected %s", id, group, c.codesOf(group))
}

// codesOf says which codes there are in a group.
func (c *Center) codesOf(group CodeGroup) string {
	var ids []string
	for _, code := range c.CodeByKey {
		if code.Group == group {
			ids = append(ids, code.ID)
		}
	}
	if len(ids) == 0 {
		return "one that exists, and there is none"
	}
	slices.Sort(ids)
	return "one of " + listed(ids)
}

func (c *Center) checkCodes() error {
	for _, key := range slices.Sorted(maps.Keys(c.CodeByKey)) {
		switch code := c.CodeByKey[key]; {
		case code == nil:
			return fmt.Errorf("code %q: it is null: expected a code", key)
		case checkGroup(code.Group) != nil:
			return fmt.Errorf("code %q: its type_code is %q: expected %s or %s", key, code.Group, Group1, Group2)
		case badID(code.ID):
			return fmt.Errorf("code %q: its cod_act is %q: expected some text", key, code.ID)
		case codeKey(code.Group, code.ID) != key:
			return fmt.Errorf("code %q: it is %q of %s: expected its key", key, code.ID, code.Group)
		}
	}
	return nil
}

// Disposition is how an agent coded a call. The codes may have been removed since.
type Disposition struct {
	Code     string    `json:"cod_act"`
	Code2    string    `json:"cod_act_2,omitempty"` // "" when none was given
	Comments string    `json:"comments,omitempty"`  // any length (inferred, Q-COMMENTS)
	At       time.Time `json:"at"`
}

// TimedOut is the code of a call that its agent did not code before the limit of ACW (observed in lists of codes;
// Q-ACW-TIMEOUT).
const TimedOut = "TIMEOUTACW"

func newDisposition(now time.Time, codAct, codAct2, comments string) *Disposition {
	return &Disposition{Code: kept(codAct), Code2: kept(codAct2), Comments: kept(comments), At: now}
}

// isHit reports whether a call was coded with a code of group 1 that counts as a hit, as the codes are now (inferred).
func (c *Center) isHit(k *Call) bool {
	return k.Disposition != nil && c.hit(k.Disposition.Code)
}

func (c *Center) hit(codAct string) bool {
	code := c.CodeByKey[codeKey(Group1, codAct)]
	return code != nil && code.Hit
}

// code codes a call, and the record that it is about.
func (c *Center) code(k *Call, d *Disposition) {
	c.held += c.moreToCode(k, d)
	k.Disposition = d
	if u := c.recordOfCall(k); u != nil {
		u.CodAct = d.Code
	}
}

// fitsCode refuses a disposition that needs more bytes than are left.
func (c *Center) fitsCode(k *Call, d *Disposition) error { return c.fits(c.moreToCode(k, d)) }

// moreToCode is how many bytes a disposition takes beyond the one in whose place it comes.
func (c *Center) moreToCode(k *Call, d *Disposition) int {
	n := textBytes(d.Code, d.Code2, d.Comments)
	if old := k.Disposition; old != nil {
		n -= textBytes(old.Code, old.Code2, old.Comments)
	}
	if u := c.recordOfCall(k); u != nil {
		n += textBytes(d.Code) - textBytes(u.CodAct)
	}
	return n
}

func checkDisposition(k *Call) error {
	if d := k.Disposition; d != nil && (d.Code == "" || d.At.IsZero()) {
		return fmt.Errorf("its disposition has the code %q at %s: expected a code and a time", d.Code, d.At)
	}
	return nil
}
