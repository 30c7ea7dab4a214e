package callcenter

import (
	"fmt"
	"net/netip"
)

// IP is an IP address; the zero IP is none. It is a netip.Addr that go-cmp can compare and whose text may be "".
type IP struct{ netip.Addr }

// ParseIP reads an address.
func ParseIP(text string) (IP, error) {
	address, err := netip.ParseAddr(text)
	if err != nil {
		return IP{}, fmt.Errorf("%q is no IP address; expected one such as 192.0.2.1", text)
	}
	return IP{address}, nil
}

// Equal reports whether both are the same address.
func (a IP) Equal(b IP) bool { return a == b }

// Compare orders addresses by their numbers.
func (a IP) Compare(b IP) int { return a.Addr.Compare(b.Addr) }

// String is the address, "" when there is none.
func (a IP) String() string {
	if !a.IsValid() {
		return ""
	}
	return a.Addr.String()
}

// UnmarshalText reads what MarshalText writes.
func (a *IP) UnmarshalText(text []byte) (err error) {
	*a = IP{}
	if len(text) > 0 {
		*a, err = ParseIP(string(text))
	}
	return err
}
