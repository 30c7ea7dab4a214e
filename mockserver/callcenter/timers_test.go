package callcenter

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// roster is a center with the agents 1, 2 and 3, Ready since 9:00, and the campaign of furnish.
func roster(t testing.TB) *Center {
	t.Helper()
	c := New(AuxState{"101", "Active breaks"})
	furnish(t, c)
	for _, id := range []string{"1", "2", "3"} {
		ok(t, c.PutAgent(at(t, "09:00:00"), id, as("ready")))
	}
	return c
}

func callBack(t testing.TB, c *Center, when, agent, customer, phone, due string, style CallbackStyle) {
	t.Helper()
	ok(t, c.Recall(at(t, when), asked(agent, customer, phone, at(t, due), style)))
}

func must(t testing.TB, c *Center, agent string, status Status, since string) Agent {
	t.Helper()
	ok(t, c.Check())
	throughJSON(t, c)
	a, err := c.Agent(agent)
	ok(t, err)
	if a.Status != status || !a.Since.Equal(at(t, since)) {
		t.Errorf("agent %s is in %s since %s, want %s since %s", agent, a.Status, a.Since.Format(time.TimeOnly), status, since)
	}
	return a
}

func styles(c *Center) (out []string) {
	for _, cb := range c.Callbacks(AnyStyle) {
		out = append(out, fmt.Sprintf("%s %s %s", cb.Key.Phone, cb.Style, cb.State))
	}
	return out
}

func TestAdvance_autoRings(t *testing.T) {
	c := roster(t)
	callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", Auto)
	c.Advance(at(t, "10:59:59"))
	must(t, c, "1", "ready", "09:00:00")
	c.Advance(at(t, "15:00:00")) // much later: it rings since its own time
	a := must(t, c, "1", "ring", "11:00:00")
	mustCall(t, c, Call{ID: a.Call, Type: Predictive, Phone: "300", AgentID: "1", State: Ringing, Started: at(t, "11:00:00"),
		CampaignID: "7224", CustomerID: "1", CustomerName: "Luz"})
	mustMoves(t, c, "ready --deliver--> ring")
	if left := styles(c); len(left) != 0 || len(c.CallbackByKey) != 0 {
		t.Errorf("still listed: %q", left)
	}
	ok(t, c.RecallByPhone(at(t, "15:00:00"), "1", Is("300"), Is(at(t, "16:00:00")), Is(ByHand))) // its record is the last one
	if a.LastCampaign != "7224" || a.LastCustomer != "1" {
		t.Errorf("last record: %+v", a)
	}
}

func TestAdvance_ringsWhenReadyLater(t *testing.T) {
	c := roster(t)
	for _, status := range []Status{"101", "acw", "logout"} {
		c := c.Clone()
		ok(t, c.PutAgent(at(t, "10:00:00"), "1", as(status)))
		callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", Auto)
		callBack(t, c, "10:00:00", "1", "2", "200", "11:00:00", Auto) // the same time: after the other
		c.Advance(at(t, "12:00:00"))
		must(t, c, "1", status, "10:00:00")
		same(t, "listed", []string{"300 auto waiting", "200 auto waiting"}, styles(c))
		if status == "logout" {
			ok(t, c.Login(at(t, "13:00:00"), "1"))
		} else {
			_, err := c.ChangeStatus(at(t, "13:00:00"), "1", "ready")
			ok(t, err)
		}
		must(t, c, "1", "ready", "13:00:00")
		c.Advance(at(t, "13:00:05"))
		a := must(t, c, "1", "ring", "13:00:00")
		if k, _ := c.Call(a.Call); k.Phone != "300" {
			t.Errorf("rings for %q first", k.Phone)
		}
		ok(t, c.Hang(at(t, "13:00:06"), "1")) // Ready again: the other one rings
		c.Advance(at(t, "13:00:06"))
		a = must(t, c, "1", "ring", "13:00:06")
		if k, _ := c.Call(a.Call); k.Phone != "200" || k.CustomerID != "2" || len(c.Callbacks(AnyStyle)) != 0 {
			t.Errorf("rings for %+v, left %q", k, styles(c))
		}
	}
}

// An agent who is Ready for a moment only has missed nothing: the timer goes with the state.
func TestAdvance_leavesReadyAtOnce(t *testing.T) {
	c := roster(t)
	ok(t, c.PutAgent(at(t, "10:00:00"), "1", as("101")))
	callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", Auto)
	c.Advance(at(t, "12:00:00"))
	ok(t, c.PutAgent(at(t, "12:00:00"), "1", as("ready")))
	if a := must(t, c, "1", "ready", "12:00:00"); len(c.Timers) != 1 || !a.Timer.Equal(a.Since) {
		t.Errorf("timers %v", toJSON(t, c))
	}
	ok(t, c.PutAgent(at(t, "12:00:00"), "1", as("101")))
	c.Advance(at(t, "12:00:01"))
	if a := must(t, c, "1", "101", "12:00:00"); len(c.Timers) != 0 || !a.Timer.IsZero() {
		t.Errorf("timers %v", toJSON(t, c))
	}

	// and one who is Ready has none when the callback goes elsewhere
	ok(t, c.PutAgent(at(t, "12:00:02"), "1", as("ready")))
	ok(t, c.EditRecall(at(t, "12:00:02"), asked("2", "1", "300", at(t, "13:00:00"), Auto)))
	if a := must(t, c, "1", "ready", "12:00:02"); len(a.Waiting)+len(a.Notified) != 0 || !a.Timer.IsZero() || len(c.Timers) != 1 {
		t.Errorf("agent %+v, timers %v", a, toJSON(t, c))
	}
	c.Advance(at(t, "14:00:00"))
	must(t, c, "2", "ring", "13:00:00")
	must(t, c, "1", "ready", "12:00:02")
}

// Who must not be called when it would ring is passed over, and the next one that waits rings.
func TestAdvance_doNotCall(t *testing.T) {
	for name, block := range map[string]func(*Center) error{
		"record": func(c *Center) error { return second(c.BlockRecords("7224", []string{"1"})) },
		"number": func(c *Center) error { return second(c.AddDNC(noon, Is(DNCOutbound), []string{"301"})) },
	} {
		c := roster(t)
		ok(t, c.PutAgent(at(t, "10:00:00"), "1", as("101")))
		callBack(t, c, "10:00:00", "1", "1", "301", "11:00:00", Auto)
		callBack(t, c, "10:00:00", "1", "2", "200", "11:00:00", Auto)
		c.Advance(at(t, "12:00:00"))
		ok(t, block(c))
		ok(t, c.PutAgent(at(t, "12:00:00"), "1", as("ready")))
		c.Advance(at(t, "12:00:00"))
		k, err := c.Call(must(t, c, "1", "ring", "12:00:00").Call)
		ok(t, err)
		same(t, name+": rings for", "200", k.Phone)
		same(t, name+": left", nil, styles(c))
	}
}

// A callback by hand is done when its agent dials the number, once its time has come.
func TestAdvance_byHand(t *testing.T) {
	c := roster(t)
	callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", ByHand)
	callBack(t, c, "10:00:00", "1", "2", "200", "11:00:00", ByHand)
	for _, tt := range []struct {
		when, agent, phone string
		left               []string
	}{
		{"10:30:00", "1", "300", []string{"300 manual scheduled", "200 manual scheduled"}},
		{"12:00:00", "2", "300", []string{"300 manual notified", "200 manual notified"}},
		{"12:00:01", "1", "9300", []string{"300 manual notified", "200 manual notified"}},
		{"12:00:02", "1", "300", []string{"200 manual notified"}},
	} {
		c.Advance(at(t, tt.when))
		ok(t, second(c.Dial(at(t, tt.when), tt.agent, tt.phone, "", "")))
		ok(t, c.HangTypeReady(at(t, tt.when), tt.agent, "021", "", ""))
		same(t, "left after "+tt.when, tt.left, styles(c))
	}
	a := must(t, c, "1", "ready", "12:00:02")
	same(t, "shown", []CallbackKey{{"7224", "2", "200"}}, a.Notified)
}

// How long it may be, and how a center writes it; features say what it does.
func TestSetACWLimit(t *testing.T) {
	c := roster(t)
	for _, limit := range []time.Duration{-1, MaxTimer + 1} {
		mustRefuseKind(t, c, toJSON(t, c), c.SetACWLimit(limit), InputInvalid, "")
	}
	ok(t, c.SetACWLimit(30*time.Second))
	same(t, "limit", 30*time.Second, c.ACWLimit())
	if got := toJSON(t, c); !strings.Contains(got, `"acw_limit":"30s"`) {
		t.Errorf("the limit is not in the notation of all durations: %s", got)
	}
	k, err := c.Arrive(at(t, "10:00:00"), Arrival{AgentID: "1", Type: Inbound, Answered: true})
	ok(t, err)
	ok(t, c.Hang(at(t, "10:01:00"), "1"))
	c.Advance(at(t, "10:01:29"))
	must(t, c, "1", "acw", "10:01:00")
	c.TakeMoves(func(string) {})
	c.Advance(at(t, "11:00:00"))
	must(t, c, "1", "ready", "10:01:30")
	mustMoves(t, c, "acw --acw_timeout--> ready")
	over, err := c.Call(k.ID)
	ok(t, err)
	same(t, "disposition", &Disposition{Code: TimedOut, At: at(t, "10:01:30")}, over.Disposition)
}

// A jump of the clock lets everything happen in its order, each at its own time, as small steps do.
func TestAdvance_bigJump(t *testing.T) {
	start := roster(t)
	ok(t, start.SetACWLimit(4*time.Minute))
	callBack(t, start, "10:00:00", "2", "1", "302", "11:03:00", Auto)
	callBack(t, start, "10:00:00", "1", "1", "301", "11:00:00", Auto) // 1 is in ACW then, until 11:02
	callBack(t, start, "10:00:00", "1", "1", "303", "11:00:00", Auto)
	callBack(t, start, "10:00:00", "3", "1", "304", "11:01:30", ByHand)
	_, err := start.Arrive(at(t, "10:50:00"), Arrival{AgentID: "1", Type: Inbound, Answered: true})
	ok(t, err)
	ok(t, start.Hang(at(t, "10:58:00"), "1"))

	jump, steps := start.Clone(), start.Clone()
	jump.Advance(at(t, "12:00:00"))
	for now := at(t, "10:58:00"); !now.After(at(t, "12:00:00")); now = now.Add(time.Second) {
		steps.Advance(now)
	}
	if diff := cmp.Diff(steps, jump, alike); diff != "" {
		t.Errorf("one jump is not as many steps (-steps +jump):\n%s", diff)
	}
	must(t, jump, "1", "ring", "11:02:00") // Ready by the limit, and rung for in the same moment
	must(t, jump, "2", "ring", "11:03:00")
	same(t, "listed", []string{"303 auto waiting", "304 manual notified"}, styles(jump))
	var order []string
	for _, k := range jump.Calls() {
		order = append(order, k.Phone+" "+k.Started.Format(time.TimeOnly)+" "+string(k.ID[:6]))
	}
	same(t, "calls", []string{" 10:50:00 1.0001", "301 11:02:00 1.0002", "302 11:03:00 2.0003"}, order)
}

// When nobody asked for the time in between, nothing happens before the state it happens in.
func TestAdvance_late(t *testing.T) {
	c := roster(t)
	callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", Auto)
	ok(t, c.PutAgent(at(t, "12:00:00"), "1", as("101")))
	ok(t, c.PutAgent(at(t, "12:30:00"), "1", as("ready")))
	c.Advance(at(t, "13:00:00"))
	must(t, c, "1", "ring", "12:30:00")
}

func TestAdvance_endOfTime(t *testing.T) {
	c := roster(t)
	ok(t, c.SetACWLimit(MaxTimer))
	last := LastMoment.Add(-2 * time.Minute)
	ok(t, c.PutAgent(last, "1", as("acw")))
	ok(t, c.Recall(last, asked("1", "1", "300", FirstMoment, Auto)))
	ok(t, c.Check())
	throughJSON(t, c)
	c.Advance(last.Add(time.Hour))
	ok(t, c.Check())
	if len(c.Timers) != 0 {
		t.Errorf("timers %v", toJSON(t, c))
	}
}

func TestAdvance_costsNothingWhenNothingIsDue(t *testing.T) {
	c := roster(t)
	callBack(t, c, "10:00:00", "1", "1", "300", "11:00:00", Auto)
	now := at(t, "10:30:00")
	if n := testing.AllocsPerRun(100, func() { c.Advance(now) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A center that was decoded may lack what New makes.
func TestRecall_inASparseCenter(t *testing.T) {
	var c Center
	ok(t, json.Unmarshal([]byte(`{"campaigns":{"7224":{"campaign_id":"7224","type_campaign":"predictive","status":"started"}}}`), &c))
	ok(t, c.Check())
	c.Recount()
	put(t, &c, "12989", as("ready"))
	ok(t, c.Recall(noon, recall()))
	ok(t, c.Check())
	throughJSON(t, &c)
	c.Advance(noon.Add(48 * time.Hour))
	a, err := c.Agent("12989")
	ok(t, err)
	if a.Status != "ring" || !a.Since.Equal(noon.Add(24*time.Hour)) {
		t.Errorf("agent %+v", a)
	}
	ok(t, c.Check())
}
