package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/accesslog"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

// drainTime is how long requests under way may take to finish after a signal.
const drainTime = 10 * time.Second

type serveFlags struct {
	addr, world, spec, adminToken string
	rules                         string
	cors                          string
	latency                       time.Duration
	tokenConcurrency, journalSize int
	json                          bool
	log                           logFlags
	worlds                        worldFlags
	exitWithStdin                 bool
}

func serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run the mock until a signal",
		Args:  cobra.NoArgs,
		Example: `  wolkvox-mock serve
  wolkvox-mock serve --addr 127.0.0.1:0 --json
  wolkvox-mock serve --world my-world.yaml --latency 500ms`,
		RunE: func(c *cobra.Command, _ []string) error {
			return serve(c.Context(), f, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8042", "where to listen, host:port; port 0 takes a free one")
	c.Flags().StringVar(&f.world, "world", "", "world `file` (YAML or JSON, at most 4 MiB) to start with instead of the demo world")
	c.Flags().DurationVar(&f.latency, "latency", 0, "how long every admitted request takes, at most 1h")
	c.Flags().IntVar(&f.tokenConcurrency, "token-concurrency", 1,
		"how many requests a token may have in flight: 1 on the base pages, 2 on newer ones")
	c.Flags().StringVar(&f.spec, "spec", "",
		"`file` with another OpenAPI document (at most 1 MiB), see wolkvox-mock spec --view operations")
	c.Flags().StringVar(&f.rules, "rules", "",
		"`file` with the severity of rules (YAML): rules: {parameter-unknown: info}, worlds: {NAME: {rules: {...}}}")
	c.Flags().IntVar(&f.journalSize, "journal-size", 1000, "how many exchanges a world remembers")
	c.Flags().StringVar(&f.adminToken, "admin-token", "",
		"bearer token of the control API; generated when --addr is more than loopback")
	c.Flags().BoolVar(&f.json, "json", false, "print one line of JSON (url, admin_url, addr, token, server) instead of the greeting")
	c.Flags().StringVar(&f.cors, "cors", "any",
		"which web pages may call the wolkvox API: any, as the service lets them, or off: no others than its own")
	c.Flags().BoolVar(&f.exitWithStdin, "exit-with-stdin", false,
		"end, as after a signal, when standard input ends: the test runner that started the mock is gone")
	f.worlds.register(c.Flags())
	f.log.register(c.Flags())
	return c
}

func serve(ctx context.Context, f serveFlags, stdin io.Reader, stdout, stderr io.Writer) error {
	log, err := f.log.open(stderr)
	if err != nil {
		return err
	}
	defer log.end()
	opts, err := f.options()
	if err != nil {
		return err
	}
	boundCollector(int64(f.worlds.bytes))
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	s, err := mockserver.Start(append(opts, mockserver.WithLog(log.Log))...)
	if _, refused := errors.AsType[*os.SyscallError](err); refused {
		return exit(exitEnvironment, "%w; take another with --addr, such as 127.0.0.1:0 for any free port", err)
	}
	if err != nil {
		return ofFlag(err)
	}
	if err := greet(s, f, stdout, log); err != nil {
		s.Close()
		return exit(exitEnvironment, "standard output: %w", err)
	}
	time.AfterFunc(time.Second, func() { // the first requests come first
		s.Warm()
		debug.FreeOSMemory() // what reading documents and world took is not needed again
	})
	if f.exitWithStdin {
		go func() {
			_, _ = io.Copy(io.Discard, stdin) // it cannot be read any more: that is its end too
			stop()
		}()
	}
	<-ctx.Done()
	stop() // a second signal ends the process at once
	if !f.log.quiet {
		log.Notice(slog.LevelInfo, "finishing the requests under way; a second signal stops at once")
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := s.Shutdown(drain); err != nil {
		log.Notice(slog.LevelError, fmt.Sprintf("requests were cut off after %v", drainTime))
	}
	for _, w := range s.Worlds() {
		for _, fault := range w.UnmetFaults() {
			log.Notice(slog.LevelError, fmt.Sprintf("world %s: the fault %s was met less often than arranged (%d of %v)",
				w.Name(), fault, fault.Applied, fault.Times))
		}
	}
	return nil
}

// options turns flags into options, one each.
func (f serveFlags) options() ([]mockserver.Option, error) {
	opts := []mockserver.Option{
		mockserver.WithAddr(f.addr), mockserver.WithLatency(f.latency),
		mockserver.WithTokenConcurrency(f.tokenConcurrency), mockserver.WithJournalSize(f.journalSize),
		mockserver.WithCORS(f.cors),
	}
	worlds, err := f.worlds.options()
	if err != nil {
		return nil, err
	}
	opts = append(opts, worlds...)
	if f.world != "" {
		seed, err := seed.Load(f.world)
		if err != nil {
			return nil, fmt.Errorf("--world: %w", err)
		}
		opts = append(opts, mockserver.WithSeed(seed))
	}
	if f.spec != "" {
		doc, _, err := openapi.Load(f.spec) // here an error can name the file
		if err != nil {
			return nil, fmt.Errorf("--spec: %w", err)
		}
		opts = append(opts, mockserver.WithDocument(doc))
	}
	if f.rules != "" {
		rules, err := mockserver.LoadRules(f.rules)
		if err != nil {
			return nil, fmt.Errorf("--rules: %w", err)
		}
		opts = append(opts, mockserver.WithRules(rules))
	}
	if f.adminToken != "" {
		opts = append(opts, mockserver.WithAdminToken(f.adminToken))
	}
	return opts, nil
}

// optionName begins what an option of the server says of a bad value.
var optionName = regexp.MustCompile(`^mockserver: With(\w+)`)

// ofFlag is an error of an option in the words of its flag: WithWorldTTL is --world-ttl.
func ofFlag(err error) error {
	name := optionName.FindStringSubmatch(err.Error())
	if name == nil {
		return err
	}
	flag := regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(name[1], "$1-$2")
	return errors.New("--" + strings.ToLower(flag) + strings.TrimPrefix(err.Error(), name[0]))
}

// greet says where the server is and how to try it: data on stdout for machines, a text on stderr for people.
func greet(s *mockserver.Server, f serveFlags, stdout io.Writer, log serveLog) error {
	w, admin := s.Default().View(), s.URL()+"/__admin"
	if f.json {
		return json.NewEncoder(stdout).Encode(struct {
			URL        string `json:"url"`
			AdminURL   string `json:"admin_url"`
			Addr       string `json:"addr"` // the URLs may be a proxy's
			Token      string `json:"token"`
			Server     string `json:"server"`
			AdminToken string `json:"admin_token,omitempty"`
		}{s.URL(), admin, s.Addr(), w.Token, w.Server, s.AdminToken})
	}
	if f.log.quiet {
		return nil
	}
	try := ""
	agents, _ := s.Default().Agents()
	if i := slices.IndexFunc(agents, func(a mockserver.Agent) bool { return a.Call != "" }); i >= 0 {
		try = fmt.Sprintf("curl -X POST '%s/api/v2/agentbox.php?agent_id=%s&api=hang' -H 'wolkvox-token: %s'",
			s.URL(), agents[i].ID, w.Token)
	}
	if log.Format() != accesslog.People {
		log.Notice(slog.LevelInfo, "wolkvox API v2, offline", slog.String("url", s.URL()), slog.String("token", w.Token),
			slog.String("server", w.Server), slog.String("control", admin), slog.String("bearer", s.AdminToken), slog.String("try", try))
		return nil
	}
	fmt.Fprintf(log, "wolkvox API v2, offline, at %s\n", s.URL())
	fmt.Fprintf(log, "  token    %s\n  server   %s\n  control  %s\n", w.Token, w.Server, admin)
	if s.AdminToken != "" {
		fmt.Fprintf(log, "  bearer   %s (Authorization header of the control API)\n", s.AdminToken)
	}
	if try != "" {
		fmt.Fprintf(log, "Try\n  %s\n", try)
	}
	fmt.Fprintln(log, "Stop with Ctrl-C.")
	return nil
}
