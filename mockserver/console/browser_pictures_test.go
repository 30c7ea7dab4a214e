package console_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	srv := busyDay(t)
	for _, l := range []look{{width: 1280}, {width: 390}} {
		for _, l.dark = range []bool{false, true} {
			for _, l.language = range []string{"en", "es"} {
				p := b.open(t, srv.URL+"/console/", l)
				p.until(`cards().length > 20`)
				for _, name := range pages {
					p.turn(name)
					theme := map[bool]string{false: "light", true: "dark"}[l.dark]
					p.picture(filepath.Join(*pictures, fmt.Sprintf("%s-%d-%s-%s.png", name, l.width, theme, l.language)))
				}
			}
		}
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
