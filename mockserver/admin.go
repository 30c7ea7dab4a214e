package mockserver

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/console"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// adminRoutes is the control API: a row for each operation of openapi/admin.yaml, which gives path, method and status
// and says what a request may hold. A row is one line over an exported method: a row that needs more shows that a method is
// missing.
var adminRoutes = []adminRoute{
	{"health", func(*adminRequest) (any, error) { return map[string]string{"status": "ok"}, nil }},
	{"metrics", func(a *adminRequest) (any, error) { return a.metrics() }},
	{"openapiYaml", func(a *adminRequest) (any, error) { return a.document("application/yaml", openapi.FormatYAML) }},
	{"openapiJson", func(a *adminRequest) (any, error) { return a.document("application/json", openapi.FormatJSON) }},
	{"adminYaml", func(a *adminRequest) (any, error) { return raw{"application/yaml", a.admin.Source(), false}, nil }},
	{"listWorlds", func(a *adminRequest) (any, error) { return a.views(a.s.Worlds()), nil }},
	{"createWorld", with(func(a *adminRequest, v WorldSpec) (any, error) { return a.view(a.s.CreateWorld(v)) })},
	{"snapshot", func(a *adminRequest) (any, error) { return a.world.Snapshot(), nil }},
	{"restore", with(func(a *adminRequest, v Snapshot) (any, error) { return nil, a.world.restore(v, asItIs) })},
	{"deleteWorld", func(a *adminRequest) (any, error) { return nil, a.s.DeleteWorld(a.world.name) }},
	{"reset", func(a *adminRequest) (any, error) { return nil, a.world.Reset() }},
	{"board", func(a *adminRequest) (any, error) { return a.world.Board(), nil }},
	{"listAgents", func(a *adminRequest) (any, error) { return a.world.Agents() }},
	{"getAgent", func(a *adminRequest) (any, error) { return a.world.Agent(a.path["agent_id"]) }},
	{"putAgent", with(func(a *adminRequest, v callcenter.AgentChange) (any, error) {
		return a.world.PutAgent(a.path["agent_id"], v)
	})},
	{"deleteAgent", func(a *adminRequest) (any, error) { return nil, a.world.DeleteAgent(a.path["agent_id"]) }},
	{"login", func(a *adminRequest) (any, error) { return a.world.Login(a.path["agent_id"]) }},
	{"logout", func(a *adminRequest) (any, error) { return a.world.Logout(a.path["agent_id"]) }},
	{"hangUp", func(a *adminRequest) (any, error) { return a.world.HangUp(a.path["agent_id"]) }},
	{"hold", func(a *adminRequest) (any, error) { return a.world.Hold(a.path["agent_id"]) }},
	{"mute", func(a *adminRequest) (any, error) { return a.world.Mute(a.path["agent_id"]) }},
	{"changeStatus", with(func(a *adminRequest, v statusChange) (any, error) {
		return a.world.ChangeStatus(a.path["agent_id"], v.Status)
	})},
	{"listCalls", func(a *adminRequest) (any, error) { return a.world.Calls(), nil }},
	{"arrive", with(func(a *adminRequest, v callcenter.Arrival) (any, error) { return a.world.Arrive(v) })},
	{"answer", func(a *adminRequest) (any, error) { return a.world.Answer(a.conn()) }},
	{"customerHangUp", func(a *adminRequest) (any, error) { return a.world.CustomerHangUp(a.conn()) }},
	{"listStates", func(a *adminRequest) (any, error) { return full(a.world.States()), nil }},
	{"putState", with(func(a *adminRequest, v stateChange) (any, error) {
		return a.world.PutState(a.path["state_id"], v.Description)
	})},
	{"deleteState", func(a *adminRequest) (any, error) { return nil, a.world.DeleteState(a.path["state_id"]) }},
	{"listDialRules", func(a *adminRequest) (any, error) { return a.world.DialRules(), nil }},
	{"addDialRule", with(func(a *adminRequest, v callcenter.DialRule) (any, error) { return a.world.AddDialRule(v) })},
	{"clearDialRules", func(a *adminRequest) (any, error) { a.world.ClearDialRules(); return nil, nil }},
	{"listSkills", func(a *adminRequest) (any, error) { return full(a.world.Skills()), nil }},
	{"putSkill", with(func(a *adminRequest, v callcenter.SkillSetup) (any, error) {
		return a.world.PutSkill(a.path["skill_id"], v)
	})},
	{"deleteSkill", func(a *adminRequest) (any, error) { return nil, a.world.DeleteSkill(a.path["skill_id"]) }},
	{"listActivityCodes", func(a *adminRequest) (any, error) { return full(a.world.ActivityCodes()), nil }},
	{"putActivityCode", with(func(a *adminRequest, v callcenter.CodeSetup) (any, error) {
		return a.world.PutActivityCode(a.codeGroup(), a.path["cod_act"], v)
	})},
	{"deleteActivityCode", func(a *adminRequest) (any, error) {
		return nil, a.world.DeleteActivityCode(a.codeGroup(), a.path["cod_act"])
	}},
	{"listCampaigns", func(a *adminRequest) (any, error) { return full(a.world.Campaigns()), nil }},
	{"putCampaign", with(func(a *adminRequest, v callcenter.CampaignChange) (any, error) {
		return a.world.PutCampaign(a.path["campaign_id"], v)
	})},
	{"listCallbacks", func(a *adminRequest) (any, error) { return full(a.world.Callbacks()), nil }},
	{"listRoutingPoints", func(a *adminRequest) (any, error) { return full(a.world.RoutingPoints()), nil }},
	{"putRoutingPoint", with(func(a *adminRequest, v callcenter.RoutingPointChange) (any, error) {
		return nil, a.world.PutRoutingPoint(a.path["rp_id"], v)
	})},
	{"listPBXUsers", func(a *adminRequest) (any, error) { return full(a.world.PBXUsers()), nil }},
	{"putPBXUser", with(func(a *adminRequest, v callcenter.PBXUserChange) (any, error) {
		return a.world.PutPBXUser(a.path["user"], v)
	})},
	{"deletePBXUser", func(a *adminRequest) (any, error) { return nil, a.world.DeletePBXUser(a.path["user"]) }},
	{"lists", func(a *adminRequest) (any, error) { return a.world.Lists(), nil }},
	{"putDNC", with(func(a *adminRequest, v dncChange) (any, error) { return a.world.PutDNC(a.path["phone"], v.Type) })},
	{"deleteDNC", func(a *adminRequest) (any, error) { return nil, a.world.DeleteDNC(a.path["phone"]) }},
	{"putIP", with(func(a *adminRequest, v callcenter.IPChange) (any, error) { return a.world.PutIP(a.path["ip"], v) })},
	{"deleteIP", func(a *adminRequest) (any, error) { return nil, a.world.DeleteIP(a.path["ip"]) }},
	{"getAccount", func(a *adminRequest) (any, error) { return a.world.Account(), nil }},
	{"putAccount", with(func(a *adminRequest, v AccountChange) (any, error) { return a.world.PutAccount(v) })},
	{"listTokens", func(a *adminRequest) (any, error) { return a.world.Tokens(), nil }},
	{"addToken", with(func(a *adminRequest, v Token) (any, error) { return a.world.AddToken(v) })},
	{"removeToken", func(a *adminRequest) (any, error) { return nil, a.world.RemoveToken(a.values.Get("token")) }},
	{"getClock", func(a *adminRequest) (any, error) { return a.world.Clock(), nil }},
	{"setClock", with(func(a *adminRequest, v ClockChange) (any, error) { return a.world.SetClock(v) })},
	{"getSimulator", func(a *adminRequest) (any, error) { return a.world.Simulator(), nil }},
	{"setSimulator", with(func(a *adminRequest, v SimulatorChange) (any, error) { return a.world.SetSimulator(v) })},
	{"listFaults", func(a *adminRequest) (any, error) { return a.world.Faults(), nil }},
	{"addFault", with(func(a *adminRequest, v fault.Fault) (any, error) { return a.world.AddFault(v) })},
	{"clearFaults", func(a *adminRequest) (any, error) { a.world.ClearFaults(); return nil, nil }},
	{"listGates", func(a *adminRequest) (any, error) { return a.world.Gates(), nil }},
	{"addGate", with(func(a *adminRequest, v fault.Gate) (any, error) { return a.world.AddGate(v) })},
	{"awaitGate", func(a *adminRequest) (any, error) { return a.awaitGate() }},
	{"openGate", func(a *adminRequest) (any, error) { return nil, a.world.OpenGate(a.path["gate"]) }},
	{"listRequests", func(a *adminRequest) (any, error) { return a.requests() }},
	{"getRequest", func(a *adminRequest) (any, error) { return a.world.Exchange(a.pathNumber("seq")) }},
	{"clearRequests", func(a *adminRequest) (any, error) { a.world.ClearRequests(); return nil, nil }},
	{"events", func(a *adminRequest) (any, error) { return a.events() }},
	{"listAllRequests", func(a *adminRequest) (any, error) { return a.s.Requests(a.search()), nil }},
	{"listExpectations", func(a *adminRequest) (any, error) { return a.world.Expectations(), nil }},
	{"addExpectation", with(func(a *adminRequest, v Expectation) (any, error) { return a.world.AddExpectation(v) })},
	{"clearExpectations", func(a *adminRequest) (any, error) { a.world.ClearExpectations(); return nil, nil }},
	{"checkExpectations", with(func(a *adminRequest, v expectationList) (any, error) {
		return a.world.CheckExpectations(v.Expectations...)
	})},
	{"checkAllExpectations", with(func(a *adminRequest, v expectationList) (any, error) {
		return a.s.CheckExpectations(v.Expectations...)
	})},
	{"coverage", func(a *adminRequest) (any, error) { return a.world.Coverage(), nil }},
	{"explanations", func(a *adminRequest) (any, error) { return long{a.s.explained(a.reached)}, nil }},
	{"listOperations", func(a *adminRequest) (any, error) { return long{a.s.Operations()}, nil }},
	{"caCertificate", func(a *adminRequest) (any, error) { return a.caCertificate() }},
	{"verifyWorld", func(a *adminRequest) (any, error) { return a.demanded(a.world.judged(a.reached)) }},
	{"verify", func(a *adminRequest) (any, error) { return a.demanded(a.s.judged(a.reached)) }},
}

type adminRoute struct {
	operation string // operationId
	handle    func(*adminRequest) (any, error)
}

// raw is an answer that is no JSON of ours.
type raw struct {
	contentType string
	body        []byte
	anyOrigin   bool // pages of other origins, such as Swagger UI, may read it
}

// long is an answer that is worth compressing.
type long struct{ answer any }

// with reads the request's body, which the document has accepted already, into a value.
func with[T any](f func(*adminRequest, T) (any, error)) func(*adminRequest) (any, error) {
	return func(a *adminRequest) (any, error) {
		var v T
		if len(a.body) > 0 {
			if err := decodeStrict(a.body, &v); err != nil {
				return nil, invalid(fmt.Errorf("body: %w", err))
			}
		}
		return f(a, v)
	}
}

// decodeStrict refuses unknown fields. A type that reads itself does so too; a decoder before it would copy the body once more.
func decodeStrict(data []byte, into any) error {
	if own, is := into.(json.Unmarshaler); is {
		return own.UnmarshalJSON(data)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// asItIs is the center of a snapshot that nobody else has.
func asItIs(c *callcenter.Center) *callcenter.Center { return c }

// An adminRequest is one request to the control API.
type adminRequest struct {
	s      *Server
	w      http.ResponseWriter
	r      *http.Request
	admin  *openapi.Document
	world  *World // nil where the path names none
	path   map[string]string
	values openapi.Values
	body   []byte

	reached string // where the caller reached the server, such as http://localhost:8042
}

func (a *adminRequest) conn() callcenter.ConnID { return a.path["conn_id"] }

func (a *adminRequest) codeGroup() callcenter.CodeGroup {
	return callcenter.CodeGroup(a.path["type_code"])
}

// A statusChange says what an agent does next.
type statusChange struct {
	Status Status `json:"status"`
}

// A stateChange says what an auxiliary state is called.
type stateChange struct {
	Description string `json:"description"`
}

// A dncChange says in which direction a number is on the do-not-call list.
type dncChange struct {
	Type callcenter.Direction `json:"type"`
}

func (a *adminRequest) search() journal.Query {
	_, paged := a.values.Lookup("after")
	return journal.Query{
		Operation: a.values.Get("operation"), Outcome: a.values.Get("outcome"),
		Evidence: openapi.Evidence(a.values.Get("evidence")), AgentID: a.values.Get("agent_id"),
		TokenSuffix: a.values.Get("token_suffix"),
		Violations:  a.values.Get("violations") == "true",
		After:       a.number("after"), Count: a.number("count"), Limit: a.number("limit"), Oldest: paged,
	}
}

// number is a parameter that the document describes as a number; 0 when it is absent.
func (a *adminRequest) number(name string) int {
	n, _ := strconv.Atoi(a.values.Get(name))
	return n
}

// pathNumber is a part of the path that the document describes as a number.
func (a *adminRequest) pathNumber(name string) int {
	n, _ := strconv.Atoi(a.path[name])
	return n
}

// requests answers with what is there: at once, or when as many are there as are waited for, or at the timeout.
func (a *adminRequest) requests() (any, error) {
	q := a.search()
	if a.values.Get("timeout") == "" {
		return a.world.Requests(q), nil
	}
	var page any
	err := a.awaiting(func(ctx context.Context) (err error) { page, err = a.world.AwaitRequests(ctx, q); return err })
	return page, err
}

// demanded is a verdict under the demands of the request.
func (a *adminRequest) demanded(v Verdict) (any, error) {
	d, err := verdict.ParseDemands(a.values.Get("min_coverage"), a.values.Get("forbid_evidence"))
	if err != nil {
		return nil, invalid(err)
	}
	return v.Under(d), nil
}

// awaiting waits until the timeout of the request, which is no error, and neither is that the server stops.
func (a *adminRequest) awaiting(wait func(context.Context) error) error {
	timeout, err := time.ParseDuration(cmp.Or(a.values.Get("timeout"), waitLimit.String()))
	if err != nil {
		return invalid(fmt.Errorf("timeout is %q: expected a duration such as 500ms, 5s, 2m", a.values.Get("timeout")))
	}
	if err := callcenter.CheckDuration("timeout", timeout, callcenter.MaxWait); err != nil {
		return invalid(err)
	}
	ctx, over := a.s.waiting(a.w, a.r)
	defer over()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err = wait(ctx); errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (a *adminRequest) document(contentType string, format openapi.Format) (any, error) {
	body, err := a.s.doc.Render(openapi.View(cmp.Or(a.values.Get("view"), string(openapi.ViewPortable))), format, a.reached)
	return long{raw{contentType, body, true}}, err
}

// metrics are the figures of the server.
func (a *adminRequest) metrics() (any, error) {
	var body bytes.Buffer
	err := a.s.WriteMetrics(&body)
	return raw{metricsType, body.Bytes(), false}, err
}

// caCertificate is the certificate that clients have to trust.
func (a *adminRequest) caCertificate() (any, error) {
	pem, err := a.s.CACertificate()
	return raw{"application/x-pem-file", pem, false}, err
}

// awaitGate answers with the gate as it is at the timeout, which is no error.
func (a *adminRequest) awaitGate() (any, error) {
	var g fault.Gate
	err := a.awaiting(func(ctx context.Context) (err error) {
		g, err = a.world.AwaitGate(ctx, a.path["gate"], a.number("waiting"))
		return err
	})
	return g, err
}

// full is a list that is [] in JSON when it is empty, not null.
func full[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// view is a world with the URL that the caller reached.
func (a *adminRequest) view(w *World, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	v := w.View()
	v.URL = a.reached
	return v, nil
}

func (a *adminRequest) views(worlds []*World) []any {
	all := make([]any, len(worlds))
	for i, w := range worlds {
		all[i], _ = a.view(w, nil)
	}
	return all
}

// controlMux routes the control API. It panics when document and table disagree, which is a bug that every test finds.
func (s *Server) controlMux() http.Handler {
	doc, err := openapi.Admin()
	if err != nil {
		panic(fmt.Sprintf("mockserver: control API: %v", err))
	}
	if len(doc.Operations) != len(adminRoutes) {
		panic(fmt.Sprintf("mockserver: openapi/admin.yaml describes %d operations, admin.go has %d rows",
			len(doc.Operations), len(adminRoutes)))
	}
	m := mux.NewRouter().SkipClean(true)
	for _, row := range adminRoutes {
		o := doc.Operation(row.operation)
		if o == nil {
			panic(fmt.Sprintf("mockserver: admin.go has a row for %q, openapi/admin.yaml does not describe it", row.operation))
		}
		methods := []string{o.Method}
		if o.Method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		m.Path(o.Path).Methods(methods...).HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.admin(w, r, doc, o, row.handle)
		})
	}
	s.mountConsole(m)
	m.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := s.pathUnknown(doc, r)
		s.noteStray(w, r, p)
		refuseBody(w, r)
		p.write(w)
	})
	m.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
			var match mux.RouteMatch
			if m.Match(&http.Request{Method: method, URL: r.URL}, &match) && match.MatchErr == nil {
				w.Header().Add("Allow", method)
			}
		}
		s.refuse(w, r, newProblem(http.StatusMethodNotAllowed, "method_not_allowed",
			"%s does not take %s. It takes %s.", r.URL.Path, r.Method, strings.Join(w.Header()["Allow"], ", ")))
	})
	return m
}

const adminPrefix = "/__admin/"

// admin handles every request to the control API, from top to bottom.
func (s *Server) admin(
	w http.ResponseWriter, r *http.Request, doc *openapi.Document, o *openapi.Operation, handle func(*adminRequest) (any, error),
) {
	defer func() {
		if p := recover(); p != nil {
			c := s.secretsOf(r.Header.Get(s.tokenHeader))
			s.cfg.log.Error("panic [unexpected]",
				"operation", o.Name, "panic", c.hide(fmt.Sprint(p), maxDetail), "stack", string(debug.Stack()))
			newProblem(http.StatusInternalServerError, "internal", "A bug of the mock; its log says why.").write(w)
		}
	}()
	if refused := s.guard(r); refused != nil {
		s.refuse(w, r, refused)
		return
	}
	a := &adminRequest{
		s: s, w: w, r: r, admin: doc, path: owned(mux.Vars(r)), values: parseQuery(r.URL.RawQuery), reached: s.reachedBy(r),
	}
	var err error
	most, allowed := s.maxAdminBody(o.Name)
	var leave func()
	a.body, leave, err = s.readControl(w, r, most)
	defer leave()
	switch {
	case errors.Is(err, errEnded):
		return
	case errors.Is(err, wire.ErrTooLarge):
		newProblem(http.StatusRequestEntityTooLarge, "body_too_large",
			"The body has more than %d bytes, the most that %s takes%s.", most, o.Name, allowed).write(w)
		return
	case err != nil:
		s.refuse(w, r, newProblem(http.StatusRequestTimeout, "body_incomplete",
			"The body did not arrive whole: %v.", err))
		return
	}
	if p := a.breach(o, r.Header); p != nil {
		s.refuse(w, r, p)
		return
	}
	if name, named := a.path["world"]; named {
		if a.world, err = s.beginIn(name); err != nil {
			s.refuse(w, r, problemOf(err))
			return
		}
		defer a.world.end()
	}
	if err := s.checkFilter(a.values); err != nil {
		s.refuse(w, r, problemOf(err))
		return
	}
	answer, err := handle(a)
	if err != nil {
		s.refuse(w, r, problemOf(err))
		return
	}
	s.writeAdmin(w, r, o.Success(), answer)
}

// owned are texts that keep nothing else alive when a world keeps them.
func owned(texts map[string]string) map[string]string {
	for name, text := range texts {
		texts[name] = strings.Clone(text)
	}
	return texts
}

func (s *Server) writeAdmin(w http.ResponseWriter, r *http.Request, status int, answer any) {
	s.limitReply(w)
	w.Header().Set("Cache-Control", "no-store")
	switch a := answer.(type) {
	case nil:
		w.WriteHeader(status)
	case *eventStream:
		a.serve(w)
	case long:
		w.Header().Add("Vary", "Accept-Encoding")
		if !console.TakesGzip(r.Header["Accept-Encoding"]) {
			s.writeAdmin(w, r, status, a.answer)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		s.writeAdmin(zipping{w, z}, r, status, a.answer)
		_ = z.Close()
	case raw:
		w.Header().Set("Content-Type", a.contentType)
		if a.anyOrigin && !s.cfg.corsOff {
			w.Header()["Access-Control-Allow-Origin"] = allowOrigin
		}
		w.WriteHeader(status)
		_, _ = w.Write(a.body)
	default:
		writeJSON(w, "application/json", status, a)
	}
}

// zipping compresses the body that is written through it.
type zipping struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w zipping) Write(b []byte) (int, error) { return w.z.Write(b) }
