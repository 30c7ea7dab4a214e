package mockserver

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"time"
)

// maxForm bounds a form: 50 audios of 5 MB are documented (23-upload-audio), and some more must come through to be
// refused in the vendor's words. Files are counted, not kept.
const maxForm = 300 << 20

// maxParts bounds the files of a form, and maxNames the bytes of all their names, which are kept: 255 each is what file
// systems take.
const (
	maxParts = 1000
	maxNames = 255 * maxParts
)

var (
	errTooManyParts = fmt.Errorf("%w: it has %d files or more", errTooLarge, maxParts)
	errLongNames    = fmt.Errorf("%w: the names of its files have more than %d bytes", errTooLarge, maxNames)
)

// An upload is a file of a form. What it is called in the form does not matter (Q-UPLOAD-PARTS).
type upload struct {
	part, name string
	size       int64         // bytes
	duration   time.Duration // of a WAV file, 0 of any other
}

// String is the upload as the journal shows it.
func (u upload) String() string { return fmt.Sprintf("%s: %s, %d bytes", u.part, u.name, u.size) }

// A flow is a body that may take as long as it flows: each piece of it renews the limit of time.
type flow struct {
	io.ReadCloser
	renew func()
}

func (f flow) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	if n > 0 {
		f.renew()
	}
	return n, err
}

// readForm reads the files of a multipart form. Parts without a file name are fields, which no operation has.
func readForm(w http.ResponseWriter, r *http.Request, patience time.Duration) (files []upload, err error) {
	renew := func() { _ = http.NewResponseController(w).SetReadDeadline(wall().Add(patience)) }
	body := http.MaxBytesReader(nil, flow{r.Body, renew}, maxForm)
	defer func() {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			err = errTooLarge
		}
		if err == nil {
			_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		} else {
			w.Header().Set("Connection", "close")
		}
	}()
	form := &http.Request{Method: r.Method, Header: r.Header, Body: body}
	parts, err := form.MultipartReader()
	if err != nil {
		_, err := io.Copy(io.Discard, body)
		return nil, err
	}
	for names := 0; len(files) < maxParts; {
		p, err := parts.NextPart()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		u, err := readPart(p)
		if err != nil {
			return nil, err
		}
		if u.name == "" {
			continue
		}
		if names += len(u.part) + len(u.name); names > maxNames {
			return nil, errLongNames
		}
		u.part, u.name = strings.Clone(u.part), strings.Clone(u.name) // they would keep the whole header of the part
		files = append(files, u)
	}
	return nil, errTooManyParts
}

// brokenForm says what is wrong with a form that is not whole, in no word of the client, which may be a secret.
func brokenForm(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "its form did not arrive whole in time"
	}
	return "its body is no whole form"
}

func readPart(p *multipart.Part) (upload, error) {
	head := make([]byte, 44)
	n, err := io.ReadFull(p, head)
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err != nil {
		return upload{}, err
	}
	rest, err := io.Copy(io.Discard, p)
	return upload{p.FormName(), p.FileName(), int64(n) + rest, wavDuration(head[:n], int64(n)+rest)}, err
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
