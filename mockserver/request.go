package mockserver

import (
	"slices"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// A request is what was asked, as its operation reads it. Nothing changes it once the operation has it.
type request struct {
	operation *openapi.Operation // nil while it is unknown
	query     openapi.Values
	fields    map[string]wire.Value // of a JSON body
	files     []wire.File           // of a form
	now       time.Time             // by the world's clock, read once
	quota     tokenUse              // of the token, this request included; zero where requests are free
}

// parseQuery reads a query as PHP does.
func parseQuery(raw string) openapi.Values {
	if raw == "" {
		return nil
	}
	values := make(openapi.Values, 0, 1+strings.Count(raw, "&"))
	for name, value := range wire.Query(raw) {
		values = append(values, openapi.Value{Name: name, Value: value})
	}
	return values
}

// param is a parameter that is a text, wherever the document says that it travels.
func (r *request) param(name string) string {
	if r.operation != nil {
		for i := range r.operation.Parameters {
			if p := &r.operation.Parameters[i]; p.Name == name && p.In == "body" {
				return r.fields[name].Text
			}
		}
	}
	return r.query.Get(name)
}

// list is a field of the body that is a list of texts; a single text is a list of one (Q-DNC-FORM).
func (r *request) list(name string) []string {
	if v := r.fields[name]; v.List != nil || v.Text == "" {
		return v.List
	}
	return []string{r.fields[name].Text}
}

// optional is a field of the body, nil when it was not sent; null counts as that (Q-NULL-FIELD), and so does a list,
// which is no text (inferred).
func (r *request) optional(name string) *string {
	v, sent := r.fields[name]
	if !sent || v.List != nil {
		return nil
	}
	return &v.Text
}

// given is a field of the body, nil when it was not sent, or empty: what is optional counts as not given then
// (Q-EMPTY-PARAM).
func (r *request) given(name string) *string {
	if v := r.optional(name); v != nil && *v != "" {
		return v
	}
	return nil
}

// has reports whether a parameter was sent, and with a value: an empty one counts as missing (Q-EMPTY-PARAM).
func (r *request) has(p *openapi.Parameter) bool {
	switch {
	case p.Kind == openapi.File:
		return len(r.files) > 0
	case p.In == "body":
		v := r.fields[p.Name]
		return v.Text != "" || p.Kind != openapi.Text && len(v.List) > 0
	}
	return r.query.Get(p.Name) != ""
}

// missing is the first required parameter that was not sent, nil when all were.
func (r *request) missing() *openapi.Parameter {
	i := slices.IndexFunc(r.operation.Parameters, func(p openapi.Parameter) bool {
		return p.Required && p.In != "header" && !r.has(&p)
	})
	if i < 0 {
		return nil
	}
	return &r.operation.Parameters[i]
}

// agentEdit is what create_agent and edit_agent say of an agent. An empty password asks for a random one; of the others,
// an empty one counts as not given (Q-EMPTY-PARAM).
func (r *request) agentEdit() callcenter.AgentEdit {
	return callcenter.AgentEdit{
		DNI: r.given("agent_dni"), Name: r.given("agent_name"), SSO: r.given("agent_sso"), Password: r.optional("agent_pass"),
	}
}

// recall is the callback that a request is about. The parameters of phone and date are called differently in each.
func (r *request) recall(phone, date string) callcenter.Recall {
	return callcenter.Recall{
		AgentID: r.param("agent_id"), CampaignID: r.param("id_camp"), CustomerID: r.param("id_customer"), Phone: r.param(phone),
		Date: r.param(date), Style: r.param("recall_style"), CustomerName: r.param("name_recall"),
	}
}

func (r *request) skill() callcenter.SkillChange {
	return callcenter.SkillChange{
		Name: r.given("skill_name"), Description: r.given("description_skill"), Voicemail: r.given("voicemail"),
		WelcomeMessage: r.given("welcome_message"), VTO: r.given("vto"),
	}
}

func (r *request) codeGroup() callcenter.CodeGroup { return callcenter.CodeGroup(r.param("type_code")) }

func (r *request) code() callcenter.CodeChange {
	return callcenter.CodeChange{
		Description: r.given("description_cod_act"), Hit: r.given("hit"), RPC: r.given("rpc"), Chat: r.given("chat"),
		Studio: r.given("studio"), Voice: r.given("voice"), Interactions: r.given("interactions"),
	}
}

// uploads are the files of the form. Of a file the call center keeps what a read shows, not what is in it.
func (r *request) uploads() (all []callcenter.Upload) {
	for _, f := range r.files {
		all = append(all, callcenter.Upload{Name: f.Name, Size: int(f.Size), Seconds: int(f.Duration.Round(time.Second) / time.Second)})
	}
	return all
}

// sentFiles are the files as the journal shows them.
func (r *request) sentFiles() string {
	var lines []string
	for _, f := range r.files {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

// A result is how an operation ended: the name of the outcome, and what fills its reply beside the request's parameters.
type result struct {
	outcome string
	openapi.Data
}

// done is a result with the values of its reply: their names, as the document has them, and the values, in pairs.
func done(outcome string, pairs ...string) result {
	r := result{outcome: outcome}
	for i := 0; i < len(pairs); i += 2 {
		r.Values = append(r.Values, openapi.Value{Name: pairs[i], Value: pairs[i+1]})
	}
	return r
}
