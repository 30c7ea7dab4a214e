package mockserver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// adminRoutes is the control API: a row for each operation of openapi/admin.yaml, which gives path, method and status
// and says what a request may hold. A row is one line over an exported method; one that wants more has a method missing.
var adminRoutes = []adminRoute{
	{"health", func(*query) (any, error) { return map[string]string{"status": "ok"}, nil }},
	{"openapiYaml", func(q *query) (any, error) { return q.document("application/yaml", openapi.FormatYAML) }},
	{"openapiJson", func(q *query) (any, error) { return q.document("application/json", openapi.FormatJSON) }},
	{"adminYaml", func(q *query) (any, error) { return raw{"application/yaml", q.admin.Source(), false}, nil }},
	{"listWorlds", func(q *query) (any, error) { return views(q.s.Worlds()), nil }},
	{"createWorld", with(func(q *query, v WorldSpec) (any, error) { return view(q.s.CreateWorld(v)) })},
	{"snapshot", func(q *query) (any, error) { return q.world.Snapshot(), nil }},
	{"restore", with(func(q *query, v Snapshot) (any, error) { return nil, q.world.Restore(v) })},
	{"deleteWorld", func(q *query) (any, error) { return nil, q.s.DeleteWorld(q.world.name) }},
	{"reset", func(q *query) (any, error) { return nil, q.world.Reset() }},
	{"listAgents", func(q *query) (any, error) { return q.world.Agents() }},
	{"getAgent", func(q *query) (any, error) { return q.world.Agent(q.path["agent_id"]) }},
	{"putAgent", with(func(q *query, v callcenter.AgentChange) (any, error) { return q.world.PutAgent(q.path["agent_id"], v) })},
	{"login", func(q *query) (any, error) { return q.world.Login(q.path["agent_id"]) }},
	{"logout", func(q *query) (any, error) { return q.world.Logout(q.path["agent_id"]) }},
	{"listCalls", func(q *query) (any, error) { return q.world.Calls(), nil }},
	{"arrive", with(func(q *query, v callcenter.Arrival) (any, error) { return q.world.Arrive(v) })},
	{"answer", func(q *query) (any, error) { return q.world.Answer(q.conn()) }},
	{"customerHangUp", func(q *query) (any, error) { return q.world.CustomerHangUp(q.conn()) }},
	{"listSkills", func(q *query) (any, error) { return full(q.world.Skills()), nil }},
	{"listActivityCodes", func(q *query) (any, error) { return full(q.world.ActivityCodes()), nil }},
	{"listCampaigns", func(q *query) (any, error) { return full(q.world.Campaigns()), nil }},
	{"putCampaign", with(func(q *query, v callcenter.CampaignChange) (any, error) {
		return q.world.PutCampaign(q.path["campaign_id"], v)
	})},
	{"listCallbacks", func(q *query) (any, error) { return full(q.world.Callbacks()), nil }},
	{"listRoutingPoints", func(q *query) (any, error) { return full(q.world.RoutingPoints()), nil }},
	{"putRoutingPoint", with(func(q *query, v callcenter.RoutingPointChange) (any, error) {
		return nil, q.world.PutRoutingPoint(q.path["rp_id"], v)
	})},
	{"lists", func(q *query) (any, error) { return q.world.Lists(), nil }},
	{"getAccount", func(q *query) (any, error) { return q.world.Account(), nil }},
	{"putAccount", with(func(q *query, v AccountChange) (any, error) { return q.world.PutAccount(v) })},
	{"listTokens", func(q *query) (any, error) { return q.world.Tokens(), nil }},
	{"addToken", with(func(q *query, v Token) (any, error) { return q.world.AddToken(v) })},
	{"removeToken", func(q *query) (any, error) { return nil, q.world.RemoveToken(q.values.Get("token")) }},
	{"getClock", func(q *query) (any, error) { return q.world.Clock(), nil }},
	{"setClock", with(func(q *query, v ClockChange) (any, error) { return q.world.SetClock(v) })},
	{"listFaults", func(q *query) (any, error) { return q.world.Faults(), nil }},
	{"addFault", with(func(q *query, v fault.Fault) (any, error) { return q.world.AddFault(v) })},
	{"clearFaults", func(q *query) (any, error) { q.world.ClearFaults(); return nil, nil }},
	{"listGates", func(q *query) (any, error) { return q.world.Gates(), nil }},
	{"addGate", with(func(q *query, v fault.Gate) (any, error) { return q.world.AddGate(v) })},
	{"awaitGate", func(q *query) (any, error) { return q.awaitGate() }},
	{"openGate", func(q *query) (any, error) { return nil, q.world.OpenGate(q.path["gate"]) }},
	{"listRequests", func(q *query) (any, error) { return q.world.Requests(q.search()), nil }},
	{"clearRequests", func(q *query) (any, error) { q.world.ClearRequests(); return nil, nil }},
	{"coverage", func(q *query) (any, error) { return q.world.Coverage(), nil }},
}

type adminRoute struct {
	operation string // operationId
	handle    func(*query) (any, error)
}

// raw is an answer that is no JSON of ours.
type raw struct {
	contentType string
	body        []byte
	anyOrigin   bool // pages of other origins, such as Swagger UI, may read it
}

// with reads the request's body, which the document has accepted already, into a value.
func with[T any](f func(*query, T) (any, error)) func(*query) (any, error) {
	return func(q *query) (any, error) {
		var v T
		if len(q.body) > 0 {
			d := json.NewDecoder(bytes.NewReader(q.body))
			d.DisallowUnknownFields()
			if err := d.Decode(&v); err != nil {
				return nil, invalid(fmt.Errorf("body: "+"%w", err))
			}
		}
		return f(q, v)
	}
}

// A query is one request to the control API.
type query struct {
	s      *Server
	ctx    context.Context
	admin  *openapi.Document
	world  *World // nil where the path names none
	path   map[string]string
	values openapi.Values
	body   []byte

	reached string // where the caller reached the server, such as http://localhost:8042
}

func (q *query) conn() callcenter.ConnID { return callcenter.ConnID(q.path["conn_id"]) }

func (q *query) search() journal.Query {
	limit, _ := strconv.Atoi(q.values.Get("limit")) // a number: the document says so
	return journal.Query{
		Operation: q.values.Get("operation"), Outcome: q.values.Get("outcome"),
		Evidence: openapi.Evidence(q.values.Get("evidence")), AgentID: q.values.Get("agent_id"), Limit: limit,
	}
}

func (q *query) document(contentType string, format openapi.Format) (any, error) {
	body, err := q.s.doc.Render(openapi.View(cmp.Or(q.values.Get("view"), string(openapi.ViewPortable))), format, q.reached)
	return raw{contentType, body, true}, err
}

// awaitGate answers with the gate as it is when the time is up.
func (q *query) awaitGate() (any, error) {
	waiting, _ := strconv.Atoi(q.values.Get("waiting"))
	timeout, err := time.ParseDuration(cmp.Or(q.values.Get("timeout"), "10s"))
	if err != nil {
		return nil, invalid(fmt.Errorf("timeout: "+"%w", err))
	}
	ctx, cancel := context.WithTimeout(q.ctx, timeout)
	defer cancel()
	g, err := q.world.AwaitGate(ctx, q.path["gate"], waiting)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = nil
	}
	return g, err
}

// full is a list that JSON shows as one even when it is empty.
func full[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

func view(w *World, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return w.View(), nil
}

func views(worlds []*World) []WorldView {
	all := make([]WorldView, 0, len(worlds))
	for _, w := range worlds {
		all = append(all, w.View())
	}
	return all
}

// controlMux routes the control API. It fails when document and table do not agree.
func (s *Server) controlMux() (http.Handler, error) {
	doc, err := openapi.Admin()
	if err != nil {
		return nil, fmt.Errorf("mockserver: control API: %w", err)
	}
	if len(doc.Operations) != len(adminRoutes) {
		return nil, fmt.Errorf("mockserver: openapi/admin.yaml describes %d operations, admin.go has %d rows",
			len(doc.Operations), len(adminRoutes))
	}
	m := mux.NewRouter().SkipClean(true)
	for _, row := range adminRoutes {
		o := doc.Operation(row.operation)
		if o == nil {
			return nil, fmt.Errorf("mockserver: admin.go has a row for %q, openapi/admin.yaml does not describe it", row.operation)
		}
		methods := []string{o.Method}
		if o.Method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		m.Path(o.Path).Methods(methods...).HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.admin(w, r, doc, o, row.handle)
		})
	}
	m.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		newProblem(http.StatusNotFound, "path_unknown",
			"There is nothing at %s. The wolkvox API is under %s, the control API under %s; GET %sopenapi.yaml lists it.",
			r.URL.Path, dataPath, adminPrefix, adminPrefix).write(w)
	})
	m.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
			var match mux.RouteMatch
			if m.Match(&http.Request{Method: method, URL: r.URL}, &match) && match.MatchErr == nil {
				w.Header().Add("Allow", method)
			}
		}
		newProblem(http.StatusMethodNotAllowed, "method_not_allowed",
			"%s does not take %s.", r.URL.Path, r.Method).write(w)
	})
	return m, nil
}

const adminPrefix = "/__admin/"

// admin is the way of every request to the control API.
func (s *Server) admin(
	w http.ResponseWriter, r *http.Request, doc *openapi.Document, o *openapi.Operation, handle func(*query) (any, error),
) {
	defer func() {
		if p := recover(); p != nil {
			s.cfg.log.Error("panic [unexpected]", "operation", o.Name, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			newProblem(http.StatusInternalServerError, "internal", "A bug of the mock; its log says why.").write(w)
		}
	}()
	if refused := s.guard(r); refused != nil {
		refused.write(w)
		return
	}
	q := &query{s: s, ctx: r.Context(), admin: doc, path: mux.Vars(r), values: parseQuery(r.URL.RawQuery), reached: "http://" + r.Host}
	if r.TLS != nil {
		q.reached = "https://" + r.Host
	}
	var err error
	switch q.body, err = readBody(w, r, adminMaxBody); {
	case errors.Is(err, wire.ErrTooLarge):
		newProblem(http.StatusRequestEntityTooLarge, "body_too_large",
			"The body has more than %d bytes.", adminMaxBody).write(w)
		return
	case err != nil:
		newProblem(http.StatusRequestTimeout, "body_incomplete",
			"The body did not arrive whole: %v.", err).write(w)
		return
	}
	if v := o.CheckRequest(openapi.Request{Query: q.values, Path: q.path, Header: r.Header, Body: q.body, Base: s.URL}); len(v) > 0 {
		problem{Kind: "invalid_request", Status: http.StatusBadRequest, Detail: v[0].String(), Violations: v}.write(w)
		return
	}
	if name, named := q.path["world"]; named {
		if q.world, err = s.World(name); err != nil {
			problemOf(err).write(w)
			return
		}
	}
	answer, err := handle(q)
	if err != nil {
		problemOf(err).write(w)
		return
	}
	s.writeAdmin(w, o.Success(), answer)
}

// adminMaxBody bounds a snapshot: 100,000 agents take about 25 MiB.
const adminMaxBody = 256 << 20

func (s *Server) writeAdmin(w http.ResponseWriter, status int, answer any) {
	s.limitReply(w)
	w.Header().Set("Cache-Control", "no-store")
	switch a := answer.(type) {
	case nil:
		w.WriteHeader(status)
	case raw:
		w.Header().Set("Content-Type", a.contentType)
		if a.anyOrigin {
			w.Header()["Access-Control-Allow-Origin"] = allowOrigin
		}
		w.WriteHeader(status)
		_, _ = w.Write(a.body)
	default:
		writeJSON(w, "application/json", status, a)
	}
}
