package client_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
)

func TestNew_refuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, server, token string
		option              client.Option
		want                string
	}{
		{"no server", "", token, nil, `the server is "": expected four digits`},
		{"a number", "42", token, nil, `the server is "42"`},
		{"a line more", "0042\n", token, nil, `the server is "0042\n"`},
		{"no token", "0042", "", nil, "the token is malformed: expected visible ASCII"},
		{"a token as read from a file", "0042", token + "\n", nil, "the token is malformed: expected visible ASCII"},
		{"no URL", "0042", token, client.WithBaseURL(""), "WithBaseURL: expected"},
		{"no scheme", "0042", token, client.WithBaseURL("127.0.0.1:8042"), "WithBaseURL: expected"},
		{"another scheme", "0042", token, client.WithBaseURL("ftp://127.0.0.1"), "WithBaseURL: expected"},
		{"no host", "0042", token, client.WithBaseURL("http://:80"), "WithBaseURL: expected"},
		{"a query", "0042", token, client.WithBaseURL("http://127.0.0.1?x=1"), "WithBaseURL: expected"},
		{"an empty query", "0042", token, client.WithBaseURL("http://127.0.0.1?"), "WithBaseURL: expected"},
		{"a fragment", "0042", token, client.WithBaseURL("http://127.0.0.1#x"), "WithBaseURL: expected"},
		{"a user", "0042", token, client.WithBaseURL("http://u:p@127.0.0.1"), "WithBaseURL: expected"},
		{"no HTTP client", "0042", token, client.WithHTTPClient(nil), "WithHTTPClient: the client is nil"},
		{"no concurrency", "0042", token, client.WithTokenConcurrency(0), "WithTokenConcurrency: got 0: expected at least 1"},
		{"negative retries", "0042", token, client.WithRetries(-1), "WithRetries: got -1: expected at least 0"},
		{"no document", "0042", token, client.WithDocument(nil), "WithDocument: line 1: the file is empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var opts []client.Option
			if tt.option != nil {
				opts = append(opts, tt.option)
			}
			c, err := client.New(tt.server, tt.token, opts...)
			if err == nil || c != nil || !strings.HasPrefix(err.Error(), "client: "+tt.want) {
				t.Errorf("client %v, error %v", c, err)
			}
		})
	}
}

// Without a base URL, requests go to the server of the account.
func TestNew_server(t *testing.T) {
	t.Parallel()
	var got string
	c, err := client.New("0007", token, through(func(r *http.Request) (*http.Response, error) {
		got = r.URL.String()
		return httptest.NewRecorder().Result(), nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = c.Hang(t.Context(), "1") // the reply is none
	if want := "https://wv0007.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=1"; got != want {
		t.Errorf("URL %s, expected %s", got, want)
	}
}

func TestOperations(t *testing.T) {
	t.Parallel()
	_, c := world(t)
	var got []string
	for _, o := range c.Operations() {
		got = append(got, o.Name)
	}
	if diff := cmp.Diff(documented(t), got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
	c.Operations()[0] = nil
	if c.Operations()[0] == nil {
		t.Error("a caller can change the list")
	}
}
