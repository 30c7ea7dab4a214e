package openapi

// Severity is how much a finding weighs. A violation fails a verdict, the others do not.
type Severity string

// The severities, the gravest first.
const (
	SeverityViolation Severity = "violation"
	SeverityWarning   Severity = "warning"
	SeverityInfo      Severity = "info"
)

// SeverityLevels are all of them, the gravest first.
var SeverityLevels = []Severity{SeverityViolation, SeverityWarning, SeverityInfo}

// lighter are the rules that are no violations.
var lighter = map[Rule]Severity{
	RuleRefusalUnexpected: SeverityWarning,
	RuleWorldAdopted:      SeverityInfo,
}

// Severity is that of the rule unless somebody has adjusted it.
func (r Rule) Severity() Severity {
	if s := lighter[r]; s != "" {
		return s
	}
	return SeverityViolation
}
