package callcenter

// NumberBlocked says that the number must not be dialled (inferred, Q-DNC-DIAL).
const NumberBlocked Kind = "number_blocked"

// blocked tells whether a number must not be dialled.
func (c *Center) blocked(phone string) bool { return false }

// dialable refuses a number that must not be dialled: that a blocked number refuses the call is inferred (Q-DNC-DIAL).
func (c *Center) dialable(a *Agent, phone string) error {
	if c.blocked(phone) {
		return refuse(NumberBlocked, a.ID, "agent %s cannot call %q: the number is blocked; want another one, or take it off the list first", a.ID, phone)
	}
	return nil
}
