package mockserver

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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
	zone      *time.Location        // of the world: dates are read and written in it (Q-TIMEZONE)
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

// longestList is the list of the body with the most members, and how many they are.
func (r *request) longestList() (name string, n int) {
	for i := range r.operation.Parameters {
		p := &r.operation.Parameters[i]
		if v := r.fields[p.Name]; p.In == "body" && len(v.List)+v.Beyond > n {
			name, n = p.Name, len(v.List)+v.Beyond
		}
	}
	return name, n
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

// holds reports whether a parameter is a value, or has it among others; of a file it is the name. A parameter that was not
// sent is the empty text.
func (r *request) holds(name, value string) bool {
	for i := range r.operation.Parameters {
		if p := &r.operation.Parameters[i]; p.Name == name && p.Kind == openapi.File {
			return slices.ContainsFunc(r.files, func(f wire.File) bool { return f.Name == value })
		}
	}
	if list := r.fields[name].List; list != nil {
		return slices.Contains(list, value)
	}
	return r.param(name) == value
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
		AgentID: r.param("agent_id"), CampaignID: r.param("id_camp"), CustomerID: r.text("id_customer", "the id of a customer"),
		Phone: r.phone(phone), Due: r.date(date), Style: r.style("recall_style"), CustomerName: r.param("name_recall"),
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
		Description: r.given("description_cod_act"), Hit: r.flag("hit"), RPC: r.flag("rpc"), Chat: r.flag("chat"),
		Studio: r.flag("studio"), Voice: r.flag("voice"), Interactions: r.flag("interactions"),
	}
}

// The words of the wire. What is none of them is refused when the operation comes to it: see callcenter.Given.
var (
	yesOrNo    = map[string]bool{"yes": true, "no": false}
	noUnless   = map[string]bool{"yes": true, "no": false, "": false} // documented for permanent of add_ip
	showOrHide = map[string]bool{"show": true, "hide": false}
	styles     = map[string]callcenter.CallbackStyle{"auto": callcenter.Auto, "manual": callcenter.ByHand}
	stylesRead = map[string]callcenter.CallbackStyle{ // Q-RECALL-TYPE-DEFAULT
		"auto": callcenter.Auto, "manual": callcenter.ByHand, "all": callcenter.AnyStyle, "": callcenter.AnyStyle,
	}
	directions = map[string]callcenter.Direction{
		"inbound": callcenter.DNCInbound, "outbound": callcenter.DNCOutbound, "all": callcenter.DNCBoth,
		"inbound/outbound": callcenter.DNCBoth,
	}
	directionsLeft = map[string]callcenter.Direction{ // of remove_dnc: Q-DNC-TYPE-DEFAULT
		"inbound": callcenter.DNCInbound, "outbound": callcenter.DNCOutbound, "all": callcenter.DNCBoth,
		"inbound/outbound": callcenter.DNCBoth, "": callcenter.DNCBoth,
	}
	directionsRead = map[string]callcenter.Direction{ // of get_dnc, which does not name inbound/outbound
		"inbound": callcenter.DNCInbound, "outbound": callcenter.DNCOutbound, "all": callcenter.DNCBoth,
	}
	lawItems = map[string]callcenter.LawItem{"telephone": callcenter.LawTelephone, "customer_id": callcenter.LawCustomer}
)

const anyDirection = "inbound, outbound, inbound/outbound or all"

// word is what a word of a parameter stands for.
func word[T any](r *request, name string, words map[string]T, expected string) callcenter.Given[T] {
	value, known := words[r.param(name)]
	if !known {
		return callcenter.Given[T]{Refusal: r.wrong(name, expected)}
	}
	return callcenter.Is(value)
}

// wrong refuses the value of a parameter.
func (r *request) wrong(name, expected string) error {
	return &callcenter.Error{
		Class: callcenter.Invalid, Kind: callcenter.ValueInvalid, AgentID: r.param("agent_id"), Parameter: name,
		Detail: r.detail(name, expected),
	}
}

func (r *request) detail(name, expected string) string {
	value := r.param(name)
	value = value[:min(len(value), callcenter.MaxDetail)] // all of it, quoted, would take a multiple of it
	return fmt.Sprintf("%.*s", callcenter.MaxDetail, fmt.Sprintf("%s is %q: expected %s", name, value, expected))
}

// flag is yes or no, nil when it was not sent.
func (r *request) flag(name string) *callcenter.Given[bool] {
	if r.given(name) == nil {
		return nil
	}
	flag := word(r, name, yesOrNo, "yes or no")
	return &flag
}

func (r *request) style(name string) callcenter.Given[callcenter.CallbackStyle] {
	return word(r, name, styles, "auto or manual")
}

// text is a parameter that must hold some text.
func (r *request) text(name, expected string) callcenter.Given[string] {
	text := callcenter.Is(r.param(name))
	if text.Value == "" || !utf8.ValidString(text.Value) {
		text.Refusal = r.wrong(name, expected)
	}
	return text
}

// phone is a number in any form.
func (r *request) phone(name string) callcenter.Given[string] {
	phone := callcenter.Is(r.param(name))
	if phone.Value == "" {
		phone.Refusal = r.wrong(name, "a phone number")
	}
	return phone
}

// date is a moment, as the vendor writes it.
func (r *request) date(name string) callcenter.Given[time.Time] {
	moment, err := wire.ParseTime(r.param(name), r.zone)
	if err != nil {
		return callcenter.Given[time.Time]{Refusal: r.wrong(name, wire.TimeExpected)}
	}
	if callcenter.CheckMoment(name, moment) != nil {
		return callcenter.Given[time.Time]{Refusal: r.wrong(name, "a date from "+callcenter.MomentExpected)}
	}
	return callcenter.Is(moment)
}

// number is a number of licences, nil when it was not sent.
func (r *request) number(name string) *callcenter.Given[int] {
	text := r.given(name)
	if text == nil {
		return nil
	}
	n, err := strconv.ParseUint(*text, 10, 31)
	number := callcenter.Is(int(n))
	if err != nil {
		number.Refusal = r.wrong(name, fmt.Sprintf("a whole number from 0 to %d", callcenter.MaxLicences))
	}
	return &number
}

// address is an IP address.
func (r *request) address(name string) callcenter.Given[callcenter.IP] {
	address, err := callcenter.ParseIP(r.param(name))
	if err != nil {
		return callcenter.Given[callcenter.IP]{Refusal: &callcenter.Error{
			Class: callcenter.Invalid, Kind: callcenter.IPInvalid, Detail: r.detail(name, "an IPv4 address, such as 192.0.2.1"),
		}}
	}
	return callcenter.Is(address)
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
