package mockserver

import (
	"fmt"
	"strconv"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/wire"
)

// The documented limits of records, in a request and in a reply (Q-LIMITS).
const (
	maxSent  = wire.MaxList
	maxFound = 60_000
)

// TooManyRecords is the kind of refusal of a read that finds more records than a reply may have (Q-LIMITS).
const TooManyRecords Kind = "too_many_records"

func tooManyFound(n int) error {
	if n <= maxFound {
		return nil
	}
	return &callcenter.Error{Class: callcenter.Invalid, Kind: TooManyRecords, Detail: fmt.Sprintf("%d records were found", n)}
}

func (x *exchange) tooMany(what string, limit int) bool {
	return x.respond(string(TooManyRecords), fmt.Sprintf("%s: expected at most %d (Q-LIMITS)", what, limit),
		"limit", strconv.Itoa(limit))
}
