package main

import (
	"slices"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept/isolate"
)

// advised is the verdict of a run with what helps a program that did not get here: run has set the variables that are named
// otherwise, and there is --isolate for programs that heed none.
func (f *runFlags) advised(v mockserver.Verdict) mockserver.Verdict {
	v.Findings = slices.Clone(v.Findings)
	untrusted := slices.ContainsFunc(v.Findings, func(one mockserver.Finding) bool { return one.Rule == mockserver.RuleAuthorityUntrusted })
	for i := range v.Findings {
		switch first := &v.Findings[i].First; v.Findings[i].Rule {
		case mockserver.RuleAuthorityUntrusted:
			first.Expected += "; run has set that, and the program goes by something else, or drops its environment"
		case mockserver.RuleRequestNone:
			if !untrusted && !f.isolate && isolate.Supported() == nil {
				first.Expected = "requests to wolkvox.com of a program that heeds the proxy variables; --isolate leads others here too"
				first.Try = "wolkvox-mock run --isolate -- COMMAND"
			}
		}
	}
	return v
}
