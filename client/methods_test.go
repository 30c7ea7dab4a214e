package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io"
	"maps"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
	"wolkvoxmock/openapi"
)

// A sample is one call of a typed method, and what has to be on the wire because of it.
type sample struct {
	operation string
	method    string
	args      []any
	uri, body string
	outcome   string // what the service answers; the first success of the operation unless stated
}

func args(a ...any) []any { return a }

// samples call every method, so that each parameter that the document has is sent at least once.
var samples = []sample{
	{"hang", "Hang", args("12989"), "POST agentbox.php?api=hang&agent_id=12989", "", ""},
	{"change_status", "ChangeStatus", args("12989", "ready"), "POST agentbox.php?status=ready&api=change_status&agent_id=12989", "", ""},
	{"aux_call", "AuxCall", args("12989", "+57300"), "POST agentbox.php?api=aux_call&agent_id=12989&customer_phone=%2B57300", "", ""},
	{"transfer", "Transfer", args("12989", "12990"), "POST agentbox.php?api=transfer&agent_id=12989&customer_phone=12990", "", ""},
	{"dial", "Dial", args("12989", "9300", "", ""), "POST agentbox.php?agent_id=12989&api=dial&customer_phone=9300", "", ""},
	{"dial", "Dial", args("12989", "9300", "01", "Luz é"), "POST agentbox.php?agent_id=12989&api=dial&customer_phone=9300&customer_id=01&customer_name=Luz+%C3%A9", "", ""},
	{"hang_type_ready", "HangTypeReady", args("12989", client.Coding{Code: "020"}), "POST agentbox.php?agent_id=12989&api=hang_type_ready&cod_act=020", "", ""},
	{"hang_type_ready", "HangTypeReady", args("12989", client.Coding{Code: "020", Code2: "B1", Comments: "he & she"}), "POST agentbox.php?agent_id=12989&api=hang_type_ready&cod_act=020&cod_act_2=B1&comments=he+%26+she", "", ""},
	{"type", "TypeCall", args("12989", client.Coding{Code: "020", Code2: "B1", Comments: "x"}), "POST agentbox.php?agent_id=12989&api=type&cod_act=020&cod_act_2=B1&comments=x", "", ""},
	{"mute", "Mute", args("12989"), "POST agentbox.php?api=mute&agent_id=12989", "", ""},
	{"hold", "Hold", args("12989"), "POST agentbox.php?api=hold&agent_id=12989", "", ""},
	{"dtmf", "SendTones", args("12989", "1*#0"), "POST agentbox.php?agent_id=12989&api=dtmf&tones=1%2A%230", "", ""},
	{"agent_display", "AgentDisplay", args("12989", "hide", "dial"), "POST agentbox.php?agent_id=12989&api=agent_display&display=hide&button=dial", "", ""},
	{"recall", "Recall", args(callback), "POST agentbox.php?agent_id=12989&api=recall&id_camp=7224&id_customer=1&telefono=300&rellamada=20231122101520&recall_style=auto&name_recall=Luz", "", ""},
	{"recall_by_phone", "RecallByPhone", args(client.PhoneCallback{AgentID: "12989", Phone: "300", Date: "20231122101520", Style: "manual"}), "POST agentbox.php?agent_id=12989&api=recall&customer_phone=300&date=20231122101520&type_recall=manual", "", ""},
	{"edit_recall", "EditRecall", args(callback), "PUT agentbox.php?api=edit_recall&agent_id=12989&id_camp=7224&id_customer=1&telephone=300&recall=20231122101520&recall_style=auto&name_recall=Luz", "", ""},
	{"delete_recall", "DeleteRecall", args(callback), "DELETE agentbox.php?api=delete_recall&agent_id=12989&id_camp=7224&id_customer=1&telephone=300&recall_style=auto&name_recall=Luz", "", ""},

	{"disable_agent", "DisableAgent", args("12989"), "PUT configuration.php?api=disable_agent", `{"agent_id":"12989"}`, ""},
	{"enable_agent", "EnableAgent", args("12989"), "PUT configuration.php?api=enable_agent", `{"agent_id":"12989"}`, ""},
	{"create_agent", "CreateAgent", args(client.AgentData{DNI: "0010203", Name: "Agent One"}), "POST configuration.php?api=create_agent", `{"agent_dni":"0010203","agent_name":"Agent One"}`, ""},
	{"create_agent", "CreateAgent", args(client.AgentData{DNI: "1", Name: "A", SSO: "a.one", Password: "Example0*"}), "POST configuration.php?api=create_agent", `{"agent_dni":"1","agent_name":"A","agent_pass":"Example0*","agent_sso":"a.one"}`, ""},
	{"edit_agent", "EditAgent", args("12989", client.AgentData{Name: "A"}), "PUT configuration.php?api=edit_agent&agent_id=12989", `{"agent_name":"A"}`, ""},
	{"edit_agent", "EditAgent", args("12989", client.AgentData{DNI: "1", Name: "A", SSO: "a.one", Password: "Example0*"}), "PUT configuration.php?api=edit_agent&agent_id=12989", `{"agent_dni":"1","agent_name":"A","agent_pass":"Example0*","agent_sso":"a.one"}`, ""},
	{"edit_agent", "ResetPassword", args("12989"), "PUT configuration.php?api=edit_agent&agent_id=12989", `{"agent_pass":""}`, ""},
	{"create_skill", "CreateSkill", args(skill), "POST configuration.php?api=create_skill", `{"description_skill":"d","skill_name":"Support","voicemail":"5003","vto":"v","welcome_message":"w"}`, ""},
	{"edit_skill", "EditSkill", args("4012", client.SkillData{VTO: "v"}), "PUT configuration.php?api=edit_skill&skill_id=4012", `{"vto":"v"}`, ""},
	{"edit_skill", "EditSkill", args("4012", skill), "PUT configuration.php?api=edit_skill&skill_id=4012", `{"description_skill":"d","skill_name":"Support","voicemail":"5003","vto":"v","welcome_message":"w"}`, ""},
	{"add_agents_skill", "AddAgentToSkill", args("4012", "12989", ""), "POST configuration.php?api=add_agents_skill", `{"agent_id":"12989","skill_id":"4012"}`, ""},
	{"add_agents_skill", "AddAgentToSkill", args("4012", "12989", "5"), "POST configuration.php?api=add_agents_skill", `{"agent_id":"12989","expertise":"5","skill_id":"4012"}`, ""},
	{"remove_agents_skill", "RemoveAgentFromSkill", args("4012", "12989"), "DELETE configuration.php?api=remove_agents_skill", `{"agent_id":"12989","skill_id":"4012"}`, ""},
	{"create_cod_act", "CreateActivityCode", args(client.ActivityCode{Group: "cod_act2", Code: "B1"}), "POST configuration.php?api=create_cod_act", `{"cod_act":"B1","type_code":"cod_act2"}`, ""},
	{"create_cod_act", "CreateActivityCode", args(code), "POST configuration.php?api=create_cod_act", codeJSON, ""},
	{"edit_cod_act", "EditActivityCode", args(code), "PUT configuration.php?api=edit_cod_act", codeJSON, ""},
	{"remove_cod_act", "RemoveActivityCodes", args("cod_act1", "020", "021"), "DELETE configuration.php?api=remove_cod_act", `{"cod_act":["020","021"],"type_code":"cod_act1"}`, ""},
	{"remove_cod_act", "RemoveActivityCodes", args("cod_act1", "020"), "DELETE configuration.php?api=remove_cod_act", `{"cod_act":"020","type_code":"cod_act1"}`, ""},
	{"add_dnc", "AddDNC", args("inbound/outbound", "300", "301"), "POST configuration.php?api=add_dnc", `{"telephones":["300","301"],"type_call":"inbound/outbound"}`, ""},
	{"remove_dnc", "RemoveDNC", args("", "300", "301"), "DELETE configuration.php?api=remove_dnc", `{"telephones":["300","301"]}`, ""},
	{"remove_dnc", "RemoveAllDNC", args("outbound"), "DELETE configuration.php?api=remove_dnc", `{"telephones":"all","type":"outbound"}`, ""},
	{"block_predictive_dnc", "BlockPredictiveDNC", args("7224", "1", "2"), "PUT configuration.php?api=block_predictive_dnc", `{"id_campaing":"7224","id_cliente":["1","2"]}`, ""},
	{"add_ip", "AddIP", args("192.0.2.10", false, ""), "POST configuration.php?api=add_ip", `{"ip":"192.0.2.10","permanent":"no"}`, ""},
	{"add_ip", "AddIP", args("192.0.2.10", true, "mine"), "POST configuration.php?api=add_ip", `{"description":"mine","ip":"192.0.2.10","permanent":"yes"}`, ""},
	{"remove_ip", "RemoveIP", args("192.0.2.10"), "DELETE configuration.php?api=remove_ip", `{"ip":"192.0.2.10"}`, ""},
	{"disable_module", "DisableModule", nil, "PUT configuration.php?api=disable_module", "", ""},
	{"enable_module", "EnableModule", nil, "PUT configuration.php?api=enable_module", "", ""},
	{"edit_licenses", "EditLicenses", args("20", "10"), "PUT configuration.php?api=edit_licenses", `{"call_center":"20","pbx":"10"}`, "licenses_changed"},
	{"edit_licenses", "EditLicenses", args("20", ""), "PUT configuration.php?api=edit_licenses", `{"call_center":"20"}`, "call_center_licenses_changed"},
	{"edit_licenses", "EditLicenses", args("", "10"), "PUT configuration.php?api=edit_licenses", `{"pbx":"10"}`, "pbx_licenses_changed"},
	{"add_interaction", "AddInteraction", args(client.Interaction{RoutingPointID: "61196"}), "POST configuration.php?api=add_interaction", `{"rp_id":"61196"}`, ""},
	{"add_interaction", "AddInteraction", args(client.Interaction{From: "f@example.com", FromName: "F", To: "t@example.com", ToName: "T", Subject: "s", Body: "b", RoutingPointID: "61196"}), "POST configuration.php?api=add_interaction", `{"body":"b","from":"f@example.com","fromname":"F","rp_id":"61196","subject":"s","to":"t@example.com","toname":"T"}`, ""},
	{"free_law2300", "FreeLaw2300", args(client.Law2300Release{NIT: "900", Item: "customer_id", Value: "1", AgentID: "12989"}), "PUT configuration.php?api=free_law2300", `{"agent_id":"12989","item":"customer_id","nit":"900","value":"1"}`, ""},
	{"block_law2300", "BlockLaw2300", args("900", "300", "1"), "PUT configuration.php?api=block_law2300", `{"customer_id":"1","nit":"900","telephone":"300"}`, ""},
	{"upload_file", "UploadFile", args(client.File{Name: "manual.pdf", Content: []byte("%PDF")}), "POST configuration.php?api=upload_file", "file manual.pdf: %PDF\n", ""},
	{"delete_file", "DeleteFile", args("manual.pdf"), "DELETE configuration.php?api=delete_file", `{"filename":"manual.pdf"}`, ""},
	{"upload_audio", "UploadAudio", args(client.File{Name: "a.wav", Content: []byte("RIFF")}, client.File{Name: "b \"é\".mp3", Content: []byte("ID3\r\n--")}), "POST configuration.php?api=upload_audio", "file a.wav: RIFF\nfile b \"é\".mp3: ID3\r\n--\n", ""},
	{"speech_on_demand", "SpeechOnDemand", args("12989.1", "12989"), "PUT configuration.php?api=speech_on_demand", `{"agent_id":"12989","conn_id":"12989.1"}`, ""},

	{"agents", "Agents", args(""), "GET information.php?api=agents", "", ""},
	{"agents", "Agents", args("12989"), "GET information.php?api=agents&agent=12989", "", ""},
	{"agents_in_skill", "AgentsInSkill", args("4001"), "GET information.php?api=agents_in_skill&skill_id=4001", "", ""},
	{"skills", "Skills", args("4001"), "GET information.php?api=skills&skill=4001", "", ""},
	{"activity_codes", "ActivityCodes", args("SALE"), "GET information.php?api=activity_codes&cod_act=SALE", "", ""},
	{"get_dnc", "DNC", args("all"), "GET information.php?api=get_dnc&type=all", "", ""},
	{"get_ip", "IPs", nil, "GET information.php?api=get_ip", "", ""},
	{"token_info", "TokenInfo", nil, "GET information.php?api=token_info", "", ""},
	{"services", "Services", nil, "GET information.php?api=services", "", ""},
	{"law2300_info", "Law2300Info", args("900", "300"), "GET information.php?api=law2300_info&nit=900&phone=300", "", ""},
	{"audio_list", "Audios", nil, "GET information.php?api=audio_list", "", ""},
	{"campaigns", "Campaigns", args("13245"), "GET information.php?api=campaigns&campaign=13245", "", ""},
	{"routing_points", "RoutingPoints", args("61196"), "GET information.php?api=routing_points&routing=61196", "", ""},

	{"real_time_agents", "RealTimeAgents", nil, "GET real_time.php?api=agents", "", ""},
	{"real_time_skills", "RealTimeSkills", args("all", ""), "GET real_time.php?api=skills&skill_id=all", "", "skills_found"},
	{"real_time_skills", "RealTimeSkills", args("4001", "40"), "GET real_time.php?api=skills&skill_id=4001&services_time=40", "", "skills_found_within"},
	{"real_time_skills", "RealTimeSkills", args("4001", "20"), "GET real_time.php?api=skills&skill_id=4001&services_time=20", "", "skills_found_within_standard"},
	{"calls_last_10", "CallsLast10", nil, "GET real_time.php?api=calls_last_10", "", ""},
	{"real_time_recall", "RealTimeRecalls", args("manual"), "GET real_time.php?api=recall&type=manual", "", ""},
	{"latency", "Latency", nil, "GET real_time.php?api=latency", "", ""},
	{"hits_last_hour", "HitsLastHour", nil, "GET real_time.php?api=hits_last_hour", "", ""},
	{"real_time_campaigns", "RealTimeCampaigns", nil, "GET real_time.php?api=campaigns", "", ""},
	{"interactions", "Interactions", nil, "GET real_time.php?api=interactions", "", ""},
}

const codeJSON = `{"chat":"yes","cod_act":"020","description_cod_act":"d","hit":"no","interactions":"no","rpc":"yes","studio":"no","type_code":"cod_act1","voice":"yes"}`

var (
	callback = client.Callback{AgentID: "12989", CampaignID: "7224", CustomerID: "1", Phone: "300", Date: "20231122101520", Style: "auto", CustomerName: "Luz"}
	skill    = client.SkillData{Name: "Support", Description: "d", Voicemail: "5003", WelcomeMessage: "w", VTO: "v"}
	code     = client.ActivityCode{Code: "020", Description: "d", Hit: "no", RPC: "yes", Chat: "yes", Studio: "no", Voice: "yes", Group: "cod_act1", Interactions: "no"}
)

// Each operation has a method, each method is called, and together they can send and read all that the document has.
func TestMethods_coverTheDocument(t *testing.T) {
	t.Parallel()
	missing := map[string]bool{}
	for _, o := range mustDocument(t).Operations {
		missing["operation "+o.Name] = true
		for _, p := range o.Parameters {
			if p.Name != "api" && p.In != "header" {
				missing[o.Name+" parameter "+p.Name] = true
			}
		}
		for _, out := range o.Outcomes {
			if out.Status/100 == 2 {
				missing[o.Name+" outcome "+out.Name] = true
			}
		}
	}
	for method := range reflect.TypeFor[*client.Client]().Methods() {
		missing["method "+method.Name] = true
	}
	delete(missing, "method Call")
	delete(missing, "method Operations")
	for _, s := range samples {
		delete(missing, "operation "+s.operation)
		delete(missing, "method "+s.method)
		delete(missing, s.operation+" outcome "+s.answer(t).Name)
		for _, found := range regexp.MustCompile(`[?&]([a-z_0-9]+)=|[{,]"([a-z_0-9]+)":|(?m)^(file) `).FindAllStringSubmatch(s.uri+"\n"+s.body, -1) {
			delete(missing, s.operation+" parameter "+found[1]+found[2]+found[3])
		}
	}
	for what := range missing {
		t.Errorf("no sample has the %s", what)
	}
}

// A method sends what the document says and reads what the document answers: its own example, with values in its holes.
func TestMethods_sendAndRead(t *testing.T) {
	t.Parallel()
	for _, s := range samples {
		t.Run(fmt.Sprintf("%s%q", s.method, s.args), func(t *testing.T) {
			t.Parallel()
			answer := s.answer(t)
			body := answer.Append(nil, filled(answer, "", s.operation == "token_info" || s.operation == "services"))
			var uri, sent string
			c := mustClient(t, token, "http://127.0.0.1", within(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				uri, sent = r.Method+" "+strings.TrimPrefix(r.URL.RequestURI(), "/api/v2/"), mustBody(t, r)
				w.Header().Set("Content-Type", jsonType)
				w.WriteHeader(answer.Status)
				_, _ = w.Write(body)
			})))
			got, err := s.call(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if uri != s.uri {
				t.Errorf("request %s\nwant    %s", uri, s.uri)
			}
			if sent != s.body {
				t.Errorf("body %s\nwant %s", sent, s.body)
			}
			if diff := cmp.Diff(documentedData(t, body), typedData(t, got)); diff != "" {
				t.Errorf("data of the document, and of the method (-want +got):\n%s", diff)
			}
			reply := replyOf(got)
			if reply.Operation != s.operation || reply.Status != answer.Status || reply.Msg == "" || string(reply.Body) != string(body) {
				t.Errorf("reply %+v", reply)
			}
		})
	}
}

func (s sample) answer(t *testing.T) *openapi.Outcome {
	t.Helper()
	for _, out := range mustDocument(t).Operation(s.operation).Outcomes {
		if out.Name == s.outcome || s.outcome == "" && out.Status/100 == 2 {
			return out
		}
	}
	t.Fatalf("%s has no outcome %q", s.operation, s.outcome)
	return nil
}

func (s sample) call(ctx context.Context, c *client.Client) (reply any, err error) {
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for _, a := range s.args {
		in = append(in, reflect.ValueOf(a))
	}
	out := reflect.ValueOf(c).MethodByName(s.method).Call(in)
	err, _ = out[1].Interface().(error)
	return out[0].Interface(), err
}

// replyOf is the Reply that every method returns, or has in what it returns.
func replyOf(got any) client.Reply {
	if r, ok := got.(client.Reply); ok {
		return r
	}
	return reflect.ValueOf(got).FieldByName("Reply").Interface().(client.Reply)
}

// filled has for every hole its own name, and for every list two records, or the one that is allowed.
func filled(out *openapi.Outcome, record string, alone bool) openapi.Data {
	d := openapi.Data{Lists: map[string][]openapi.Data{}}
	for _, names := range append(slices.Collect(maps.Values(out.Lists)), out.Holes) {
		for _, name := range names {
			value := name + record
			if name == "services_time" {
				value = "40"
			}
			d.Values = append(d.Values, openapi.Value{Name: name, Value: value})
		}
	}
	if len(record) >= len(" 1 1") { // no list is nested deeper
		return d
	}
	for name := range out.Lists {
		d.Lists[name] = []openapi.Data{filled(out, record+" 1", alone)}
		if !alone {
			d.Lists[name] = append(d.Lists[name], filled(out, record+" 2", alone))
		}
	}
	return d
}

// documentedData is the `data` of a reply. A text there says something to people, as msg does, and is not read.
func documentedData(t *testing.T, body []byte) any {
	t.Helper()
	var reply struct{ Data any }
	if err := json.Unmarshal(body, &reply); err != nil {
		t.Fatal(err)
	}
	if _, isText := reply.Data.(string); isText {
		return nil
	}
	return reply.Data
}

// typedData writes what a method has read of `data` the way that it was.
func typedData(t *testing.T, got any) (data any) {
	t.Helper()
	switch r := got.(type) {
	case client.Reply:
		return nil
	case client.CallReply:
		return map[string]any{"conn_id": r.ConnID}
	case client.NewAgentReply:
		return []any{map[string]any{"agent_id": r.AgentID, "password": r.Password}}
	case client.NewSkillReply:
		return []any{map[string]any{"skill_id": r.SkillID}}
	}
	records := reflect.ValueOf(got).FieldByName("Records").Interface()
	b, err := json.Marshal(records)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &data); err != nil {
		t.Fatal(err)
	}
	if skills, ok := records.([]client.RealTimeSkill); ok {
		for i, s := range skills {
			for seconds, level := range s.ServiceLevel {
				data.([]any)[i].(map[string]any)[fmt.Sprintf("service_level_%dseg", seconds)] = level
			}
		}
	}
	return data
}

// mustBody is the body of a request. Of a form, whose separator is random, it tells the parts.
func mustBody(t *testing.T, r *http.Request) (text string) {
	t.Helper()
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType != "multipart/form-data" {
		b, err := io.ReadAll(r.Body)
		if want := map[bool]string{true: "application/json"}[len(b) > 0]; err != nil || mediaType != want {
			t.Errorf("Content-Type %q of %q, error %v", mediaType, b, err)
		}
		return string(b)
	}
	form, err := r.MultipartReader()
	for err == nil {
		part, end := form.NextPart()
		if end == io.EOF {
			return text
		}
		if end != nil {
			err = end
			break
		}
		var content []byte
		content, err = io.ReadAll(part)
		text += fmt.Sprintf("%s %s: %s\n", part.FormName(), part.FileName(), content)
	}
	t.Error(err)
	return text
}

// The comment of each method names the page and the grade of its reply, and only outcomes that its operation has.
func TestMethods_sayTheirSource(t *testing.T) {
	t.Parallel()
	comments := methodComments(t)
	for _, s := range samples {
		text := comments[s.method]
		o := mustDocument(t).Operation(s.operation)
		if want := "Reply: " + o.Page + " (" + string(o.Outcomes[0].Evidence); !strings.Contains(text, want+")") && !strings.Contains(text, want+",") {
			t.Errorf("the comment of %s should say %q:\n%s", s.method, want, text)
		}
		known := []string{o.Name}
		for _, out := range o.Outcomes {
			known = append(known, out.Name)
		}
		_, refusals, _ := strings.Cut(text, "Reply: ")
		for _, name := range regexp.MustCompile(`\b[a-z]+(_[a-z]+)+\b`).FindAllString(refusals, -1) {
			if !slices.Contains(known, name) {
				t.Errorf("the comment of %s says %s, and %s has %v", s.method, name, s.operation, known)
			}
		}
	}
}

// methodComments are the comments of the methods of Client, each on one line.
func methodComments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	comments := map[string]string{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(gotoken.NewFileSet(), file, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				comments[f.Name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
	}
	return comments
}
