package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// FirewallIP is an address that the firewall lets through. The list is kept and shown; the firewall itself is not
// imitated (Q-IP-ALLOW), so nothing here uses an address.
type FirewallIP struct {
	Permanent   bool      `json:"permanent"`
	Description string    `json:"description"`
	LastUse     time.Time `json:"last_use,omitzero"` // zero: never
}

// MaxPermanentIPs is how many permanent addresses a tenant may have (documented, add_ip).
const MaxPermanentIPs = 5

// AddIP puts an IPv4 address in the firewall list. permanent is as documented for add_ip.
// Refusals, all Q-IP-ERRORS: IPInvalid, IPRegistered, ValueInvalid (permanent, Q-INVALID-VALUE), IPsExhausted; and WorldFull.
func (c *Center) AddIP(address Given[IP], permanent Given[bool], description string) error {
	ip, err := readIP(address)
	if err != nil {
		return err
	}
	if _, registered := c.IPByAddress[ip]; registered {
		return refuse(IPRegistered, "", "the address %s is in the firewall list already: expected another one", ip)
	}
	if permanent.Refusal != nil {
		return permanent.Refusal
	}
	if permanent.Value {
		if n := c.permanentIPs(); n >= MaxPermanentIPs {
			return permanentTaken(ip, n)
		}
	}
	entry := FirewallIP{Permanent: permanent.Value, Description: kept(description)}
	if err := c.fits(entry.size(ip)); err != nil {
		return err
	}
	store(c, &c.IPByAddress, ip, entry)
	return nil
}

// RemoveIP takes an address off the firewall list. Refusals: IPInvalid, IPUnknown (both Q-IP-ERRORS).
func (c *Center) RemoveIP(address Given[IP]) error {
	ip, err := readIP(address)
	if err != nil {
		return err
	}
	if _, registered := c.IPByAddress[ip]; !registered {
		return refuse(IPUnknown, "", "the address %s is not in the firewall list: expected one of its %d", ip, len(c.IPByAddress))
	}
	drop(c, c.IPByAddress, ip)
	return nil
}

// IPEntry is an address of the firewall list.
type IPEntry struct {
	IP IP
	FirewallIP
}

// IPs are the addresses of the firewall list, in the order of their numbers.
func (c *Center) IPs() []IPEntry {
	out := make([]IPEntry, 0, len(c.IPByAddress))
	for _, ip := range slices.SortedFunc(maps.Keys(c.IPByAddress), IP.Compare) {
		out = append(out, IPEntry{ip, c.IPByAddress[ip]})
	}
	return out
}

// readIP is an IPv4 address (documented: IPv4).
func readIP(given Given[IP]) (IP, error) {
	if given.Refusal == nil && !given.Value.Is4() {
		return given.Value, refuse(IPInvalid, "", "ip is %q: expected an IPv4 address, such as 192.0.2.1", given.Value)
	}
	return given.Value, given.Refusal
}

func permanentTaken(ip IP, n int) error {
	return refuse(IPsExhausted, "", "the address %s cannot be permanent: %d are already; expected at most %d", ip, n, MaxPermanentIPs)
}

func (c *Center) permanentIPs() (n int) {
	for _, entry := range c.IPByAddress {
		if entry.Permanent {
			n++
		}
	}
	return n
}

func (c *Center) checkFirewall() error {
	for _, ip := range slices.SortedFunc(maps.Keys(c.IPByAddress), IP.Compare) {
		if !ip.Is4() {
			return fmt.Errorf("firewall has the address %q: expected an IPv4 address", ip)
		}
	}
	if n := c.permanentIPs(); n > MaxPermanentIPs {
		return fmt.Errorf("firewall has %d permanent addresses: expected at most %d", n, MaxPermanentIPs)
	}
	return nil
}
