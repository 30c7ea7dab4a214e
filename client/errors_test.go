package client_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

var sentinels = []error{
	client.ErrTokenBusy, client.ErrTokenRefused, client.ErrQuotaExceeded, client.ErrContract, client.ErrFateUnknown,
}

// Some refusals have an error of their own, for errors.Is.
func TestAPIError_is(t *testing.T) {
	t.Parallel()
	expected := map[string]error{
		"token_busy": client.ErrTokenBusy, "token_missing": client.ErrTokenRefused, "token_unknown": client.ErrTokenRefused,
		"token_limit_exceeded": client.ErrQuotaExceeded,
	}
	for _, out := range mustDocument(t).General {
		c := mustClient(t, token, "http://127.0.0.1", client.WithRetries(0), answering(out.Status, out.Append(nil, filled(out, 1, ""))))
		_, err := c.Hang(t.Context(), "1")
		var refused *client.APIError
		if out.Name != "fault_injected" && (!errors.As(err, &refused) || refused.Status != out.Status) { // its code is no number here
			t.Errorf("%s: error %v", out.Name, err)
		}
		for _, is := range sentinels[:3] {
			if errors.Is(err, is) != (is == expected[out.Name]) {
				t.Errorf("%s: %v is %q: %t", out.Name, err, is, errors.Is(err, is))
			}
		}
		delete(expected, out.Name)
	}
	if len(expected) > 0 {
		t.Errorf("the document does not have %v", expected)
	}
}

// Refusals of the mock, and how they read.
func TestAPIError_text(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, tt := range []struct {
		name    string
		opts    []client.Option
		arrange fault.Fault
		text    string
	}{
		{"its own", nil, fault.Fault{}, "hang: refused with 404 Not Found: Agent_id 12991 does not have an active call. (no_active_call)"},
		{"a general one", []client.Option{header("wolkvox-token", "another")}, fault.Fault{}, "hang: refused with 403 FORBIDDEN: PLEASE VALIDATE TOKEN (token_unknown)"},
		{"no world", []client.Option{header("X-Wolkvox-Mock-World", "nowhere")}, fault.Fault{}, "hang: refused with 404 Not Found: wolkvox-mock has no world nowhere. (world_unknown)"},
		{"no path", []client.Option{client.WithBaseURL(srv.URL() + "/api/v2/")}, fault.Fault{}, "hang: refused with 404 Not Found: The page you requested does not exist. (path_unknown)"},
		{"arranged", nil, fault.Fault{Status: 503}, "hang: refused with 503 Service Unavailable: wolkvox-mock was told to answer so. (fault_injected)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			if tt.arrange.Status > 0 {
				if _, err := w.AddFault(tt.arrange); err != nil {
					t.Fatal(err)
				}
			}
			_, err := mustClient(t, w.Token(), srv.URL(), tt.opts...).Hang(t.Context(), "12991")
			var refused *client.APIError
			if !errors.As(err, &refused) || err.Error() != tt.text {
				t.Errorf("error %v, expected %s", err, tt.text)
			}
		})
	}
}

// A refusal that nobody documented, in the documented form, is a refusal.
func TestCall_unknownRefusal(t *testing.T) {
	t.Parallel()
	answer := answering(http.StatusTeapot, []byte(`{"code":"418","error":"I'm a teapot","msg":"short\nand\u001b[31m stout"}`))
	_, err := mustClient(t, token, "http://127.0.0.1", answer).Hang(t.Context(), "1")
	if want := `hang: refused with 418 I'm a teapot: short and [31m stout`; err == nil || err.Error() != want {
		t.Errorf("error %v, expected %s", err, want)
	}
}

// header sends requests over the network with another value of a header.
func header(name, value string) client.Option {
	return through(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.Header.Set(name, value)
		return http.DefaultTransport.RoundTrip(r)
	})
}

// No text of an error shows the token, wherever a caller or the service puts it.
func TestErrors_showNoToken(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	secret := w.Token()
	ctx := t.Context()
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.Header.Get("wolkvox-token"))
		w.WriteHeader(404)
	}))
	defer echo.Close()
	broken := mustClient(t, secret, "http://wolkvox.invalid", through(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("cannot send %s with %s", r.URL, r.Header)
	}))
	cut := mustClient(t, secret, "http://wolkvox.invalid", through(func(r *http.Request) (*http.Response, error) {
		body := io.NopCloser(iotest.ErrReader(fmt.Errorf("cannot read the reply to %s", r.Header)))
		return &http.Response{StatusCode: 200, Body: body}, nil
	}))
	nowhere := mustClient(t, secret, "http://127.0.0.1:1")
	for name, call := range map[string]func() error{
		"echoed by a refusal":  func() error { _, err := c.ChangeStatus(ctx, "12991", secret); return err },
		"in a wrong parameter": func() error { _, err := c.Hang(ctx, secret+"!"); return err },
		"name of an operation": func() error { _, err := c.Call(ctx, secret, nil); return err },
		"name of a parameter": func() error {
			_, err := c.Call(ctx, "hang", params(secret, "1", "agent_id", "1", "x", secret))
			return err
		},
		"in a URL nobody answers":   func() error { _, err := nowhere.ChangeStatus(ctx, "1", secret); return err },
		"in the transport's error":  func() error { _, err := broken.ChangeStatus(ctx, "1", secret); return err },
		"in an error of the body":   func() error { _, err := cut.Hang(ctx, "1"); return err },
		"in a header of the reply":  func() error { _, err := mustClient(t, secret, echo.URL).Hang(ctx, "1"); return err },
		"the same, leniently":       func() error { _, err := mustClient(t, secret, echo.URL, client.Lenient()).Hang(ctx, "1"); return err },
		"a token of the wrong form": func() error { _, err := client.New("0042", secret+"\n"); return err },
	} {
		err := call()
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, text := range []string{err.Error(), fmt.Sprintf("%v %+v", err, err)} {
			if strings.Contains(strings.ToLower(text), secret) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
	if n := w.Requests(journal.Query{}).Total; n != 1 {
		t.Errorf("%d requests reached the mock", n)
	}
}
