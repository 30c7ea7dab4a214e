package callcenter

import (
	"fmt"
	"slices"
)

// pair is the key of either table.
type pair struct {
	from  string
	event Event
}

// The tables, made ready once: the row of a pair, and the names of the rows, those of Moves first.
var (
	moveRow     = index(Moves, func(m Move) pair { return pair{string(m.From), m.Event} })
	callMoveRow = index(CallMoves, func(m CallMove) pair { return pair{string(m.From), m.Event} })
	rowNames    = append(names(Moves), names(CallMoves)...)
)

func index[Row any](table []Row, key func(Row) pair) map[pair]int {
	rows := make(map[pair]int, len(table))
	for i, row := range table {
		rows[key(row)] = i
	}
	return rows
}

func names[Row fmt.Stringer](table []Row) []string {
	out := make([]string, len(table))
	for i, row := range table {
		out[i] = row.String()
	}
	return out
}

func arrow[S ~string](from S, e Event, to S) string {
	return fmt.Sprintf("%s --%s--> %s", from, e, to)
}

// mustRow finds the row of a pair that the caller has asked the table about.
func mustRow(rows map[pair]int, from string, e Event) int {
	row, ok := rows[pair{from, e}]
	if !ok {
		panic(fmt.Sprintf("callcenter: no row for %s --%s-->: ask can first, and Check a Center from elsewhere", from, e))
	}
	return row
}

// MoveNames are the names of all rows of Moves and CallMoves, in the order of the tables: what coverage counts against.
func MoveNames() []string { return slices.Clone(rowNames) }

// TakeMoves hands over the rows of Moves and CallMoves that were used since the last call, each once, by their
// String, in the order of the tables; then it forgets them. Coverage feeds on it. It does not allocate.
func (c *Center) TakeMoves(visit func(string)) {
	if c.used == (rowSet{}) {
		return
	}
	for row, name := range rowNames {
		if c.used.has(row) {
			visit(name)
		}
	}
	c.used = rowSet{}
}

// rowSet is a set of rows, a bit each; of Moves first.
type rowSet [4]uint64

func (s *rowSet) add(row int) { s[row/64] |= 1 << (row % 64) }

func (s *rowSet) has(row int) bool { return s[row/64]&(1<<(row%64)) != 0 }
