package callcenter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// A Duration is written as Go writes it: "500ms", "1m30s". All JSON and YAML has durations in this notation.
type Duration time.Duration

// String is the duration as it is written.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalText writes the duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a duration of zero or more.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v < 0 {
		return fmt.Errorf("%.40q is no duration: expected one such as 500ms or 1m30s, of at most 2562047h", b) // what Go can hold
	}
	*d = Duration(v)
	return nil
}

// MarshalDurations writes a struct as JSON with each time.Duration in it, and each pointer to one, as a Duration. A type whose
// fields are durations for Go uses it as its MarshalJSON.
func MarshalDurations(v any) ([]byte, error) {
	from := reflect.ValueOf(v)
	index, to := written(from.Type())
	for i, at := range index {
		to.Field(i).Set(from.FieldByIndex(at).Convert(to.Field(i).Type()))
	}
	return json.Marshal(to.Interface())
}

// UnmarshalDurations reads what MarshalDurations writes into the struct that into points to, and refuses an unknown field.
func UnmarshalDurations(data []byte, into any) error {
	to := reflect.ValueOf(into).Elem()
	index, from := written(to.Type())
	for i, at := range index {
		from.Field(i).Set(to.FieldByIndex(at).Convert(from.Field(i).Type()))
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(from.Addr().Interface()); err != nil {
		return err
	}
	for i, at := range index {
		field := to.FieldByIndex(at)
		field.Set(from.Field(i).Convert(field.Type()))
	}
	return nil
}

// written is an empty struct with the fields of t, those of embedded structs among them, and where each is in t. What is a
// time.Duration there is a Duration here.
func written(t reflect.Type) (index [][]int, empty reflect.Value) {
	var fields []reflect.StructField
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		index = append(index, f.Index)
		switch f.Type {
		case reflect.TypeFor[time.Duration]():
			f.Type = reflect.TypeFor[Duration]()
		case reflect.TypeFor[*time.Duration]():
			f.Type = reflect.TypeFor[*Duration]()
		}
		fields = append(fields, reflect.StructField{Name: f.Name, Type: f.Type, Tag: f.Tag})
	}
	return index, reflect.New(reflect.StructOf(fields)).Elem()
}
