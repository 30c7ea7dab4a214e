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
	"wolkvoxmock/mockserver/wire"
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
	want := result{"agents_found", openapi.Data{Values: openapi.Values{{Name: "count", Value: "2"}}, Lists: recordLists{"data": {
		{Values: openapi.Values{{Name: "number", Value: "7"}, {Name: "double", Value: "14"}}},
		{Values: openapi.Values{{Name: "number", Value: "8"}, {Name: "double", Value: "16"}}},
	}}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{})); diff != "" || err != nil {
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

func TestRecords_span(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0:                                 "00:00:00",
		time.Second - 1:                   "00:00:00", // begun seconds do not count
		time.Second:                       "00:00:01",
		59 * time.Second:                  "00:00:59",
		time.Minute:                       "00:01:00",
		55*time.Minute + 47*time.Second:   "00:55:47",
		time.Hour:                         "01:00:00",
		24 * time.Hour:                    "24:00:00",
		100*time.Hour - time.Second:       "99:59:59",
		100 * time.Hour:                   "100:00:00", // hours have as many digits as they need
		12345*time.Hour + 61*time.Second:  "12345:01:01",
		math.MaxInt64:                     "2562047:47:16",
		-time.Second:                      "00:00:00", // never negative
		time.Duration(math.MinInt64):      "00:00:00",
		-(100*time.Hour + 61*time.Second): "00:00:00",
	} {
		if got := span(d); got != want {
			t.Errorf("%s is written %s, want %s", d, got, want)
		}
	}
}

func TestRecords_percent(t *testing.T) {
	t.Parallel()
	for share, want := range map[float64]string{
		0: "0.00 %", 100: "100.00 %", 34.64: "34.64 %", 34.6449: "34.64 %", 100.0 / 3: "33.33 %", 200.0 / 3: "66.67 %", 0.001: "0.00 %",
	} {
		if got := percent(share); got != want {
			t.Errorf("%v is written %s, want %s", share, got, want)
		}
	}
}

func TestRecords_decimal(t *testing.T) {
	t.Parallel()
	for n, want := range map[float64]string{0: "0", 2: "2", 62.5: "62.5", 0.1: "0.1", 1e6: "1000000", 1e21: "1000000000000000000000"} {
		if got := decimal(n); got != want {
			t.Errorf("%v is written %s, want %s", n, got, want)
		}
	}
}

// Moments are those of UTC, to the second.
func TestRecords_stamps(t *testing.T) {
	t.Parallel()
	bogota := time.FixedZone("", -5*3600)
	for _, tt := range []struct {
		at             time.Time
		stamp, compact string
	}{
		{time.Date(2026, 8, 12, 8, 2, 8, 0, time.UTC), "2026-08-12 08:02:08", "20260812080208"},
		{time.Date(2026, 8, 12, 8, 2, 8, 999_999_999, time.UTC), "2026-08-12 08:02:08", "20260812080208"},
		{time.Date(2026, 12, 31, 20, 0, 0, 0, bogota), "2027-01-01 01:00:00", "20270101010000"},
		{time.Unix(0, 0), "1970-01-01 00:00:00", "19700101000000"},
	} {
		if got := stamp(tt.at); got != tt.stamp {
			t.Errorf("%s is written %s, want %s", tt.at, got, tt.stamp)
		}
		if got := wire.FormatTime(tt.at); got != tt.compact {
			t.Errorf("%s is written %s, want %s", tt.at, got, tt.compact)
		}
	}
	if got := stamp(time.Time{}); got != "" {
		t.Errorf("never is written %q, want nothing", got)
	}
}

func TestRecords_yesNo(t *testing.T) {
	t.Parallel()
	if yesNo(true) != "yes" || yesNo(false) != "no" {
		t.Errorf("%s, %s", yesNo(true), yesNo(false))
	}
}

func TestReportType(t *testing.T) {
	for typ, want := range map[callcenter.CallType]string{
		callcenter.Inbound: "inbound", callcenter.Predictive: "out_pre", callcenter.Manual: "outbound_ma",
		callcenter.Auxiliary: "outbound_ma", callcenter.Transfer: "transfer",
	} {
		if got := reportType(callcenter.Call{Type: typ}); got != want {
			t.Errorf("%s: %s, want %s", typ, got, want)
		}
	}
}
