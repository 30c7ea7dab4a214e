package mockserver

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// A shelf has books, which have pages: lists in lists in a list.
type shelf struct {
	name  string
	books []book
}

type book struct {
	title string
	pages []int
}

var (
	shelfFields = fields[shelf]{{"name", func(s shelf) string { return s.name }}}
	bookFields  = fields[book]{{"title", func(b book) string { return b.title }}, {"pages", func(b book) string { return strconv.Itoa(len(b.pages)) }}}
	pageFields  = fields[int]{{"number", func(n int) string { return strconv.Itoa(n) }}}
)

func shelves(all []shelf) lists {
	return lists{"data": listOf[shelf]{fields: shelfFields, rows: all, within: func(s shelf) lists {
		return lists{"books": listOf[book]{fields: bookFields, rows: s.books, within: func(b book) lists {
			return lists{"leaves": listOf[int]{fields: pageFields, rows: b.pages}}
		}}}
	}}}
}

// A record has the fields of its own row, and the lists within it; what it does not have is blank, and visits nobody.
func TestRecords_listsInLists(t *testing.T) {
	t.Parallel()
	var got []string
	reply := listing{vars{{"count", "2"}}, shelves([]shelf{
		{"upper", []book{{"A", []int{1, 2}}, {"B", nil}}},
		{"lower", nil},
		{"floor", []book{{"C", []int{3}}}},
	})}
	reply.Each("data", func(s openapi.Vars) {
		got = append(got, s.Var("name")+s.Var("title")+s.Var("count"))
		s.Each("books", func(b openapi.Vars) {
			got = append(got, s.Var("name")+" "+b.Var("title")+" "+b.Var("pages")+b.Var("name"))
			b.Each("leaves", func(p openapi.Vars) {
				got = append(got, s.Var("name")+" "+b.Var("title")+" "+p.Var("number"))
				p.Each("leaves", func(openapi.Vars) { t.Error("a leaf has leaves") })
			})
			b.Each("books", func(openapi.Vars) { t.Error("a book has books") })
		})
	})
	reply.Each("books", func(openapi.Vars) { t.Error("the reply itself has books") })
	want := []string{"upper", "upper A 2", "upper A 1", "upper A 2", "upper B 0", "lower", "floor", "floor C 1", "floor C 3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("visited (-want +got):\n%s", diff)
	}
	if reply.Var("count") != "2" || reply.Var("name") != "" {
		t.Errorf("the reply's own variables: %q, %q", reply.Var("count"), reply.Var("name"))
	}
	vars{{"a", "1"}}.Each("data", func(openapi.Vars) { t.Error("variables have a list") })
}

// A visitor may come again: a body is rendered twice when the journal must not have all of it.
func TestRecords_areVisitedAgain(t *testing.T) {
	t.Parallel()
	all := shelves([]shelf{{"upper", nil}, {"lower", nil}})
	for range 2 {
		n := 0
		all.Each("data", func(openapi.Vars) { n++ })
		if n != 2 {
			t.Errorf("%d records", n)
		}
	}
}

// What a read hands over: its records and how many they are, or that there is none (Q-EMPTY-LIST).
func TestRecords_found(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	asks := func(operation string, filters ...openapi.Value) *exchange {
		return &exchange{route: &route{doc: doc.Operation(operation)}, query: filters}
	}
	reply, err := found(asks("agents"), pageFields, []int{7, 8, 9})
	if err != nil || reply.Var("count") != "3" {
		t.Errorf("count %q, %v", reply.Var("count"), err)
	}
	for _, tt := range []struct {
		x    *exchange
		want string
	}{
		{asks("agents"), "there is nothing to list"},
		{asks("agents", openapi.Value{Name: "agent", Value: "9"}), `nothing has the agent "9"`},
		{asks("law2300_info", openapi.Value{Name: "nit", Value: "1"}, openapi.Value{Name: "phone", Value: "2"}), `nothing has the nit "1" and the phone "2"`},
		{asks("get_ip", openapi.Value{Name: "other", Value: "9"}), "there is nothing to list"},
	} {
		_, err := found(tt.x, pageFields, nil)
		refused, is := errors.AsType[*callcenter.Error](err)
		if !is || refused.Kind != "none_found" || refused.Detail != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// Each operation of a read knows the names of its records' variables, in the vendor's order, each once.
func TestRecords_names(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(gives{"title", "pages"}, bookFields.names()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	for _, row := range operations {
		for list, names := range row.lists {
			if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
				t.Errorf("%s: the records of %s have a name twice: %v", row.name, list, names)
			}
		}
	}
}
