package openapi

// Values are names with their values, in the order in which they came: the parameters of a query, or what fills the
// variables of a reply. Of two with the same name the last one counts, as PHP reads a query (Q-DUP-PARAM).
type Values []Value

// A Value is a name with its value.
type Value struct{ Name, Value string }

// Lookup is the value of a name, and whether there is one.
func (v Values) Lookup(name string) (value string, found bool) {
	for i := len(v) - 1; i >= 0; i-- {
		if v[i].Name == name {
			return v[i].Value, true
		}
	}
	return "", false
}

// Get is the value of a name, "" when there is none.
func (v Values) Get(name string) string {
	value, _ := v.Lookup(name)
	return value
}

// Data fills a reply: values for its variables, and the records of its lists, each with values, and perhaps lists, of its own.
type Data struct {
	Values Values
	Lists  map[string]Records
}

// Records are those of a list. Each may be made when it is asked for, and then counts until the next one is.
type Records interface {
	Len() int
	Record(i int) Data
}

// RecordsOf are records that are there already.
func RecordsOf(all ...Data) Records { return madeRecords(all) }

type madeRecords []Data

func (r madeRecords) Len() int          { return len(r) }
func (r madeRecords) Record(i int) Data { return r[i] }
