// Command zones packs the time zones that the Go distribution has into zones.gz, a fifth of what package time/tzdata takes.
// Run it in package callcenter after a change of the IANA database: go run ./internal/zones
package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	if err := pack("zones.gz"); err != nil {
		log.Fatal(err)
	}
}

// pack writes a line of name and size for each zone, an empty line, and then what the zones are, in that order.
func pack(to string) error {
	root, err := exec.CommandContext(context.Background(), "go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	from, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	var index, data bytes.Buffer
	for _, f := range from.File {
		zone, err := f.Open()
		if err != nil {
			return err
		}
		size, err := io.Copy(&data, zone) // #nosec G110 -- the Go distribution's own
		if err != nil {
			return err
		}
		if size > 0 { // no folder
			fmt.Fprintln(&index, f.Name, size)
		}
	}
	fmt.Fprintln(&index)
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, io.MultiReader(&index, &data)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, packed.Bytes(), 0o644) // #nosec G306 -- a source file
}
