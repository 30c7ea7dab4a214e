package callcenter

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AgentIdentity is who an agent is, besides the name. All of it is free text (documented, create_agent).
type AgentIdentity struct {
	DNI      string `json:"dni,omitempty"`      // the identity number, leading zeros kept
	SSO      string `json:"sso,omitempty"`      // the network user for single sign-on
	Password string `json:"password,omitempty"` // "" until create_agent or edit_agent sets one
}

// AgentEdit is what create_agent and edit_agent send. nil is a parameter that was not sent: it keeps its value
// (Q-EDIT-AGENT-PARTIAL).
type AgentEdit struct {
	DNI, Name, SSO *string
	Password       *string // "" asks for a password that the Center makes up
}

// CreateAgent makes a new agent, enabled, logged out, never used and in no skill (Q-CREATE-AGENT-INITIAL), and returns
// the extension and the password that holds, given or made up (Q-CREATE-AGENT-PASS). A dni or sso that another agent has
// is accepted (Q-CREATE-AGENT-DUP), and licences are not counted (Q-CREATE-AGENT-LICENCE). Refusals: ValueInvalid, WorldFull.
func (c *Center) CreateAgent(now time.Time, ch AgentEdit) (id, password string, err error) {
	if err := checkPassword("", ch.Password); err != nil {
		return "", "", err
	}
	if ch.Password == nil {
		ch.Password = new(string)
	}
	a := &Agent{ID: maxExtension, Name: "Agent " + maxExtension}
	if err := c.fits(a.size(a.ID) + a.more(ch)); err != nil {
		return "", "", err
	}
	a = &Agent{ID: c.nextExtension(), Enabled: true, Status: Status(Logout), Since: now}
	a.Name = "Agent " + a.ID
	c.edit(a, ch)
	store(c, &c.AgentByID, a.ID, a)
	c.changed(Change{Of: OfAgent, At: now, AgentID: a.ID, To: string(a.Status)})
	return a.ID, a.Password, nil
}

// EditAgent changes what the change names; a password that is there and empty is made up anew, and nobody is told
// (Q-EDIT-AGENT-PASS). Refusals: AgentUnknown, ValueInvalid, WorldFull.
func (c *Center) EditAgent(agentID string, ch AgentEdit) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	if err := checkPassword(agentID, ch.Password); err != nil {
		return err
	}
	if err := c.fits(a.more(ch)); err != nil {
		return err
	}
	c.held -= a.size(a.ID)
	c.edit(a, ch)
	c.held += a.size(a.ID)
	if ch.Name != nil {
		c.edited(a)
	}
	return nil
}

// more is how many bytes a change takes beyond what was there.
func (a *Agent) more(ch AgentEdit) (n int) {
	for _, field := range []struct {
		old string
		new *string
	}{{a.DNI, ch.DNI}, {a.Name, ch.Name}, {a.SSO, ch.SSO}, {a.Password, ch.Password}} {
		if field.new != nil {
			n += textBytes(validUTF8(*field.new)) - textBytes(field.old)
		}
	}
	if ch.Password != nil && *ch.Password == "" {
		n += madePassword
	}
	return n
}

func (c *Center) edit(a *Agent, ch AgentEdit) {
	assign(&a.DNI, ch.DNI)
	assign(&a.Name, ch.Name)
	assign(&a.SSO, ch.SSO)
	assign(&a.Password, ch.Password)
	if ch.Password != nil && *ch.Password == "" {
		a.Password = c.makePassword()
	}
}

// firstExtension is the extension of the first new agent (Q-AGENT-ID-FORM), and maxExtension is as long as the longest one.
const (
	firstExtension = 10_000
	maxExtension   = "9007199254750991"
)

// nextExtension is the next free extension from 10000 (Q-AGENT-ID-FORM); after 99999 they have six digits (inferred).
func (c *Center) nextExtension() string {
	for {
		id := strconv.Itoa(firstExtension - 1 + next(&c.AgentSeq))
		if c.AgentByID[id] == nil {
			return id
		}
	}
}

// passwordSigns are the signs of which a password needs one (documented, create_agent).
const passwordSigns = "!#%&*@"

// checkPassword holds a password that was given against the documented rule. The text of the refusal keeps it secret.
func checkPassword(agentID string, password *string) error {
	if password == nil || *password == "" {
		return nil
	}
	for _, need := range []struct {
		what string
		is   func(rune) bool
	}{
		{"an upper-case letter", unicode.IsUpper},
		{"a lower-case letter", unicode.IsLower},
		{"a digit", func(r rune) bool { return '0' <= r && r <= '9' }},
		{"one of ! # % & * @", func(r rune) bool { return strings.ContainsRune(passwordSigns, r) }},
	} {
		if !strings.ContainsFunc(*password, need.is) {
			return refuseValue("agent_pass", agentID, "agent_pass, of %d characters, lacks %s: expected at least one "+
				"upper-case letter, one lower-case letter, one digit and one of ! # %% & * @",
				utf8.RuneCountInString(*password), need.what)
		}
	}
	return nil
}

// madePassword is how many bytes a password takes that is made up.
const madePassword = 16

// makePassword makes a password up that keeps the rule. It looks random, but the same requests give the same
// passwords, in any run: they guard nothing.
func (c *Center) makePassword() string {
	b := sha256.Sum256(fmt.Appendf(nil, "wolkvox-mock password %d", next(&c.PasswordSeq)))
	for i, letters := range []string{
		"ABCDEFGHJKLMNPQRSTUVWXYZ", lowerCase, lowerCase, lowerCase, lowerCase, lowerCase, digits, digits, digits, passwordSigns,
	} {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b[:10])
}

// Letters and digits of a password that is made up; those that look alike are left out.
const (
	lowerCase = "abcdefghijkmnpqrstuvwxyz"
	digits    = "23456789"
)

func checkIdentity(id string, ch AgentChange) error {
	for _, text := range []struct {
		name  string
		value *string
	}{{"dni", ch.DNI}, {"sso", ch.SSO}} {
		if text.value != nil && !utf8.ValidString(*text.value) {
			return refuse(InputInvalid, id, "%s of agent %s is %q: expected UTF-8", text.name, id, *text.value)
		}
	}
	if err := ch.Network.check(); err != nil {
		return refuse(InputInvalid, id, "network of agent %s: %v", id, err)
	}
	return nil
}

func (a *Agent) setIdentity(ch AgentChange) {
	assign(&a.DNI, ch.DNI)
	assign(&a.SSO, ch.SSO)
	if ch.Network != nil {
		a.Network = ch.Network.copy()
	}
}

// DisableAgent takes from the agent the right to log in (documented, disable_agent); a session that is open goes on
// (inferred, Q-DISABLE-LIVE-SESSION). It is idempotent. Refusal: AgentUnknown.
func (c *Center) DisableAgent(agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	c.enable(a, false)
	return nil
}

// EnableAgent gives the agent the right to log in back (documented, enable_agent); whoever is logged out stays so until
// they log in (inferred). It is idempotent (Q-DISABLE-IDEMPOTENT). Refusal: AgentUnknown.
func (c *Center) EnableAgent(agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	c.enable(a, true)
	return nil
}

func (c *Center) enable(a *Agent, enabled bool) {
	if a.Enabled != enabled {
		a.Enabled = enabled
		c.edited(a)
	}
}
