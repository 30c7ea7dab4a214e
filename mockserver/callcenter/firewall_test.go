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

	mapped := refusal(IPInvalid, "", `ip is "::ffff:192.0.2.1": expected an IPv4 address, such as 192.0.2.1`, "")
	mustRefuse(t, c, mapped, func() error { return c.AddIP(ip("::ffff:192.0.2.1"), unread[bool]("permanent"), "") })
	mustRefuse(t, c, mapped, func() error { return c.RemoveIP(ip("::ffff:192.0.2.1")) })
	none := refusal(ValueInvalid, "12989", "ip is wrong", "ip")
	mustRefuse(t, c, none, func() error { return c.AddIP(unread[IP]("ip"), unread[bool]("permanent"), "") })
	mustRefuse(t, c, none, func() error { return c.RemoveIP(unread[IP]("ip")) })
	mustRefuse(t, c, refusal(IPsExhausted, "", "the address 192.0.2.1 cannot be permanent: 5 are already; expected at most 5", ""),
		func() error { return c.AddIP(ip("192.0.2.1"), Is(true), "") })
	ok(t, c.AddIP(ip("192.0.2.1"), Is(false), "")) // a temporary one still fits

	ok(t, c.RemoveIP(ip("10.0.0.1")))
	mustRefuse(t, c, refusal(IPUnknown, "", "the address 10.0.0.1 is not in the firewall list: expected one of its 7", ""),
		func() error { return c.RemoveIP(ip("10.0.0.1")) })
	ok(t, c.AddIP(ip("192.0.2.2"), Is(true), "")) // and so does a permanent one again
}
