package client

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	firstPause   = 200 * time.Millisecond
	longestPause = 5 * time.Second
)

// insist sends the request until the token is free, as often as allowed. Its place stays taken meanwhile: a later call
// must not overtake it. Nothing but token_busy is sent again, for nothing else surely did nothing and may yet succeed.
func (c *Client) insist(ctx context.Context, r *request) (Reply, error) {
	for n := 0; ; n++ {
		reply, err := c.send(ctx, r)
		if n == c.retries || !errors.Is(err, ErrTokenBusy) {
			return reply, err
		}
		if cause := pause(ctx, n); cause != nil {
			return reply, fmt.Errorf("%w; not sent again: %w", err, cause)
		}
	}
}

// pause waits, twice as long as the time before, give or take half: clients that met shall not meet again.
func pause(ctx context.Context, n int) error {
	d := min(firstPause<<min(n, 10), longestPause)
	timer := time.NewTimer(d/2 + rand.N(d))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
