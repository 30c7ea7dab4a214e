package features_test

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/cucumber/godog"
)

// What a test waits for, beside the application that it tests.

// A watch is a request for the journal that waits.
type watch struct {
	done chan struct{}
	page struct {
		Requests []entry
		Complete bool
	}
	err error
}

func (s *scene) waits(count, where, operation, timeout string) error {
	w, err := s.place(where)
	if err != nil {
		return err
	}
	q := url.Values{"count": {count}, "timeout": {"10s"}}
	if operation != "" {
		q.Set("operation", operation)
	}
	if timeout != "" {
		q.Set("timeout", timeout)
	}
	watch := &watch{done: make(chan struct{})}
	s.commands("a test waits").watch = watch
	go func() {
		defer close(watch.done)
		watch.err = s.do(s.ctx, "GET", w.at("/requests")+"?"+q.Encode(), nil, &watch.page)
	}()
	return nil
}

func (s *scene) hasSeen(tooFew string, table *godog.Table) error {
	<-s.watch.done
	page := s.watch.page
	return errors.Join(s.watch.err, want("all have come", page.Complete, tooFew == ""), readsAs(table, page.Requests))
}

func (s *scene) waitingEndsWith(kind string) error {
	<-s.watch.done
	var refused *problem
	if !errors.As(s.watch.err, &refused) {
		return fmt.Errorf("the waiting ends with %+v, %v; want %q", s.watch.page, s.watch.err, kind)
	}
	return want("problem", strings.TrimPrefix(refused.Type, "/problems/"), kind)
}

// journalIsReadInPages reads the journal page by page, each after the last number of the one before.
func (s *scene) journalIsReadInPages(size int, table *godog.Table) error {
	var all []entry
	for after := 0; ; {
		var page struct{ Requests []entry }
		q := url.Values{"after": {strconv.Itoa(after)}, "limit": {strconv.Itoa(size)}}
		if err := s.commands("the journal is read").do(s.ctx, "GET", s.here().at("/requests")+"?"+q.Encode(), nil, &page); err != nil {
			return err
		}
		all = append(all, page.Requests...)
		switch n := len(page.Requests); {
		case n > size:
			return want("requests on a page", n, size)
		case n < size:
			return readsAs(table, all)
		default:
			after = page.Requests[n-1].Seq
		}
	}
}
