package openapi

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// A reply with lists has the bytes that a JSON encoder would write with an indent of four blanks.
func TestTemplate_append(t *testing.T) {
	rows := func(ids ...string) Records {
		var all []Data
		for _, id := range ids {
			all = append(all, Data{Values: q("id", id)})
		}
		return RecordsOf(all...)
	}
	const list = `{count: "{n} found", data: [{id: "{id}", fixed: 7}], after: [1, {a: []}]}`
	const nested = `{data: [{id: "{id}", calls: [{to: "{to}", tags: ["{tag}"]}], "in_{id}s": "{level}"}]}`
	for _, tt := range []struct {
		name, value string
		each        []string
		data        Data
		want        string
	}{
		{"no list", `{a: "{x}", b: [], c: {}, d: [1, two], e: null}`, nil, Data{Values: q("x", "\"\n")}, `{"a":"\"\n","b":[],"c":{},"d":[1,"two"],"e":null}`},
		{"a list that does not repeat", list, nil, Data{Values: q("n", "1", "id", "9")}, `{"count":"1 found","data":[{"id":"9","fixed":7}],"after":[1,{"a":[]}]}`},
		{"empty", list, []string{"data"}, Data{Values: q("n", "0")}, `{"count":"0 found","data":[],"after":[1,{"a":[]}]}`},
		{"one", list, []string{"data"}, Data{Values: q("n", "1"), Lists: map[string]Records{"data": rows("12")}}, `{"count":"1 found","data":[{"id":"12","fixed":7}],"after":[1,{"a":[]}]}`},
		{"several", list, []string{"data"}, Data{Lists: map[string]Records{"data": rows("1", "", "3")}}, `{"count":" found","data":[{"id":"1","fixed":7},{"id":"","fixed":7},{"id":"3","fixed":7}],"after":[1,{"a":[]}]}`},
		{"of texts", `{data: ["<{id}>"]}`, []string{"data"}, Data{Lists: map[string]Records{"data": rows("1", "2")}}, `{"data":["<1>","<2>"]}`},
		{"of lists", `{data: [["{id}", x]]}`, []string{"data"}, Data{Lists: map[string]Records{"data": rows("1", "2")}}, `{"data":[["1","x"],["2","x"]]}`},
		{"two lists", `{b: [{id: "{id}"}], a: [{id: "{id}"}]}`, []string{"a", "b"}, Data{Lists: map[string]Records{"a": rows("1", "2"), "b": rows("3")}}, `{"b":[{"id":"3"}],"a":[{"id":"1"},{"id":"2"}]}`},
		{"deep down", `{a: {b: [0, {data: [{id: "{id}"}]}]}}`, []string{"data"}, Data{Lists: map[string]Records{"data": rows("1", "2")}}, `{"a":{"b":[0,{"data":[{"id":"1"},{"id":"2"}]}]}}`},
		{"nested", nested, []string{"data", "calls", "tags"}, Data{Lists: map[string]Records{"data": RecordsOf(
			Data{Values: q("id", "1", "level", "9 %"), Lists: map[string]Records{"calls": RecordsOf(
				Data{Values: q("to", "a"), Lists: map[string]Records{"tags": RecordsOf(Data{Values: q("tag", "x")}, Data{Values: q("tag", "y")})}},
				Data{Values: q("to", "b")},
			)}},
			Data{Values: q("id", "2\"")},
		)}}, `{"data":[{"id":"1","calls":[{"to":"a","tags":["x","y"]},{"to":"b","tags":[]}],"in_1s":"9 %"},{"id":"2\"","calls":[],"in_2\"s":""}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := compileTemplate(node(t, tt.value), tt.each)
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			if err := json.Indent(&want, []byte(tt.want), "", "    "); err != nil {
				t.Fatal(err)
			}
			o := &Outcome{template: c}
			mustEqual(t, "reply", want.String(), string(o.Append(nil, tt.data)))
			to := &taken{most: 100}
			rest := o.Pieces(tt.data, 1, to)
			mustEqual(t, "reply in pieces", want.String(), string(append(to.all, rest...)))
			begin := string(o.Beginning(tt.data, 1))
			if !strings.HasPrefix(want.String(), begin) || begin == "" {
				t.Errorf("the beginning is %q", begin)
			}
		})
	}
}

// The variables of a reply and those of its records are told apart.
func TestTemplate_variables(t *testing.T) {
	c, err := compileTemplate(node(t, `{msg: "{count} of {all}, {count}", data: [{id: "{id}", "{key}_{id}": [{to: "{to}"}], calls: [{to: "{to}"}]}], end: "{all}{last}"}`), []string{"calls", "data"})
	if err != nil {
		t.Fatal(err)
	}
	type variables struct {
		Own   []string
		Lists map[string][]string
	}
	got := variables{Lists: map[string][]string{}}
	got.Own = c.variables(got.Lists)
	want := variables{[]string{"count", "all", "last"}, map[string][]string{"data": {"id", "key", "to"}, "calls": {"to"}}}
	mustEqual(t, "variables", want, got)
}

func TestTemplate_refuses(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		each        []string
		want        string
	}{
		{"no such list", `{data: [{}]}`, []string{"rows"}, `has x-each "rows", which is no list of one item in its value`},
		{"an object", `{data: {id: 1}}`, []string{"data"}, `has x-each "data"`},
		{"an empty list", `{data: []}`, []string{"data"}, `has x-each "data"`},
		{"a list of two", `{data: [{}, {}]}`, []string{"data"}, `has x-each "data"`},
		{"a list within one that is no template", `{data: [{calls: [1, 2]}]}`, []string{"data", "calls"}, `has x-each "calls"`},
		{"capitals in a variable", `{data: [{id: "{Id}"}]}`, []string{"data"}, `has "{Id}"; a variable is written {name}, in lower case`},
		{"an open brace", `{"{id": x}`, nil, `has "{id"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := compileTemplate(node(t, tt.value), tt.each); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("compileTemplate: %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// A long reply is not whole in memory: its records are made one by one, and none after the client has gone.
func TestOutcome_pieces(t *testing.T) {
	c, err := compileTemplate(node(t, `{data: [{id: "{id}"}]}`), []string{"data"})
	if err != nil {
		t.Fatal(err)
	}
	records, to := &counted{}, &taken{most: 10}
	o := &Outcome{template: c}
	rest := o.Pieces(Data{Lists: map[string]Records{"data": records}}, 1000, to)
	if to.longest < 1000 || to.longest > 1100 || records.made > 1000 || rest != nil {
		t.Errorf("a piece has %d bytes; %d records were made; the rest is %q", to.longest, records.made, rest)
	}
}

// taken are so many pieces at most.
type taken struct {
	most, longest int
	all           []byte
}

func (p *taken) Take(piece []byte) bool {
	p.most, p.longest, p.all = p.most-1, max(p.longest, len(piece)), append(p.all, piece...)
	return p.most > 0
}

// counted are many records. They count how many of them were made.
type counted struct{ made int }

func (c *counted) Len() int        { return 10_000 }
func (c *counted) Record(int) Data { c.made++; return Data{Values: q("id", "1234567890")} }
