// Command wolkvox-mock is the wolkvox contact-centre API v2, offline.
package main

import (
	"context"
	"os"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) }
