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

// acquire waits until the token may have one more request in flight, first come, first served.
func (c *Client) acquire(ctx context.Context) error {
	select {
	case c.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (c *Client) release() { <-c.slots }

// sendUntilFree sends the request until the token is free, as often as allowed. Its place stays taken meanwhile: a later
// call must not overtake it. Only token_busy is sent again: no other refusal is known to have changed nothing and to be
// temporary.
func (c *Client) sendUntilFree(ctx context.Context, r *request) (Reply, error) {
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

// pause waits, each time twice as long as before, plus or minus half at random: clients that collided must not collide
// again.
func pause(ctx context.Context, n int) error {
	d := min(firstPause<<min(n, 10), longestPause)
	select {
	case <-time.After(d/2 + rand.N(d)):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
