package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// release/build and .goreleaser.yaml build the same program. What the flags are for stands in release/build.
func TestRelease_isBuiltAlike(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Builds []struct{ Env, Flags, Tags, Ldflags []string }
	}
	if err := yaml.Unmarshal(text, &config); err != nil || len(config.Builds) != 1 {
		t.Fatalf("%v, %d builds", err, len(config.Builds))
	}
	b := config.Builds[0]
	goreleaser := slices.Concat(b.Env, b.Flags)
	for flag, values := range map[string][]string{"-tags": {strings.Join(b.Tags, ",")}, "-ldflags": b.Ldflags} {
		for _, value := range values {
			goreleaser = append(goreleaser, flag+" "+value)
		}
	}
	text, err = os.ReadFile("release/build")
	if err != nil {
		t.Fatal(err)
	}
	script := regexp.MustCompile(`CGO_ENABLED=\w+|-trimpath|-\w+flags "[^"]+"|-tags \S+`).FindAllString(string(text), -1)
	slices.Sort(goreleaser)
	slices.Sort(script)
	value := regexp.MustCompile(`=(\$\{\w+:-\}|\{\{ \.\w+ \}\})`) // of version, commit and date
	compared := func(flags []string) string {
		return value.ReplaceAllString(strings.ReplaceAll(strings.Join(flags, "\n"), `"`, ""), "=")
	}
	if got, want := compared(goreleaser), compared(script); got != want {
		t.Errorf(".goreleaser.yaml builds with\n%s\nrelease/build with\n%s", got, want)
	}
}
