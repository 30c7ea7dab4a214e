package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkStart measures the program as it is used: the time from the start of the process to the first reply, and the
// memory that it then holds, with worlds of different sizes. The binary is built once, the world file before the clock
// starts. go test ./cmd/wolkvox-mock -run '^$' -bench Start -benchtime 10x
func BenchmarkStart(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "wolkvox-mock")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, agents := range []int{1, 1_000, 100_000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			world := worldFile(b, agents)
			var first, memory []float64
			for b.Loop() {
				elapsed, resident := startOnce(b, binary, world)
				first = append(first, elapsed.Seconds()*1000)
				memory = append(memory, resident)
			}
			b.ReportMetric(middle(first), "ms-to-first-reply")
			if runtime.GOOS == "linux" {
				b.ReportMetric(middle(memory), "MiB-resident")
			}
			b.ReportMetric(0, "ns/op") // it would count the end of the process too
		})
	}
}

func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

const benchToken = "62656e63686d61726b"

// worldFile writes a world with so many agents.
func worldFile(b *testing.B, agents int) string {
	var w bytes.Buffer
	fmt.Fprintf(&w, "server: \"0042\"\ntokens:\n  - token: %s\nagents:\n", benchToken)
	for i := range agents {
		fmt.Fprintf(&w, "  - {agent_id: \"%d\", name: Agent %d, status: ready}\n", 100_000+i, i)
	}
	file := filepath.Join(b.TempDir(), "world.yaml")
	if err := os.WriteFile(file, w.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}

// startOnce starts the program, waits for its first reply to a documented call, and stops it.
func startOnce(b *testing.B, binary, world string) (first time.Duration, resident float64) {
	cmd := exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--json", "--world", world)
	began := time.Now()
	line := started(b, cmd)
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			b.Errorf("the end: %v", err)
		}
	}()
	var greeting struct{ URL, Token string }
	if err := json.Unmarshal(line, &greeting); err != nil {
		b.Fatalf("%v: %s", err, line)
	}
	r, err := http.NewRequest("POST", greeting.URL+"/api/v2/agentbox.php?api=change_status&status=ready&agent_id=100000", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("wolkvox-token", greeting.Token)
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	first = time.Since(began)
	reply.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if reply.StatusCode != http.StatusOK {
		b.Fatal(reply.Status)
	}
	return first, residentMiB(cmd.Process.Pid)
}

// residentMiB is the resident memory of a process, 0 where there is no /proc.
func residentMiB(pid int) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(kb), " kB"), 64)
			return n / 1024
		}
	}
	return 0
}
