package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker in a release; otherwise the build's own record speaks.
var version string

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			v := version
			if info, ok := debug.ReadBuildInfo(); ok && v == "" {
				v = info.Main.Version
			}
			line := fmt.Sprintf("wolkvox-mock %s %s/%s %s\n", v, runtime.GOOS, runtime.GOARCH, runtime.Version())
			return output(c.OutOrStdout(), []byte(line))
		},
	}
}
