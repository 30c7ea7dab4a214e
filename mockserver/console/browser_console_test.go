package console_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/seed"
)

// A scene is a mock, the console of its default world in a browser, and a client outside of both.
type scene struct {
	*tab
	srv   *mockserver.Server
	world *mockserver.World
}

func (b *browser) console(t *testing.T, l look, options ...mockserver.Option) scene {
	t.Helper()
	srv := mockserver.Run(t, options...)
	s := scene{tab: b.open(t, srv.URL()+"/console/", l), srv: srv, world: srv.Default()}
	s.until(`$("connection").matches(".connection-live") && cards().length > 0`)
	return s
}

// request is what a client outside sends with the world's token.
func (s scene) request(api string, pairs ...string) (status int) {
	s.t.Helper()
	return outside(s.t, s.srv.URL(), s.world.Token(), api, pairs...)
}

// TestBrowser is what the console promises its users, each in a browser profile and with a server of its own.
func TestBrowser(t *testing.T) {
	b := startBrowser(t)
	t.Run("console", func(t *testing.T) {
		for _, tt := range []struct {
			name string
			test func(*testing.T, *browser)
		}{
			{"a request from outside changes the agent's card", cardChanges},
			{"a violation appears and its details explain it", violationExplained},
			{"Try it transfers a call", tryTransfers},
			{"actions are the control API's", actions},
			{"a fault and a gate are met", faultMet},
			{"nothing needs a mouse", keyboardOnly},
			{"what a request sent is text", hostileText},
			{"the language is the browser's, or the chosen one", languages},
			{"a server that was away is followed again", reconnects},
			{"a thousand agents", manyAgents},
			{"nothing stands in the way: 1280, light and dark", func(t *testing.T, b *browser) { accessible(t, b, 1280) }},
			{"nothing stands in the way: 390, light and dark", func(t *testing.T, b *browser) { accessible(t, b, 390) }},
		} {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel()
				tt.test(t, b)
			})
		}
	})
	if wanted := b.outside(); len(wanted) > 0 {
		t.Errorf("the browser wanted to leave the machine: %q", wanted)
	}
}

func cardChanges(t *testing.T, b *browser) {
	s := b.console(t, look{})
	s.until(`state("12989").includes("Talk")`)
	seen := s.expect(`state("12989").includes("ACW")`)
	sent := time.Now()
	s.request("hang", "agent_id", "12989")
	t.Logf("%v from the request to the screen; a second is promised", seen().Sub(sent).Round(time.Millisecond))
}

func violationExplained(t *testing.T, b *browser) {
	s := b.console(t, look{})
	s.click("nav-requests")
	s.request("hang", "agent_id", "12989", "agentid", "12989")
	broken := s.world.Requests(mockserver.Query{Violations: true}).Requests
	if len(broken) != 1 || len(broken[0].Violations) != 1 {
		t.Fatalf("%d requests with violations, expected one with one", len(broken))
	}
	v := broken[0].Violations[0]
	s.click(fmt.Sprintf("requests-row-%d", broken[0].Seq))
	for _, text := range []string{string(v.Rule), v.Expected, v.Try} {
		s.until(fmt.Sprintf(`visible($("exchange-details")) && words($("exchange-details")).includes(%q)`, text))
	}
}

// Try it has a token of its own: the client's lease, and what is counted of its token, stay as they are.
func tryTransfers(t *testing.T, b *browser) {
	s := b.console(t, look{})
	s.click("nav-try")
	s.fill("try-operation", "transfer")
	s.fill("try-param-agent_id", "12990")
	s.fill("try-param-customer_phone", "3000000000")
	s.click("try-send")
	s.until(`words($("try-reply")).includes("3000000000 number")`)
	s.click("nav-wallboard")
	s.until(`state("12990").includes("ACW")`)
	if used := s.world.Requests(mockserver.Query{TokenSuffix: mockserver.DemoToken}).Requests; len(used) > 0 {
		t.Errorf("the token of the client was used: %v", used)
	}
}

// actions: each is seen on the card, and is so in the world.
func actions(t *testing.T, b *browser) {
	s := b.console(t, look{})
	act := func(action, want string) {
		t.Helper()
		s.click("agent-12991 agent-menu")
		s.click("action-" + action)
		if want != "" {
			s.until(fmt.Sprintf(`words($("agent-12991")).includes(%q)`, want))
		}
	}
	s.click("skill-4012 skill-menu")
	s.click("action-arrive")
	s.fill("arrival-phone", "3009998877")
	s.click("arrival-send")
	s.until(`state("12991") === "Ringing"`) // Carla is who is Ready
	act("answer", "Talking")
	act("hold", "Held")
	act("mute", "Muted")
	act("unmute", "3009998877")
	act("hangup", "ACW")
	act("status-102", "Lunch")
	act("status-ready", "Ready")
	act("logout", "Logged out")
	act("disable", "Disabled")
	act("enable", "")
	s.until(`!words($("agent-12991")).includes("Disabled")`)
	act("login", "")
	s.until(`state("12991") !== "Logged out"`)

	s.click("action-freeze")
	s.until(`visible($("action-run"))`)
	if !s.world.Clock().Frozen {
		t.Error("the clock runs")
	}
	before := s.world.Clock().Time
	s.click("action-advance-hour")
	bogota := time.FixedZone("America/Bogota", -5*60*60)
	s.until(fmt.Sprintf(`words($("clock")).includes(%q)`, before.Add(time.Hour).In(bogota).Format("15:04:05")))
}

// faultMet: the page says of what it arranged whether a client has met it.
func faultMet(t *testing.T, b *browser) {
	s := b.console(t, look{})
	s.click("nav-faults")
	s.click("add-fault")
	s.fill("fault-operation", "hang")
	s.fill("fault-outcome", "no_active_call")
	s.click("fault-send")
	s.until(`$("fault-state") && !$("fault-form")`)
	armed := s.eval(`words($("fault-state"))`)
	if got := s.request("hang", "agent_id", "12989"); got == http.StatusOK {
		t.Error("the fault was not met")
	}
	s.until(fmt.Sprintf(`words($("fault-state")) !== %q`, armed))

	s.click("add-gate")
	s.fill("gate-form fault-operation", "transfer")
	s.click("gate-send")
	s.until(`$("gate-waiting")`)
	answered := make(chan int)
	go func() { answered <- s.request("transfer", "agent_id", "12990", "customer_phone", "3000000000") }()
	s.until(`words($("gate-waiting")).includes("1")`)
	s.click("action-open-gate")
	if got := <-answered; got != http.StatusOK {
		t.Errorf("a request that waited at the gate was answered %d", got)
	}
	s.until(`!$("gate-waiting")`)
}

// keyboardOnly: from the first Tab through the navigation, an action and Try it.
func keyboardOnly(t *testing.T, b *browser) {
	s := b.console(t, look{})
	s.press(kb.Tab)
	if got := s.eval(`document.activeElement.matches(".skip") && visible(document.activeElement)`); got != "true" {
		t.Errorf("the first Tab does not show the way to the page: %s", got)
	}
	s.tabTo("agent-12989 agent-menu")
	s.press(kb.Enter)
	s.until(`document.activeElement === $("action-hold")`)
	s.press(kb.Escape)
	s.until(`document.activeElement === $("agent-12989 agent-menu")`)
	s.press(kb.Enter)
	s.until(`document.activeElement === $("action-hold")`)
	s.press(kb.ArrowDown + kb.ArrowDown + kb.Enter)
	s.until(`state("12989") === "ACW"`)

	s.do(chromedp.Reload())
	s.tabTo("nav-try")
	s.press(kb.Enter)
	s.tabTo("try-operation")
	s.press("transfer")
	s.tabTo("try-param-agent_id")
	s.press("12990")
	s.tabTo("try-param-customer_phone")
	s.press("3000000000")
	s.tabTo("try-send")
	s.press(kb.Enter)
	s.until(`words($("try-reply")).includes("3000000000 number")`)
}

const hostile = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">`

func hostileText(t *testing.T, b *browser) {
	s := b.console(t, look{})
	if _, err := s.world.PutAgent("12991", mockserver.AgentChange{Name: new(hostile)}); err != nil {
		t.Fatal(err)
	}
	call := mockserver.Arrival{AgentID: "12991", Type: mockserver.Inbound, Answered: true, Phone: `<script>hacked = 3</script>`}
	if _, err := s.world.Arrive(call); err != nil {
		t.Fatal(err)
	}
	s.until(fmt.Sprintf(`words($("agent-12991")).includes(%q)`, hostile))
	s.until(`words($("agent-12991")).includes("<script>hacked = 3</script>")`)
	s.request("hang", "agent_id", "12989", hostile, hostile)
	seq := s.world.Requests(mockserver.Query{}).Requests[0].Seq
	s.click("nav-requests")
	s.click(fmt.Sprintf("requests-row-%d", seq))
	s.until(fmt.Sprintf(`words($("exchange-details")).includes(%q)`, hostile))
	s.press(kb.Escape)
	for _, page := range []string{"verdict", "try", "documents", "faults", "wallboard"} {
		s.click("nav-" + page)
	}
	if got := s.eval(`window.hacked`); got != "undefined" {
		t.Errorf("a text ran as a script: %s", got)
	}
}

// languages: what is not said in words of the language is an error of its own, so a look at the navigation is enough.
func languages(t *testing.T, b *browser) {
	s := b.console(t, look{language: "es-CO"})
	s.until(`document.documentElement.lang === "es" && words($("nav-requests")) === "Solicitudes"`)
	s.do(chromedp.Click(chromedp.CSS(`[data-testid="lang"] [data-language="en"]`)))
	s.until(`document.documentElement.lang === "en" && words($("nav-requests")) === "Requests"`)
	s.do(chromedp.Reload())
	s.until(`document.documentElement.lang === "en" && words($("nav-requests")) === "Requests"`)
}

func reconnects(t *testing.T, b *browser) {
	first, err := mockserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	p := b.open(t, first.URL()+"/console/", look{})
	p.until(`state("12989").includes("Talk")`)
	for range 3 {
		outside(t, first.URL(), mockserver.DemoToken, "hang", "agent_id", "12989")
	}
	p.click("nav-requests")
	p.until(`$("requests-row-5")`)
	p.allow(`net::ERR_`) // while nobody is there
	lost := p.expect(`$("connection").matches(".connection-lost")`)
	first.Close()
	lost()
	second := mockserver.Run(t, mockserver.WithAddr(first.Addr()))
	p.until(`$("connection").matches(".connection-live")`)
	outside(t, second.URL(), mockserver.DemoToken, "hang", "agent_id", "12989")
	p.until(`$("requests-row-3") && !$("requests-row-5")`) // of the second one, which numbers anew
	p.click("nav-wallboard")
	p.until(`state("12989").includes("ACW")`)
}

func manyAgents(t *testing.T, b *browser) {
	world, err := seed.Parse("thousand.yaml", thousand(1000))
	if err != nil {
		t.Fatal(err)
	}
	s := b.console(t, look{}, mockserver.WithSeed(world))
	s.until(`cards().length === 1000`)
	seen := s.expect(`state("10999").includes("Active breaks")`)
	sent := time.Now()
	s.request("change_status", "agent_id", "10999", "status", "101")
	t.Logf("%v from the request to the screen; a second is promised", seen().Sub(sent).Round(time.Millisecond))
}

// accessible: axe-core finds nothing serious in any page and its details, and none is wider than the window.
func accessible(t *testing.T, b *browser, width int64) {
	s := b.console(t, look{width: width})
	s.request("hang", "agent_id", "12989", "agentid", "12989")
	where := map[string][]string{} // by what was found
	for _, view := range []struct{ page, open, shows string }{
		{"wallboard", "", `$("agents")`},
		{"wallboard", "agent-12990 agent-name", `$("agent-details")`},
		{"requests", fmt.Sprintf("requests-row-%d", s.world.Requests(mockserver.Query{}).Requests[0].Seq), `$("exchange-details")`},
		{"verdict", "", `document.querySelector("main h1")`},
		{"try", "", `$("try-operation")`},
		{"documents", "", `document.querySelector(".opblock")`},
		{"faults", "", `$("add-fault")`},
		{"faults", "add-fault", `$("fault-form")`},
	} {
		s.turn(view.page)
		if view.open != "" {
			s.click(view.open)
		}
		s.until(`visible(` + view.shows + `)`)
		for _, theme := range []string{"light", "dark"} {
			s.theme(theme)
			for _, found := range s.barriers() {
				where[found.String()] = append(where[found.String()], view.page+" "+view.open+" "+theme)
			}
		}
		if got := s.eval(`document.documentElement.scrollWidth`); got != fmt.Sprint(width) {
			t.Errorf("%s is %s wide in a window of %d", view.page, got, width)
		}
		s.press(kb.Escape)
	}
	for found, places := range where {
		t.Errorf("%d wide, %q: %s", width, places, found)
	}
}
