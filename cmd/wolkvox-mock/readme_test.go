package main

import (
	"flag"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const readmeFile = "../../README.md"

var updateReadme = flag.Bool("update", false, "write into README.md what its curls print")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A newcomer reads all of it; what is longer belongs on a page of its own.
func TestReadme_isShort(t *testing.T) {
	if size := len(readme(t)); size > 15_000 {
		t.Errorf("README.md has %d bytes, at most 15000 are good", size)
	}
}

// Every curl of the README is run as it is printed, in order, against a server fresh from serve, and must print what the
// README prints after it. Variables that it sets stay set.
func TestReadme_curlsPrintWhatTheReadmeSays(t *testing.T) {
	if err := exec.CommandContext(t.Context(), "sh", "-c", "command -v curl grep").Run(); err != nil {
		t.Skip("this test needs sh, curl and grep")
	}
	const documented = "http://127.0.0.1:8042" // where serve listens unless told otherwise
	text := readme(t)
	p := serveProcess(t)
	ran, variables := 0, ""
	renewed, rest := "", text
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(text, -1) {
		for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			line, expected, _ := strings.Cut(step, "\n")
			command := strings.ReplaceAll(line, documented, p.URL)
			if strings.HasPrefix(line, "B=") {
				variables += command + "; "
			}
			if !strings.HasPrefix(line, "curl ") {
				continue
			}
			ran++
			script := "set -e; " + variables + strings.Replace(command, "curl ", "curl --silent --show-error ", 1)
			out, err := exec.CommandContext(t.Context(), "sh", "-c", script).CombinedOutput()
			if err != nil {
				t.Errorf("%s\n%v\n%s", line, err, out)
			}
			got := strings.ReplaceAll(strings.TrimRight(string(out), "\n"), p.URL, documented)
			if diff := cmp.Diff(comparable(expected), comparable(got)); diff != "" && !*updateReadme {
				t.Errorf("%s (-README +curl); go test ./cmd/wolkvox-mock -run Readme -update renews it:\n%s", line, diff)
			} else if diff != "" {
				before, after, _ := strings.Cut(rest, "$ "+strings.TrimRight(step, "\n"))
				renewed, rest = renewed+before+"$ "+line+"\n"+got, after
			}
		}
	}
	if ran < 10 {
		t.Errorf("only %d curls were found in the README", ran)
	}
	if *updateReadme {
		if err := os.WriteFile(readmeFile, []byte(renewed+rest), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// What differs from run to run: ids made of the time, the time, and the version of curl.
var (
	connID      = regexp.MustCompile(`\d{5}\.\d{4}\.\d{10}\.\d{5}`)
	moment      = regexp.MustCompile(`(\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[0-9.]*Z?`)
	curlVersion = regexp.MustCompile(`curl/[0-9.]+`)
)

func comparable(s string) string {
	s = curlVersion.ReplaceAllString(connID.ReplaceAllString(s, "CONN_ID"), "curl/VERSION")
	return strings.TrimSpace(moment.ReplaceAllString(s, "TIME"))
}

// The code of the README is that of the recipes, which are run.
func TestReadme_quotesTheRecipes(t *testing.T) {
	recipes := map[string]string{}
	root := os.DirFS("../../testdata/recipes")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, name)
		recipes[string(text)] = name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("(?s)```(go|python|js|sh|php)\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	for _, q := range quoted {
		if recipes[q[2]] == "" {
			t.Errorf("no file of testdata/recipes is\n%s", q[2])
		}
	}
	if len(quoted) < 1 {
		t.Errorf("the README quotes only %d recipes", len(quoted))
	}
}

// A link to a file of ours, or to a heading in one, leads somewhere.
func TestReadme_linksLeadSomewhere(t *testing.T) {
	pages := map[string]string{}
	anchors := map[string]bool{} // page#anchor
	for _, page := range []string{"README.md", "openapi/OPERATIONS.md", "openapi/QUESTIONS.md", "openapi/CONTROL.md", "openapi/RULES.md"} {
		text, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Fatal(err)
		}
		pages[page] = string(text)
		for _, h := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(string(text), -1) {
			name := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(h[1]), "")
			anchors[page+"#"+strings.ReplaceAll(name, " ", "-")] = true // as GitHub makes it
		}
	}
	for page, text := range pages {
		for _, link := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			file, anchor, _ := strings.Cut(link[1], "#")
			target := page
			if file != "" {
				target = path.Join(path.Dir(page), file)
			}
			if _, err := os.Stat("../../" + target); err != nil {
				t.Errorf("%s links to %s: %v", page, link[1], err)
			} else if anchor != "" && !anchors[target+"#"+anchor] {
				t.Errorf("%s links to %s, which has no such heading", page, link[1])
			}
		}
	}
}

// What the README names as not simulated is answered as it says there.
func TestReadme_whatIsNotSimulated(t *testing.T) {
	_, section, found := strings.Cut(readme(t), "\n## Not simulated\n")
	section, _, _ = strings.Cut(section, "\n## ")
	names := regexp.MustCompile("`([a-z_]+)(\\.php)?`").FindAllStringSubmatch(section, -1)
	if !found || len(names) < 5 {
		t.Fatalf("README.md has no section \"Not simulated\" with names in it")
	}
	p := serveProcess(t)
	status := func(resource, api string) int {
		r, err := http.NewRequestWithContext(t.Context(), "GET", p.URL+"/api/v2/"+resource+"?api="+api, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("wolkvox-token", p.Token)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.StatusCode
	}
	listed := map[string]bool{} // what the document lists: resources, and operations of those that are simulated
	for _, u := range mustWolkvox().NotSimulated {
		for _, o := range u.Operations {
			name := u.Resource()
			if mustWolkvox().Describes(u.Path) {
				name = o.API
			}
			listed[name] = true
			if got := status(u.Resource(), o.API); got != http.StatusNotImplemented {
				t.Errorf("%s of %s is answered %d, the README says 501", o.API, u.Resource(), got)
			}
		}
	}
	for _, n := range names {
		if name := n[1] + n[2]; !listed[name] {
			t.Errorf("the README says that %s is not simulated, the document does not", name)
		}
	}
}
