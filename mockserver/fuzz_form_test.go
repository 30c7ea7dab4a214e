package mockserver_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// FuzzForm: whatever is sent as a form, reading it comes to an end, and finds the files that the standard library finds.
func FuzzForm(f *testing.F) {
	const form = "multipart/form-data; boundary=b"
	part := func(name, content string) string {
		return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content + "\r\n"
	}
	wav := "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x00\x00\x00"
	for _, seed := range []struct{ contentType, body string }{
		{form, part("a.pdf", "%PDF") + "--b--\r\n"},
		{form, part("a.wav", wav+string(make([]byte, 16_000))) + part("b.wav", wav[:43]) + "--b--"},
		{form, part("a.wav", wav[:28]+"\x00\x00\x00\x00"+wav[32:]) + "--b--"},
		{form, "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno file\r\n--b--"},
		{form, part("../../etc/passwd", "") + part("\xff\\\"", "x") + part("", "y") + "--b--"},
		{form, part("cut.pdf", "off")[:60]},
		{form, part("cut.pdf", "off")},
		{form, "--b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Disposition: form-data; filename=q.txt\r\n\r\n=41=\r\n=zz\r\n--b--"},
		{"multipart/form-data", part("a.pdf", "no boundary")},
		{"multipart/mixed; boundary=b", part("a.pdf", "mixed") + "--b--"},
		{"application/json", `{"file":"a.pdf"}`},
		{"", ""},
	} {
		f.Add(seed.contentType, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		r := httptest.NewRequest("POST", "/api/v2/configuration.php", bytes.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		got, err := mockserver.ReadForm(httptest.NewRecorder(), r)
		if err != nil {
			if got != nil {
				t.Errorf("files beside the error %v: %+v", err, got)
			}
			return
		}
		for _, file := range got {
			if file.Duration < 0 || file.Duration > 0 && file.Size < 44 {
				t.Errorf("a file of %d bytes plays for %s", file.Size, file.Duration)
			}
		}
		if diff := cmp.Diff(filesOf(t, contentType, body), sizes(got)); diff != "" {
			t.Errorf("files (-standard library +ours):\n%s", diff)
		}
	})
}

// A sizedFile is what both ways of reading a form say of a file.
type sizedFile struct {
	Part, Name string
	Size       int64
}

func sizes(files []mockserver.FormFile) (all []sizedFile) {
	for _, f := range files {
		all = append(all, sizedFile{f.Part, f.Name, f.Size})
	}
	return all
}

// filesOf reads the files of a form whole.
func filesOf(t *testing.T, contentType string, body []byte) (all []sizedFile) {
	t.Helper()
	r := httptest.NewRequest("POST", "/", bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	parts, err := r.MultipartReader()
	if err != nil { // what is no form has no files
		return nil
	}
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			return all
		}
		ok(t, err)
		content, err := io.ReadAll(p)
		ok(t, err)
		if p.FileName() != "" {
			all = append(all, sizedFile{p.FormName(), p.FileName(), int64(len(content))})
		}
	}
}

// A form that was written by the standard library is read as it was written.
func TestReadForm_readsWhatWasWritten(t *testing.T) {
	t.Parallel()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("audio", "a.wav")
	ok(t, err)
	_, err = part.Write(make([]byte, 100_000))
	ok(t, err)
	ok(t, w.Close())
	r := httptest.NewRequest("POST", "/", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	got, err := mockserver.ReadForm(httptest.NewRecorder(), r)
	ok(t, err)
	if diff := cmp.Diff([]sizedFile{{"audio", "a.wav", 100_000}}, sizes(got)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// An upload may take as long as it flows: each piece of it renews the limit of time.
func TestReadForm_isPatientWithASlowClient(t *testing.T) {
	t.Parallel()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	_, err := w.CreateFormFile("audio", "a.wav")
	ok(t, err)
	ok(t, w.Close())
	pieces := form.Len()
	r := httptest.NewRequest("POST", "/", iotest.OneByteReader(&form))
	r.Header.Set("Content-Type", w.FormDataContentType())
	limits := &limited{ResponseWriter: httptest.NewRecorder()}
	_, err = mockserver.ReadForm(limits, r)
	ok(t, err)
	if limits.renewed != pieces || !limits.lifted {
		t.Errorf("%d pieces renewed the limit %d times; it was lifted: %t", pieces, limits.renewed, limits.lifted)
	}
}

// limited counts how often its limit of time for reading is set.
type limited struct {
	http.ResponseWriter
	renewed int
	lifted  bool
}

func (l *limited) SetReadDeadline(at time.Time) error {
	if l.lifted = at.IsZero(); !l.lifted {
		l.renewed++
	}
	return nil
}
