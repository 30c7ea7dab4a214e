package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A stalling reader takes a write and does not return from it until it may; it tells when it was asked.
type stalling struct {
	asked, may chan struct{}
	got        bytes.Buffer
}

func (s *stalling) Write(b []byte) (int, error) {
	s.asked <- struct{}{}
	<-s.may
	return s.got.Write(b)
}

func atOnce(<-chan struct{}) {}

func missing(dst []byte, _ time.Time, n int) []byte { return fmt.Appendf(dst, "%d missing\n", n) }

// While the reader stalls, nobody who writes waits: lines are kept up to the bound, and those beyond are counted in their
// place.
func TestWriter_stalledReader(t *testing.T) {
	out := &stalling{asked: make(chan struct{}), may: make(chan struct{})}
	w := newWriter(out, atOnce, missing)
	fmt.Fprintln(w, "first")
	<-out.asked
	line := []byte(strings.Repeat("x", 1023) + "\n")
	for range maxWaiting/len(line) + 3 {
		if n, err := w.Write(line); n != len(line) || err != nil {
			t.Fatal(n, err)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Close(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("Close waits for a reader that has stalled, or says %v", err)
	}
	fmt.Fprintln(w, "after the end")
	close(out.may)
	<-out.asked
	if err := w.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := out.got.String()
	if want := "first\n" + strings.Repeat(string(line), maxWaiting/len(line)) + "4 missing\n"; got != want {
		t.Errorf("%d bytes, want %d, the end is %q", len(got), len(want), got[max(0, len(got)-30):])
	}
}

// Lines collect and are written together, except when one is not to wait.
func TestWriter_collects(t *testing.T) {
	out := &stalling{asked: make(chan struct{}), may: make(chan struct{})}
	close(out.may)
	collecting, enough := make(chan struct{}, 1), make(chan struct{})
	w := newWriter(out, func(hurry <-chan struct{}) {
		collecting <- struct{}{}
		select {
		case <-enough:
		case <-hurry:
		}
	}, missing)
	w.add([]byte("one\n"))
	<-collecting
	w.add([]byte("two\n"))
	enough <- struct{}{}
	<-out.asked
	w.add([]byte("three\n"))
	<-collecting
	if got := out.got.String(); got != "one\ntwo\n" {
		t.Errorf("got %q", got)
	}
	fmt.Fprintln(w, "now")
	<-out.asked
	if err := w.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := out.got.String(); got != "one\ntwo\nthree\nnow\n" {
		t.Errorf("got %q", got)
	}
}

type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// A reader that has gone ends nothing.
func TestWriter_readerHasGone(t *testing.T) {
	w := newWriter(gone{}, atOnce, missing)
	for range 100 {
		fmt.Fprintln(w, "line")
	}
	for range 2 {
		if err := w.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestCollect_hurries(t *testing.T) {
	hurry := make(chan struct{}, 1)
	hurry <- struct{}{}
	collect(hurry)
	collect(nil) // and not for ever
	if len(hurry) != 0 {
		t.Error("it has not been told")
	}
}
