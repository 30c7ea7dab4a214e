package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// A desktop is what the machine tells of the way to its browser.
type desktop struct {
	system string // as runtime.GOOS
	env    func(string) string
	has    func(program string) bool
}

// browserCommand opens a URL in the browser of whoever sits there; nil where nobody can see one, as on a server that is reached
// by ssh: a browser for the terminal would take the terminal. $BROWSER comes first where the desktop has none of its own, as the
// editors set it that run elsewhere than on the machine with the screen.
func (d desktop) browserCommand(url string) []string {
	switch d.system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", url}
	case "darwin":
		return []string{"open", url}
	}
	if name, _, _ := strings.Cut(d.env("BROWSER"), ":"); name != "" && d.has(name) {
		return []string{name, url}
	}
	switch {
	case d.env("WSL_DISTRO_NAME") != "" && d.has("wslview"):
		return []string{"wslview", url}
	case d.env("WSL_DISTRO_NAME") != "" && d.has("rundll32.exe"):
		return []string{"rundll32.exe", "url.dll,FileProtocolHandler", url}
	case d.env("DISPLAY") == "" && d.env("WAYLAND_DISPLAY") == "":
		return nil
	}
	for _, program := range []string{"xdg-open", "x-www-browser"} {
		if d.has(program) {
			return []string{program, url}
		}
	}
	return nil
}

// openBrowser opens a URL, and does not wait for the browser. It is a program of its own: it does not end with this one, nor when
// a key of the terminal ends this one. failed is called when it has not come up.
func openBrowser(ctx context.Context, url string, failed func(error)) {
	here := desktop{runtime.GOOS, os.Getenv, func(program string) bool { _, err := exec.LookPath(program); return err == nil }}
	args := here.browserCommand(url)
	if args == nil {
		failed(errors.New("there is no display"))
		return
	}
	c := exec.CommandContext(context.WithoutCancel(ctx), args[0], args[1:]...) //nolint:gosec // the user's own browser
	standApart(c)
	if err := c.Start(); err != nil {
		failed(err)
		return
	}
	go func() {
		if err := c.Wait(); err != nil {
			failed(fmt.Errorf("%s: %w", args[0], err))
		}
	}()
}
