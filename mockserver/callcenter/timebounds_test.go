package callcenter

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// moments makes of a type a value that has one of everything in it, and visits each time there is.
func moments(v reflect.Value, place string, visit func(place string, t *time.Time)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() && v.Type() != reflect.TypeFor[*time.Location]() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		moments(v.Elem(), place, visit)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		moments(v.Index(0), place, visit)
	case reflect.Map:
		elem := reflect.New(v.Type().Elem()).Elem()
		key := reflect.New(v.Type().Key()).Elem()
		moments(elem, place, visit)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, elem)
	case reflect.Struct:
		if t, is := v.Addr().Interface().(*time.Time); is {
			visit(place, t)
			return
		}
		for _, f := range reflect.VisibleFields(v.Type()) {
			if f.IsExported() && len(f.Index) == 1 {
				moments(v.FieldByIndex(f.Index), place+"."+f.Name, visit)
			}
		}
	}
}

// Every time that a Center has, and each side of what it may be.
func TestCheckMoments(t *testing.T) {
	check := func(c *Center) error {
		for id, g := range c.CampaignByID { // they check themselves
			for _, u := range g.CustomerByID {
				*u = Customer{Called: u.Called, ID: "1"}
				if err := u.check("1"); err != nil {
					return err
				}
			}
			if err := (&Campaign{LastUse: g.LastUse, ID: "1", Type: PredictiveCampaign, Status: Started}).check("1"); err != nil {
				return fmt.Errorf("campaign %q: %w", id, err)
			}
		}
		return c.checkMoments()
	}
	var places []string
	moments(reflect.ValueOf(&Center{}).Elem(), "", func(place string, _ *time.Time) { places = append(places, place) })
	if len(places) < 20 {
		t.Errorf("there are only %d times: %s", len(places), places)
	}
	for i, place := range places {
		for at, sound := range map[time.Time]bool{
			{}: true, FirstMoment: true, LastMoment: true,
			FirstMoment.Add(-1): false, LastMoment.Add(1): false, time.Unix(0, 0).AddDate(8100, 0, 0): false,
		} {
			var c Center
			n := 0
			visit := func(_ string, moment *time.Time) {
				if n == i {
					*moment = at
				}
				n++
			}
			moments(reflect.ValueOf(&c).Elem(), "", visit)
			err := check(&c)
			if (err == nil) != sound || err != nil && !strings.Contains(err.Error(), "expected 1970-01-01T00:00:00Z to 9999-12-31T00:00:00Z") {
				t.Errorf("%s at %s: %v", place, at, err)
			}
		}
	}
}
