package callcenter

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Account is the tenant: what disable_module switches off, and what information.php?api=services shows.
type Account struct {
	Name       string   `json:"name"`        // what disable_module and enable_module print (Q-MODULE-NAME)
	Module     bool     `json:"module"`      // false: switched off, which nothing else takes notice of (Q-MODULE-EFFECT)
	CallCenter int      `json:"call_center"` // agent licences; having more agents is possible (Q-LICENSES-EFFECT)
	PBX        int      `json:"pbx"`         // PBX licences
	Services   []string `json:"services"`    // the services that are on, sorted; some of [Services]
	Law2300    bool     `json:"law2300"`     // protection by law 2300: its list counts only while it is on (Q-LAW2300-OFF)
}

// Services are all services of information.php?api=services, in the order of the page (documented; crm, email and
// cobrowsing: example).
var Services = []string{
	"screen_recording", "video_call", "stereo_recording", "gamification", "text_analytics", "speech_analytics", "rsync",
	"wolkvox_storage", "blob_storage", "aws_s3", "intelligentdial", "bi", "customer_prot", "mr_wizard", "turbo_dial", "sso",
	"mailgun", "whatsapp", "facebook_page", "facebook_messenger", "instagram_page", "instagram_chat", "sms_bidireccional",
	"chat_web", "telegram", "crm", "email", "cobrowsing",
}

// MaxLicences is the largest number of licences that edit_licenses takes (inferred: the page gives none).
const MaxLicences = 1_000_000

// CallsPerLicence is how many calls a day each licence of an agent allows (documented, newer pages).
const CallsPerLicence = 1000

// defaultAccount is the tenant of a new Center; its licences are those of the sample of edit_licenses (example).
func defaultAccount() Account {
	return Account{Name: "wolkvox-mock", Module: true, CallCenter: 20, PBX: 10, Services: []string{}, Law2300: true}
}

// AccountChange is what PutAccount changes; nil leaves a value as it is.
type AccountChange struct {
	Name       *string  `json:"name,omitempty"`
	Module     *bool    `json:"module,omitempty"`
	CallCenter *int     `json:"call_center,omitempty"`
	PBX        *int     `json:"pbx,omitempty"`
	Services   []string `json:"services,omitempty"` // the services that are on, in any order; nil leaves them
	Law2300    *bool    `json:"law2300,omitempty"`
}

// Account is a copy of the tenant.
func (c *Center) Account() Account { return c.Tenant.clone() }

// Has reports whether a service is on.
func (a Account) Has(service string) bool { return slices.Contains(a.Services, service) }

// PutAccount changes the tenant, for a scene, all of it or nothing. Refusals: InputInvalid, WorldFull.
func (c *Center) PutAccount(ch AccountChange) error {
	account := c.Tenant
	change(&account.Name, ch.Name)
	change(&account.Module, ch.Module)
	change(&account.CallCenter, ch.CallCenter)
	change(&account.PBX, ch.PBX)
	change(&account.Law2300, ch.Law2300)
	if ch.Services != nil {
		account.Services = slices.Compact(slices.Sorted(slices.Values(ch.Services)))
		if account.Services == nil {
			account.Services = []string{}
		}
	}
	if err := account.check(); err != nil {
		return refuse(InputInvalid, "", "%v", err)
	}
	more := textBytes(account.Name) - textBytes(c.Tenant.Name)
	if err := c.fits(more); err != nil {
		return err
	}
	c.Tenant = account
	c.held += more
	return nil
}

// SetModule switches the tenant on or off and returns its name (Q-MODULE-NAME). It is a flag and no more
// (Q-MODULE-EFFECT), and idempotent (Q-DISABLE-IDEMPOTENT).
func (c *Center) SetModule(on bool) (name string) {
	c.Tenant.Module = on
	return c.Tenant.Name
}

// Licences are the two numbers of edit_licenses.
type Licences struct{ CallCenter, PBX int }

// EditLicences changes the number that is there, or both (Q-LICENSES-ONE), and returns what they were. nil is not there.
// Agents that are too many go on (Q-LICENSES-EFFECT). Refusals: ParameterMissing, ValueInvalid (call_center, pbx).
func (c *Center) EditLicences(callCenter, pbx *Given[int]) (old Licences, err error) {
	if callCenter == nil && pbx == nil {
		return Licences{}, refuse(ParameterMissing, "", "neither call_center nor pbx has a number: expected one of them, or both")
	}
	old = c.Licences()
	changed := old
	for _, number := range []struct {
		parameter string
		given     *Given[int]
		to        *int
	}{{"call_center", callCenter, &changed.CallCenter}, {"pbx", pbx, &changed.PBX}} {
		switch given := number.given; {
		case given == nil:
			continue
		case given.Refusal != nil:
			return Licences{}, given.Refusal
		case badLicences(given.Value):
			return Licences{}, refuseValue(number.parameter, "", "%s is %d: expected a whole number from 0 to %d",
				number.parameter, given.Value, MaxLicences)
		default:
			*number.to = given.Value
		}
	}
	c.Tenant.CallCenter, c.Tenant.PBX = changed.CallCenter, changed.PBX
	return old, nil
}

// Licences are the licences of the account.
func (c *Center) Licences() Licences { return Licences{c.Tenant.CallCenter, c.Tenant.PBX} }

func badLicences(n int) bool { return n < 0 || n > MaxLicences }

func (c *Center) checkAccount() error { return c.Tenant.check() }

func (a Account) check() error {
	switch {
	case !utf8.ValidString(a.Name):
		return fmt.Errorf("name of the account is %q: expected UTF-8", a.Name)
	case badLicences(a.CallCenter):
		return fmt.Errorf("call_center of the account is %d: expected 0 to %d licences", a.CallCenter, MaxLicences)
	case badLicences(a.PBX):
		return fmt.Errorf("pbx of the account is %d: expected 0 to %d licences", a.PBX, MaxLicences)
	}
	for i, service := range a.Services {
		if !slices.Contains(Services, service) {
			return fmt.Errorf("services of the account has %q: expected some of %s", service, strings.Join(Services, ", "))
		}
		if i > 0 && a.Services[i-1] >= service {
			return fmt.Errorf("services of the account has %q after %q: expected them sorted, each once", service,
				a.Services[i-1])
		}
	}
	return nil
}

func (a Account) clone() Account {
	a.Services = append([]string{}, a.Services...) // a list also of a snapshot that has none
	return a
}
