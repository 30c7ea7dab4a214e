package top

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wolkvoxmock/mockserver/accesslog"
)

// A Model is the wallboard on a screen, for Bubble Tea. Beside keys and sizes it takes what comes from the world: Board, Entry,
// Change, Lost and Live, and a Batch of them.
type Model struct {
	clock         func() time.Time
	width, height int

	wall   Wall
	paused *Wall // what is shown instead of it; nil while it goes on
	at     time.Time
	lost   *Lost

	tab    int
	from   [4]int // the first row shown, by tab
	filter string
	typing bool // keys go into the filter
	help   bool
}

// New is a wallboard that has nothing yet. The clock is the machine's.
func New(clock func() time.Time) *Model {
	return &Model{clock: clock, width: 80, height: 24, at: clock()}
}

// tick lets the durations run on.
type tick struct{}

// next asks for the next tick: as often as a second of the world, at most five times a second.
func (m *Model) next() tea.Cmd {
	every := time.Second
	if m.wall.head.Speed > 1 {
		every = max(time.Second/5, time.Duration(float64(time.Second)/m.wall.head.Speed))
	}
	return tea.Tick(every, func(time.Time) tea.Msg { return tick{} })
}

// Init begins to tick.
func (m *Model) Init() tea.Cmd { return m.next() }

// Update takes what has happened.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.at = m.clock()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		return m, m.press(msg)
	case tea.PasteMsg:
		if m.typing {
			m.filterBy(m.filter + msg.Content)
		}
	case tick:
		return m, m.next()
	case Batch:
		for _, one := range msg {
			m.take(one)
		}
	default:
		m.take(msg)
	}
	return m, nil
}

// take takes what has come from the world.
func (m *Model) take(msg any) {
	switch msg := msg.(type) {
	case Board:
		m.wall.Apply(msg, m.at)
	case Entry:
		m.wall.Add(msg)
		if m.paused == nil && m.from[requestsTab] > 0 {
			m.from[requestsTab]++ // the newest is on top: who has scrolled keeps what is there
		}
	case Change:
		m.wall.change(msg)
	case Lost:
		m.lost = &msg
		m.wall.stop(m.at) // how the world goes on nobody knows; a board comes with the connection
	case Live:
		m.lost = nil
	}
}

const requestsTab = 3

// press does what a key stands for.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch key {
	case "ctrl+c":
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	}
	if m.typing {
		m.typeFilter(key, k.Text)
		return nil
	}
	page := max(1, m.rows()-1)
	switch key {
	case "q":
		return tea.Quit
	case "?":
		m.help = !m.help
		return nil
	case "esc":
		m.help = false
		m.filterBy("")
	case "/":
		m.typing, m.help = true, false
	case "p":
		m.pause()
	case "tab", "right", "l":
		m.tab = (m.tab + 1) % len(tables)
	case "shift+tab", "left", "h":
		m.tab = (m.tab + len(tables) - 1) % len(tables)
	case "1", "2", "3", "4":
		m.tab = int(key[0] - '1')
	case "down", "j":
		m.scroll(1)
	case "up", "k":
		m.scroll(-1)
	case "pgdown", "space", "ctrl+d", "ctrl+f":
		m.scroll(page)
	case "pgup", "b", "ctrl+u", "ctrl+b":
		m.scroll(-page)
	case "home", "g":
		m.from[m.tab] = 0
	case "end", "G":
		m.scroll(m.all())
	}
	m.scroll(0)
	return nil
}

// typeFilter is a key while the filter is typed.
func (m *Model) typeFilter(key, text string) {
	switch {
	case key == "enter":
		m.typing = false
	case key == "esc":
		m.typing = false
		m.filterBy("")
	case key == "backspace":
		letters := []rune(m.filter)
		m.filterBy(string(letters[:max(0, len(letters)-1)]))
	case key == "ctrl+u":
		m.filterBy("")
	case text != "":
		m.filterBy(m.filter + text)
	}
}

// maxFilter is how long a filter may be, in bytes.
const maxFilter = 100

func (m *Model) filterBy(text string) {
	if text = accesslog.Printable(text); len(text) <= maxFilter {
		m.filter, m.from = text, [len(m.from)]int{}
	}
}

// pause keeps the screen as it is, or lets it go on.
func (m *Model) pause() {
	if m.paused != nil {
		m.paused = nil
		return
	}
	still := m.wall.clone()
	still.stop(m.at)
	m.paused = &still
}

// shown is the wall that the screen shows.
func (m *Model) shown() *Wall {
	if m.paused != nil {
		return m.paused
	}
	return &m.wall
}

// rows is how many lines of the table the screen has room for.
func (m *Model) rows() int { return max(0, m.height-linesAround) }

// scroll moves the table by so many rows, as far as there are some.
func (m *Model) scroll(by int) {
	m.from[m.tab] = m.within(m.from[m.tab]+by, len(m.matching()))
}

// within is the first row to show of so many, near to one that may be too far.
func (m *Model) within(from, rows int) int { return min(max(0, from), max(0, rows-m.rows())) }

// matching are the numbers of those rows of the tab that the filter lets through.
func (m *Model) matching() []int {
	t, w, n := tables[m.tab], m.shown(), m.all()
	all := make([]int, 0, n)
	filter := strings.ToLower(m.filter)
	for i := range n {
		if filter == "" || strings.Contains(strings.ToLower(text(t.row(w, i, w.head.Time))), filter) {
			all = append(all, i)
		}
	}
	return all
}

// all is how many rows the tab has.
func (m *Model) all() int { return tables[m.tab].len(m.shown()) }

// text is a row as the filter reads it.
func text(r row) string {
	var all []string
	for _, c := range r {
		all = append(all, c.text)
	}
	return strings.Join(all, " ")
}
