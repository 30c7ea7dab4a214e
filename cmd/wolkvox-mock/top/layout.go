package top

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"wolkvoxmock/mockserver/accesslog"
)

// A colour is one of the sixteen that every terminal has, so that its user's scheme decides how they look.
type colour string

const (
	none    colour = ""
	red     colour = "31"
	green   colour = "32"
	yellow  colour = "33"
	blue    colour = "34"
	magenta colour = "35"
	cyan    colour = "36"
	faint   colour = "2"
	bold    colour = "1"
	reverse colour = "7"
)

// paint is a text in a colour.
func paint(c colour, text string) string {
	if c == none || text == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[m"
}

// A column of a table is at least so wide; what is left of the screen goes to those that have a share.
type column struct {
	title string
	width int
	share int
	right bool // numbers stand at the right
	from  int  // the column is there from so many columns of the terminal on
}

// widths are those of columns on a screen; 0 of one that has no room.
func widths(columns []column, screen int) []int {
	all, left, shares := make([]int, len(columns)), screen, 0
	for i, c := range columns {
		if screen < c.from || left < c.width && i > 0 {
			continue
		}
		all[i] = min(c.width, left)
		left -= all[i] + 1
		shares += c.share
	}
	spare := left + 1 // behind the last column is no gap
	for i, c := range columns {
		if c.share == 0 || all[i] == 0 || spare <= 0 {
			continue
		}
		more := spare * c.share / shares
		all[i], spare, shares = all[i]+more, spare-more, shares-c.share
	}
	return all
}

// fit makes a text exactly so wide. What came from a client cannot move the cursor.
func fit(text string, width int, right bool) string {
	text = ansi.Truncate(accesslog.Printable(text), width, "…")
	blank := strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
	if right {
		return blank + text
	}
	return text + blank
}

// line lays out a row.
func line(columns []column, widths []int, cells row) string {
	var b strings.Builder
	for i, c := range columns {
		if widths[i] == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(paint(cells[i].colour, fit(cells[i].text, widths[i], c.right)))
	}
	return b.String()
}

// heading is the titles of columns.
func heading(columns []column, widths []int) string {
	titles := make(row, len(columns))
	for i, c := range columns {
		titles[i] = plain(c.title)
	}
	return line(columns, widths, titles)
}
