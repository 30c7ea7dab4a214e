package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"
)

var crashes = flag.Int("crashes", 8, "how many times serve is killed at a random point")

// TestServe_survivesKill kills serve (SIGKILL) at random points of its life, one after the other, and starts it again on the same
// port: it comes up, as new, and no file is left anywhere it could have written one.
// go test ./cmd/wolkvox-mock -run Kill -crashes 1000 -timeout 0
func TestServe_survivesKill(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(name, dir)
	}
	t.Chdir(dir)
	addr := quietPort(t)
	points := []struct {
		name string
		kill func(*testing.T, string)
	}{
		{"while it starts", killStarting}, {"under load", killWorking},
		{"while it restores", killRestoring}, {"while it shuts down", killShuttingDown},
	}
	for i := range *crashes {
		point := points[i%len(points)]
		point.kill(t, addr)
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Fatalf("kill no. %d, %s: these files are left: %v (%v)", i+1, point.name, left, err)
		}
		if t.Failed() {
			t.Fatalf("kill no. %d, %s", i+1, point.name)
		}
	}
	restarted(t, addr)
}

// quietPort is a free port that the system does not give to clients by chance while nobody listens there.
func quietPort(t *testing.T) string {
	for range 100 {
		addr := fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(10_000))
		if ln, err := net.Listen("tcp", addr); err == nil {
			ln.Close()
			return addr
		}
	}
	t.Fatal("no port is free")
	return ""
}

// restarted is a serve that works, with the world as it always begins.
func restarted(t *testing.T, addr string) *process {
	p := serveProcess(t, "--addr", addr)
	status, body, err := p.ask(http.DefaultClient, "POST", "/api/v2/agentbox.php?api=hang&agent_id=12989", nil)
	if err != nil || status != http.StatusOK {
		t.Fatalf("after the restart: %d %s (%v)\n%s", status, body, err, p.stderr)
	}
	return p
}

// ask sends a request with the token.
func (p *process) ask(c *http.Client, method, path string, body []byte) (status int, reply []byte, err error) {
	r, err := http.NewRequest(method, p.URL+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("wolkvox-token", p.Token)
	res, err := c.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	reply, err = io.ReadAll(res.Body)
	return res.StatusCode, reply, err
}

// kill kills the process within a time, and waits until it is gone.
func (p *process) kill(within time.Duration) {
	<-time.After(rand.N(within))
	_ = p.Process.Kill()
	_ = p.Wait()
}

// busy lets clients send requests while something is done; what they are answered does not count, but that it is no failure.
func (p *process) busy(t *testing.T, method, path string, body []byte, while func()) {
	ctx, end := context.WithCancel(t.Context())
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			tr := &http.Transport{}
			defer tr.CloseIdleConnections()
			for ctx.Err() == nil {
				status, reply, err := p.ask(&http.Client{Transport: tr}, method, path, body)
				if err == nil && status >= http.StatusInternalServerError {
					t.Errorf("%s %s: %d %s", method, path, status, reply)
				}
			}
		})
	}
	while()
	end()
	clients.Wait()
}

func killStarting(t *testing.T, addr string) {
	p := &process{Cmd: program(t, "serve", "--addr", addr)}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	p.kill(100 * time.Millisecond)
}

func killWorking(t *testing.T, addr string) {
	p := restarted(t, addr)
	body := []byte(`{"type_call":"all","telephones":["3000000000"]}`)
	p.busy(t, "PUT", "/api/v2/configuration.php?api=add_dnc", body, func() { p.kill(50 * time.Millisecond) })
}

func killRestoring(t *testing.T, addr string) {
	p := restarted(t, addr)
	const world = "/__admin/worlds/default"
	status, snapshot, err := p.ask(http.DefaultClient, "GET", world, nil)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s (%v)", status, snapshot, err)
	}
	p.busy(t, "PUT", world, snapshot, func() { p.kill(50 * time.Millisecond) })
}

func killShuttingDown(t *testing.T, addr string) {
	p := restarted(t, addr)
	p.busy(t, "POST", "/api/v2/agentbox.php?api=hang&agent_id=12990", nil, func() {
		_ = p.Process.Signal(syscall.SIGTERM)
		p.kill(10 * time.Millisecond)
	})
}
