package isolate

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// domain is the service's. Every name in it leads to the mock.
const domain = "wolkvox.com"

// ofService reports whether a name, without the dot at its end, is one of the service's.
func ofService(name string) bool {
	name = strings.ToLower(name)
	return name == domain || strings.HasSuffix(name, "."+domain)
}

// Name has every name of the service mean loopback, and no other name anything that the hosts file does not know: programs
// read a hosts file that has the given names in it, or ask a name server that knows all. The files stand in dir, and are
// mounted over the system's.
func (n *Network) Name(dir string, hosts []string) (err error) {
	if n.names, err = serveNames("127.0.0.1:53"); err != nil {
		return err
	}
	for _, f := range []struct {
		over string
		text func(was []byte) []byte
	}{
		{"/etc/hosts", func(was []byte) []byte { return hostsFile(was, hosts) }},
		{"/etc/resolv.conf", func([]byte) []byte { return []byte("nameserver 127.0.0.1\n") }},
		{"/etc/nsswitch.conf", switchFile},
		{"/run/nscd/socket", func([]byte) []byte { return nil }}, // a cache would answer for the names outside
		{"/var/run/nscd/socket", func([]byte) []byte { return nil }},
	} {
		if err := mountOver(f.over, filepath.Join(dir, filepath.Base(f.over)), f.text); err != nil {
			return fmt.Errorf("%s: %w", f.over, err)
		}
	}
	return nil
}

// mountOver mounts a file that it makes over one of the system's. One that is not there is not missed: programs then do what
// the name server is there for, or ask it without being told.
func mountOver(over, file string, text func(was []byte) []byte) error {
	info, err := os.Stat(over)
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	var was []byte
	if info.Mode().IsRegular() {
		if was, err = os.ReadFile(over); err != nil { //nolint:gosec // of the list above
			return err
		}
	}
	if err := os.WriteFile(file, text(was), 0o644); err != nil { //nolint:gosec // as the one that it covers
		return err
	}
	return unix.Mount(file, over, "", unix.MS_BIND, "")
}

// hostsFile is a hosts file with the service's names in it; what it had stays, but for such names.
func hostsFile(was []byte, hosts []string) []byte {
	b := &bytes.Buffer{}
	fmt.Fprintf(b, "127.0.0.1 %s\n", strings.Join(append([]string{"localhost"}, hosts...), " "))
	for line := range strings.Lines(string(was)) {
		entry, _, _ := strings.Cut(line, "#")
		fields := strings.Fields(entry)
		kept := fields[:min(1, len(fields))]
		for _, name := range fields[len(kept):] {
			if !ofService(name) {
				kept = append(kept, name)
			}
		}
		if len(kept) > 1 {
			fmt.Fprintln(b, strings.Join(kept, " "))
		}
	}
	return b.Bytes()
}

// switchFile is a name service switch that asks the hosts file and the name server, and no daemon outside.
func switchFile(was []byte) []byte {
	b := &bytes.Buffer{}
	for line := range strings.Lines(string(was)) {
		if !strings.HasPrefix(strings.TrimSpace(line), "hosts:") {
			fmt.Fprintln(b, strings.TrimSuffix(line, "\n"))
		}
	}
	fmt.Fprintln(b, "hosts: files dns")
	return b.Bytes()
}
