package callcenter

import (
	"strings"
	"testing"
	"time"
)

func TestLawNumber(t *testing.T) {
	for phone, want := range map[string]string{
		"3000000000": "3000000000", "+57 300-000.00(00)": "573000000000", "[1]234567": "1234567", "\t12 34\u00a0567 ": "1234567", "(+57)3000000": "573000000",
		"1234567": "1234567", "123456789012345": "123456789012345",
		"123456": "", "1234567890123456": "", "": "", "+": "", "57+3000000": "", "++573000000": "", "300000000x": "", "３000000000": "", "3000000/0": "", "\xff3000000": "",
	} {
		got, valid := lawNumber(phone)
		if got != want || valid != (want != "") {
			t.Errorf("%q: %q, %t, want %q", phone, got, valid, want)
		}
	}
}

func TestBlockLaw(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.BlockLaw(noon, "900", "300 000 0000", "77"))
	ok(t, c.BlockLaw(noon, "901", "3000000000", ""))
	info := func(nit, phone string, want LawEntry, blocked bool) {
		t.Helper()
		got, is := c.LawInfo(nit, phone)
		same(t, "blocked", blocked, is)
		same(t, "entry", want, got)
	}
	info("900", "+3000000000", LawEntry{"3000000000", "900", "77", noon, "voice"}, true)
	info("901", "3000000000", LawEntry{"3000000000", "901", "", noon, "voice"}, true)
	info("902", "3000000000", LawEntry{"3000000000", "902", "", time.Time{}, "voice"}, false)
	info("900", "3000000001", LawEntry{"3000000001", "900", "", time.Time{}, "voice"}, false)
	info("900", "none", LawEntry{"", "900", "", time.Time{}, "voice"}, false)

	ok(t, c.BlockLaw(noon.Add(1), "900", "3000000000", "78"))
	same(t, "blocked once more", map[string]map[string]LawBlock{"3000000000": {"900": {"78", noon.Add(1)}, "901": {"", noon}}}, c.LawByPhone)
	ok(t, c.Check())
	throughJSON(t, c)

	for _, phone := range []string{"", "123456", "300000000x"} {
		mustRefuse(t, c, Error{ValueInvalid, "", `telephone is "` + phone + `": expected 7 to 15 digits, with blanks, dashes, dots, brackets and a leading + at most`, "telephone"},
			func() error { return c.BlockLaw(noon, "900", phone, "") })
	}
}

func TestFreeLaw(t *testing.T) {
	for _, tt := range []struct {
		name, nit, item, value string
		left                   string // nit:phone, sorted; "refused"
	}{
		{"a number", "900", "telephone", "3000000001", "900:3000000002 901:3000000001 901:3000000003"},
		{"a number in another form", "900", "telephone", "+300 000-0001", "900:3000000002 901:3000000001 901:3000000003"},
		{"a number of every company", "", "telephone", "3000000001", "900:3000000002 901:3000000003"},
		{"a customer", "900", "customer_id", "77", "901:3000000001 901:3000000003"},
		{"a customer of every company", "", "customer_id", "77", "901:3000000003"},
		{"not blocked", "900", "telephone", "3000000009", "refused"},
		{"no number", "900", "telephone", "x", "refused"},
		{"of another company", "902", "telephone", "3000000001", "refused"},
		{"unknown customer", "900", "customer_id", "78", "refused"},
		{"no customer", "", "customer_id", "", "refused"}, // and not those that have none
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, "ready")
			for _, b := range [][3]string{{"900", "3000000001", "77"}, {"900", "3000000002", "77"}, {"901", "3000000001", "77"}, {"901", "3000000003", ""}} {
				ok(t, c.BlockLaw(noon, b[0], b[1], b[2]))
			}
			if tt.left == "refused" { // Q-LAW2300-ABSENT
				mustRefuse(t, c, Error{NotBlocked, "", `law 2300 does not block the ` + tt.item + ` "` + tt.value + `" for the nit "` + tt.nit + `": expected one that block_law2300 was told`, ""},
					func() error { return c.FreeLaw(tt.nit, tt.item, tt.value) })
				return
			}
			ok(t, c.FreeLaw(tt.nit, tt.item, tt.value))
			ok(t, c.Check())
			var left []string
			for _, nit := range []string{"900", "901"} {
				for _, phone := range []string{"3000000001", "3000000002", "3000000003"} {
					if _, blocked := c.LawInfo(nit, phone); blocked {
						left = append(left, nit+":"+phone)
					}
				}
			}
			same(t, "left", tt.left, strings.Join(left, " "))
		})
	}
	c := furnished(t)
	for _, item := range []string{"", "identification", "TELEPHONE"} { // Q-LAW2300-ITEM
		mustRefuse(t, c, Error{ValueInvalid, "", `item is "` + item + `": expected telephone or customer_id`, "item"},
			func() error { return c.FreeLaw("900", item, "3000000009") })
	}
}
