package openapi_test

import (
	"bytes"
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
	answered, twice := answered(doc)
	if twice != nil {
		t.Errorf("the document answers twice: %v", twice)
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
	if asked < 2*len(answered) { // each stands in the document and in the README, at the least
		t.Errorf("only %d ids were found, of %d answers", asked, len(answered))
	}
}

// answered are the questions that a document answers, and those of them that it answers more than once.
func answered(doc *openapi.Document) (all map[string]bool, twice []string) {
	all = map[string]bool{}
	answers := slices.Clone(doc.Answers)
	for _, o := range doc.Operations {
		answers = append(answers, o.Answers...)
	}
	for _, a := range answers {
		if all[a.Question] {
			twice = append(twice, a.Question)
		}
		all[a.Question] = true
	}
	return all, twice
}

// A question that two operations answer is answered twice, and so is one of an operation and of the document.
func TestQuestions_answeredTwice(t *testing.T) {
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	source := doc.Source()
	for from, to := range map[string]string{"Q-TOGGLE-RESET": "Q-TOGGLE-IDLE", "Q-HANG-RING": "Q-TOGGLE-IDLE", "Q-DISPLAY-SHOW": "Q-DISPLAY-VALUES"} {
		again, err := openapi.Parse(bytes.Replace(source, []byte("question: "+from), []byte("question: "+to), 1))
		if err != nil {
			t.Fatal(err)
		}
		all, twice := answered(again)
		if !slices.Equal(twice, []string{to}) || all[from] {
			t.Errorf("with %s for %s the document answers %v twice, want %s", to, from, twice, to)
		}
	}
}

// mayAsk says that a file may name questions. Tests may make some up.
func mayAsk(file string) bool {
	switch path.Ext(file) {
	case ".feature":
		return true
	case ".go":
		return !strings.HasSuffix(file, "_test.go")
	}
	return file == "README.md" || path.Dir(file) == "openapi" && path.Ext(file) == ".yaml"
}
