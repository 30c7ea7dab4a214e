package verdict

import "hash/maphash"

// kept is how many things of a kind are remembered of one client.
const kept = 16

// A recent remembers values by a hash, the newest ones. The hash 0 is nothing's.
type recent[V any] struct {
	keys   [kept]uint64
	values [kept]V
	next   int // the place of the oldest
	some   int // how many there are
}

// get finds a value, nil when there is none, or no more.
func (r *recent[V]) get(key uint64) *V {
	if r.some == 0 || key == 0 {
		return nil
	}
	for i := range r.keys {
		if r.keys[i] == key {
			return &r.values[i]
		}
	}
	return nil
}

// put remembers a value in place of an earlier one of the same key, or of the oldest.
func (r *recent[V]) put(key uint64, v V) {
	if key == 0 {
		return
	}
	if old := r.get(key); old != nil {
		*old = v
		return
	}
	if r.keys[r.next] == 0 {
		r.some++
	}
	r.keys[r.next], r.values[r.next] = key, v
	r.next = (r.next + 1) % kept
}

// drop forgets the values that are chosen.
func (r *recent[V]) drop(chosen func(key uint64, v *V) bool) {
	if r.some == 0 {
		return
	}
	for i := range r.keys {
		if r.keys[i] != 0 && chosen(r.keys[i], &r.values[i]) {
			r.keys[i] = 0
			r.some--
		}
	}
}

var hashSeed = maphash.MakeSeed()

// hashOf is a hash of a name.
func hashOf(name string) uint64 { return maphash.String(hashSeed, name) | 1 }

// hash is one of texts; they are not kept, for they may be long, or secret.
func hash(first, second string, body []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(hashSeed)
	_, _ = h.WriteString(first)
	_ = h.WriteByte(0)
	_, _ = h.WriteString(second)
	_ = h.WriteByte(0)
	_, _ = h.Write(body)
	return h.Sum64() | 1
}
