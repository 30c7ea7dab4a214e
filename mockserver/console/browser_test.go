// Package console_test looks at the console as its users do: in a real Chromium, without a way out of the machine.
package console_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// WOLKVOX_MOCK_BROWSER decides about the tests that need Chromium: "required" makes a missing one a failure, "skip" leaves
// them out; unset, they run where there is one.
const browserVariable = "WOLKVOX_MOCK_BROWSER"

// patience is how long a page may take for what a test waits for. It is generous: what is promised is measured, not enforced,
// on a machine that does other things beside it.
const patience = 30 * time.Second

// A browser is one Chromium; each page has a profile of its own in it. Whatever is not loopback goes to a proxy, which
// answers nobody and writes down what was wanted.
type browser struct {
	ctx context.Context

	mu     sync.Mutex
	wanted []string // of the rest of the world
}

// ownCalls are the services that Chromium asks for by itself, whatever it shows: for updates, and who is logged in. What a page
// asks of them is among the page's own requests.
var ownCalls = regexp.MustCompile(`^(accounts|clients\d|android\.clients|www)\.google\.com(:\d+)?$|\.googleapis\.com(:\d+)?$`)

// startBrowser starts Chromium for a test and its subtests.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	program := chromium()
	switch mode := os.Getenv(browserVariable); {
	case mode == "skip":
		t.Skipf("%s says skip", browserVariable)
	case mode == "required" && program == "":
		t.Fatalf("%s says required, and there is no Chromium: .ci/browser installs it", browserVariable)
	case program == "":
		t.Skip("there is no Chromium: .ci/browser installs it")
	}
	b := &browser{}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !ownCalls.MatchString(r.Host) {
			b.wanted = append(b.wanted, r.Method+" "+r.Host)
		}
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(proxy.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], // as root, chromedp leaves the sandbox off by itself
		chromedp.ExecPath(program),
		chromedp.ProxyServer(proxy.URL), // loopback goes past it
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WSURLReadTimeout(patience),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(func() { closeBrowser(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	b.ctx = ctx
	return b
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// A look is how a user's browser is set.
type look struct {
	width    int64  // 1280 unless stated; the height is 800
	language string // en-US unless stated
	dark     bool
}

// A tab is one page of one user. The test fails when it ends if the page wrote an error to its console, threw, broke its own
// Content-Security-Policy, or asked for anything that is not of its server.
type tab struct {
	t    *testing.T
	ctx  context.Context
	home string // scheme, host and port of the server

	mu         sync.Mutex
	complaints []string
	requests   []string
	allowed    []*regexp.Regexp
}

// open shows a server's page to a new user.
func (b *browser) open(t *testing.T, address string, l look) *tab {
	t.Helper()
	p := b.blank(t, address, l)
	t.Cleanup(func() {
		for _, c := range p.close() {
			t.Errorf("the page complained: %s", c)
		}
	})
	p.visit(address)
	return p
}

// blank is a tab that is watched and shows nothing yet.
func (b *browser) blank(t *testing.T, address string, l look) *tab {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	p := &tab{t: t, home: u.Host}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.ctx = ctx
	t.Cleanup(cancel)
	width := l.width
	if width == 0 {
		width = 1280
	}
	p.do(chromedp.EmulateViewport(width, 800))
	language := l.language
	if language == "" {
		language = "en-US"
	}
	agent := p.eval("navigator.userAgent")
	call(p, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: language})
	p.theme(map[bool]string{false: "light", true: "dark"}[l.dark])
	// The log has these too, but for those that only report.
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		addEventListener("securitypolicyviolation", e =>
			console.error("Content-Security-Policy: " + e.violatedDirective + " forbids " + (e.blockedURI || e.sample)))`})
	return p
}

// close reports what the page complained of and nobody expected.
func (p *tab) close() (left []string) {
	_ = chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void](`0`)) // what came before has been heard
	p.mu.Lock()
	defer p.mu.Unlock()
next:
	for _, c := range p.complaints {
		for _, a := range p.allowed {
			if a.MatchString(c) {
				continue next
			}
		}
		left = append(left, c)
	}
	return left
}

// allow lets a complaint pass that the test itself brings about.
func (p *tab) allow(pattern string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = append(p.allowed, regexp.MustCompile(pattern))
}

func (p *tab) complain(format string, args ...any) {
	p.complaints = append(p.complaints, fmt.Sprintf(format, args...))
}

// listen hears what the browser says about the page.
func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		d := e.ExceptionDetails
		text := d.Text
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
		p.complain("exception: %s (%s:%d)", text, d.URL, d.LineNumber+1)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning ||
			e.Type == runtime.ConsoleAPICalledTypeAssert {
			var words []string
			for _, a := range e.Args {
				words = append(words, strings.Trim(string(a.Value)+" "+a.Description, ` "`))
			}
			p.complain("console: %s", strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.complain("log: %s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != p.home && u.Scheme != "data" && u.Scheme != "blob" {
			p.complain("a request leaves the machine: %s", e.Request.URL)
		}
	case *network.EventWebSocketCreated:
		p.complain("a WebSocket: %s", e.URL)
	}
}

// do takes steps, with patience.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx := p.ctx
	if chromedp.FromContext(ctx).Target != nil { // the first context of a tab lives as long as the tab
		limited, cancel := context.WithTimeout(ctx, 2*patience)
		defer cancel()
		ctx = limited
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%v\n%s", err, p.describe())
	}
}

// call sends a command of the DevTools protocol.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) (reply R) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		reply, err = cdp.Call(ctx, t, command, params)
		return err
	}))
	return reply
}

// theme is what the user prefers: light or dark.
func (p *tab) theme(name string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

func (p *tab) visit(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(address))
}

// selector finds an element by its data-testid, or by several of them, the outer one first.
func selector(testids string) string {
	return `[data-testid="` + strings.ReplaceAll(testids, " ", `"] [data-testid="`) + `"]`
}

// prelude is what expressions can use: $ finds an element as selector does, visible reports whether a user can see it, words are
// its text as one line, cards those of all agents, and state is what an agent's card calls the agent's state.
const prelude = `
	const $ = ids => document.querySelector('[data-testid="' + ids.replaceAll(" ", '"] [data-testid="') + '"]');
	const cards = () => [...document.querySelectorAll('[data-testid="agents"] > li')];
	const visible = e => !!e && e.checkVisibility({opacityProperty: true, visibilityProperty: true});
	const words = e => (e.innerText ?? e.value).replace(/\s+/g, " ").trim();
	const state = agent => $("agent-" + agent + " agent-state").textContent; // also where the user has not scrolled to
`

// eval is the value of an expression, as text.
func (p *tab) eval(expression string) string {
	p.t.Helper()
	value, err := p.evaluate(expression)
	if err != nil {
		p.t.Fatalf("%v\n%s", err, p.describe())
	}
	return value
}

func (p *tab) evaluate(expression string) (string, error) {
	ctx, cancel := context.WithTimeout(p.ctx, 2*patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[string](
		"(async () => {"+prelude+" return String(await ("+expression+"))})()", chromedp.EvalAwaitPromise))
}

// until waits for an expression to be true, on whatever page the tab comes to.
func (p *tab) until(expression string) {
	p.t.Helper()
	for begin := time.Now(); ; {
		at := "undefined" // on a page that came meanwhile
		_, err := p.evaluate(watching(expression))
		if err == nil {
			at, err = p.evaluate(`window.expected`)
		}
		switch {
		case (err != nil || at == "undefined") && time.Since(begin) < patience:
		case err != nil:
			p.t.Fatalf("%v\n%s", err, p.describe())
		default:
			p.at(at, expression)
			return
		}
	}
}

// expect has the page look at an expression from now on, whenever it changes. What it returns waits for the expression to be
// true, and says when the user saw that: after the page was drawn.
func (p *tab) expect(expression string) (seen func() time.Time) {
	p.t.Helper()
	p.eval(watching(expression))
	return func() time.Time {
		p.t.Helper()
		return p.at(p.eval(`window.expected`), expression)
	}
}

// watching is the script of expect: it promises when the expression will be true, in milliseconds, or what hindered it.
func watching(expression string) string {
	return fmt.Sprintf(`void (window.expected = new Promise(yes => {
		let why = "it is false";
		const look = () => {
			try {
				if (!(%s)) return;
			} catch (e) {
				why = e;
				return;
			}
			end();
			requestAnimationFrame(() => setTimeout(() => yes(performance.timeOrigin + performance.now())));
		};
		const observer = new MutationObserver(look);
		const timers = [setInterval(look, 100), // what is typed is no mutation
			setTimeout(() => { end(); yes("late: " + why) }, %d)];
		const end = () => { observer.disconnect(); timers.forEach(clearTimeout) };
		observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
		look();
	}))`, expression, patience.Milliseconds())
}

// at reads when an expression was true.
func (p *tab) at(when, expression string) time.Time {
	p.t.Helper()
	millis, err := strconv.ParseFloat(when, 64)
	if err != nil {
		p.t.Fatalf("not within %v: %s: %s\n%s", patience, expression, when, p.describe())
	}
	return time.UnixMicro(int64(millis * 1000))
}

// click does so with the mouse, where the element is once it can be seen.
func (p *tab) click(testids string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`visible($(%q)) && !$(%[1]q).disabled`, testids))
	p.do(chromedp.Click(chromedp.CSS(selector(testids))))
}

// fill puts a value into a field or a list, as a user would who has chosen it.
func (p *tab) fill(testid, value string) {
	p.t.Helper()
	p.until(fmt.Sprintf(`visible($(%q))`, testid))
	p.eval(fmt.Sprintf(`(() => {
		const e = $(%q), list = e instanceof HTMLSelectElement;
		e.focus();
		if (!list) return e.select();
		if (![...e.options].some(o => o.value === %q)) throw new Error("the list has no %[2]s");
		e.value = %[2]q;
		for (const what of ["input", "change"]) e.dispatchEvent(new Event(what, {bubbles: true}));
	})()`, testid, value))
	if p.eval(fmt.Sprintf(`$(%q) instanceof HTMLSelectElement`, testid)) == "false" {
		p.press(value)
	}
}

// tabTo goes on with the Tab key until an element has the focus.
func (p *tab) tabTo(testid string) {
	p.t.Helper()
	for range 200 {
		p.press(kb.Tab)
		if p.eval(fmt.Sprintf(`$(%q) === document.activeElement`, testid)) == "true" {
			return
		}
	}
	p.t.Fatalf("200 times Tab do not reach %s\n%s", testid, p.describe())
}

// press sends keys to whatever has the focus.
func (p *tab) press(keys string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// describe is what a user would see, for the message of a test that fails.
func (p *tab) describe() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	const shown = `location.href + "\n" + (document.body?.innerText ?? "").slice(0, 1500)`
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](shown))
	if err != nil {
		return fmt.Sprintf("(the page cannot be read: %v)", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return text + "\n" + strings.Join(p.complaints, "\n")
}

// axe is axe-core of npm, as it is published: vendor.mjs lays it there.
var axe = sync.OnceValues(func() (string, error) {
	f, err := os.Open(filepath.Join("testdata", "vendor", "axe-core", "axe.min.js.gz"))
	if err != nil {
		return "", err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	source, err := io.ReadAll(unzipped)
	return string(source), err
})

// A barrier is what axe-core found: a rule, and the elements that break it.
type barrier struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

func (b barrier) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s (%s): %s", b.ID, b.Impact, b.Help)
	for _, n := range b.Nodes[:min(len(b.Nodes), 5)] {
		fmt.Fprintf(&s, "\n\t%v %.200s\n\t\t%s", n.Target, n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", "\n\t\t"))
	}
	return s.String()
}

// barriers are those that axe-core calls serious or critical, of what the tab shows.
func (p *tab) barriers() (serious []barrier) {
	p.t.Helper()
	source, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Evaluate[chromedp.Void](source))
	var found []barrier
	result := p.eval(`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`)
	if err := json.Unmarshal([]byte(result), &found); err != nil {
		p.t.Fatal(err)
	}
	for _, f := range found {
		if f.Impact == "serious" || f.Impact == "critical" {
			serious = append(serious, f)
		}
	}
	return serious
}

// outside is what the browser, or a page in it, wanted of the rest of the world.
func (b *browser) outside() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wanted
}
