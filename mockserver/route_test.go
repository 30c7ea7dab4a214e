package mockserver_test

import (
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// Path, method and api lead to an operation; whatever else is under /api/v2/ gets the vendor's envelope too.
func TestRoute_howAnOperationIsFound(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ method, target, want string }{
		{"POST", "agentbox.php?agent_id=12989&api=hang", "hung_up"},
		{"POST", "agentbox%2Ephp?agent_id=12989&api=hang", "hung_up"},
		{"POST", "agentbox.php", "api_missing"},
		{"POST", "agentbox.php?api=", "api_missing"},
		{"POST", "agentbox.php?API=hang&agent_id=12989", "api_missing"},
		{"POST", "agentbox.php?api=HANG&agent_id=12989", "api_unknown"},
		{"PUT", "configuration.php?api=hang&agent_id=12989", "api_unknown"},
		{"HEAD", "agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"SING", "agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"POST", "configuration.php?api=disable_agent", "method_wrong"},
		{"GET", "information.php?api=agents", "agents_found"},
		{"GET", "information.php?api=hits_last_hour", "api_unknown"},
		{"GET", "real_time.php?api=real_time_agents", "api_unknown"},              // the name that only the document has
		{"GET", "information.php?api=audit_log&date_ini=20260101", "api_unknown"}, // left out
		{"POST", "campaigns.php?api=agents", "path_unknown"},
		{"GET", "", "path_unknown"},
		{"POST", "agentbox.php/?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "Agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "agentbox.php%00?api=hang&agent_id=12989", "path_unknown"},
	} {
		got := callerOf(t, s.NewWorld(t)).mustGet(tt.want, ask{method: tt.method, target: "/api/v2/" + tt.target})
		if tt.method != "HEAD" && !strings.HasPrefix(got.body, "{\n    \"code\": ") {
			t.Errorf("%s: not the vendor's envelope: %s", tt.target, got.body)
		}
	}
}

// A recall is of the new kind when telefono, rellamada or id_camp is there, also empty or alone; each kind needs all that
// it requires (Q-RECALL-SIGNATURE). Whichever it is, GET, PUT and DELETE are not its methods.
func TestRoute_signaturesOfRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	const ofOld = "&customer_phone=3000000001&date=20231122101520&type_recall=auto"
	const ofNew = "&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto"
	for _, tt := range []struct{ query, operation, outcome string }{
		{ofOld, "recall_by_phone", "recall_scheduled"},
		{ofNew, "recall", "recall_scheduled"},
		{ofNew + ofOld, "recall", "recall_scheduled"},
		{"", "recall_by_phone", "parameter_missing"},
		{ofOld + "&telefono=", "recall", "parameter_missing"},
		{ofOld + "&rellamada", "recall", "parameter_missing"},
		{ofOld + "&id_camp=7224", "recall", "parameter_missing"},
		{ofOld + "&id_customer=1&recall_style=auto&name_recall=x", "recall_by_phone", "recall_scheduled"}, // none of the three
		{ofOld + "&TELEFONO=1", "recall_by_phone", "recall_scheduled"},
	} {
		got := c.mustGet(tt.outcome, box("recall", "agent_id=12989"+tt.query))
		if name, _, _ := strings.Cut(got.header.Get("X-Wolkvox-Mock"), "/"); name != tt.operation || newest(t, w).Operation != tt.operation {
			t.Errorf("%s is a %s, in the journal a %s, want %s", tt.query, name, newest(t, w).Operation, tt.operation)
		}
	}
	for _, a := range []ask{newRecall, oldRecall} {
		for _, method := range []string{"GET", "PUT", "DELETE"} {
			a.method = method
			c.mustGet("method_wrong", a)
		}
	}
}
