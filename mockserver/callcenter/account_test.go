package callcenter

import "testing"

func TestAccount(t *testing.T) {
	c := New()
	staysSound(t, c)
	want := Account{Name: "wolkvox-mock", Module: true, CallCenter: 20, PBX: 10, Services: []string{}, Law2300: true}
	same(t, "of a new center", want, c.Account())

	no, licences, pbx := false, 3, 0
	ok(t, c.PutAccount(AccountChange{Name: text("Acme"), Services: []string{"sso", "bi", "sso"}}))
	want.Name, want.Services = "Acme", []string{"bi", "sso"}
	same(t, "changed", want, c.Account())
	ok(t, c.PutAccount(AccountChange{Module: &no, CallCenter: &licences, PBX: &pbx, Law2300: &no}))
	want.Module, want.CallCenter, want.PBX, want.Law2300 = false, 3, 0, false
	same(t, "changed once more", want, c.Account())
	for service, on := range map[string]bool{"bi": true, "sso": true, "crm": false, "": false} {
		same(t, "service "+service, on, c.Account().Has(service))
	}
	ok(t, c.PutAccount(AccountChange{Services: Services}))
	same(t, "all services", len(Services), len(c.Account().Services))
	ok(t, c.PutAccount(AccountChange{Services: []string{}}))
	want.Services = []string{}
	same(t, "no services", want, c.Account())

	negative, many := -1, MaxLicences+1
	for detail, ch := range map[string]AccountChange{
		`name of the account is "\xff": expected UTF-8`:                         {Name: text("\xff")},
		"call_center of the account is -1: expected 0 to 1000000 licences":      {CallCenter: &negative},
		"pbx of the account is 1000001: expected 0 to 1000000 licences":         {PBX: &many},
		`services of the account has "fax": expected some of ` + joinedServices: {Services: []string{"bi", "fax"}},
	} {
		mustRefuse(t, c, refusal(InputInvalid, "", detail, ""), func() error { return c.PutAccount(ch) })
	}
}

const joinedServices = "screen_recording, video_call, stereo_recording, gamification, text_analytics, speech_analytics, rsync, " +
	"wolkvox_storage, blob_storage, aws_s3, intelligentdial, bi, customer_prot, mr_wizard, turbo_dial, sso, mailgun, whatsapp, " +
	"facebook_page, facebook_messenger, instagram_page, instagram_chat, sms_bidireccional, chat_web, telegram, crm, email, cobrowsing"

func TestSetModule(t *testing.T) {
	c := furnished(t)
	for _, on := range []bool{false, false, true, true} { // Q-DISABLE-IDEMPOTENT
		same(t, "name", "wolkvox-mock", c.SetModule(on))
		same(t, "module", on, c.Account().Module)
	}
}

// Beside what the grid tries: which of both changes, and the bounds.
func TestEditLicences(t *testing.T) {
	c := furnished(t)
	old, err := c.EditLicences(ptr(Is(0)), nil)
	ok(t, err)
	same(t, "before", Licences{20, 10}, old)
	ok(t, second(c.EditLicences(nil, ptr(Is(MaxLicences)))))
	same(t, "after", Licences{0, MaxLicences}, c.Licences())

	mustRefuse(t, c, refusal(ValueInvalid, "", `call_center is -1: expected a whole number from 0 to 1000000`, "call_center"),
		func() error { return second(c.EditLicences(ptr(Is(-1)), ptr(unread[int]("pbx")))) })
	mustRefuse(t, c, refusal(ValueInvalid, "", `pbx is 1000001: expected a whole number from 0 to 1000000`, "pbx"),
		func() error { return second(c.EditLicences(nil, ptr(Is(MaxLicences+1)))) })
}

// The services are a list also of a center that was decoded from one that names none.
func TestAccount_ofSnapshotWithoutServices(t *testing.T) {
	same(t, "services", []string{}, new(Center).Account().Services)
}
