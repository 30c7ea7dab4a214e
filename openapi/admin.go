package openapi

import _ "embed"

//go:embed admin.yaml
var admin []byte

// Admin is the document of the mock's own control API.
func Admin() (*Document, error) { return parse(admin) }
