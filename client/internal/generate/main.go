// Command generate writes what package client has for each operation: a method with the parameters that may be left out,
// the records of its reply, and the calls that test it. All of it comes from the document of the wolkvox API; go generate
// runs it in the folder of the package.
//
//	openapi.Wolkvox → read: the model → templates → gofmt → *.gen.go
//	                  └ names.go, data.go
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"wolkvoxmock/openapi"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run writes the generated files into a folder and removes those that are no longer made.
func run(dir string) error {
	doc, err := openapi.Wolkvox()
	if err != nil {
		return err
	}
	files, err := generate(doc)
	if err != nil {
		return err
	}
	old, err := generated(dir)
	if err != nil {
		return err
	}
	for _, name := range old {
		if _, made := files[name]; !made {
			err = os.Remove(filepath.Join(dir, name))
		}
		if err != nil {
			return err
		}
	}
	for name, source := range files {
		if err := os.WriteFile(filepath.Join(dir, name), source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generated are the names of the generated files in a folder.
func generated(dir string) (names []string, err error) {
	found, err := filepath.Glob(filepath.Join(dir, "*.gen.go"))
	for _, path := range found { // sorted
		names = append(names, filepath.Base(path))
	}
	return names, err
}
