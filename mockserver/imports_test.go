package mockserver_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Imports point one way. A folder may import of ours what stands beside it here, and nothing else; a folder that does
// not stand here does not exist. Tests may import what they like.
var mayImport = map[string][]string{
	"openapi/internal/pages": {"openapi", "openapi/internal/tree"},

	"openapi":               {"openapi/internal/tree", "openapi/scan", "openapi/yamlfile"},
	"openapi/scan":          nil,
	"openapi/internal/tree": nil,
	"openapi/yamlfile":      nil,
	"mockserver/callcenter": nil,
	"mockserver/fault":      {"mockserver/callcenter"},
	"mockserver/journal":    {"openapi"},
	"mockserver/accesslog":  {"openapi", "mockserver/journal"},
	"mockserver/verdict":    {"openapi", "openapi/yamlfile", "mockserver/journal"},
	"mockserver/wire":       {"openapi/scan"},
	"mockserver/simulator":  {"mockserver/callcenter"},
	"mockserver/seed":       {"openapi/yamlfile", "mockserver/callcenter", "mockserver/simulator", "mockserver/wire", "testdata"},
	"mockserver/intercept":  nil,
	"mockserver/console":    nil,
	"mockserver":            {"openapi", "openapi/scan", "client", "mockserver/callcenter", "mockserver/console", "mockserver/fault", "mockserver/intercept", "mockserver/journal", "mockserver/wire", "mockserver/seed", "mockserver/simulator", "mockserver/accesslog", "mockserver/verdict", "testdata"},
	"testdata":              nil,
	"client":                {"openapi"},
	"features":              {"client", "mockserver", "mockserver/seed", "mockserver/callcenter", "mockserver/fault", "mockserver/journal", "openapi", "testdata"},
	"cmd/wolkvox-mock/top":  {"mockserver", "mockserver/accesslog", "mockserver/callcenter"},
	"cmd/wolkvox-mock":      {"cmd/wolkvox-mock/top", "client", "mockserver", "mockserver/accesslog", "mockserver/console", "mockserver/intercept", "mockserver/intercept/environ", "mockserver/intercept/isolate", "mockserver/seed", "mockserver/callcenter", "mockserver/fault", "mockserver/journal", "mockserver/verdict", "openapi", "openapi/yamlfile", "testdata", "features"},

	"client/internal/generate": {"openapi"},

	"mockserver/callcenter/internal/zones": nil,
	"openapi/internal/pack":                {"openapi/internal/tree"},
	"mockserver/intercept/environ":         nil,
	"mockserver/intercept/isolate":         nil,
}

// What a folder may not import of others, and what it may not call.
var (
	notImported = map[string][]string{
		"mockserver/callcenter": {"net/http", "net", "os", "log", "log/slog", "sync", "sync/atomic", "math/rand", "math/rand/v2"},
		"mockserver/simulator":  {"net/http", "net", "os", "log", "log/slog", "sync", "sync/atomic", "math/rand", "math/rand/v2"},
		"mockserver/fault":      {"net/http", "sync"},
		"mockserver/journal":    {"net/http", "sync"},
		"mockserver/verdict":    {"net/http", "html/template", "text/template"},
	}
	// Time is the world's: only clock.go asks the machine, the log, which is about the machine, and
	// certificates, which others hold against their own.
	machineTime = []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
)

func TestImports_pointOneWay(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	goFiles(t, func(dir, name string, file *ast.File, set *token.FileSet) {
		allowed, known := mayImport[dir]
		if !known {
			t.Errorf("there is code in %s, which DESIGN does not know", dir)
			return
		}
		seen[dir] = true
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			ok(t, err)
			ours, isOurs := strings.CutPrefix(path, "wolkvoxmock/")
			switch {
			case isOurs && !slices.Contains(allowed, ours):
				t.Errorf("%s imports %s; of ours it may import %v", set.Position(spec.Pos()), ours, allowed)
			case slices.Contains(notImported[dir], path):
				t.Errorf("%s imports %s", set.Position(spec.Pos()), path)
			case strings.HasSuffix(path, "/openapi3filter") && dir != "openapi":
				t.Errorf("%s imports openapi3filter; only openapi may", set.Position(spec.Pos()))
			}
		}
	})
	for _, dir := range []string{"openapi", "mockserver", "mockserver/callcenter", "mockserver/fault", "mockserver/journal", "testdata"} {
		if !seen[dir] {
			t.Errorf("no code was read in %s", dir)
		}
	}
}

func TestImports_timeBelongsToTheWorld(t *testing.T) {
	t.Parallel()
	asked := 0
	goFiles(t, func(dir, name string, file *ast.File, set *token.FileSet) {
		if dir != "mockserver" && !strings.HasPrefix(dir, "mockserver/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, is := n.(*ast.SelectorExpr)
			if !is {
				return true
			}
			if pkg, is := sel.X.(*ast.Ident); is && pkg.Name == "time" && slices.Contains(machineTime, sel.Sel.Name) {
				asked++
				if dir+"/"+name != "mockserver/clock.go" && dir != "mockserver/accesslog" && dir != "mockserver/intercept" {
					t.Errorf("%s: time.%s", set.Position(n.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	})
	if asked == 0 {
		t.Error("nobody asks for the time: this test looks for the wrong thing")
	}
}

// goFiles reads every Go file of the module that is no test.
func goFiles(t *testing.T, visit func(dir, name string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	root := ".."
	ok(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != root && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(dir), d.Name(), file, set)
		return nil
	}))
}

// What a user of the module writes needs one import of ours, and the client.
func TestImports_examplesNeedOne(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("example*_test.go")
	ok(t, err)
	recipes, err := filepath.Glob("../testdata/recipes/go/*.go")
	ok(t, err)
	if len(files) == 0 || len(recipes) == 0 {
		t.Fatal("there are no examples, or no recipes")
	}
	for _, name := range append(files, recipes...) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		ok(t, err)
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			ok(t, err)
			if ours, is := strings.CutPrefix(path, "wolkvoxmock/"); is && ours != "mockserver" && ours != "client" {
				t.Errorf("%s imports %s; a test needs mockserver and client only", name, ours)
			}
		}
	}
}

// What the functions of mockserver take and return has a name there.
func TestImports_signatures(t *testing.T) {
	t.Parallel()
	named := []string{"callcenter", "fault", "journal", "seed", "verdict", "openapi"}
	seen := 0
	goFiles(t, func(dir, name string, file *ast.File, set *token.FileSet) {
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if dir != "mockserver" || !is || !f.Name.IsExported() || f.Recv != nil && !exported(f.Recv.List[0].Type) {
				continue
			}
			seen++
			ast.Inspect(f.Type, func(n ast.Node) bool {
				if sel, is := n.(*ast.SelectorExpr); is {
					pkg, _ := sel.X.(*ast.Ident)
					if slices.Contains(named, pkg.Name) {
						t.Errorf("%s: %s has %s.%s; give it a name in aliases.go", set.Position(n.Pos()), f.Name, pkg.Name, sel.Sel.Name)
					}
				}
				return true
			})
		}
	})
	if seen == 0 {
		t.Error("no function was seen")
	}
}

// exported reports whether a receiver is of an exported type.
func exported(receiver ast.Expr) bool {
	if star, is := receiver.(*ast.StarExpr); is {
		receiver = star.X
	}
	id, is := receiver.(*ast.Ident)
	return is && id.IsExported()
}

// Nothing else stands at the top level.
func TestImports_topLevel(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("..")
	ok(t, err)
	for _, e := range entries {
		known := []string{"openapi", "mockserver", "client", "features", "cmd", "testdata"}
		if e.IsDir() && !slices.Contains(known, e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("there is a folder %s at the top; DESIGN knows %v", e.Name(), known)
		}
	}
}
