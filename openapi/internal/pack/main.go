// Command pack packs the documents and their trees into openapi/documents.zip, which the build tag "packed" embeds in their
// place. It is started at the top of the source tree.
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"log"
	"os"
	"path/filepath"

	"wolkvoxmock/openapi/internal/tree"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pack: ")
	if err := pack("openapi"); err != nil {
		log.Fatal(err)
	}
}

func pack(directory string) error {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, flate.BestCompression) })
	for made, names := range map[string][]string{"wolkvox.tree": tree.Wolkvox, "admin.tree": tree.Admin} {
		text, err := os.ReadFile(filepath.Join(directory, made)) // #nosec G304 -- of the source tree
		if err != nil {
			return err
		}
		if _, err := tree.Read(string(text), os.DirFS(directory), names); err != nil {
			return err
		}
	}
	for _, pattern := range []string{"*.yaml", "*.tree"} {
		names, err := filepath.Glob(filepath.Join(directory, pattern)) // sorted
		if err != nil {
			return err
		}
		for _, name := range names {
			text, err := os.ReadFile(name) // #nosec G304 -- of the source tree
			if err != nil {
				return err
			}
			f, err := w.Create(filepath.Base(name)) // without a time: the same files make the same bytes
			if err != nil {
				return err
			}
			if _, err := f.Write(text); err != nil {
				return err
			}
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(directory, "documents.zip"), packed.Bytes(), 0o644) // #nosec G306 -- no secret
}
