package journal

// A ring keeps the newest of what is put in it, in the order in which it came.
type ring[T any] struct {
	slots []T // the oldest one at first, n of them, going round
	size  int // how many it keeps at most
	first int
	n     int
	put   int // how many have been put in it since it was empty
	lost  int // seq of the newest one that was put in and is not kept any more; 0: none was
}

// next is where the next one goes, once there is room; it is empty.
func (r *ring[T]) next() *T {
	if r.n == len(r.slots) {
		r.move()
	}
	r.n++
	return r.at(r.n - 1)
}

// move gives the ring twice as many slots as it needs.
func (r *ring[T]) move() {
	slots := make([]T, min(max(2*r.n, 16), r.size))
	for i := range r.n {
		slots[i] = *r.at(i)
	}
	r.slots, r.first = slots, 0
}

// shrink gives back slots when most of them are empty.
func (r *ring[T]) shrink() {
	if len(r.slots) > max(4*r.n, 16) {
		r.move()
	}
}

// at is the i-th that is kept, the oldest first.
func (r *ring[T]) at(i int) *T { return &r.slots[(r.first+i)%len(r.slots)] }

// drop forgets the oldest one.
func (r *ring[T]) drop() {
	var none T
	*r.at(0) = none
	r.first = (r.first + 1) % len(r.slots)
	r.n--
}

// empty forgets all of them.
func (r *ring[T]) empty() { *r = ring[T]{size: r.size} }
