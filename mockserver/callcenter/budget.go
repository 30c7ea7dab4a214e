package callcenter

import (
	"reflect"
	"strings"
)

// How much memory a Center takes is counted where something is put in it, changed or taken out, and never by looking at all of
// it; the walk of the tests proves the count. It is what the values take, their texts rounded up, and twice their places in a
// map, which may be half empty. A text that several values share counts once, with the one that brought it.

// Held is how many bytes the Center holds.
func (c *Center) Held() int { return c.held }

// Allow bounds how many bytes the Center may hold from now on; 0 is no bound, and the default. What would hold more is refused
// with WorldFull before anything is changed. What takes nothing more is never refused, and neither is what happens by itself.
func (c *Center) Allow(bytes int) { c.allowed = bytes }

// Recount counts anew what the Center holds. One that was decoded needs it, once it is checked.
func (c *Center) Recount() { c.held = c.count() }

// fits refuses what needs more bytes than are left.
func (c *Center) fits(more int) error {
	if more <= 0 || c.allowed == 0 || c.held+more <= c.allowed {
		return nil
	}
	return refuse(WorldFull, "", "%d bytes are held and %d more are needed: expected at most %d; delete what is not needed", c.held,
		more, c.allowed)
}

// A sized value knows how many bytes it takes under its key, its place included.
type sized[K comparable] interface{ size(key K) int }

// store puts a value into a map, which may be the nil one of a zero Center, and counts it.
func store[K comparable, V sized[K]](c *Center, m *map[K]V, key K, value V) {
	drop(c, *m, key)
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
	c.held += value.size(key)
}

// drop takes a value out of a map, if it is there.
func drop[K comparable, V sized[K]](c *Center, m map[K]V, key K) {
	if old, there := m[key]; there {
		c.held -= old.size(key)
		delete(m, key)
	}
}

// more is how many bytes a value takes beyond what the one takes in whose place it comes.
func more[K comparable, V sized[K]](m map[K]V, key K, value V) int {
	n := value.size(key)
	if old, there := m[key]; there {
		n -= old.size(key)
	}
	return n
}

func sizes[K comparable, V sized[K]](m map[K]V) (n int) {
	for key, value := range m {
		n += value.size(key)
	}
	return n
}

// textBytes is how many bytes texts take.
func textBytes(all ...string) (n int) {
	for _, s := range all {
		n += (len(s) + 15) &^ 15
	}
	return n
}

// kept is a text to keep: valid UTF-8, and in memory of its own, not in that of a whole request.
func kept(s string) string { return strings.Clone(validUTF8(s)) }

func bytesOf[T any]() int { return int(reflect.TypeFor[T]().Size()) }

// slot is what a value takes in a map of texts, and pointed what one behind a pointer takes.
func slot[V any]() int    { return 2 * (bytesOf[string]() + bytesOf[V]()) }
func pointed[V any]() int { return slot[*V]() + bytesOf[V]() }

// small is what a map of texts takes that has something in it: eight places.
func small[V any]() int { return 64 + 8*(bytesOf[string]()+bytesOf[V]()) }

// What each thing takes beside its texts. A call has room for how it is coded and for its places in the lists of calls, an agent
// for a timer and hidden buttons, a callback for its timer, or its place with an agent, and for the call that it becomes.
var (
	connBytes     = bytesOf[ConnID]()
	timerBytes    = bytesOf[Timer]() + 2*bytesOf[*Timer]()
	agentBytes    = pointed[Agent]() + timerBytes + 64
	networkBytes  = bytesOf[Network]()
	callBytes     = pointed[Call]() + bytesOf[Disposition]() + 4*connBytes
	stateBytes    = 2 * bytesOf[AuxState]()
	codeBytes     = pointed[Code]()
	campaignBytes = pointed[Campaign]() + small[*Customer]()
	customerBytes = pointed[Customer]()
	callbackBytes = 2*(bytesOf[CallbackKey]()+bytesOf[*Callback]()) + bytesOf[Callback]() + timerBytes + callBytes
	ruleBytes     = 2 * bytesOf[DialRule]()
	skillBytes    = pointed[Skill]() + small[string]()
	memberBytes   = slot[string]()
	dncBytes      = slot[DoNotCall]()
	lawBytes      = slot[LawBlock]()
	numberBytes   = slot[map[string]LawBlock]() + small[LawBlock]()
	ipBytes       = 2 * (bytesOf[IP]() + bytesOf[FirewallIP]())
	routingBytes  = pointed[RoutingPoint]()
	openBytes     = 2 * bytesOf[Interaction]()
	pbxBytes      = slot[PBXUser]()
	fileBytes     = slot[File]()
	audioBytes    = slot[Audio]()
)

func (a *Agent) size(string) int {
	n := agentBytes + textBytes(a.ID, a.Name, a.DNI, a.SSO, a.Password) + len(a.Missed)*connBytes
	if a.Network != nil {
		n += networkBytes + textBytes(a.Network.Version, a.Network.Status)
	}
	return n
}

func (k *Call) size(ConnID) int {
	n := callBytes + textBytes(k.ID, k.Phone, k.Tones)
	if k.CampaignID == "" { // else they are those of the record
		n += textBytes(k.CustomerID, k.CustomerName)
	}
	if d := k.Disposition; d != nil {
		n += textBytes(d.Code, d.Code2, d.Comments)
	}
	return n
}

func (s AuxState) size() int { return stateBytes + textBytes(s.ID, s.Description) }

// size counts the id twice: the key is a text of its own.
func (code *Code) size(key string) int { return codeBytes + textBytes(key, code.ID, code.Description) }

// size does not count the records.
func (g *Campaign) size(string) int {
	return campaignBytes + textBytes(g.ID, g.Name, g.Description, g.SkillID, g.DialMode)
}

func (u *Customer) size(string) int {
	return customerBytes + textBytes(u.ID, u.Name, u.CodAct) + len(u.Phones)*bytesOf[string]() + textBytes(u.Phones...)
}

func (cb *Callback) size(key CallbackKey) int {
	return callbackBytes + textBytes(key.CampaignID, key.CustomerID, key.Phone)
}

func (r DialRule) size() int { return ruleBytes + textBytes(r.Phone, r.AgentID) }

// size does not count the members.
func (s *Skill) size(string) int {
	return skillBytes + textBytes(s.ID, s.Name, s.Description, s.Voicemail, s.WelcomeMessage, s.VTO)
}

func (s *Skill) members() (n int) {
	for _, expertise := range s.Members {
		n += memberBytes + textBytes(expertise)
	}
	return n
}

func (d DoNotCall) size(phone string) int { return dncBytes + textBytes(phone) }

func (b LawBlock) size(nit string) int { return lawBytes + textBytes(nit, b.CustomerID) }

func (ip FirewallIP) size(IP) int { return ipBytes + textBytes(ip.Description) }

func (rp *RoutingPoint) size(string) int { return routingBytes + textBytes(rp.ID, rp.Name) }

func (i Interaction) size() int {
	return openBytes + textBytes(i.ID, i.From, i.FromName, i.To, i.ToName, i.Subject, i.Body)
}

func (u PBXUser) size(string) int { return pbxBytes + textBytes(u.User, u.Status) }

func (f File) size(name string) int { return fileBytes + textBytes(name) }

func (a Audio) size(string) int { return audioBytes + textBytes(a.Name) }

// count is what the Center holds, all of it looked at.
func (c *Center) count() int {
	n := textBytes(c.Tenant.Name) + sizes(c.AgentByID) + sizes(c.CallByID) + sizes(c.CodeByKey) + sizes(c.CampaignByID) +
		sizes(c.CallbackByKey) + sizes(c.SkillByID) + sizes(c.DNCByPhone) + sizes(c.IPByAddress) + sizes(c.RoutingByID) +
		sizes(c.PBXByUser) + sizes(c.FileByName) + sizes(c.AudioByName)
	for _, s := range c.States {
		n += s.size()
	}
	for _, campaign := range c.CampaignByID {
		n += sizes(campaign.CustomerByID)
	}
	for _, r := range c.DialRules {
		n += r.size()
	}
	for _, s := range c.SkillByID {
		n += s.members()
	}
	for phone, blocks := range c.LawByPhone {
		n += numberBytes + textBytes(phone) + sizes(blocks)
	}
	for _, i := range c.Open {
		n += i.size()
	}
	return n
}
