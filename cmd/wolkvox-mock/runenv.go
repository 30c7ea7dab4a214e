package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"

	"wolkvoxmock/mockserver/intercept/environ"
)

// beforeVariable remembers what the variables were before a run, for a run within it, or for a shell that is given the variables
// a second time: nothing is led through two mocks.
const beforeVariable = envPrefix + "ENV_BEFORE"

// A before is what a variable was.
type before struct {
	Set string  `json:"set"`           // digest of what it was set to
	Was *string `json:"was,omitempty"` // nil: it was not there
}

// prepareEnv is the environment as it was before any mock, and the variables to set in it.
func prepareEnv(env []string, s environ.Setup) (outside []string, vars []environ.Var, err error) {
	outside = undone(env)
	s.Env = outside
	if vars, err = environ.Prepare(s); err != nil {
		return nil, nil, exit(exitEnvironment, "the environment: %w", err)
	}
	vars = append(vars, environ.Var{Name: envPrefix + "URL", Value: s.BaseURL, Why: "wolkvox-mock call and verify"})
	if s.Token != "" {
		vars = append(vars, environ.Var{Name: envPrefix + "TOKEN", Value: s.Token, Why: "wolkvox-mock call"})
	}
	remembered := map[string]before{}
	for _, v := range vars {
		b := before{Set: digest(v.Value)}
		for _, entry := range outside {
			if value, is := strings.CutPrefix(entry, v.Name+"="); is {
				b.Was = &value
			}
		}
		remembered[v.Name] = b
	}
	text, err := json.Marshal(remembered)
	if err != nil {
		return nil, nil, err
	}
	vars = append(vars, environ.Var{Name: beforeVariable, Value: string(text), Why: "what the variables were, for a run within"})
	return outside, vars, nil
}

// undone is an environment without what a run has set in it and nobody has changed since.
func undone(env []string) (outside []string) {
	var remembered map[string]before
	for _, entry := range env {
		if text, is := strings.CutPrefix(entry, beforeVariable+"="); is {
			_ = json.Unmarshal([]byte(text), &remembered) // who writes nonsense there has nothing undone
		}
	}
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		b, set := remembered[name]
		switch {
		case name == beforeVariable:
		case !set || b.Set != digest(value):
			outside = append(outside, entry)
		case b.Was != nil:
			outside = append(outside, name+"="+*b.Was)
		}
	}
	return outside
}

func digest(value string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(value))
	return fmt.Sprintf("%x", h.Sum64())
}

// otherProxies names the variables of an environment that name a proxy. Their values may hold passwords.
func otherProxies(env []string) string {
	var named []string
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		switch strings.ToUpper(name) {
		case "HTTPS_PROXY", "HTTP_PROXY":
			if value != "" {
				named = append(named, name)
			}
		}
	}
	return strings.Join(named, ", ")
}
