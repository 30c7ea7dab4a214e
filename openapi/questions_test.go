package openapi_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wolkvoxmock/openapi"
)

// Whoever meets the id of a question, in the code, in a feature or in the README, finds its answer in the document.
func TestQuestions_haveAnAnswerInTheDocument(t *testing.T) {
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	answers := slices.Clone(doc.Answers)
	for _, o := range doc.Operations {
		answers = append(answers, o.Answers...)
	}
	answered := map[string]bool{}
	for _, a := range answers {
		if answered[a.Question] {
			t.Errorf("the document answers %s twice", a.Question)
		}
		answered[a.Question] = true
	}

	id := regexp.MustCompile(`\bQ(-[A-Z0-9]+)+\b`)
	asked := 0
	root := os.DirFS("..")
	err = fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !mayAsk(file):
			return nil
		}
		text, err := fs.ReadFile(root, file)
		for n, line := range strings.Split(string(text), "\n") {
			for _, q := range id.FindAllString(line, -1) {
				asked++
				if !answered[q] {
					t.Errorf("%s:%d: %s has no answer among the x-answers of the document", file, n+1, q)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if asked < 2*len(answered) { // each stands in the document and in QUESTIONS.md, at the least
		t.Errorf("only %d ids were found, of %d answers", asked, len(answered))
	}
}

// mayAsk reports whether a file may name questions. Tests may make some up.
func mayAsk(file string) bool {
	switch path.Ext(file) {
	case ".feature":
		return true
	case ".go":
		return !strings.HasSuffix(file, "_test.go")
	}
	return file == "README.md" || path.Dir(file) == "openapi" && (path.Ext(file) == ".yaml" || path.Ext(file) == ".md")
}
