package callcenter

// Given is a value that a request gives, as the call center has it: a time, a flag, an address. Of a text that is no such
// value it holds the refusal instead. An operation looks at a value when its turn has come, so whoever reads a request
// need not know the order of checks (Q-CHECK-ORDER).
type Given[T any] struct {
	Value   T
	Refusal error // an *Error; nil when Value is good
}

// Is is a value that is good, or that the operation itself has to check.
func Is[T any](value T) Given[T] { return Given[T]{Value: value} }
