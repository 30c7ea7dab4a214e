package mockserver

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

var numberFields = fields[int]{
	{"number", strconv.Itoa},
	{"double", func(n int) string { return strconv.Itoa(2 * n) }},
}

// What a read hands over: its records and how many they are, or that there is none (Q-EMPTY-LIST).
func TestRecords_listReply(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	asks := func(operation string, filters ...openapi.Value) *request {
		return &request{operation: doc.Operation(operation), query: filters}
	}
	got, err := listReply(asks("agents"), "agents_found", numberFields, []int{7, 8})
	want := result{"agents_found", openapi.Data{Values: openapi.Values{{Name: "count", Value: "2"}}, Lists: recordLists{"data": openapi.RecordsOf(
		openapi.Data{Values: openapi.Values{{Name: "number", Value: "7"}, {Name: "double", Value: "14"}}},
		openapi.Data{Values: openapi.Values{{Name: "number", Value: "8"}, {Name: "double", Value: "16"}}},
	)}}}
	written := cmp.Transformer("written", func(rows openapi.Records) (all []openapi.Data) {
		for i := range rows.Len() {
			row := rows.Record(i)
			row.Values = slices.Clone(row.Values) // it counts until the next one
			all = append(all, row)
		}
		return all
	})
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{}), written); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, tt := range []struct {
		r    *request
		want string
	}{
		{asks("agents"), "there is nothing to list"},
		{asks("agents", openapi.Value{Name: "agent", Value: "9"}), `nothing has the agent "9"`},
		{asks("law2300_info", openapi.Value{Name: "nit", Value: "1"}, openapi.Value{Name: "phone", Value: "2"}), `nothing has the nit "1" and the phone "2"`},
		{asks("get_ip", openapi.Value{Name: "other", Value: "9"}), "there is nothing to list"},
	} {
		_, err := listReply(tt.r, "", numberFields, nil)
		refused, is := errors.AsType[*callcenter.Error](err)
		if !is || refused.Kind != "none_found" || refused.Detail != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// Each operation of a read knows the names of its records' variables, each once.
func TestRecords_names(t *testing.T) {
	t.Parallel()
	for _, row := range operations {
		for list, names := range row.success.lists {
			if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
				t.Errorf("%s: the records of %s have a name twice: %v", row.name, list, names)
			}
		}
	}
}

// How reads write what they have found.
func TestRecords_formats(t *testing.T) {
	t.Parallel()
	const hour, second = time.Hour, time.Second
	for _, tt := range []struct{ got, want string }{
		{span(0), "00:00:00"}, {span(second - 1), "00:00:00"}, {span(second), "00:00:01"}, {span(time.Minute), "00:01:00"}, // begun seconds do not count
		{span(55*time.Minute + 47*second), "00:55:47"}, {span(hour - second), "00:59:59"}, {span(100*hour - second), "99:59:59"},
		{span(12345*hour + 61*second), "12345:01:01"}, {span(-second), "00:00:00"}, {span(math.MinInt64), "00:00:00"}, // never negative
		{percent(0), "0.00 %"}, {percent(100), "100.00 %"}, {percent(34.6449), "34.64 %"}, {percent(200.0 / 3), "66.67 %"},
		{decimal(0), "0"}, {decimal(62.5), "62.5"}, {decimal(0.1), "0.1"}, {decimal(1e6), "1000000"}, {decimal(1e21), "1000000000000000000000"},
		{stamp(time.Date(2026, 8, 12, 8, 2, 8, 999_999_999, time.UTC), time.UTC), "2026-08-12 08:02:08"}, {stamp(time.Unix(0, 0), time.UTC), "1970-01-01 00:00:00"},
		{stamp(time.Date(2027, 1, 1, 1, 0, 0, 0, time.UTC), time.FixedZone("", -5*3600)), "2026-12-31 20:00:00"}, {stamp(time.Time{}, time.UTC), ""}, // never
		{yesNo(true), "yes"}, {yesNo(false), "no"}, {permanence(true), "permanente"}, {permanence(false), "temporal"},
	} {
		if tt.got != tt.want {
			t.Errorf("it is written %q, want %q", tt.got, tt.want)
		}
	}
}

func TestRecords_reportType(t *testing.T) {
	for typ, want := range map[callcenter.CallType]string{
		callcenter.Inbound: "inbound", callcenter.Predictive: "out_pre", callcenter.Manual: "outbound_ma",
		callcenter.Auxiliary: "outbound_ma", callcenter.Transfer: "transfer",
	} {
		if got := reportType(callcenter.Call{Type: typ}); got != want {
			t.Errorf("%s: %s, want %s", typ, got, want)
		}
	}
}
