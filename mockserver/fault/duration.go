package fault

import "wolkvoxmock/mockserver/callcenter"

// Duration is how all JSON and YAML writes a duration: "500ms", "1m30s".
type Duration = callcenter.Duration
