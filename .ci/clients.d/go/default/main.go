// Command default calls wolkvox with Go's default client.
package main

import (
	"net/http"

	"clients/expect"
)

func main() { expect.Post(http.DefaultClient) }
