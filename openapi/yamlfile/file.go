// Package yamlfile reads the YAML files that users write: world files, OpenAPI documents, rules and expectations.
package yamlfile

import (
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Read reads a file that somebody has named. What is no regular file is refused before it is opened, for it may have no
// end, or wait for a writer; and so is what has more bytes than the limit.
func Read(file string, limit int64) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is %s: expected a regular file", file, fileKind(info.Mode()))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()                 // it was read only
	b, err := io.ReadAll(io.LimitReader(f, limit+1)) // its size may be unknown, or change
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("%s has more than %d bytes", file, limit)
	}
	return b, err
}

func fileKind(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a directory"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}
