// Pages writes what is made of the contract beside its source, in the directory it is started in, which go generate makes
// that of package openapi: OPERATIONS.md, QUESTIONS.md, RULES.md and CONTROL.md for people, and the trees for a fast start.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"wolkvoxmock/openapi"
	"wolkvoxmock/openapi/internal/tree"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pages: ")
	pages, err := render(".")
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range pages {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// render makes the content of each file, by its name. The directory is that of package openapi.
func render(directory string) (map[string]string, error) {
	doc, err := openapi.Wolkvox()
	if err != nil {
		return nil, err
	}
	admin, err := os.ReadFile(filepath.Join(directory, "admin.yaml"))
	if err != nil {
		return nil, err
	}
	control, err := controlPage(admin)
	if err != nil {
		return nil, err
	}
	files := map[string]string{"OPERATIONS.md": operationsPage(doc), "QUESTIONS.md": questionsPage(doc), "CONTROL.md": control,
		"RULES.md": rulesPage(doc)}
	for name, parts := range map[string][]string{"wolkvox.tree": tree.Wolkvox, "admin.tree": tree.Admin} {
		made, err := tree.Make(os.DirFS(directory), parts)
		if err != nil {
			return nil, err
		}
		files[name] = string(made)
	}
	return files, nil
}

// generated is the first line of a page.
func generated(from string) string {
	return "<!-- Generated from " + from + "; do not edit. To renew: go generate ./... -->\n\n"
}

// code shows names as Markdown shows code.
func code(names []string, between string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`"+between+"`") + "`"
}

// cell puts a text on one line of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(strings.TrimSpace(text))
}
