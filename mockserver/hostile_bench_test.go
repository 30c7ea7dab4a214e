//go:build unix

package mockserver_test

import (
	"net/http"
	"syscall"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

// BenchmarkHostile: what a request of 1 MiB costs, or of as much as its place may have: milliseconds of processor time, which
// do not depend on what else the machine does.
func BenchmarkHostile(b *testing.B) {
	s, err := mockserver.New()
	ok(b, err)
	s.Warm()
	for _, tt := range hostileTargets {
		for _, shape := range hostileShapes(tt.method, tt.path, tt.api) {
			b.Run(tt.api+"/"+shape.name, func(b *testing.B) {
				a := shape.make(mostBody)
				b.ReportAllocs()
				var used time.Duration
				for b.Loop() {
					b.StopTimer()
					ok(b, s.Default().Reset())
					r, out := hostileRequest(s.Default().Token(), a), &sink{header: http.Header{}}
					b.StartTimer()
					before := processorTime(b)
					s.ServeHTTP(out, r)
					used += processorTime(b) - before
				}
				b.ReportMetric(float64(used.Microseconds())/1000/float64(b.N), "ms/request")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// processorTime is how long the process has been busy, without what it did for others.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	ok(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
