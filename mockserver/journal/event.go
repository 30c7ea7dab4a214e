package journal

// Whoever follows what happens has read up to a number. Nothing is sent to him: he waits until there is more, and reads on. So
// he costs whoever makes a record one comparison, or a channel to close when he waits, however slow he is.

// An Event is the next of what happens, as it is told to whoever follows: exactly one of a record and a gap.
type Event struct {
	Record
	Gap *Gap `json:"gap,omitempty"`
}

// A Gap is told in the place of records that are not kept any more, or that another run of the server has numbered: what is known
// of the world has to be read anew.
type Gap struct {
	After int `json:"after"` // the number up to which nothing is missing
	Next  int `json:"next"`  // the number from which records follow
}

// Seq is the number after which to go on reading.
func (e Event) Seq() int {
	if e.Gap != nil {
		return e.Gap.Next - 1
	}
	return e.Record.Seq()
}

// Changed is closed when the next record is made, or another journal takes the place of this one.
func (j *Journal) Changed() <-chan struct{} {
	if j.changed == nil {
		j.changed = make(chan struct{})
	}
	return j.changed
}

func (j *Journal) notify() {
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
}
