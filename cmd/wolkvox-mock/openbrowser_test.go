package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestBrowserCommand(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ system, env, has, want string }{
		{"windows", "", "", "rundll32 url.dll,FileProtocolHandler URL"},
		{"darwin", "BROWSER=lynx", "lynx", "open URL"},
		{"linux", "DISPLAY=:0", "xdg-open x-www-browser", "xdg-open URL"},
		{"linux", "WAYLAND_DISPLAY=wayland-0", "x-www-browser", "x-www-browser URL"},
		{"freebsd", "DISPLAY=:0", "xdg-open", "xdg-open URL"},
		{"linux", "DISPLAY=:0", "", ""},
		{"linux", "", "xdg-open x-www-browser lynx", ""},
		{"linux", "BROWSER=helper.sh:firefox", "xdg-open helper.sh", "helper.sh URL"},
		{"linux", "BROWSER=gone DISPLAY=:0", "xdg-open", "xdg-open URL"},
		{"linux", "WSL_DISTRO_NAME=Debian", "wslview rundll32.exe", "wslview URL"},
		{"linux", "WSL_DISTRO_NAME=Debian DISPLAY=:0", "xdg-open rundll32.exe", "rundll32.exe url.dll,FileProtocolHandler URL"},
		{"linux", "WSL_DISTRO_NAME=Debian DISPLAY=:0", "xdg-open", "xdg-open URL"},
	} {
		d := desktop{tt.system, func(name string) string {
			for _, v := range strings.Fields(tt.env) {
				if value, is := strings.CutPrefix(v, name+"="); is {
					return value
				}
			}
			return ""
		}, func(program string) bool { return slices.Contains(strings.Fields(tt.has), program) }}
		if got := strings.Join(d.browserCommand("URL"), " "); got != tt.want {
			t.Errorf("%s with %q and %q: %q, want %q", tt.system, tt.env, tt.has, got, tt.want)
		}
	}
}

// serve opens the console in the browser, with no token in the URL, and where it cannot says where the console is.
func TestServe_open(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the browser of this system cannot be chosen")
	}
	t.Parallel()
	dir := t.TempDir()
	opened, browser := filepath.Join(dir, "opened"), filepath.Join(dir, "browser")
	if err := os.WriteFile(browser, []byte("#!/bin/sh\necho \"$@\" > "+opened+".part && mv "+opened+".part "+opened+"; exit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ browser, says string }{
		{browser, "browser: exit status 3); the console is at "},
		{"", "no browser was opened (there is no display); the console is at "},
	} {
		p := newServe(t, "--open", "--admin-token", "let-me-in-please")
		p.Env = append(p.Env, "BROWSER="+tt.browser, "DISPLAY=", "WAYLAND_DISPLAY=", "WSL_DISTRO_NAME=")
		p.Stderr = nil
		stderr, err := p.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		p.start(t)
		console, said := p.URL+"/console/", ""
		for lines := bufio.NewScanner(stderr); !strings.Contains(said, tt.says+console); said += lines.Text() {
			if !lines.Scan() {
				t.Fatalf("%q is not in\n%s", tt.says+console, said)
			}
		}
		go func() { _, _ = io.Copy(io.Discard, stderr) }()
		if got, err := os.ReadFile(opened); tt.browser != "" && strings.TrimSpace(string(got)) != console {
			t.Errorf("the browser was given %q (%v), want %s", got, err, console)
		}
		p.stop(t)
	}
}
