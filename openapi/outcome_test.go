package openapi

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOutcome_Append(t *testing.T) {
	o := mustOperation(t, "transfer")
	var got []string
	for _, out := range o.Outcomes {
		if out.Name == "transferred" {
			got = append(got, string(out.Append(nil, Data{Values: q("customer_phone", "3\"\n/é\xff", "conn_id", "12.3")})), fmt.Sprint(out.Variables))
		}
	}
	want := []string{"{\n    \"code\": \"200\",\n    \"error\": null,\n    \"msg\": \"Call has been transfer to 3\\\"\\n/é\uFFFD number\",\n    \"data\": {\n        \"conn_id\": \"12.3\"\n    }\n}", "[customer_phone conn_id]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
}
