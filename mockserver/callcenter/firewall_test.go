package callcenter

import (
	"fmt"
	"testing"
)

func TestFirewall(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.AddIP(ip("192.0.2.10"), Is(false), "office \xff"))
	ok(t, c.AddIP(ip("192.0.2.9"), Is(false), ""))
	for _, address := range []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"} {
		ok(t, c.AddIP(ip(address), Is(true), ""))
	}
	var got []string
	for _, e := range c.IPs() {
		got = append(got, fmt.Sprint(e.IP, " ", e.Permanent, " ", e.Description, e.LastUse.IsZero()))
	}
	same(t, "in the order of their numbers, never used", []string{
		"10.0.0.1 true true", "10.0.0.2 true true", "10.0.0.3 true true", "10.0.0.4 true true", "10.0.0.5 true true",
		"192.0.2.9 false true", "192.0.2.10 false office \uFFFDtrue",
	}, got)

	unflagged := unread[bool]("permanent")
	for _, address := range []string{"::1", "::ffff:192.0.2.1"} {
		want := refusal(IPInvalid, "", `ip is "`+address+`": expected an IPv4 address, such as 192.0.2.1`, "")
		mustRefuse(t, c, want, func() error { return c.AddIP(ip(address), unflagged, "") })
		mustRefuse(t, c, want, func() error { return c.RemoveIP(ip(address)) })
	}
	none := refusal(ValueInvalid, "12989", "ip is wrong", "ip")
	mustRefuse(t, c, none, func() error { return c.AddIP(unread[IP]("ip"), unflagged, "") })
	mustRefuse(t, c, none, func() error { return c.RemoveIP(unread[IP]("ip")) })
	mustRefuse(t, c, refusal(IPRegistered, "", "the address 10.0.0.1 is in the firewall list already: expected another one", ""),
		func() error { return c.AddIP(ip("10.0.0.1"), unflagged, "") })
	mustRefuse(t, c, refusal(ValueInvalid, "12989", "permanent is wrong", "permanent"),
		func() error { return c.AddIP(ip("192.0.2.1"), unflagged, "") })
	mustRefuse(t, c, refusal(IPsExhausted, "", "the address 192.0.2.1 cannot be permanent: 5 are already; expected at most 5", ""),
		func() error { return c.AddIP(ip("192.0.2.1"), Is(true), "") })
	ok(t, c.AddIP(ip("192.0.2.1"), Is(false), "")) // a temporary one still fits

	ok(t, c.RemoveIP(ip("10.0.0.1")))
	mustRefuse(t, c, refusal(IPUnknown, "", "the address 10.0.0.1 is not in the firewall list: expected one of its 7", ""),
		func() error { return c.RemoveIP(ip("10.0.0.1")) })
	ok(t, c.AddIP(ip("192.0.2.2"), Is(true), "")) // and so does a permanent one again
}
