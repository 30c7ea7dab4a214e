//go:build linux

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkLoad measures what serve does as it ships: the real binary, its journal on, its log to a file, held against a
// bare net/http server that answers the same bytes with the same headers. Both are driven from outside, by a third
// process, because a load generator that shares the server's process costs both sides the same, and so hides what the
// server costs. The two take turns, and each round of the mock is held against the bare rounds before and after it:
// "of-bare" is the median of these ratios of requests per second, "cpu-of-bare" the same of the CPU time that the server
// takes, which no other load of the machine disturbs; "control" is bare against bare, and says how far to trust both.
// go test ./cmd/wolkvox-mock -run '^$' -bench Load -benchtime 1x
func BenchmarkLoad(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "wolkvox-mock")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, tt := range []struct{ name, query, outcome string }{
		{"refused", "api=hang", "hang/no_active_call"},
		{"done", "api=change_status&status=ready", "change_status/status_changed"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			mock, url := startMock(b, binary)
			target := "/api/v2/agentbox.php?" + tt.query + "&agent_id="
			reply := firstReply(b, url, target)
			if !bytes.Contains(reply, []byte("X-Wolkvox-Mock: "+tt.outcome+";")) {
				b.Fatalf("%s", reply)
			}
			bare := startBare(b, reply)
			mock.target, bare.target = target, target

			mock.round(b) // warm up
			before := bare.round(b)
			var ofBare, cpuOfBare, control, mockRate, mockCPU, bareCPU []float64
			for b.Loop() {
				for range 21 {
					own := mock.round(b)
					after := bare.round(b)
					ofBare = append(ofBare, own.rate/((before.rate+after.rate)/2))
					cpuOfBare = append(cpuOfBare, own.cpu/((before.cpu+after.cpu)/2))
					control = append(control, after.rate/before.rate)
					mockRate, mockCPU, bareCPU = append(mockRate, own.rate), append(mockCPU, own.cpu), append(bareCPU, after.cpu)
					before = after
				}
			}
			b.ReportMetric(middle(ofBare), "of-bare")
			b.ReportMetric(middle(cpuOfBare), "cpu-of-bare")
			b.ReportMetric(middle(control), "control")
			b.ReportMetric(middle(mockRate), "req/s")
			b.ReportMetric(middle(mockCPU), "us-cpu/req")
			b.ReportMetric(middle(bareCPU), "bare-us-cpu/req")
			b.ReportMetric(residentMiB(mock.cmd.Process.Pid), "MiB-resident")
			b.ReportMetric(0, "ns/op") // of a run of many rounds it says nothing
		})
	}
}

const (
	loadConns = 16
	loadTime  = 100 * time.Millisecond // of a round
	firstID   = 100_000                // of the agents of worldFile
)

// A loaded is a server under load.
type loaded struct {
	cmd          *exec.Cmd
	addr, target string
}

// startMock starts serve with its log to a file. The environment can give it more flags, such as WOLKVOX_MOCK_QUIET=true.
func startMock(b *testing.B, binary string) (loaded, string) {
	log, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--json", "--token-concurrency", strconv.Itoa(loadConns),
		"--world", worldFile(b, 1000))
	cmd.Stderr = log
	line := started(b, cmd)
	var greeting struct{ URL string }
	if err := json.Unmarshal(line, &greeting); err != nil {
		b.Fatalf("%v: %s", err, line)
	}
	return loaded{cmd: cmd, addr: strings.TrimPrefix(greeting.URL, "http://")}, greeting.URL
}

func startBare(b *testing.B, reply []byte) loaded {
	cmd := as("bare")
	cmd.Stdin = bytes.NewReader(reply)
	return loaded{cmd: cmd, addr: strings.TrimSpace(string(started(b, cmd)))}
}

// firstReply is a reply of the mock as it comes over the wire.
func firstReply(b *testing.B, url, target string) []byte {
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	var all bytes.Buffer
	if _, err := c.Write(loadRequest(target, 0)); err != nil {
		b.Fatal(err)
	}
	reply, err := http.ReadResponse(bufio.NewReader(io.TeeReader(c, &all)), nil)
	if err == nil {
		_, err = io.Copy(io.Discard, reply.Body)
	}
	if err != nil {
		b.Fatal(err)
	}
	return all.Bytes()
}

// loadRequest is the request of a connection, about an agent of its own.
func loadRequest(target string, conn int) []byte {
	return fmt.Appendf(nil, "POST %s%d HTTP/1.1\r\nHost: 127.0.0.1:8042\r\nUser-Agent: load/1.0\r\nAccept: application/json\r\n"+
		"Content-Length: 0\r\nWolkvox-Token: %s\r\n\r\n", target, firstID+conn, benchToken)
}

// A measurement is requests per second, and microseconds of the server's CPU time for each.
type measurement struct{ rate, cpu float64 }

// round lets the load generator loose on a server.
func (l loaded) round(b *testing.B) measurement {
	cmd := as("load", l.addr, l.target)
	cmd.Stderr = os.Stderr
	before := l.cpu(b)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	took := l.cpu(b) - before
	var n int
	var elapsed float64 // nanoseconds
	if _, err := fmt.Sscan(string(out), &n, &elapsed); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return measurement{float64(n) * 1e9 / elapsed, took * 1e6 / float64(n)}
}

// cpu is the CPU time that a process has taken, in seconds.
func (l loaded) cpu(b *testing.B) (seconds float64) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", l.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		b.Fatalf("no threads: %v", err)
	}
	for _, thread := range threads {
		stat, _ := os.ReadFile(thread) // "" of a thread that has ended
		ns, _, _ := strings.Cut(string(stat), " ")
		n, _ := strconv.ParseFloat(ns, 64)
		seconds += n / 1e9
	}
	return seconds
}

// as is this test binary, to be started as another program.
func as(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), beMain+"="+program)
	return cmd
}

func init() { programs["bare"], programs["load"] = bare, generateLoad }

// bare is a net/http server without limits of time, and with a handler that only answers. It reads the reply from standard
// input, and prints its address.
func bare() {
	reply, err := http.ReadResponse(bufio.NewReader(os.Stdin), nil)
	orDie(err)
	body, err := io.ReadAll(reply.Body)
	orDie(err)
	reply.Header.Del("Date")
	reply.Header.Del("Content-Length")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	orDie(err)
	fmt.Println(ln.Addr())
	orDie(http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for name, values := range reply.Header {
			h[name] = values
		}
		w.WriteHeader(reply.StatusCode)
		_, _ = w.Write(body)
	})))
}

// generateLoad keeps a request under way on each connection, from one thread, as wrk does. It takes an address and a
// target, and prints how many replies came, and in what time.
func generateLoad() {
	addr, err := net.ResolveTCPAddr("tcp", os.Args[1])
	orDie(err)
	poll, err := syscall.EpollCreate1(0)
	orDie(err)
	conns := map[int32]*loadConn{}
	for i := range loadConns {
		fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
		orDie(err)
		orDie(syscall.Connect(fd, &syscall.SockaddrInet4{Port: addr.Port, Addr: [4]byte(addr.IP.To4())}))
		orDie(syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1))
		c := &loadConn{fd: fd, request: loadRequest(os.Args[2], i), buffer: make([]byte, 16<<10)}
		c.learn()
		orDie(syscall.EpollCtl(poll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(fd)}))
		conns[int32(fd)] = c
	}
	for _, c := range conns {
		c.send()
	}
	n, began := 0, time.Now()
	events := make([]syscall.EpollEvent, loadConns)
	for time.Since(began) < loadTime {
		ready, err := syscall.EpollWait(poll, events, 1000)
		if err == syscall.EINTR {
			continue
		}
		orDie(err)
		for _, e := range events[:ready] {
			if c := conns[e.Fd]; c.receive() {
				n++
				c.send()
			}
		}
	}
	fmt.Println(n, time.Since(began).Nanoseconds())
	os.Exit(0)
}

// A loadConn is a connection of the load generator.
type loadConn struct {
	fd       int
	request  []byte
	buffer   []byte
	received int
	reply    string // the first one; each that follows must be as long, and have the same status and X-Wolkvox-Mock
}

func (c *loadConn) send() {
	_, err := syscall.Write(c.fd, c.request)
	orDie(err)
}

// learn reads the first reply, to know what the others must be.
func (c *loadConn) learn() {
	c.send()
	for {
		n, err := syscall.Read(c.fd, c.buffer[c.received:])
		orDie(err)
		if c.received += n; n == 0 {
			orDie(io.ErrUnexpectedEOF)
		}
		reply, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(c.buffer[:c.received])), nil)
		if err != nil {
			continue // not whole yet
		}
		if _, err := io.Copy(io.Discard, reply.Body); err == nil {
			c.reply, c.received = string(c.buffer[:c.received]), 0
			return
		}
	}
}

// receive reads what has come, and reports whether the reply is whole.
func (c *loadConn) receive() bool {
	n, err := syscall.Read(c.fd, c.buffer[c.received:])
	orDie(err)
	if c.received += n; n > 0 && c.received < len(c.reply) {
		return false
	}
	at := strings.Index(c.reply, "X-Wolkvox-Mock: ")
	status, graded := c.reply[:12], c.reply[at:at+40]
	got := string(c.buffer[:c.received])
	if len(got) != len(c.reply) || got[:12] != status || got[at:at+40] != graded {
		orDie(fmt.Errorf("got %q, want the like of %q", got, c.reply))
	}
	c.received = 0
	return true
}

func orDie(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
