package console_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pages are those of the navigation, by their names in addresses.
var pages = []string{"wallboard", "requests", "verdict", "try", "documents", "faults"}

// Pictures of every page at both widths, in both themes and both languages, for people to look at.
func TestBrowser_pictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("-pictures names a folder for them")
	}
	b := startBrowser(t)
	srv := busyDay(t, "--clock", "2026-11-24T08:30:00-05:00") // a Tuesday
	clock(t, srv, `{"action":"advance","duration":"2h"}`)
	clock(t, srv, `{"action":"run"}`)
	for _, r := range [][]string{
		{"hang", "agent_id", "12901"}, {"change_status", "agent_id", "12902", "status", "ready"}, {"hang", "agent_id", "12903"},
		{"transfer", "agent_id", "12909", "customer_phone", "3000000000"}, {"hang", "agent_id", "12909"},
		{"hang", "agent_id", "1"}, {"hang", "agentid", "12904"}, {"disable_agent", "agent_id", "12930"},
	} {
		outside(t, srv.URL, srv.Token, r[0], r[1:]...)
	}
	for _, width := range []int64{1280, 390} {
		for _, theme := range []string{"light", "dark"} {
			for _, language := range []string{"en", "es"} {
				name := fmt.Sprintf("%d-%s-%s", width, theme, language)
				t.Run(name, func(t *testing.T) {
					p := b.open(t, srv.URL+"/console/", look{width: width, dark: theme == "dark", language: language})
					// The agents that are seen at first do different things.
					p.until(`new Set(cards().slice(0, 9).map(c => c.className.match(/is-\w+/)[0])).size >= 4`)
					for _, page := range pages {
						p.turn(page)
						p.until(`!/Loading…|Cargando…/.test(words(document.querySelector("main")))`)
						p.picture(filepath.Join(*pictures, page+"-"+name+".png"))
					}
				})
			}
		}
	}
}

func clock(t *testing.T, srv process, change string) {
	t.Helper()
	address := srv.URL + "/__admin/worlds/default/clock"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, strings.NewReader(change))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		t.Fatalf("clock %s: %s", change, reply.Status)
	}
}

// turn goes to a page by its address.
func (p *tab) turn(name string) {
	p.t.Helper()
	p.eval(fmt.Sprintf(`location.hash = "#/%s"`, name))
	p.until(fmt.Sprintf(`$("nav-%s").ariaCurrent === "page"`, name))
}

func (p *tab) picture(file string) {
	p.t.Helper()
	p.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		png, err := chromedp.CaptureScreenshot()(ctx, t)
		if err == nil {
			err = os.WriteFile(file, png, 0o644)
		}
		return chromedp.Void{}, err
	})
}
