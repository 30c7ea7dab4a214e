package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

// What the linker sets comes first; the build's own record fills in what it leaves out, and never a commit of another build.
func TestBuildVersion(t *testing.T) {
	revision := strings.Repeat("ab", 20)
	info := &debug.BuildInfo{
		Main: debug.Module{Version: "v0.0.0-1"},
		Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: revision}, {Key: "vcs.time", Value: "2026-01-31T09:00:00Z"}, {Key: "vcs.modified", Value: "true"},
		},
	}
	t.Parallel()
	for _, tt := range []struct {
		name                  string
		version, commit, date string
		info                  *debug.BuildInfo
		want                  string // up to the platform
	}{
		{"release", "1.2.3", "c0ffee", "2026-02-01T00:00:00Z", info, "wolkvox-mock 1.2.3 (commit c0ffee, 2026-02-01T00:00:00Z) "},
		{"version only", "v1.2.3", "", "", nil, "wolkvox-mock 1.2.3 "},
		{"own record", "", "", "", info, "wolkvox-mock 0.0.0-1 (commit abababababab, modified, 2026-01-31T09:00:00Z) "},
		{"nothing", "", "", "", &debug.BuildInfo{}, "wolkvox-mock (devel) "},
	} {
		got := buildVersion{Version: tt.version, Commit: tt.commit, Date: tt.date}.fill(tt.info).String()
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
