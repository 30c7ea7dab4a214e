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

// readable refuses what is no text, and what takes a time that grows with the square of its size.
func readable(data []byte) error {
	line := func(end int) int { return 1 + bytes.Count(data[:end], []byte("\n")) }
	if !utf8.Valid(data) {
		text := 0
		for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(data[text:]) {
			text += size // the text may have a U+FFFD of its own
		}
		return &Error{line(text), "the file is not UTF-8"}
	}
	if at := handle(data); at >= 0 {
		return &Error{line(at), "%TAG is not understood here"}
	}
	return nil
}

// handle is where the first directive stands that names a prefix of tags, -1 when there is none. The library compares each of
// them with all before it, which takes a minute where there are 2 MB of them.
func handle(data []byte) int {
	const tag = "%TAG"
	for from := 0; ; from += len(tag) {
		next := bytes.Index(data[from:], []byte(tag))
		if next < 0 {
			return -1
		}
		from += next
		if before := string(data[max(from-3, 0):from]); before == "" || lineStart.MatchString(before) {
			return from
		}
	}
}

// lineStart is the end of what stands before a line: a line break of YAML, or the mark of UTF-8 at the beginning of a file.
var lineStart = regexp.MustCompile("[\r\n\u0085\u2028\u2029\ufeff]$")

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
