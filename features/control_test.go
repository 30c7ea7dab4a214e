package features_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// web carries all that these tests send. It speaks to one server, in four scenarios at a time, and goes through no proxy.
var web = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 16}}

// A control speaks to the control API of a mock, as any other program would: the same scenarios run against a server in
// this process, a binary and a container.
type control struct{ url, token string }

// A problem is a refusal of the control API.
type problem struct{ Type, Title, Detail string }

func (p *problem) Error() string {
	return fmt.Sprintf("the control API refuses: %s (%s)", p.Detail, p.Type)
}

// do sends a value, nil for none, and reads the answer into another, nil for none. A refusal is a *problem.
func (c control) do(ctx context.Context, method, path string, send, into any) error {
	var body io.Reader = http.NoBody
	if send != nil {
		b, err := json.Marshal(send)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.url+path, body)
	if err != nil {
		return err
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if send != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := web.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	switch b, err := io.ReadAll(res.Body); {
	case err != nil:
		return err
	case res.StatusCode >= 400:
		p := &problem{Type: res.Status, Detail: string(b)}
		_ = json.Unmarshal(b, p) // what is no problem stands in Detail as it came
		return p
	case into == nil:
		return nil
	default:
		if text, is := into.(*string); is {
			*text = string(b)
			return nil
		}
		return json.Unmarshal(b, into)
	}
}

// What the control API shows of a world, as far as the scenarios look at it.
type (
	world struct{ Name, Server, Token string }

	agent struct {
		ID      string `json:"agent_id"`
		Enabled bool
		Status  string
		State   string // what the status is called
		Since   time.Time
		Hidden  []string // buttons
		Call    *call    `json:"current_call"`
	}

	call struct {
		ID           string `json:"conn_id"`
		Type         string
		Phone        string
		AgentID      string `json:"agent_id"`
		State        string
		EndedBy      string `json:"ended_by"`
		Follows      string
		CustomerID   string `json:"customer_id"`
		CustomerName string `json:"customer_name"`
		CampaignID   string `json:"campaign_id"`
		SkillID      string `json:"skill_id"`
		Position     int    // in the queue of the skill
		Disposition  disposition
		Tones        string
		Muted        bool
		OnHold       bool `json:"on_hold"`
	}

	// disposition is how a call was coded; the zero one when it was not.
	disposition struct {
		Code     string `json:"cod_act"`
		Code2    string `json:"cod_act_2"`
		Comments string
	}

	entry struct {
		Seq        int
		Operation  string
		Outcome    string
		Evidence   string
		AgentID    string `json:"agent_id"`
		Reason     string
		Lost       string
		Violations []struct{ Rule, Severity, Where, Expected, Got, Try string }
		Request    struct{ Target string }
		Reply      struct{ Status int }
	}

	fault struct {
		ID        string `json:"id,omitempty"`
		Operation string `json:"operation,omitempty"`
		Phase     string `json:"phase,omitempty"`
		Times     int    `json:"times,omitempty"`
		Status    int    `json:"status,omitempty"`
		Latency   string `json:"latency,omitempty"`
		Drop      bool   `json:"drop,omitempty"`
		Applied   int    `json:"applied,omitempty"`
	}

	gate struct {
		ID        string `json:"id,omitempty"`
		Operation string `json:"operation,omitempty"`
		Times     int    `json:"times,omitempty"`
		Waiting   int    `json:"waiting,omitempty"`
	}

	coverage struct{ Outcomes, Transitions map[string]int }
)

// at is a path under a world.
func (w world) at(format string, args ...any) string {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = url.PathEscape(s)
		}
	}
	return "/__admin/worlds/" + url.PathEscape(w.Name) + fmt.Sprintf(format, args...)
}
