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
	"wolkvoxmock/mockserver/console"
)

// drainTime is how long requests under way may take to finish after a signal.
const drainTime = 10 * time.Second

// Where serve listens unless it is told otherwise, and where other commands look for it.
const (
	serveAddr = "127.0.0.1:8042"
	serveURL  = "http://" + serveAddr
)

type serveFlags struct {
	server                      serverFlags
	addr, publicURL, adminToken string
	allowOrigins                []string
	json                        bool
	log                         logFlags
	intercept                   interceptFlags
	exitWithStdin, open         bool
	simulate                    bool
}

func serveCommand() *cobra.Command {
	return newServeCommand(&serveFlags{}, &cobra.Command{
		Use:   "serve",
		Short: "Run the mock until a signal",
		Example: `  wolkvox-mock serve
  wolkvox-mock serve --open
  wolkvox-mock serve --addr 127.0.0.1:0 --json
  wolkvox-mock serve --world my-world.yaml --latency 500ms
  wolkvox-mock serve --world my-world.yaml --simulate --speed 10`,
	})
}

// newServeCommand makes a command that serves. What is set in its flags is their default.
func newServeCommand(f *serveFlags, c *cobra.Command) *cobra.Command {
	c.Args = cobra.NoArgs
	c.RunE = func(c *cobra.Command, _ []string) error {
		return serve(c.Context(), *f, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
	}
	c.Flags().StringVar(&f.addr, "addr", serveAddr, "where to listen, host:port; port 0 takes a free one")
	c.Flags().StringVar(&f.adminToken, "admin-token", "",
		"bearer token of the control API; generated when --addr is more than loopback")
	c.Flags().BoolVar(&f.json, "json", false,
		"print one line of JSON (url, admin_url, console_url, addr, token, …) instead of the greeting")
	c.Flags().BoolVar(&f.exitWithStdin, "exit-with-stdin", false,
		"end, as after a signal, when standard input ends: the test runner that started the mock is gone")
	c.Flags().BoolVar(&f.open, "open", f.open, "open the console in the browser")
	c.Flags().BoolVar(&f.simulate, "simulate", f.simulate,
		"let the contact center live: customers call, agents answer and take breaks; only agents that are manual are left alone")
	c.Flags().StringVar(&f.publicURL, "public-url", "", "`url` by which others reach the mock, such as https://mock.example")
	c.Flags().StringSliceVar(&f.allowOrigins, "allow-origin", nil,
		"`origin` such as http://localhost:3000 whose web pages may use the control API (repeat the flag for more)")
	f.server.register(c.Flags())
	f.intercept.register(c.Flags())
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
	boundCollector(int64(f.server.worlds.bytes))
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
	if f.open {
		openBrowser(ctx, consoleURL(s), func(err error) {
			log.Notice(slog.LevelWarn, fmt.Sprintf("no browser was opened (%v); the console is at %s", err, consoleURL(s)))
		})
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
	opts, err := f.server.options()
	if err != nil {
		return nil, err
	}
	opts = append(opts, mockserver.WithAddr(f.addr), mockserver.WithAllowOrigin(f.allowOrigins...))
	intercepting, err := f.intercept.options()
	if err != nil {
		return nil, err
	}
	opts = append(opts, intercepting...)
	if f.simulate {
		opts = append(opts, mockserver.WithSimulator())
	}
	if f.publicURL != "" {
		opts = append(opts, mockserver.WithPublicURL(f.publicURL))
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

// consoleURL is where the console is. No token is in it: the console asks for one where it needs one.
func consoleURL(s *mockserver.Server) string { return s.URL() + console.Path }

// greet says where the server is and how to try it: data on stdout for machines, a text on stderr for people.
func greet(s *mockserver.Server, f serveFlags, stdout io.Writer, log serveLog) error {
	w, admin := s.Default().View(), s.URL()+"/__admin"
	if f.json {
		return json.NewEncoder(stdout).Encode(struct {
			URL        string `json:"url"`
			AdminURL   string `json:"admin_url"`
			ConsoleURL string `json:"console_url"`
			Addr       string `json:"addr"` // the URLs may be a proxy's
			Token      string `json:"token"`
			Server     string `json:"server"`
			AdminToken string `json:"admin_token,omitempty"`
			ProxyURL   string `json:"proxy_url,omitempty"`
			TLSAddr    string `json:"tls_addr,omitempty"`
			CAFile     string `json:"ca_file,omitempty"`
		}{s.URL(), admin, consoleURL(s), s.Addr(), w.Token, w.Server, s.AdminToken, s.ProxyURL(), s.TLSAddr(), s.CAFile()})
	}
	if f.log.quiet {
		return nil
	}
	try := ""
	agents, _ := s.Default().Agents()
	agents = slices.DeleteFunc(agents, func(a mockserver.Agent) bool { return a.Call == "" })
	if len(agents) > 0 {
		i := max(0, slices.IndexFunc(agents, func(a mockserver.Agent) bool { return a.Manual })) // whose call nobody else ends
		try = fmt.Sprintf("curl -X POST '%s/api/v2/agentbox.php?agent_id=%s&api=hang' -H 'wolkvox-token: %s'",
			s.URL(), agents[i].ID, w.Token)
	}
	if log.Format() != accesslog.People {
		log.Notice(slog.LevelInfo, "wolkvox API v2, offline", slog.String("url", s.URL()), slog.String("token", w.Token),
			slog.String("server", w.Server), slog.String("control", admin),
			slog.String("console", consoleURL(s)), slog.String("bearer", s.AdminToken),
			slog.String("proxy", s.ProxyURL()), slog.String("tls", s.TLSAddr()), slog.String("ca", s.CAFile()), slog.String("try", try))
		return nil
	}
	fmt.Fprintf(log, "wolkvox API v2, offline, at %s\n", s.URL())
	fmt.Fprintf(log, "  console  %s\n  token    %s\n  server   %s\n  control  %s\n", consoleURL(s), w.Token, w.Server, admin)
	if s.AdminToken != "" {
		fmt.Fprintf(log, "  bearer   %s (Authorization header of the control API)\n", s.AdminToken)
	}
	if s.CAFile() != "" {
		fmt.Fprintf(log, "  proxy    %s for https://wv%s.wolkvox.com\n", s.ProxyURL(), w.Server)
		if s.TLSAddr() != "" {
			fmt.Fprintf(log, "  TLS      %s\n", s.TLSAddr())
		}
		fmt.Fprintf(log, "  trust    %s (see wolkvox-mock ca --help)\n", s.CAFile())
	}
	if try != "" {
		fmt.Fprintf(log, "Try\n  %s\n", try)
	}
	fmt.Fprintln(log, "Stop with Ctrl-C.")
	return nil
}
