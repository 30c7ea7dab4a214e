package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The recipes that the README quotes run with the tools of their languages, and with wolkvox-mock found on the PATH, as a
// reader has it. .ci/recipes sees to it that none is skipped.
func TestRecipes(t *testing.T) {
	bin := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "wolkvox-mock")); err != nil {
		t.Fatal(err)
	}
	const shellClient = `curl --silent --fail -X POST -H "wolkvox-token: $WOLKVOX_TOKEN" ` +
		`"$WOLKVOX_URL/api/v2/agentbox.php?api=hang&agent_id=12989"`
	for _, tt := range []struct {
		name    string
		needs   [][]string // commands one of which must succeed, the first that does is taken
		command []string   // what follows it
		says    string
	}{
		{"go", [][]string{{"go", "version"}}, []string{"test", "-count=1", "-v", "./go"}, "--- PASS: TestHang"},
		{"python", [][]string{{"python3", "-m", "pytest", "--version"}, {"/usr/bin/python3", "-m", "pytest", "--version"}},
			[]string{"-m", "pytest", "-p", "no:cacheprovider", "python"}, "4 passed"},
		{"node", [][]string{{"node", "--eval", "process.exit(+!(parseInt(process.versions.node) >= 20))"}},
			[]string{"--test", "node/hang.test.mjs"}, "pass 4"},
		{"php", [][]string{{"php", "--version"}}, []string{"php/hang.php"}, "all is well"},
		{"shell", [][]string{{"sh", "-c", "command -v curl mkfifo sed"}},
			[]string{"shell/with_mock.sh", "sh", "-c", shellClient}, "Hang has been successful"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tool := ""
			for _, need := range tt.needs {
				if exec.CommandContext(t.Context(), need[0], need[1:]...).Run() == nil {
					tool = need[0]
					break
				}
			}
			if tool == "" {
				t.Skipf("this machine does not pass %v", tt.needs)
			}
			c := exec.CommandContext(t.Context(), tool, tt.command...)
			c.Dir = "../../testdata/recipes"
			c.Env = append(os.Environ(), beMain+"=1", "PYTHONDONTWRITEBYTECODE=1",
				"PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := c.CombinedOutput()
			if err != nil || !strings.Contains(string(out), tt.says) {
				t.Errorf("%v %v: %v, expected %q in\n%s", tool, tt.command, err, tt.says, out)
			}
		})
	}
}
