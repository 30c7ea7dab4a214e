package callcenter

import (
	"fmt"
	"time"
)

// DefaultZone is the time zone of a tenant that names none: GMT-5 all year (documented for a date of the report campaign_3,
// and the sample of agent_15 fits it; that it holds for all dates is inferred, Q-TIMEZONE).
const DefaultZone = "America/Bogota"

// Zone is a time zone of the IANA database, as text its name. The zero Zone is DefaultZone.
type Zone struct{ location *time.Location }

// bogota is DefaultZone as it has been since 1993, without summer time; it needs no database.
var bogota = time.FixedZone(DefaultZone, -5*60*60)

// ParseZone finds a zone by its name.
func ParseZone(name string) (Zone, error) {
	if name == DefaultZone {
		return Zone{}, nil
	}
	location, err := loadLocation(name)
	if err != nil || name == "" || location == time.Local { // what is local is a matter of the machine
		return Zone{}, fmt.Errorf("%.100q is no time zone: "+
			"expected a name of the IANA database, such as %s, America/Mexico_City or UTC", name, DefaultZone)
	}
	return Zone{location}, nil
}

// Location is the zone as package time has it.
func (z Zone) Location() *time.Location {
	if z.location == nil {
		return bogota
	}
	return z.location
}

func (z Zone) String() string { return z.Location().String() }

// MarshalText is the name.
func (z Zone) MarshalText() ([]byte, error) { return []byte(z.String()), nil }

// UnmarshalText is ParseZone.
func (z *Zone) UnmarshalText(name []byte) (err error) {
	*z, err = ParseZone(string(name))
	return err
}

// Equal reports whether two zones have the same name.
func (z Zone) Equal(other Zone) bool { return z.String() == other.String() }

// day is when the day of a moment begins, and the next one, in the zone.
func (z Zone) day(t time.Time) (begins, ends time.Time) {
	year, month, day := t.In(z.Location()).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, z.Location()), time.Date(year, month, day+1, 0, 0, 0, 0, z.Location())
}

// SameDay reports whether two moments are of one day in the zone.
func (z Zone) SameDay(a, b time.Time) bool {
	year, month, day := a.In(z.Location()).Date()
	year2, month2, day2 := b.In(z.Location()).Date()
	return year == year2 && month == month2 && day == day2
}
