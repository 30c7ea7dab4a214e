package callcenter

import (
	"fmt"
	"maps"
	"net/netip"
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

// AddIP puts an IPv4 address in the firewall list; permanent is yes, no or "", which is no (documented, add_ip).
// Refusals, all Q-IP-ERRORS: IPInvalid, IPRegistered, ValueInvalid (Q-INVALID-VALUE), IPsExhausted.
func (c *Center) AddIP(ip, permanent, description string) error {
	if badIP(ip) {
		return refuseIP(ip)
	}
	if _, registered := c.IPByAddress[ip]; registered {
		return refuse(IPRegistered, "", "the address %s is in the firewall list already: expected another one", ip)
	}
	if permanent != "yes" && permanent != "no" && permanent != "" {
		return refuseValue("permanent", "", "permanent is %q: expected yes or no", permanent)
	}
	if n := c.permanentIPs(); permanent == "yes" && n >= MaxPermanentIPs {
		return refuse(IPsExhausted, "", "the address %s cannot be permanent: %d are already; expected at most %d", ip, n,
			MaxPermanentIPs)
	}
	set(&c.IPByAddress, ip, FirewallIP{Permanent: permanent == "yes", Description: validUTF8(description)})
	return nil
}

// RemoveIP takes an address off the firewall list. Refusals: IPInvalid, IPUnknown (both Q-IP-ERRORS).
func (c *Center) RemoveIP(ip string) error {
	if badIP(ip) {
		return refuseIP(ip)
	}
	if _, registered := c.IPByAddress[ip]; !registered {
		return refuse(IPUnknown, "", "the address %s is not in the firewall list: expected one of its %d", ip, len(c.IPByAddress))
	}
	delete(c.IPByAddress, ip)
	return nil
}

// IPEntry is one row of get_ip.
type IPEntry struct {
	IP          string    `json:"ip"`
	LastUse     time.Time `json:"last_use,omitzero"` // zero: never
	Type        string    `json:"type"`              // temporal or permanente (documented, get_ip)
	Description string    `json:"description"`
}

// IPs are the addresses of the firewall list, in the order of their numbers.
func (c *Center) IPs() []IPEntry {
	addresses := slices.SortedFunc(maps.Keys(c.IPByAddress), func(a, b string) int {
		return netip.MustParseAddr(a).Compare(netip.MustParseAddr(b))
	})
	out := make([]IPEntry, 0, len(addresses))
	for _, ip := range addresses {
		entry := c.IPByAddress[ip]
		kind := "temporal"
		if entry.Permanent {
			kind = "permanente"
		}
		out = append(out, IPEntry{ip, entry.LastUse, kind, entry.Description})
	}
	return out
}

// badIP reports whether a text is anything but an IPv4 address (documented: IPv4). An address has one spelling: zeros
// before its numbers are refused.
func badIP(ip string) bool {
	address, err := netip.ParseAddr(ip)
	return err != nil || !address.Is4()
}

func refuseIP(ip string) error {
	return refuse(IPInvalid, "", "ip is %q: expected an IPv4 address, such as 192.0.2.1", ip)
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
	for _, ip := range slices.Sorted(maps.Keys(c.IPByAddress)) {
		if badIP(ip) {
			return fmt.Errorf("firewall has the address %q: expected an IPv4 address", ip)
		}
	}
	if n := c.permanentIPs(); n > MaxPermanentIPs {
		return fmt.Errorf("firewall has %d permanent addresses: expected at most %d", n, MaxPermanentIPs)
	}
	return nil
}
