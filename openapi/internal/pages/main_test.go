package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is checked in is what the documents say.
func TestPages_areUpToDate(t *testing.T) {
	const directory = "../.."
	pages, err := render(directory)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		old, err := os.ReadFile(filepath.Join(directory, name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(string(old), "\n")); diff != "" {
			t.Errorf("openapi/%s is out of date; run go generate ./... (-expected +checked in):\n%s", name, diff)
		}
	}
}
