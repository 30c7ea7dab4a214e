package console

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wordsOf are the words of a language by their keys, without the forms of a plural: those differ from language to language.
func wordsOf(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := embedded.ReadFile("assets/words/" + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatalf("%s: %v", language, err)
	}
	words := map[string]string{}
	for key, word := range all {
		words[plural.ReplaceAllString(key, "")] = word
	}
	return words
}

var (
	plural      = regexp.MustCompile(`\.(one|many|other)$`)
	variable    = regexp.MustCompile(`\{\w+\}`)
	wholeKey    = regexp.MustCompile(`["'` + "`" + `]([a-z]+\.[a-z_0-9]+)["'` + "`" + `]`)
	composedKey = regexp.MustCompile("`([a-z]+\\.[a-z_0-9]*)\\$\\{")
)

// Both languages say the same things, with the same variables, and the pages use all of them and no others.
func TestWords(t *testing.T) {
	t.Parallel()
	en, es := wordsOf(t, "en"), wordsOf(t, "es")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(es))); diff != "" {
		t.Errorf("keys (-en +es):\n%s", diff)
	}
	for key := range en {
		variables := func(text string) []string { return slices.Sorted(slices.Values(variable.FindAllString(text, -1))) }
		if diff := cmp.Diff(variables(en[key]), variables(es[key])); diff != "" {
			t.Errorf("%s has other variables (-en +es):\n%s", key, diff)
		}
	}
	pages := map[string]bool{}
	for key := range en {
		page, _, _ := strings.Cut(key, ".")
		pages[page] = true
	}
	used, begun := map[string]bool{}, []string{}
	scripts, err := fs.Glob(embedded, "assets/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	for _, name := range scripts {
		script, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range wholeKey.FindAllStringSubmatch(string(script), -1) {
			page, _, _ := strings.Cut(found[1], ".")
			if used[found[1]] = true; pages[page] && en[found[1]] == "" && !strings.HasSuffix(found[1], ".js") {
				t.Errorf("%s: there is no word for %s", name, found[1])
			}
		}
		for _, found := range composedKey.FindAllStringSubmatch(string(script), -1) {
			begun = append(begun, found[1])
		}
	}
	for key := range en {
		if !used[key] && !slices.ContainsFunc(begun, func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("no page uses %s", key)
		}
	}
}
