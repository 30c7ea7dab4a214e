package journal

// A ring keeps the newest of what is put in it.
type ring[T any] struct {
	kept []T
	size int
	put  int // how many have been put in it since it was empty
	lost int // seq of the newest one that was overwritten; 0: none was
}

// place is where the next one goes. A full ring overwrites its oldest there. It is nil when nothing is kept at all.
func (r *ring[T]) place() (place *T, overwrites bool) {
	r.put++
	switch {
	case len(r.kept) < r.size:
		var fresh T
		r.kept = append(r.kept, fresh)
		return &r.kept[len(r.kept)-1], false
	case r.size == 0:
		return nil, false
	}
	return &r.kept[(r.put-1)%r.size], true
}

// at is the i-th that is kept, the oldest first.
func (r *ring[T]) at(i int) *T {
	if r.put > len(r.kept) && r.size > 0 {
		i = (r.put + i) % r.size
	}
	return &r.kept[i]
}

// empty forgets all of them.
func (r *ring[T]) empty() { *r = ring[T]{size: r.size} }
