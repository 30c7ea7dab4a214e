package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// Set by the linker in a release (-X main.version=...).
var version, commit, date string

// A buildVersion is which program this is.
type buildVersion struct {
	Version  string `json:"version"`          // 1.2.3; (devel) when nobody knows
	Commit   string `json:"commit,omitempty"` // of git, in full
	Date     string `json:"date,omitempty"`   // of the commit, RFC 3339
	Modified bool   `json:"modified,omitempty"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Go       string `json:"go"`
}

// fill takes what the linker left out from the build's own record, nil for none.
func (v buildVersion) fill(info *debug.BuildInfo) buildVersion {
	v.OS, v.Arch, v.Go = runtime.GOOS, runtime.GOARCH, runtime.Version()
	if info != nil && v.Version == "" {
		v.Version = info.Main.Version
	}
	if info != nil && v.Commit == "" {
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		v.Commit, v.Modified = settings["vcs.revision"], settings["vcs.modified"] == "true"
		if v.Date == "" {
			v.Date = settings["vcs.time"]
		}
	}
	v.Version = strings.TrimPrefix(v.Version, "v")
	if v.Version == "" {
		v.Version = "(devel)"
	}
	return v
}

func (v buildVersion) String() string {
	var of []string
	if v.Commit != "" {
		of = append(of, "commit "+v.Commit[:min(12, len(v.Commit))])
	}
	if v.Modified {
		of = append(of, "modified")
	}
	if v.Date != "" {
		of = append(of, v.Date)
	}
	text := "wolkvox-mock " + v.Version
	if len(of) > 0 {
		text += " (" + strings.Join(of, ", ") + ")"
	}
	return fmt.Sprintf("%s %s/%s %s", text, v.OS, v.Arch, v.Go)
}

func versionCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			info, _ := debug.ReadBuildInfo()
			v := buildVersion{Version: version, Commit: commit, Date: date}.fill(info)
			line := []byte(v.String())
			if asJSON {
				var err error
				if line, err = json.Marshal(v); err != nil {
					return err
				}
			}
			return output(c.OutOrStdout(), append(line, '\n'))
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print version, commit and date, os, arch and Go's version as one line of JSON")
	return c
}
