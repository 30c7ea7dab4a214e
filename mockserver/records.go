package mockserver

import (
	"fmt"
	"strconv"
	"strings"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// Reads answer with lists of records. What a record holds is a table that can be read against the vendor's page.

// fields are those of a record, in the vendor's order: the name, which is that of its variable too, and what it says of
// a row.
type fields[T any] []field[T]

type field[T any] struct {
	name string
	says func(T) string
}

func (fs fields[T]) names() (all gives) {
	for _, f := range fs {
		all = append(all, f.name)
	}
	return all
}

// A list is the rows of a list, each a record when the reply is written. Rows are copies: the lock is free by then.
type list interface{ each(func(openapi.Vars)) }

type listOf[T any] struct {
	fields fields[T]
	rows   []T
	within func(T) lists // lists within a record, nil when it has none
}

func (l listOf[T]) each(visit func(openapi.Vars)) {
	for _, row := range l.rows {
		visit(record[T]{l, row})
	}
}

type record[T any] struct {
	listOf[T]
	row T
}

func (r record[T]) Var(name string) string {
	for _, f := range r.fields {
		if f.name == name {
			return f.says(r.row)
		}
	}
	return ""
}

func (r record[T]) Each(name string, visit func(openapi.Vars)) {
	if r.within != nil {
		r.within(r.row).Each(name, visit)
	}
}

// lists are what a read hands to its reply, by their names in the document.
type lists map[string]list

// Each visits the records of a list.
func (ls lists) Each(name string, visit func(openapi.Vars)) {
	if l := ls[name]; l != nil {
		l.each(visit)
	}
}

// listing is a reply with lists.
type listing struct {
	vars
	lists
}

// Each visits the records of a list.
func (l listing) Each(name string, visit func(openapi.Vars)) { l.lists.Each(name, visit) }

// find makes an operation of a read that lists what it found under data, and says how many.
func find[T any](name, outcome string, fs fields[T], rows func(*callcenter.Center, *exchange) ([]T, error), refused ...callcenter.Kind) operation {
	handle := func(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
		all, err := rows(c, x)
		if err != nil {
			return nil, err
		}
		return found(x, fs, all)
	}
	return operation{name, handle, done{outcome}, gives{"count"}, refused, map[string]gives{"data": fs.names()}}
}

// found lists rows under data, and says how many (Q-MSG-COUNT); to find nothing is a refusal (Q-EMPTY-LIST).
func found[T any](x *exchange, fs fields[T], rows []T) (openapi.Vars, error) {
	if len(rows) == 0 {
		return nil, nothingFound(x)
	}
	return listing{vars{{"count", strconv.Itoa(len(rows))}}, lists{"data": listOf[T]{fields: fs, rows: rows}}}, nil
}

// nothingFound names what was asked for.
func nothingFound(x *exchange) error {
	var filters []string
	for _, p := range x.route.doc.Parameters {
		if value := x.param(p.Name); p.In == "query" && p.Name != "api" && value != "" {
			filters = append(filters, fmt.Sprintf("%s %q", p.Name, value))
		}
	}
	detail := "there is nothing to list"
	if len(filters) > 0 {
		detail = "nothing has the " + strings.Join(filters, " and the ")
	}
	return &callcenter.Error{Class: callcenter.NotFound, Kind: noneFound, Detail: detail}
}

const noneFound callcenter.Kind = "none_found"
