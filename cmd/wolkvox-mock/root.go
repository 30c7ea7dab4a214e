package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wolkvoxmock/openapi"
)

const envPrefix = "WOLKVOX_MOCK_"

// run is the program; main only adds the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:   "wolkvox-mock",
		Short: "The wolkvox contact-centre API v2, offline",
		Long: `The wolkvox contact-centre API v2, offline: a stateful mock of agentbox.php, configuration.php,
information.php and real_time.php.

Each flag can also be given as an environment variable: ` + envPrefix + `ADDR for --addr, and so on. The flag wins.

` + exitHelp,
		Example: `  wolkvox-mock run -- npm test
  wolkvox-mock serve
  wolkvox-mock demo
  wolkvox-mock verify
  wolkvox-mock top
  wolkvox-mock call hang --agent_id 12989
  wolkvox-mock explain hang/no_active_call
  wolkvox-mock spec > wolkvox.yaml`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return environment(c.Flags()) },
	}
	root.SetArgs(append([]string{}, args...)) // cobra takes nil for the process's own
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(serveCommand(), demoCommand(), runCommand(), verifyCommand(), callCommand(), topCommand(), explainCommand(),
		specCommand(), caCommand(), healthcheckCommand(), versionCommand())
	c, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitGood
	}
	complain(c, args, stderr, err)
	return codeOf(err)
}

func mustWolkvox() *openapi.Document {
	doc, err := openapi.Wolkvox()
	if err != nil {
		panic(err) // the document is embedded, and a test parses it
	}
	return doc
}

// parameterFlag marks a flag that is a parameter of an operation: no environment variable sets it.
const parameterFlag = "parameter"

// environment fills in the flags that the command line leaves out.
func environment(flags *pflag.FlagSet) (err error) {
	flags.VisitAll(func(f *pflag.Flag) {
		name := envPrefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, set := os.LookupEnv(name)
		if f.Changed || !set || err != nil || f.Annotations[parameterFlag] != nil {
			return
		}
		if bad := flags.Set(f.Name, value); bad != nil {
			err = fmt.Errorf("%s: %w", name, bad)
		}
	})
	return err
}
