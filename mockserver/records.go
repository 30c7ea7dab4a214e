package mockserver

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// Reads answer with lists of records. What a record holds is a table that can be read against the vendor's page.

// fields are those of a record, in the vendor's order: the name, which is that of its variable too, and its value.
type fields[T any] []field[T]

type field[T any] struct {
	name  string
	value any // func(T) string; for a moment func(T) time.Time or func(T) digits
}

// text is the value in a row, a moment in the zone.
func (f field[T]) text(row T, zone *time.Location) string {
	switch value := f.value.(type) {
	case func(T) string:
		return value(row)
	case func(T) time.Time:
		return stamp(value(row), zone)
	case func(T) digits:
		return wire.FormatTime(time.Time(value(row)), zone)
	}
	panic(fmt.Sprintf("the value of the field %s is a %T", f.name, f.value))
}

// digits is a moment that is written YYYYmmddHHiiss (documented, hits_last_hour).
type digits time.Time

func (fs fields[T]) names() (all []string) {
	for _, f := range fs {
		all = append(all, f.name)
	}
	return all
}

// recordLists are the records of a reply, by the names that its lists have in the document.
type recordLists = map[string]openapi.Records

// records are rows as a reply shows them.
func (fs fields[T]) records(rows []T, zone *time.Location) openapi.Records {
	return &records[T]{fs, rows, zone, make(openapi.Values, len(fs))}
}

// records are made when the reply is written, without the world's lock: what callcenter gives out is a copy.
type records[T any] struct {
	fields fields[T]
	rows   []T
	zone   *time.Location
	values openapi.Values // of the record that was asked for last
}

func (r *records[T]) Len() int { return len(r.rows) }

func (r *records[T]) Record(i int) openapi.Data {
	for j, f := range r.fields {
		r.values[j] = openapi.Value{Name: f.name, Value: f.text(r.rows[i], r.zone)}
	}
	return openapi.Data{Values: r.values}
}

// read is the row of an operation that lists what it reads under data, and says how many they are.
func read[T any](
	name, outcome string, fs fields[T], rows func(*callcenter.Center, *request) ([]T, error), refused ...callcenter.Kind,
) operation {
	handle := func(c *callcenter.Center, r *request) (result, error) {
		all, err := rows(c, r)
		if err != nil {
			return result{}, err
		}
		return listReply(r, outcome, fs, all)
	}
	return operation{name, handle, gives(outcome).with("count").rows("data", fs), refused}
}

// listReply lists rows under data, and says how many (Q-MSG-COUNT); to find nothing is a refusal (Q-EMPTY-LIST).
func listReply[T any](r *request, outcome string, fs fields[T], rows []T) (result, error) {
	if len(rows) == 0 {
		return result{}, nothingFound(r)
	}
	if err := tooManyFound(len(rows)); err != nil {
		return result{}, err
	}
	res := done(outcome, "count", strconv.Itoa(len(rows)))
	res.Lists = recordLists{"data": fs.records(rows, r.zone)}
	return res, nil
}

// nothingFound names what was asked for.
func nothingFound(r *request) error {
	var filters []string
	for _, p := range r.operation.Parameters {
		if value := r.param(p.Name); p.In == "query" && p.Name != "api" && value != "" {
			filters = append(filters, fmt.Sprintf("%s %q", p.Name, value))
		}
	}
	detail := "there is nothing to list"
	if len(filters) > 0 {
		detail = "nothing has the " + strings.Join(filters, " and the ")
	}
	return notFound(NoneFound, "%s", detail)
}

// matching are the rows whose id a filter names; an empty filter keeps all.
func matching[T any](rows []T, filter string, id func(T) string) []T {
	if filter == "" {
		return rows
	}
	return slices.DeleteFunc(rows, func(row T) bool { return id(row) != filter })
}

// How reads write what they have found. All values are texts, numbers too (example, observed).

// stamp is a moment, 2026-08-12 08:02:08 (observed; Q-LAST-USE, Q-RECALL-DATE-OUT, Q-DNC-DATE); blank when there was none.
func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.DateTime)
}

// span is how long something took, 00:55:47 (observed; Q-REALTIME-TIMES); never less than nothing.
func span(d time.Duration) string {
	s := int64(max(0, d) / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// percent is a share, 34.64 % (observed; Q-OCUPATION).
func percent(share float64) string { return strconv.FormatFloat(share, 'f', 2, 64) + " %" }

// yesNo is a flag (documented).
func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

// decimal is a number with as many digits as it needs.
func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// permanence is the type of an address of the firewall list (documented, get_ip).
func permanence(permanent bool) string {
	if permanent {
		return "permanente"
	}
	return "temporal"
}

// reportType is the type of a call as reports name it (documented, calls_last_10; an auxiliary call is inferred,
// Q-AUX-TYPE).
func reportType(k callcenter.Call) string {
	switch k.Type {
	case callcenter.Predictive:
		return "out_pre"
	case callcenter.Manual, callcenter.Auxiliary:
		return "outbound_ma"
	}
	return string(k.Type)
}
