package console

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A key that stands in a call of t, and is not put together.
var usedKey = regexp.MustCompile(`\bt\("([a-z_.]+)"`)

// Both languages have the same keys with the same variables, and every key that the pages name is one of them.
func TestWords_sameInBothLanguages(t *testing.T) {
	en, es := readWords(t, "en"), readWords(t, "es")
	if diff := cmp.Diff(keys(en), keys(es)); diff != "" {
		t.Errorf("keys (-en +es):\n%s", diff)
	}
	variable := regexp.MustCompile(`\{\w+\}`)
	variables := func(text string) []string {
		return slices.Compact(slices.Sorted(slices.Values(variable.FindAllString(text, -1))))
	}
	for key, text := range en {
		if es[key] == "" {
			continue // said above, or another plural form
		}
		if diff := cmp.Diff(variables(text), variables(es[key])); diff != "" {
			t.Errorf("%s, its variables (-en +es):\n%s", key, diff)
		}
	}
	scripts, err := fs.Glob(embedded, "assets/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("scripts: %v, %v", scripts, err)
	}
	for _, name := range scripts {
		script, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, used := range usedKey.FindAllStringSubmatch(string(script), -1) {
			if en[used[1]] == "" && en[used[1]+".other"] == "" {
				t.Errorf("%s: there are no words for %s", strings.TrimPrefix(name, "assets/"), used[1])
			}
		}
	}
}

// keys are the keys of words, sorted; those that differ in their plural form, of which languages have more or fewer, are one.
func keys(words map[string]string) []string {
	plural := regexp.MustCompile(`\.(one|many|other)$`)
	var all []string
	for key := range words {
		all = append(all, plural.ReplaceAllString(key, ""))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func readWords(t *testing.T, language string) map[string]string {
	t.Helper()
	file, err := fs.ReadFile(embedded, "assets/words/"+language+".json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal(file, &words); err != nil {
		t.Fatal(err)
	}
	return words
}
