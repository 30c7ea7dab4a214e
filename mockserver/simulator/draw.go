package simulator

import (
	"math"
	"time"
)

// Chance has no state of its own: what happens to an entity the n-th time follows from the seed, the kind of thing, the entity
// and n alone. So whatever else goes on in the world, this agent's n-th wrap-up takes as long as ever.

// draws are random numbers, as many as are asked for.
type draws struct{ state uint64 }

// draw are the random numbers for the n-th time that something happens to an entity.
func (s *Simulator) draw(kind, id string, n int) *draws {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h := uint64(offset)
	for _, text := range [...]string{kind, id} {
		for i := range len(text) {
			h = (h ^ uint64(text[i])) * prime
		}
		h *= prime // an end, so that no two pairs are one
	}
	d := &draws{h}
	for _, n := range [...]int{s.Seed, n} {
		d.state = d.next() ^ uint64(n)
	}
	return d
}

// next is SplitMix64.
func (d *draws) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// uniform is above 0 and below 1.
func (d *draws) uniform() float64 { return (float64(d.next()>>11) + 0.5) / (1 << 53) }

// number is 0 to n-1.
func (d *draws) number(n int) int { return int(d.next() % uint64(n)) }

// exponential has this mean.
func (d *draws) exponential(mean time.Duration) time.Duration {
	return whole(-math.Log(d.uniform()) * float64(mean))
}

// length is one of these lengths of time.
func (d *draws) length(l Length) time.Duration {
	mean, deviation := float64(*l.Mean), float64(0)
	if l.Deviation != nil {
		deviation = float64(*l.Deviation)
	}
	switch {
	case l.Distribution == Exponential:
		return d.exponential(time.Duration(*l.Mean))
	case mean == 0 || deviation == 0:
		return whole(mean)
	}
	variance := math.Log1p(deviation / mean * (deviation / mean)) // of the logarithm
	normal := math.Sqrt2 * math.Erfinv(2*d.uniform()-1)
	return whole(mean * math.Exp(math.Sqrt(variance)*normal-variance/2))
}

// whole is a length in whole milliseconds, which read better, and not longer than a week.
func whole(nanoseconds float64) time.Duration {
	return time.Duration(min(nanoseconds, float64(maxLength))).Truncate(time.Millisecond)
}

// choose is an index by its weight; of none, 0.
func (d *draws) choose(weights ...float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	at := d.uniform() * total
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return 0
}
