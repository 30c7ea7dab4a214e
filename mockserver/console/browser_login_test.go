package console_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"wolkvoxmock/mockserver"
)

// In a real browser: who has the admin token logs in by the keyboard, uses the control API and its stream by the cookie, and is out
// again once logged out.
func TestBrowser_login(t *testing.T) {
	b := startBrowser(t)
	const token = "s3cret-0f-the-br0wser"
	s := mockserver.Run(t, mockserver.WithAdminToken(token))
	for _, l := range []look{{language: "es-CO"}, {width: 390, dark: true}} {
		p := b.open(t, s.URL(), l)
		p.allow(`401`) // what a wrong token and a closed session are answered
		p.until(`document.activeElement.id === "token"`)
		says := map[string]string{"es-CO": "Token de administración", "": "Admin token"}[l.language]
		if got := p.eval(`document.querySelector("label").innerText`); got != says {
			t.Errorf("the page asks for %q, want %q", got, says)
		}
		p.enter("wrong", "[role=alert]")
		for _, barrier := range p.barriers() {
			t.Error(barrier)
		}
		p.enter(token, "#app")
		if got := p.eval(`fetch("/__admin/worlds/default/reset", {method: "POST"}).then(r => r.status)`); got != "204" {
			t.Errorf("a change: %s", got)
		}
		if got := p.eval(`new Promise(yes => {
			const s = new EventSource("/__admin/worlds/default/events?board=true");
			s.addEventListener("board", () => { s.close(); yes("a board") });
			s.onerror = () => yes("refused");
		})`); got != "a board" {
			t.Errorf("the stream: %s", got)
		}
		if got := p.eval(`document.cookie`); got != "" {
			t.Errorf("scripts see the cookie: %s", got)
		}
		p.eval(`fetch("logout", {method: "POST"})`)
		if got := p.eval(`fetch("/__admin/worlds").then(r => r.status)`); got != "401" {
			t.Errorf("logged out: %s", got)
		}
		if _, err := s.Default().PutAgent("7000001", mockserver.AgentChange{}); err != nil { // whose news ends the stream
			t.Fatal(err)
		}
		p.do(chromedp.WaitReady(chromedp.CSS("#token"))) // the page itself has noticed
	}
}

// In a real browser: while its user is logged in, pages of another port, whose requests bring the cookie, and of another site change
// nothing and read nothing.
func TestBrowser_strangers(t *testing.T) {
	b := startBrowser(t)
	const token = "s3cret-0f-the-br0wser"
	s := mockserver.Run(t, mockserver.WithAdminToken(token))
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>stranger</title>
			<form method="post" action="%[1]s/__admin/worlds/default/reset" target="frame"></form>
			<iframe name="frame"></iframe><iframe src="%[1]s/console/" name="console"></iframe><a href="%[1]s/console/">console</a>`, s.URL())
	}))
	t.Cleanup(stranger.Close)
	_, err := s.Default().PutAgent("7000001", mockserver.AgentChange{})
	if err != nil {
		t.Fatal(err)
	}
	for what, address := range map[string]string{
		"another port": stranger.URL, "another site": strings.Replace(stranger.URL, "127.0.0.1", "localhost", 1),
	} {
		t.Run(what, func(t *testing.T) {
			p := b.blank(t, s.URL(), look{})
			p.visit(s.URL())
			p.until(`document.activeElement.id === "token"`)
			p.enter(token, "#app")

			p.visit(address)
			for _, attack := range []string{
				`fetch("%s/__admin/worlds/default/reset", {method: "POST", credentials: "include"}).then(r => r.status)`,
				`fetch("%s/__admin/worlds", {credentials: "include"}).then(r => r.text())`,
				`fetch("%s/__admin/worlds", {headers: {Authorization: "Bearer ` + token + `"}}).then(r => r.text())`,
				`new Promise((yes, no) => { const s = new EventSource("%s/__admin/worlds/default/events", {withCredentials: true}); s.onopen = yes; s.onerror = no })`,
				`new Promise((yes, no) => document.head.append(Object.assign(document.createElement("script"), {src: "%s/console/main.js", onload: yes, onerror: no})))`,
				`new Promise((yes, no) => document.head.append(Object.assign(document.createElement("img"), {src: "%s/console/icon.svg", onload: yes, onerror: no})))`,
			} {
				attack = fmt.Sprintf(attack, s.URL())
				if got := p.eval(`(` + attack + `).catch(() => "failed")`); got != "failed" {
					t.Errorf("%s\n\t%s", attack, got)
				}
			}
			p.eval(`fetch("` + s.URL() + `/__admin/worlds/default/reset", {method: "POST", credentials: "include", mode: "no-cors"})`)
			p.eval(`new Promise(yes => { frames.frame.frameElement.onload = yes; document.forms[0].submit() })`)
			if _, err := s.Default().Agent("7000001"); err != nil {
				t.Errorf("the world was reset: %v", err)
			}
			if heard := strings.Join(p.close(), "\n"); !strings.Contains(heard, "frame-ancestors") {
				t.Errorf("the console in a frame: %s", heard)
			}

			// A link does lead to the console, and finds its user logged in.
			p.do(chromedp.Click(chromedp.CSS("a")))
			p.do(chromedp.WaitReady(chromedp.CSS("#app")))
		})
	}
}

// enter fills in the token, and waits for what the next page shows.
func (p *tab) enter(token, selector string) {
	p.t.Helper()
	p.press(token)
	p.press(kb.Enter) // a page that leaves while more keys are on their way does not take them
	p.do(chromedp.WaitReady(chromedp.CSS(selector)))
}
