package accesslog

import (
	"context"
	"io"
	"sync"
	"time"
)

const (
	// maxWaiting bounds the lines that wait to be written, in bytes.
	maxWaiting = 1 << 20
	// collectTime is how long lines collect before they are written together: a write costs more than many lines.
	collectTime = 10 * time.Millisecond
)

// A Writer passes lines on to another writer from a goroutine of its own, so that nobody who logs ever waits for whoever
// reads: while a reader stalls, lines are kept up to a bound; those beyond are dropped, and counted.
type Writer struct {
	to      io.Writer
	collect func(hurry <-chan struct{}) // lets lines collect
	dropped func(dst []byte, now time.Time, n int) []byte

	mu      sync.Mutex
	waiting []byte
	lost    int // lines dropped since the last write
	total   int // lines dropped since the beginning
	closed  bool

	wake  chan struct{} // something waits
	hurry chan struct{} // it is not to collect
	done  chan struct{} // everything is written, and the Writer is closed
}

// newWriter starts the goroutine, which Close ends. dropped appends the line that says how many are missing.
func newWriter(to io.Writer, collect func(hurry <-chan struct{}), dropped func(dst []byte, now time.Time, n int) []byte) *Writer {
	w := &Writer{
		to: to, collect: collect, dropped: dropped,
		wake: make(chan struct{}, 1), hurry: make(chan struct{}, 1), done: make(chan struct{}),
	}
	go w.run()
	return w
}

// Write takes whole lines. It never waits, and never fails. What comes after Close is dropped.
func (w *Writer) Write(lines []byte) (int, error) {
	w.add(lines)
	w.soon()
	return len(lines), nil
}

// add takes whole lines, which may collect.
func (w *Writer) add(lines []byte) {
	w.mu.Lock()
	first := len(w.waiting) == 0
	if w.closed || len(w.waiting)+len(lines) > maxWaiting {
		w.lost++
		w.total++
		w.mu.Unlock()
		return
	}
	w.waiting = append(w.waiting, lines...)
	if first {
		signal(w.wake)
	}
	w.mu.Unlock()
}

// Dropped is how many lines were dropped since the beginning.
func (w *Writer) Dropped() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.total
}

// soon has what waits written without delay.
func (w *Writer) soon() { signal(w.hurry) }

func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it has been told already
	}
}

func (w *Writer) run() {
	defer close(w.done)
	var lines []byte
	for range w.wake {
		w.collect(w.hurry)
		lines = w.pass(lines)
	}
	w.pass(lines)
}

// pass writes what waits, and a line about what was dropped after it. It returns its memory, to be used again. A writer that
// fails has lost its reader: nobody is left to be told.
func (w *Writer) pass(free []byte) []byte {
	w.mu.Lock()
	lines, lost := w.waiting, w.lost
	w.waiting, w.lost = free[:0], 0
	w.mu.Unlock()
	if lost > 0 {
		lines = w.dropped(lines, time.Now().UTC(), lost)
	}
	if len(lines) > 0 {
		_, _ = w.to.Write(lines)
	}
	return lines
}

// collect lets lines collect for a while.
func collect(hurry <-chan struct{}) {
	t := time.NewTimer(collectTime)
	defer t.Stop()
	select {
	case <-t.C:
	case <-hurry:
	}
}

// Close has everything written, and waits for it as long as ctx lasts; then the rest is lost, and its error is returned.
func (w *Writer) Close(ctx context.Context) error {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.wake)
	}
	w.mu.Unlock()
	w.soon()
	select {
	case <-w.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
