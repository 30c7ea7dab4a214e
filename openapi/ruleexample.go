package openapi

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
)

// A RuleExample is how a rule is broken in the demo world as it begins, and how it is kept: command lines for a POSIX shell.
// There is none for what no request can bring about.
type RuleExample struct{ Breaks, Keeps []string }

// A ruleRequest is a request to the wolkvox API, or to the control API of the world: "METHOD target body". The next one does not
// wait for it when it ends in " &". That of a sample is "operation/outcome".
type ruleRequest = string

// A breach is an example of a rule. Where what keeps it is not stated, it is the corrected request.
type breach struct {
	breaks []ruleRequest
	header string // in place of that with the token, {token} in it; "-" for none
	keeps  []ruleRequest
}

// What the examples are made of: agent 12989 is talking, 12991 Ready, 12992 logged out, 12993 in ACW.
const (
	hang12989  = "POST /api/v2/agentbox.php?api=hang&agent_id=12989"
	hang12991  = "POST /api/v2/agentbox.php?api=hang&agent_id=12991"
	hang12993  = "POST /api/v2/agentbox.php?api=hang&agent_id=12993"
	hold12989  = "POST /api/v2/agentbox.php?api=hold&agent_id=12989"
	dialFrom   = "POST /api/v2/agentbox.php?api=dial&customer_phone=3000000000&agent_id="
	readAgents = "GET /api/v2/real_time.php?api=agents"
	disable    = "PUT /api/v2/configuration.php?api=disable_agent"
	slowHang   = `POST /faults {"operation":"hang","latency":"1s"}`
	lostHold   = `POST /faults {"operation":"hold","phase":"after","status":504}`
	fiveLater  = `PUT /clock {"action":"advance","duration":"5m"}`
)

var breaches = map[Rule]breach{
	RulePathUnknown:       {breaks: []ruleRequest{"POST /api/agentbox.php?api=hang&agent_id=12989"}},
	RulePathWrong:         {breaks: []ruleRequest{"POST /api/v2/configuration.php?api=hang&agent_id=12989"}},
	RuleMethodWrong:       {breaks: []ruleRequest{"GET /api/v2/agentbox.php?api=hang&agent_id=12989"}},
	RuleAPIMissing:        {breaks: []ruleRequest{"POST /api/v2/agentbox.php?agent_id=12989"}},
	RuleAPIUnknown:        {breaks: []ruleRequest{"POST /api/v2/agentbox.php?api=hangup&agent_id=12989"}},
	RuleAPICase:           {breaks: []ruleRequest{"POST /api/v2/agentbox.php?api=HANG&agent_id=12989"}},
	RuleAPIInBody:         {breaks: []ruleRequest{"POST /api/v2/agentbox.php api=hang&agent_id=12989"}},
	RuleQuerySeparator:    {breaks: []ruleRequest{"POST /api/v2/agentbox.php?agent_id=12989;api=hang"}},
	RuleTokenMissing:      {breaks: []ruleRequest{hang12989}, header: "-"},
	RuleTokenUnknown:      {breaks: []ruleRequest{hang12989}, header: "wolkvox-token: 00112233445566778899aabb"},
	RuleTokenMisplaced:    {breaks: []ruleRequest{hang12989}, header: "Authorization: Bearer {token}"},
	RuleParameterMissing:  {breaks: []ruleRequest{"POST /api/v2/agentbox.php?api=hang"}},
	RuleParameterValue:    {breaks: []ruleRequest{"POST /api/v2/agentbox.php?api=hang&agent_id=ana"}},
	RuleParameterUnknown:  {breaks: []ruleRequest{hang12989 + "&agentid=12989"}},
	RuleParameterRepeated: {breaks: []ruleRequest{hang12989 + "&agent_id=12989"}},
	RuleBodyJSON:          {breaks: []ruleRequest{disable + " agent_id: 12992"}},
	RuleBodyForm:          {breaks: []ruleRequest{disable + " agent_id=12992"}},
	RuleBodyUnexpected:    {breaks: []ruleRequest{`GET /api/v2/information.php?api=agents {"agent":"12989"}`}},
	RuleBodyValue:         {breaks: []ruleRequest{disable + ` {"agent_id":12992}`}},

	RuleTokenConcurrent: {
		breaks: []ruleRequest{slowHang, hang12989 + " &", hang12991},
		keeps:  []ruleRequest{hang12989, hang12991},
	},
	RuleRetryUnchecked: {
		breaks: []ruleRequest{lostHold, readAgents, hold12989, hold12989},
		keeps:  []ruleRequest{lostHold, readAgents, hold12989, readAgents, hold12989},
	},
	RuleLimitExceeded:   {breaks: []ruleRequest{"upload_audio/file_too_large"}, keeps: []ruleRequest{"upload_audio/audios_uploaded"}},
	RuleAgentLoggedOut:  {breaks: []ruleRequest{dialFrom + "12992"}, keeps: []ruleRequest{readAgents, dialFrom + "12991"}},
	RuleRefusalRepeated: {breaks: []ruleRequest{hang12991, hang12991}, keeps: []ruleRequest{hang12991, readAgents}},
	RuleRefusalIgnored:  {breaks: []ruleRequest{dialFrom + "12993", hang12993}, keeps: []ruleRequest{dialFrom + "12993", readAgents}},
	RuleRefusalUnread:   {breaks: []ruleRequest{dialFrom + "12989", hang12989}, keeps: []ruleRequest{dialFrom + "12989", readAgents, hang12989}},
	RuleStateUnread:     {breaks: []ruleRequest{hold12989}, keeps: []ruleRequest{readAgents, hold12989}},
	RulePollingFast:     {breaks: []ruleRequest{readAgents, readAgents, readAgents}, keeps: []ruleRequest{readAgents, fiveLater, readAgents, fiveLater, readAgents}},
}

// RuleExample is how a rule is broken and kept at a place. Where that has no token, it comes from TokenVariable.
func (d *Document) RuleExample(r Rule, at Place) (e RuleExample) {
	b := breaches[r]
	at.Token = cmp.Or(at.Token, TokenPlaceholder)
	for _, ask := range b.breaks {
		e.Breaks = append(e.Breaks, d.ruleLine(ask, b.header, at))
	}
	for _, ask := range b.keeps {
		e.Keeps = append(e.Keeps, d.ruleLine(ask, "", at))
	}
	if b.breaks != nil && b.keeps == nil {
		e.Keeps = []string{d.corrected(b.breaks[0], at)}
	}
	return e
}

// ruleLine is the command line of a request.
func (d *Document) ruleLine(ask ruleRequest, header string, at Place) string {
	if operation, outcome, is := strings.Cut(ask, "/"); is && !strings.Contains(operation, " ") {
		return d.Operation(operation).Sample(outcome).Curl(at)
	}
	ask, background := strings.CutSuffix(ask, " &")
	method, rest, _ := strings.Cut(ask, " ")
	target, body, _ := strings.Cut(rest, " ")
	if !strings.HasPrefix(target, "/api") {
		return curl(method, at.URL+"/__admin/worlds/"+at.World+target) + " -d " + quote(body)
	}
	line := curl(method, at.URL+target)
	switch header {
	case "":
		line += " -H " + quote(d.TokenHeader()+": "+at.Token)
	case "-":
	default:
		line += " -H " + quote(strings.ReplaceAll(header, "{token}", at.Token))
	}
	if body != "" {
		if strings.HasPrefix(body, "{") {
			line += " -H " + quote("Content-Type: "+jsonType)
		}
		line += " -d " + quote(body)
	}
	if background {
		line += " &"
	}
	return line
}

// corrected is what was meant by a request that breaks the contract, as a command line.
func (d *Document) corrected(ask ruleRequest, at Place) string {
	method, rest, _ := strings.Cut(ask, " ")
	target, body, _ := strings.Cut(rest, " ")
	path, query, _ := strings.Cut(target, "?")
	r := Request{Method: method, Address: path, Body: []byte(body), Header: http.Header{}}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if value, err := url.QueryUnescape(value); err == nil && name != "" {
			r.Query = append(r.Query, Value{name, value})
		}
	}
	for _, o := range d.Operations {
		if o.Method == method && o.Path == path && o.API == r.Query.Get("api") {
			return o.correctCall(r).Curl(at)
		}
	}
	meant, _ := d.CheckUnknown(r)
	return meant.correctCall(r).Curl(at)
}
