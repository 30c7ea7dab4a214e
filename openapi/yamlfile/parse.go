package yamlfile

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Parse reads YAML, or JSON, of one document. Its errors are of type *Error.
func Parse(data []byte) (*yaml.Node, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	var top, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	switch err := decoder.Decode(&top); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, syntaxError(err)
	case len(top.Content) == 0:
		return nil, &Error{1, "the file is empty"}
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, &Error{max(more.Line, 1), "the file must hold one document, and nothing after it"}
	}
	return top.Content[0], nil
}

// handles are directives of YAML that name prefixes of tags. The library compares each with all before it, which takes a
// minute where there are 2 MB of them.
var handles = regexp.MustCompile("(?:^\ufeff?|[\r\n\u0085\u2028\u2029])%TAG")

// readable refuses what is no text, and what takes a time that grows with the square of its size.
func readable(data []byte) error {
	line := func(end int) int { return 1 + bytes.Count(data[:end], []byte("\n")) }
	if !utf8.Valid(data) {
		at := bytes.IndexFunc(data, func(r rune) bool { return r == utf8.RuneError })
		return &Error{line(at), "the file is not UTF-8"}
	}
	if at := handles.FindIndex(data); at != nil {
		return &Error{line(at[1]), "%TAG is not understood here"}
	}
	return nil
}

// syntaxError finds the line in an error of the YAML library, which does not speak of the first one, and whose parser, unlike
// its scanner, counts from 0.
func syntaxError(err error) *Error {
	line, reason := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if after, numbered := strings.CutPrefix(reason, "line "); numbered {
		number, rest, _ := strings.Cut(after, ": ")
		if n, bad := strconv.Atoi(number); bad == nil {
			line, reason = n, rest
		}
		if strings.HasPrefix(reason, "did not find expected ") {
			line++
		}
	}
	return &Error{line, reason}
}
