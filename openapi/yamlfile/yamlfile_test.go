package yamlfile

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A file is read when it is one, and within the limit.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	name := func(file string) string { return filepath.Join(dir, file) }
	for file, text := range map[string]string{"fits": "12345678", "long": "123456789", "empty": ""} {
		if err := os.WriteFile(name(file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(name("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", name("zero")); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", name("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for file, want := range map[string]string{
		"fits": "", "empty": "",
		"long":   name("long") + " has more than 8 bytes",
		".":      dir + " is a directory: expected a regular file",
		"fifo":   name("fifo") + " is a named pipe: expected a regular file",
		"zero":   name("zero") + " is a device: expected a regular file",
		"socket": name("socket") + " is a socket: expected a regular file",
		"none":   "stat " + name("none") + ": no such file or directory",
	} {
		got, err := Read(name(file), 8)
		if text := errorText(err); text != want || file == "fits" && string(got) != "12345678" {
			t.Errorf("%s: %q, %v, want %q", file, got, err, want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Every error has a line.
func TestParse_refuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "line 1: the file is empty",
		"a: 1\n---\nb: 1\n":            "line 2: the file must hold one document, and nothing after it",
		"a: 1\nb: \xff\n":              "line 2: the file is not UTF-8",
		"a: \ufffd\nb: \xff\n":         "line 2: the file is not UTF-8",
		"\xff\xfea\x00":                "line 1: the file is not UTF-8",
		"%TAG !a! !b\n---\na: 1\n":     "line 1: %TAG is not understood here",
		"\ufeff%TAG !a! !b\n--- a":     "line 1: %TAG is not understood here",
		"# x\r%TAG !a! !b\n--- a":      "line 1: %TAG is not understood here",
		"# x\n\n%TAG !a! !b\n---\na\n": "line 3: %TAG is not understood here",
		"a: [\n}\n":                    "line 2: did not find expected node content",
		"a: *b\n":                      "line 1: unknown anchor 'b' referenced",
		"a: \"x\n":                     "line 2: found unexpected end of stream",
	} {
		_, err := Parse([]byte(text))
		if _, has := errors.AsType[*Error](err); !has || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if n, err := Parse([]byte("%YAML 1.1\n---\na: 100%TAG%TAG\n")); err != nil || n.Line != 3 {
		t.Errorf("%v, %v", n, err)
	}
}

func TestIn(t *testing.T) {
	for text, want := range map[string]string{
		"short": "w.yaml:3: short",
		`it is "` + strings.Repeat("ñ", 100) + `" here`:  `w.yaml:3: it is "` + strings.Repeat("ñ", 100) + `" here`,
		`it is "` + strings.Repeat(`\"`, 101) + `" here`: `w.yaml:3: it is "` + strings.Repeat(`\"`, 39) + `\…" here`,
		"anchor '" + strings.Repeat("x", 1000) + "' ":    "w.yaml:3: anchor '" + strings.Repeat("x", 79) + "… ",
	} {
		err := In("w.yaml", &Error{3, text})
		if err.Error() != want {
			t.Errorf("%s, want %s", err, want)
		}
	}
	if err := In("w.yaml", os.ErrNotExist); !errors.Is(err, os.ErrNotExist) || err.Error() != "file does not exist" {
		t.Error(err)
	}
}
