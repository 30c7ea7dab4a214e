package callcenter

// dialable refuses a number that must not be dialled: that a blocked number refuses the call is inferred (Q-DNC-DIAL).
func (c *Center) dialable(a *Agent, phone string) error {
	if c.blocked(phone) {
		return refuse(NumberBlocked, a.ID, "agent %s cannot call %q: the number is blocked; expected another one, or take it off the list first", a.ID, phone)
	}
	return nil
}

// blocked tells whether nobody here may call a number: it is on the outbound do-not-call list, or blocked by law 2300
// for any company. No page says what the service does then; the question Q-DNC-DIAL is our own, the answer inferred. A
// number is on the do-not-call list only as it was written there; law 2300 knows it in any form.
func (c *Center) blocked(phone string) bool {
	if !c.DNCByPhone[dncNumber(phone)].Outbound.IsZero() {
		return true
	}
	number, _ := lawNumber(phone)
	return len(c.LawByPhone[number]) > 0
}

// blockedInbound tells whether a number is on the inbound do-not-call list, so that its calls are not taken (Q-DNC-DIAL).
func (c *Center) blockedInbound(phone string) bool {
	return !c.DNCByPhone[dncNumber(phone)].Inbound.IsZero()
}
