package verdict

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"strings"

	"wolkvoxmock/openapi"
)

//go:embed page.css
var pageStyle string

// WriteHTML writes a verdict as one page that needs nothing else: no network, no script. Every text in it is escaped.
func WriteHTML(w io.Writer, v Verdict) error {
	p := &page{}
	word, class := "Passed", "passed"
	if !v.Passed {
		word, class = "Failed", "failed"
	}
	p.add("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
		"<meta name=\"color-scheme\" content=\"light dark\">\n")
	p.addf("<title>%s: %s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", word, Summary(v), raw(pageStyle))
	p.addf("<header class=\"%s\">\n<p class=\"what\">wolkvox-mock, verdict%s</p>\n<h1>%s</h1>\n"+
		"<p class=\"lead\">%s</p>\n</header>\n", class, of(v), word, Summary(v))
	p.areas(v)
	p.findings(v.Findings)
	p.expectations(v.Expectations)
	p.evidence(v.Evidence)
	p.missing(v)
	p.next(v.Next)
	p.add("</main>\n</body>\n</html>\n")
	_, err := w.Write(p.Bytes())
	return err
}

func of(v Verdict) string {
	if v.World == "" {
		return " of all worlds"
	}
	return " of world " + v.World
}

// A page is HTML under way.
type page struct{ bytes.Buffer }

// raw is HTML that stands as it is; all else is escaped.
type raw string

func (p *page) add(html raw) { p.WriteString(string(html)) }

func (p *page) addf(html string, args ...any) {
	for i, arg := range args {
		switch arg := arg.(type) {
		case raw:
			args[i] = string(arg)
		case int:
		default:
			args[i] = escaped(fmt.Sprint(arg))
		}
	}
	_, _ = fmt.Fprintf(p, html, args...)
}

// areas are the coverage at a glance.
func (p *page) areas(v Verdict) {
	p.add("<section>\n<h2>Coverage</h2>\n<div class=\"tiles\">\n")
	for i, a := range v.Coverage.areas() {
		class, demanded := "", ""
		for _, t := range v.Thresholds {
			if t.Name != AreaNames[i] {
				continue
			}
			demanded = fmt.Sprintf(", %d %% demanded", t.Percent)
			if class = "met"; !t.Met {
				class = "unmet"
			}
		}
		p.addf("<div class=\"tile %s\"><b>%d<small> %%</small></b><span>%s</span>"+
			"<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"+
			"<rect class=\"all\" width=\"100\" height=\"4\"/>"+
			"<rect class=\"part\" width=\"%d\" height=\"4\"/></svg><em>%d of %d%s</em></div>\n",
			class, a.Percent, AreaNames[i], a.Percent, a.Reached, a.Total, demanded)
	}
	p.add("</div>\n</section>\n")
}

func (p *page) findings(all []Finding) {
	for i, f := range all {
		if i == 0 || f.Severity != all[i-1].Severity {
			if i > 0 {
				p.add("</section>\n")
			}
			p.addf("<section>\n<h2>%s</h2>\n", headings[f.Severity][0])
		}
		p.finding(f)
	}
	if len(all) > 0 {
		p.add("</section>\n")
	}
}

func (p *page) finding(f Finding) {
	about := raw("")
	if f.Outcome != "" {
		about = raw(" <code>" + escaped(f.Outcome) + "</code>")
	}
	p.addf("<article class=\"%s\">\n<h3>%s%s <span class=\"times\">%s</span></h3>\n<p class=\"rule\">%s</p>\n<p>%s</p>\n<dl>\n",
		string(f.Severity), f.Title, about, times(f.Count), string(f.Rule), codeSpans(f.Says))
	for _, part := range f.parts() {
		switch part.label {
		case "asked for": // stands above
		case "try":
			p.addf("<dt>try</dt><dd><pre>%s</pre></dd>\n", plain(part.text))
		case "source":
			evidence := raw("")
			if f.Evidence != "" {
				evidence = raw(" " + badge(f.Evidence))
			}
			p.addf("<dt>source</dt><dd>%s%s</dd>\n", link(f.Source), evidence)
		case "page":
			p.addf("<dt>page</dt><dd>%s</dd>\n", link(part.text))
		default:
			p.addf("<dt>%s</dt><dd>%s</dd>\n", part.label, part.text)
		}
	}
	p.add("</dl>\n</article>\n")
}

// codeSpans is a text of ours, in which backquotes stand around code.
func codeSpans(text string) raw {
	var b strings.Builder
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			b.WriteString("<code>" + escaped(part) + "</code>")
		} else {
			b.WriteString(escaped(part))
		}
	}
	return raw(b.String())
}

// link is a source: a page can be followed, an open question is explained by the program.
func link(source string) raw {
	if strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://") {
		return raw(fmt.Sprintf("<a href=\"%s\" rel=\"noreferrer\">%s</a>", attribute(source), escaped(source)))
	}
	return raw(escaped(source))
}

func badge(e openapi.Evidence) string {
	return fmt.Sprintf("<span class=\"badge %s\">%s</span>", attribute(string(e)), escaped(string(e)))
}

// expectations lists all; those that are not met stand above too, with what came.
func (p *page) expectations(all []Result) {
	if len(all) == 0 {
		return
	}
	p.add("<section>\n<h2>Expectations</h2>\n<ul class=\"expected\">\n")
	for _, r := range all {
		class, word := "met", "met"
		if !r.Passed {
			class, word = "unmet", "not met"
		}
		p.addf("<li class=\"%s\"><b>%s</b> %s</li>\n", class, word, r.Expectation.String())
	}
	p.add("</ul>\n</section>\n")
}

func (p *page) evidence(grades []Grade) {
	total := 0
	for _, g := range grades {
		total += g.Exchanges
	}
	p.add("<section>\n<h2>Evidence</h2>\n<p>What the replies rest on that the client was given.</p>\n")
	if total > 0 {
		p.add("<svg class=\"stack\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
		x := 0
		for _, g := range grades {
			next := x + g.Exchanges
			p.addf("<rect class=\"%s\" x=\"%d\" width=\"%d\" height=\"10\"/>",
				string(g.Evidence), 1000*x/total, 1000*next/total-1000*x/total)
			x = next
		}
		p.add("</svg>\n")
	}
	for _, g := range grades {
		if len(g.Outcomes) == 0 {
			p.addf("<p class=\"grade\">%s %s <span class=\"times\">no exchange</span></p>\n", raw(badge(g.Evidence)), g.Evidence.Meaning())
			continue
		}
		p.addf("<details>\n<summary>%s %s <span class=\"times\">%s</span></summary>\n<table>\n",
			raw(badge(g.Evidence)), g.Evidence.Meaning(), plural(g.Exchanges, "exchange"))
		for _, o := range g.Outcomes {
			p.addf("<tr><td><code>%s</code></td><td class=\"n\">%d</td><td>%s</td></tr>\n", o.Outcome, o.Count, link(o.Source))
		}
		p.add("</table>\n</details>\n")
	}
	p.add("</section>\n")
}

// missing lists what was not reached.
func (p *page) missing(v Verdict) {
	p.add("<section>\n<h2>Not reached</h2>\n")
	for i, a := range v.Coverage.areas() {
		if len(a.Missing) == 0 {
			p.addf("<p class=\"grade\">All %s were reached.</p>\n", AreaNames[i])
			continue
		}
		p.addf("<details>\n<summary>%s <span class=\"times\">%d of %d</span></summary>\n<ul class=\"names\">\n",
			strings.ToUpper(AreaNames[i][:1])+AreaNames[i][1:], len(a.Missing), a.Total)
		for _, name := range a.Missing {
			p.addf("<li><code>%s</code></li>\n", name)
		}
		p.add("</ul>\n</details>\n")
	}
	p.add("</section>\n")
}

func (p *page) next(tries []Try) {
	if len(tries) == 0 {
		return
	}
	p.addf("<section>\n<h2>What could be tested next</h2>\n<p>%s.</p>\n", fromWhere)
	for _, t := range tries {
		p.addf("<h3><code>%s</code></h3>\n<pre>", t.Outcome)
		for _, given := range t.Given {
			p.addf("<i># %s</i>\n", plain(given))
		}
		for _, command := range t.Shell {
			p.addf("%s\n", plain(command))
		}
		p.add("</pre>\n")
	}
	p.add("</section>\n")
}
