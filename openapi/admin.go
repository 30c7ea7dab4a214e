package openapi

import (
	_ "embed"
	"sync"
)

//go:embed admin.yaml
var admin []byte

// Admin is the document of the mock's own control API, parsed once.
func Admin() (*Document, error) { return parsedAdmin() }

var parsedAdmin = sync.OnceValues(func() (*Document, error) {
	return trust(admin, func(*Document) error { return nil })
})
