package client_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// It sends an empty password, where the method of the operation would send none.
func TestResetPassword(t *testing.T) {
	t.Parallel()
	var got message
	c := mustClient(t, token, "http://127.0.0.1", within(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = mustMessage(t, r)
	})))
	_, _ = c.ResetPassword(t.Context(), "12992") // the reply is none
	expected := message{
		Method: "PUT", Path: "/api/v2/configuration.php", Query: "api=edit_agent&agent_id=12992", JSON: map[string]any{"agent_pass": ""},
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}
