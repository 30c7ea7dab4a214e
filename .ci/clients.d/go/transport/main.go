// Command transport calls wolkvox with a transport of its own, which asks the environment for no proxy.
package main

import (
	"net/http"

	"clients/expect"
)

func main() { expect.Post(&http.Client{Transport: &http.Transport{}}) }
