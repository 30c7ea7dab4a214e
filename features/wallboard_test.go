package features_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/cucumber/godog"
)

// wallboardShows looks at a row of the board: the columns of the table are its fields, and those of the agent's call. What the row
// does not have is empty.
func (s *scene) wallboardShows(kind, id string, table *godog.Table) error {
	var board struct{ Agents, Skills []map[string]any }
	if err := s.commands("the wallboard").do(s.ctx, "GET", s.world.at("/board"), nil, &board); err != nil {
		return err
	}
	for _, row := range map[string][]map[string]any{"agent": board.Agents, "skill": board.Skills}[kind] {
		if row[kind+"_id"] == id {
			return sameCells(table, func(column string) string {
				call, _ := row["call"].(map[string]any)
				switch value, call := row[column], call[column]; {
				case value != nil:
					return fmt.Sprint(value)
				case call != nil:
					return fmt.Sprint(call)
				}
				return ""
			})
		}
	}
	return fmt.Errorf("there is no %s %q on it", kind, id)
}

// sameCells holds a table of one row against the values of its columns.
func sameCells(table *godog.Table, value func(column string) string) error {
	var got, expected string
	for i, c := range table.Rows[0].Cells {
		got += fmt.Sprintf(" %s=%s", c.Value, value(c.Value))
		expected += fmt.Sprintf(" %s=%s", c.Value, table.Rows[1].Cells[i].Value)
	}
	return want("the row", got, expected)
}

// figuresCount looks for a series that has counted something; other scenarios may have counted in it too.
func (s *scene) figuresCount(kind, what string) error {
	var figures string
	if err := s.commands("the figures").do(s.ctx, "GET", "/metrics", nil, &figures); err != nil {
		return err
	}
	series := `violations_total\{rule="` + what + `",severity="[a-z]+"\}`
	if operation, outcome, is := strings.Cut(what, "/"); is {
		series = `requests_total\{operation="` + operation + `",outcome="` + outcome + `"\}`
	}
	counted := regexp.MustCompile(`(?m)^wolkvox_mock_` + series + ` [1-9]`).MatchString(figures)
	return want(kind+" of "+what+" are counted", counted, true)
}
