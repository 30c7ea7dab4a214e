package yamlfile

import (
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// An Error is what is wrong in a line of a file.
type Error struct {
	Line   int // from 1
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// In is an error in the usual form, with the file and the line: my.yaml:3: the file is not UTF-8. It has no value that fills
// the screen.
func In(file string, err error) error {
	if at, has := errors.AsType[*Error](err); has {
		err = fmt.Errorf("%s:%d: %s", file, at.Line, at.Reason)
	}
	return shortened{err}
}

// A shortened error has no value that fills the screen.
type shortened struct{ error }

func (e shortened) Unwrap() error { return e.error }

// long is a quoted value of more than 100 characters, or the beginning of a word of more than 300.
var long = regexp.MustCompile(`"(?:[^"\\]|\\.){100}(?:[^"\\]|\\.)+"|[^\s"]{300}[^\s"]+`)

func (e shortened) Error() string {
	return long.ReplaceAllStringFunc(e.error.Error(), func(value string) string {
		end := 80
		for !utf8.RuneStart(value[end]) {
			end--
		}
		cut := value[:end] + "…"
		if value[0] == '"' {
			return cut + `"`
		}
		return cut
	})
}
