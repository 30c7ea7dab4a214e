package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"wolkvoxmock/openapi"
)

func specCommand() *cobra.Command {
	var view, format, file string
	c := &cobra.Command{
		Use:   "spec",
		Short: "Print the OpenAPI document",
		Args:  cobra.NoArgs,
		Example: `  wolkvox-mock spec --format json > wolkvox.json
  wolkvox-mock spec --view operations > mine.yaml   # edit it, then: wolkvox-mock serve --spec mine.yaml`,
		RunE: func(c *cobra.Command, _ []string) error {
			doc, err := openapi.Wolkvox()
			if file != "" {
				_, doc, err = openapi.Load(file)
			}
			if err != nil {
				return fmt.Errorf("--spec: %w", err)
			}
			b, err := doc.Render(openapi.View(view), openapi.Format(format), "")
			if err != nil {
				return err
			}
			return output(c.OutOrStdout(), b)
		},
	}
	c.Flags().StringVar(&view, "view", string(openapi.ViewPortable),
		"portable: for any OpenAPI tool; operations: as it is written, one path for each value of api")
	c.Flags().StringVar(&format, "format", string(openapi.FormatYAML), "yaml or json")
	c.Flags().StringVar(&file, "spec", "", "`file` with another document than the built-in one")
	return c
}
