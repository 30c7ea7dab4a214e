package console_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// What is measured and looked at, not judged: each has a flag, and does nothing without.
var (
	figures  = flag.Duration("figures", 0, "measure the console for so long, on a busy day and with 1,000 agents")
	pictures = flag.String("pictures", "", "a folder for pictures of every page, width, theme and language")
)

// A process is the program as users start it.
type process struct {
	URL, Token string
	pid        int
}

// program starts `wolkvox-mock serve`, and stops it when the test ends.
func program(t *testing.T, arguments ...string) process {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "wolkvox-mock")
	if out, err := exec.Command("go", "build", "-o", binary, "wolkvoxmock/cmd/wolkvox-mock").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	arguments = append([]string{"serve", "--addr", "127.0.0.1:0", "--json", "--quiet"}, arguments...)
	cmd := exec.CommandContext(t.Context(), binary, arguments...)
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() }) // the context of the test ends before its clean-ups
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil {
		t.Fatalf("serve: %v", err)
	}
	p := process{pid: cmd.Process.Pid}
	if err := json.Unmarshal(line, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// busyDay is the program with a call center at work, ten times as fast as the day.
func busyDay(t *testing.T, arguments ...string) process {
	t.Helper()
	world := filepath.Join("..", "..", "testdata", "worlds", "busy-day.yaml")
	return program(t, append([]string{"--world", world, "--simulate", "--speed", "10"}, arguments...)...)
}

// usage is what a process has used of the processor so far, and the memory that it has, in MB.
func usage(t *testing.T, pid int) (cpu time.Duration, rss float64) {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // from the third of proc(5) on
	number := func(n int) float64 {
		v, err := strconv.ParseFloat(fields[n-3], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const ticks = 100 // in a second: USER_HZ
	return time.Duration((number(14) + number(15)) / ticks * float64(time.Second)), number(24) * float64(os.Getpagesize()) / 1e6
}

// heap is what the page's script holds, in MB after a collection, and its elements.
func (p *tab) heap() (mb float64, nodes int) {
	p.t.Helper()
	call(p, heapprofiler.CollectGarbage, cdp.Empty{})
	for _, m := range call(p, performance.GetMetrics, cdp.Empty{}).Metrics {
		switch m.Name {
		case "JSHeapUsedSize":
			mb = m.Value / 1e6
		case "Nodes":
			nodes = int(m.Value)
		}
	}
	return mb, nodes
}

// renderers is the memory and time of the processes that draw pages.
func (b *browser) renderers(t *testing.T) (cpu time.Duration, rss float64) {
	t.Helper()
	processes, err := chromedp.CallBrowser(b.ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range processes.ProcessInfo {
		if p.Type == "renderer" {
			c, r := usage(t, int(p.ID))
			cpu, rss = cpu+c, rss+r
		}
	}
	return cpu, rss
}

// A busy day at ten times its speed: what browser and server need at the start, and after each minute.
func TestBrowser_busyDay(t *testing.T) {
	if *figures == 0 {
		t.Skip("-figures says for how long")
	}
	b := startBrowser(t)
	srv := busyDay(t)
	p := b.open(t, srv.URL+"/console/", look{})
	call(p, performance.Enable, performance.EnableParams{})
	p.until(`cards().length > 20`)
	t.Log("minute  heap MB  elements  renderer MB  renderer CPU s  server MB  server CPU s  load")
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	var pageCPU, serverCPU time.Duration
	for minute := range int(figures.Minutes()) + 1 {
		if minute > 0 {
			<-tick.C
		}
		heap, nodes := p.heap()
		cpu, rss := b.renderers(t)
		serverNow, serverRSS := usage(t, srv.pid)
		load, _ := os.ReadFile("/proc/loadavg")
		t.Logf("%6d %8.1f %9d %12.0f %15.1f %10.0f %13.1f  %.4s", minute, heap, nodes, rss, (cpu - pageCPU).Seconds(),
			serverRSS, (serverNow - serverCPU).Seconds(), load)
		pageCPU, serverCPU = cpu, serverNow
	}
}

// A thousand agents, fifty more readers of the stream, and one change after the other from outside: how long until it is seen.
func TestBrowser_thousandAgents(t *testing.T) {
	if *figures == 0 {
		t.Skip("-figures says for how long")
	}
	const agents, readers = 1000, 50
	world := filepath.Join(t.TempDir(), "thousand.yaml")
	if err := os.WriteFile(world, thousand(agents), 0o600); err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t)
	srv := program(t, "--world", world)
	p := b.open(t, srv.URL+"/console/", look{})
	p.until(fmt.Sprintf(`cards().length === %d`, agents))
	for range readers {
		go func() {
			r, err := http.Get(srv.URL + "/__admin/worlds/default/events?board=true")
			if err != nil {
				return
			}
			defer r.Body.Close()
			_, _ = io.Copy(io.Discard, r.Body)
		}()
	}
	p.eval(`void (window.long = [0], new PerformanceObserver(l => long.push(...l.getEntries().map(e => e.duration)))
		.observe({type: "longtask"}))`)
	var all []time.Duration
	for begin, i := time.Now(), 0; time.Since(begin) < min(*figures, 2*time.Minute); i++ {
		id, status, words := fmt.Sprint(10000+i*7%agents), "101", "Active breaks"
		if i/agents%2 == 1 {
			status, words = "ready", "Ready"
		}
		seen := p.expect(fmt.Sprintf(`state(%q).includes(%q)`, id, words))
		sent := time.Now()
		if got := outside(t, srv.URL, srv.Token, "change_status", "agent_id", id, "status", status); got != http.StatusOK {
			t.Fatalf("change_status: %d", got)
		}
		all = append(all, seen().Sub(sent))
	}
	slices.Sort(all)
	load, _ := os.ReadFile("/proc/loadavg")
	at := func(share float64) time.Duration { return all[int(share*float64(len(all)-1))].Round(time.Millisecond) }
	t.Logf("%d agents, %d readers, %d changes: from the request to the screen p50 %v, p99 %v, longest %v; load %.4s",
		agents, readers, len(all), at(.5), at(.99), at(1), load)
	t.Logf("tasks of the page that took over 50 ms: %s ms", p.eval("`${long.length - 1}, the longest ${Math.max(...long)}`"))
}

// thousand is a world file of so many agents who are Ready.
func thousand(agents int) []byte {
	var s bytes.Buffer
	s.WriteString("server: \"0042\"\nstates: [{id: \"101\", description: Active breaks}]\nagents:\n")
	for i := range agents {
		fmt.Fprintf(&s, "  - {agent_id: \"%d\", name: Agent %d, status: ready}\n", 10000+i, i)
	}
	return s.Bytes()
}

// outside sends what a client of the wolkvox API sends.
func outside(t *testing.T, server, token, api string, pairs ...string) (status int) {
	t.Helper()
	query := url.Values{"api": {api}}
	for i := 0; i < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server+"/api/v2/agentbox.php?"+query.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("wolkvox-token", token)
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	_, _ = io.Copy(io.Discard, reply.Body)
	return reply.StatusCode
}
