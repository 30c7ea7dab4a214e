package client_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
)

// It sends an empty password, where the method of the operation would send none.
func TestResetPassword(t *testing.T) {
	t.Parallel()
	got := sent(t, func(c *client.Client) { _, _ = c.ResetPassword(t.Context(), "12992") })
	expected := message{
		Method: "PUT", Path: "/api/v2/configuration.php", Query: "api=edit_agent&agent_id=12992",
		JSON: map[string]any{"agent_pass": ""},
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}
