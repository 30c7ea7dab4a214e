package top

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// linesAround is how many lines the screen has beside the rows of the table: world, agents, counters, tabs, titles and keys.
const linesAround = 6

// View is the screen.
func (m *Model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = true
	v.WindowTitle = "wolkvox-mock: " + ansi.Strip(m.shown().head.World)
	return v
}

func (m *Model) screen() string {
	lines := []string{m.worldLine()}
	lines = append(lines, m.counterLines()...)
	lines = append(lines, m.tabLine())
	all := m.matching()
	from := m.within(m.from[m.tab], len(all))
	to := min(len(all), from+m.rows())
	if m.help {
		lines = append(lines, paint(bold, fit("KEYS", m.width, false)))
		lines = append(lines, help...)
	} else {
		lines = append(lines, m.tableLines(all, from, to)...)
	}
	above := max(0, m.height-1)
	lines = append(lines[:min(len(lines), above)], make([]string, max(0, above-len(lines)))...)
	lines = append(lines, m.keyLine(from, to, len(all)))
	for i, l := range lines {
		lines[i] = ansi.Truncate(l, m.width, "")
	}
	return strings.Join(lines, "\n")
}

// worldLine tells which world it is, its time, and whether all this is of now.
func (m *Model) worldLine() string {
	w := m.shown()
	b := w.head
	parts := []string{"waiting for the board"}
	if b.World != "" {
		parts = []string{b.World, "server " + b.Server, w.now(m.at).In(w.zone).Format("Mon 15:04:05"), w.zone.String()}
		if b.Speed != 1 {
			parts = append(parts, fmt.Sprintf("×%g", b.Speed))
		}
		if b.Frozen {
			parts = append(parts, "clock stopped")
		}
		if b.Simulating {
			parts = append(parts, "simulated")
		}
	}
	state := cell{"● live", green}
	switch {
	case m.lost != nil:
		state = cell{"✕ " + m.lost.String(), red}
	case m.paused != nil:
		state = cell{"‖ paused", yellow}
	case b.World == "":
		state = cell{}
	}
	right := paint(state.colour, fit(state.text, min(max(0, m.width-1), ansi.StringWidth(state.text)), false))
	return paint(bold, fit(strings.Join(parts, "  "), max(0, m.width-ansi.StringWidth(right)-1), false)) + " " + right
}

// counterLines are the agents by state, and below them the rest.
func (m *Model) counterLines() []string {
	all := summary(m.shown().head.Counters)
	return []string{m.spread(all[:len(kinds)]), m.spread(all[len(kinds):])}
}

// spread is a line of cells, as many as there is room for.
func (m *Model) spread(cells row) string {
	var b strings.Builder
	used := 0
	for _, c := range cells {
		width := ansi.StringWidth(c.text)
		if used > 0 {
			width += 2
		}
		if used+width > m.width {
			break
		}
		if used > 0 {
			b.WriteString("  ")
		}
		b.WriteString(paint(c.colour, c.text))
		used += width
	}
	return b.String()
}

// tabLine is the tabs, with how many rows each has where there is room for it.
func (m *Model) tabLine() string {
	var long, short row
	width := 0
	for i, t := range tables {
		c := cell{text: fmt.Sprintf(" %d %s %d ", i+1, t.title, t.len(m.shown()))}
		if i == m.tab {
			c.colour = reverse
		}
		width += ansi.StringWidth(c.text) + 2
		long, short = append(long, c), append(short, cell{t.title, c.colour})
	}
	if width > m.width {
		return m.spread(short)
	}
	return m.spread(long)
}

// tableLines are the titles and the rows that have room.
func (m *Model) tableLines(all []int, from, to int) []string {
	t, w := tables[m.tab], m.shown()
	now, sizes := w.now(m.at), widths(t.columns, m.width)
	lines := []string{paint(bold, heading(t.columns, sizes))}
	for _, i := range all[from:to] {
		lines = append(lines, line(t.columns, sizes, t.row(w, i, now)))
	}
	switch {
	case len(all) > 0 || w.head.World == "":
	case m.filter != "":
		lines = append(lines, fmt.Sprintf("Nothing here has %q in it; esc takes the filter away.", m.filter))
	case m.tab == requestsTab:
		lines = append(lines, "No request has come yet.")
	default:
		lines = append(lines, "There are none.")
	}
	return lines
}

var help = []string{
	"  tab, shift+tab, 1 to 4    agents, queues, campaigns, requests",
	"  ↑ ↓, k j                  a row",
	"  pgup pgdn, b space        a page",
	"  home end, g G             the first, the last",
	"  /                         only rows with a text: enter keeps it, esc takes it away",
	"  p                         pause, and go on",
	"  ?                         these keys, and back",
	"  q, ctrl+c                 quit",
}

// keyLine is the last line: the keys, or the filter, and where in the table we are.
func (m *Model) keyLine(from, to, all int) string {
	left, look := "q quit  tab next  ↑↓ scroll  / filter  p pause  ? keys", faint
	switch {
	case m.typing:
		left, look = "/"+m.filter+"_  (enter: keep it, esc: take it away)", bold
	case m.filter != "":
		left, look = "/"+m.filter+"  (esc: take it away)", bold
	}
	place := ""
	if all > to-from {
		place = fmt.Sprintf(" %d-%d of %d", from+1, to, all)
	}
	return paint(look, fit(left, max(0, m.width-ansi.StringWidth(place)), false)) + place
}
