package mockserver

import (
	"strconv"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on the account as a whole.

func disableModule(c *callcenter.Center, _ *exchange) (openapi.Vars, error) {
	return vars{{"account", c.SetModule(false)}}, nil
}

func enableModule(c *callcenter.Center, _ *exchange) (openapi.Vars, error) {
	return vars{{"account", c.SetModule(true)}}, nil
}

// editLicenses changes one number or both, and the reply speaks of these (Q-LICENSES-ONE).
func editLicenses(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	callCenter, pbx := x.given("call_center"), x.given("pbx")
	old, err := c.EditLicences(callCenter, pbx)
	switch {
	case pbx == nil:
		x.ending = "call_center_licenses_changed"
	case callCenter == nil:
		x.ending = "pbx_licenses_changed"
	}
	return vars{{"old_call_center", strconv.Itoa(old.CallCenter)}, {"old_pbx", strconv.Itoa(old.PBX)}}, err
}
