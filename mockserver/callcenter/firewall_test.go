package callcenter

import "testing"

func TestFirewall(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.AddIP("192.0.2.10", "", "office \xff"))
	ok(t, c.AddIP("192.0.2.9", "no", ""))
	for _, ip := range []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"} {
		ok(t, c.AddIP(ip, "yes", ""))
	}
	ok(t, c.Check())
	same(t, "in the order of their numbers, never used", []IPEntry{
		{IP: "10.0.0.1", Type: "permanente"}, {IP: "10.0.0.2", Type: "permanente"}, {IP: "10.0.0.3", Type: "permanente"},
		{IP: "10.0.0.4", Type: "permanente"}, {IP: "10.0.0.5", Type: "permanente"},
		{IP: "192.0.2.9", Type: "temporal"}, {IP: "192.0.2.10", Type: "temporal", Description: "office \uFFFD"},
	}, c.IPs())
	throughJSON(t, c)

	invalid := func(ip string) Error {
		return refusal(IPInvalid, "", `ip is "`+ip+`": expected an IPv4 address, such as 192.0.2.1`, "")
	}
	for _, ip := range []string{"", "192.0.2", "192.0.2.256", "192.0.02.1", " 192.0.2.1", "192.0.2.1/24", "::1", "::ffff:192.0.2.1", "host"} {
		mustRefuse(t, c, invalid(ip), func() error { return c.AddIP(ip, "perhaps", "") })
		mustRefuse(t, c, invalid(ip), func() error { return c.RemoveIP(ip) })
	}
	mustRefuse(t, c, refusal(IPRegistered, "", "the address 10.0.0.1 is in the firewall list already: expected another one", ""),
		func() error { return c.AddIP("10.0.0.1", "perhaps", "") })
	for _, permanent := range []string{"perhaps", "YES", "si"} {
		mustRefuse(t, c, refusal(ValueInvalid, "", `permanent is "`+permanent+`": expected yes or no`, "permanent"),
			func() error { return c.AddIP("192.0.2.1", permanent, "") })
	}
	mustRefuse(t, c, refusal(IPsExhausted, "", "the address 192.0.2.1 cannot be permanent: 5 are already; expected at most 5", ""),
		func() error { return c.AddIP("192.0.2.1", "yes", "") })
	ok(t, c.AddIP("192.0.2.1", "no", "")) // a temporary one still fits

	ok(t, c.RemoveIP("10.0.0.1"))
	mustRefuse(t, c, refusal(IPUnknown, "", "the address 10.0.0.1 is not in the firewall list: expected one of its 7", ""),
		func() error { return c.RemoveIP("10.0.0.1") })
	ok(t, c.AddIP("192.0.2.2", "yes", "")) // and so does a permanent one again
	ok(t, c.Check())
}
