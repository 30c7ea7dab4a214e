package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

// MaxForm bounds a form, in bytes: 50 audios of 5 MB are documented (23-upload-audio), and some more must come through to
// be refused in the vendor's words. Files are counted, not kept.
const MaxForm = 300 << 20

// maxFiles bounds the files of a form, and maxNames the bytes of all their names, which are kept: 255 each is what file
// systems take.
const (
	maxFiles = 1000
	maxNames = 255 * maxFiles
)

// What is too large about a form; both are ErrTooLarge.
var (
	ErrTooLarge     = errors.New("the body is too large")
	errTooManyFiles = fmt.Errorf("%w: it has %d files or more", ErrTooLarge, maxFiles)
	errLongNames    = fmt.Errorf("%w: the names of its files have more than %d bytes", ErrTooLarge, maxNames)
)

// A File is a file of a form. What it is called in the form does not matter (Q-UPLOAD-PARTS).
type File struct {
	Part, Name string
	Size       int64         // bytes
	Duration   time.Duration // of a WAV file, 0 of any other
}

// String is the file as the journal shows it.
func (f File) String() string { return fmt.Sprintf("%s: %s, %d bytes", f.Part, f.Name, f.Size) }

// Files reads the files of a multipart form; of any other body there are none. Parts without a file name are fields, which
// no operation has. Errors: ErrTooLarge, and those of a form that is not whole.
func Files(contentType string, body io.Reader) (files []File, err error) {
	body = http.MaxBytesReader(nil, io.NopCloser(body), MaxForm)
	defer func() {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			err = ErrTooLarge
		}
	}()
	kind, params, err := mime.ParseMediaType(contentType)
	boundary, isForm := params["boundary"]
	if err != nil || !isForm || kind != "multipart/form-data" && kind != "multipart/mixed" {
		_, err := io.Copy(io.Discard, body)
		return nil, err
	}
	parts := multipart.NewReader(body, boundary)
	for names := 0; len(files) < maxFiles; {
		p, err := parts.NextPart()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		f, err := readFile(p)
		if err != nil {
			return nil, err
		}
		if f.Name == "" {
			continue
		}
		if names += len(f.Part) + len(f.Name); names > maxNames {
			return nil, errLongNames
		}
		f.Part, f.Name = strings.Clone(f.Part), strings.Clone(f.Name) // they would keep the whole header of the part
		files = append(files, f)
	}
	return nil, errTooManyFiles
}

func readFile(p *multipart.Part) (File, error) {
	head := make([]byte, 44)
	n, err := io.ReadFull(p, head)
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err != nil {
		return File{}, err
	}
	rest, err := io.Copy(io.Discard, p)
	return File{p.FormName(), p.FileName(), int64(n) + rest, wavDuration(head[:n], int64(n)+rest)}, err
}

// wavDuration reads how long a canonical WAV file plays; 0 for what is none.
func wavDuration(head []byte, size int64) time.Duration {
	if len(head) < 44 || string(head[:4]) != "RIFF" || string(head[8:12]) != "WAVE" {
		return 0
	}
	perSecond := int64(binary.LittleEndian.Uint32(head[28:32]))
	if perSecond == 0 {
		return 0
	}
	return time.Duration(float64(size-44) / float64(perSecond) * float64(time.Second))
}
