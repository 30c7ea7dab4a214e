package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"wolkvoxmock/cmd/wolkvox-mock/top"
)

func topCommand() *cobra.Command {
	var at controlPlace
	var once bool
	c := &cobra.Command{
		Use:   "top",
		Short: "The wallboard of a running mock in the terminal",
		Long: `Show a world of a running mock as it lives: its agents with their states and calls, its queues and campaigns, and the
requests as they come. When the connection is lost it says so, and goes on as soon as the mock is there again.

Without a terminal it prints the board, and then a line for each change and each request, until a signal; with --once the board
alone.

Keys: tab and 1 to 4 choose agents, queues, campaigns or requests; arrows, j and k scroll; / filters; p pauses; ? shows all
keys; q quits.`,
		Example: `  wolkvox-mock top
  wolkvox-mock top --url http://127.0.0.1:8042 --world w1
  wolkvox-mock top --once
  wolkvox-mock top | grep violation`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			board, ended, err := firstBoard(c.Context(), at)
			if err != nil || ended {
				return err
			}
			stdout, is := c.OutOrStdout().(*os.File)
			switch {
			case once:
				return output(c.OutOrStdout(), []byte(top.Text(board)))
			case is && term.IsTerminal(stdout.Fd()) && term.IsTerminal(os.Stdin.Fd()) && os.Getenv("TERM") != "dumb":
				return topScreen(c.Context(), at, stdout)
			}
			return topLines(c.Context(), at, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	at.register(c.Flags(), "default", "name of the world")
	c.Flags().BoolVar(&once, "once", false, "print the board as it is now, and end")
	return c
}

// firstBoard asks for the board, and shows that the mock is there. ended says that a signal came before the answer.
func firstBoard(ctx context.Context, at controlPlace) (board top.Board, ended bool, err error) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err = at.call(ctx, http.MethodGet, "/board", nil, &board); ctx.Err() != nil {
		return board, true, nil
	}
	return board, false, err
}

// maxBatch is how much is drawn together.
const maxBatch = 1000

// topScreen shows the wallboard until a key or a signal ends it.
func topScreen(ctx context.Context, at controlPlace, terminal *os.File) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithOutput(terminal)}
	if os.Getenv("NO_COLOR") != "" {
		opts = append(opts, tea.WithColorProfile(colorprofile.ASCII))
	}
	screen := tea.NewProgram(top.New(time.Now), opts...)
	go func() {
		var batch top.Batch
		all := stream{at: at, last: "0", retry: streamRetry, take: func(msg any) error {
			batch = append(batch, msg)
			_, isBoard := msg.(top.Board) // it ends what the mock sends together
			if _, isLost := msg.(top.Lost); isBoard || isLost || len(batch) == maxBatch {
				screen.Send(batch)
				batch = nil
			}
			return nil
		}}
		_ = all.follow(ctx)
	}()
	if _, err := screen.Run(); err != nil && !errors.Is(err, tea.ErrInterrupted) && ctx.Err() == nil {
		return exit(exitEnvironment, "the terminal: %w", err)
	}
	return nil
}

// topLines prints the board and what happens, until a signal.
func topLines(ctx context.Context, at controlPlace, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	lines := top.NewLines(stdout, stderr)
	if err := (&stream{at: at, retry: streamRetry, take: lines.Take}).follow(ctx); err != nil {
		return exit(exitEnvironment, "standard output: %w", err)
	}
	return nil
}
