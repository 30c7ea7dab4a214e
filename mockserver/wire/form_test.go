package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const formType = "multipart/form-data; boundary=b"

// part is a file of a form.
func part(called, name, content string) string {
	return fmt.Sprintf("--b\r\nContent-Disposition: form-data; name=%q; filename=%q\r\n\r\n%s\r\n", called, name, content)
}

// wav is a WAV file that plays so many bytes per second.
func wav(perSecond uint32, content int) string {
	head := append([]byte("RIFF....WAVEfmt "), make([]byte, 28)...)
	binary.LittleEndian.PutUint32(head[28:], perSecond)
	return string(head) + strings.Repeat("\x00", content)
}

func TestFiles(t *testing.T) {
	const field = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n"
	one := part("file", "a.pdf", "text")
	sound := one + "--b--\r\n"
	for _, tt := range []struct {
		what, contentType, body, want string
		broken                        bool
	}{
		{"files", formType, one + part("", "b.txt", "") + "--b--", "file: a.pdf, 4 bytes; : b.txt, 0 bytes", false},
		{"one name twice", formType, one + one + "--b--", "file: a.pdf, 4 bytes; file: a.pdf, 4 bytes", false},
		{"a path", formType, part("file", "../../etc/a.pdf", "") + "--b--", "file: a.pdf, 0 bytes", false},
		{"fields are none", formType, field + part("file", "", "text") + sound, "file: a.pdf, 4 bytes", false},
		{"no part", formType, "--b--\r\n", "", false},
		{"a boundary in quotes", `multipart/form-data; boundary="b"`, sound, "file: a.pdf, 4 bytes", false},
		{"type in any case", "MULTIPART/Form-Data; boundary=b", sound, "file: a.pdf, 4 bytes", false},
		{"mixed", "multipart/mixed; boundary=b", sound, "file: a.pdf, 4 bytes", false},
		{"without its end, after a whole file", formType, one + "--b\r\n", "file: a.pdf, 4 bytes", false},
		{"larger than its head", formType, part("file", "a.txt", strings.Repeat("a", 100_000)) + "--b--", "file: a.txt, 100000 bytes", false},
		{"other multipart", "multipart/related; boundary=b", sound, "", false},
		{"no multipart", "application/octet-stream; boundary=b", sound, "", false},
		{"no boundary", "multipart/form-data", sound, "", false},
		{"no type", "", sound, "", false},
		{"nothing", formType, "", "", true},
		{"another boundary", "multipart/form-data; boundary=c", sound, "", true},
		{"an impossible boundary", "multipart/form-data; boundary=" + strings.Repeat("b", 200), sound, "", true},
		{"cut off in the file", formType, strings.TrimSuffix(one, "xt\r\n"), "", true},
		{"cut off after its head", formType, part("file", "a.txt", strings.Repeat("a", 100)), "", true},
		{"a broken part", formType, "--b\r\nno header\r\n\r\ntext\r\n--b--\r\n", "", true},
	} {
		files, err := Files(tt.contentType, strings.NewReader(tt.body))
		var got []string
		for _, f := range files {
			got = append(got, f.String())
		}
		if got := strings.Join(got, "; "); got != tt.want || (err != nil) != tt.broken {
			t.Errorf("%s: %q, %v, want %q", tt.what, got, err, tt.want)
		}
	}
}

// How long an audio plays its header says; of what is no WAV file nobody knows.
func TestFiles_duration(t *testing.T) {
	for what, tt := range map[string]struct {
		content string
		want    time.Duration
	}{
		"two seconds":       {wav(8000, 16000), 2 * time.Second},
		"a second and half": {wav(8000, 12000), 1500 * time.Millisecond},
		"silence":           {wav(8000, 0), 0},
		"no speed":          {wav(0, 16000), 0},
		"cut off":           {wav(8000, 16000)[:43], 0},
		"another RIFF":      {strings.Replace(wav(8000, 16000), "WAVE", "AVI ", 1), 0},
		"no RIFF":           {strings.Replace(wav(8000, 16000), "RIFF", "RIFX", 1), 0},
	} {
		files, err := Files(formType, strings.NewReader(part("a", "a.wav", tt.content)+"--b--"))
		if err != nil || len(files) != 1 || files[0].Duration != tt.want {
			t.Errorf("%s: %+v, %v, want %s", what, files, err, tt.want)
		}
	}
}

// The names of the files are kept, their contents are not: so the names are bounded, though a form may have 300 MB.
func TestFiles_bounds(t *testing.T) {
	long := strings.Repeat("a", maxNames-5)
	for _, tt := range []struct {
		what, body string
		want       error
	}{
		{"names as long as they may be", part("a", long+".wav", ""), nil},
		{"a long name", part("ab", long+".wav", ""), errLongNames},
		{"a long name of a part", part(long, "ab.wav", ""), errLongNames},
		{"names that are long together", part("a", long, "") + part("a", "ab.wav", ""), errLongNames},
		{"many files", strings.Repeat(part("a", "a", ""), maxFiles-1), nil},
		{"too many files", strings.Repeat(part("a", "a", ""), maxFiles), errTooManyFiles},
	} {
		if _, err := Files(formType, strings.NewReader(tt.body+"--b--")); err != tt.want {
			t.Errorf("%s: %v, want %v", tt.what, err, tt.want)
		}
	}
	for _, err := range []error{errLongNames, errTooManyFiles} {
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%v is not ErrTooLarge", err)
		}
	}
}

// Whatever is larger than a form may be is refused, and meanwhile not kept in memory.
func TestFiles_tooLarge(t *testing.T) {
	head := strings.TrimSuffix(part("file", "long.wav", ""), "\r\n")
	for _, tt := range []struct {
		contentType string
		size        int64
		tooLarge    bool
	}{
		{formType, MaxForm + 1, true},
		{formType, MaxForm, false}, // it has no end, which is another error
		{"application/octet-stream", MaxForm + 1, true},
		{"application/octet-stream", MaxForm, false},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		files, err := Files(tt.contentType, io.MultiReader(strings.NewReader(head), io.LimitReader(blanks{}, tt.size-int64(len(head)))))
		runtime.ReadMemStats(&after)
		if len(files) > 0 || (err == ErrTooLarge) != tt.tooLarge {
			t.Errorf("%s of %d bytes: %v, %v", tt.contentType, tt.size, files, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > MaxForm/100 {
			t.Errorf("%s of %d bytes took %d bytes of memory", tt.contentType, tt.size, taken)
		}
	}
}

// blanks never end.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// A file's name does not keep what else stood in the header of its part.
func TestFiles_keepNoHeaders(t *testing.T) {
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	var all []File
	for range 10 {
		body := strings.Replace(part("file", "a.wav", ""), `.wav"`, `.wav"; x="`+strings.Repeat("a", 2<<20)+`"`, 1) + "--b--"
		files, err := Files(formType, strings.NewReader(body))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		all = append(all, files...)
	}
	if kept := heap() - before; kept > 10<<20 {
		t.Errorf("%d files with headers of 2 MiB keep %d bytes of memory", len(all), kept)
	}
	runtime.KeepAlive(all)
}

// FuzzFiles: whatever is sent as a form, reading it comes to an end, and finds the files that the standard library finds.
func FuzzFiles(f *testing.F) {
	for _, seed := range []struct{ contentType, body string }{
		{formType, part("file", "a.pdf", "%PDF") + "--b--\r\n"},
		{formType, part("file", "a.wav", wav(8000, 16_000)) + part("file", "b.wav", wav(8000, 0)[:43]) + "--b--"},
		{formType, "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nno file\r\n--b--"},
		{formType, part("file", "../../etc/passwd", "") + part("file", "\xff\\\"", "x") + part("file", "", "y") + "--b--"},
		{formType, part("file", "cut.pdf", "off")[:60]},
		{formType, "--b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Disposition: form-data; filename=q.txt\r\n\r\n=41=\r\n=zz\r\n--b--"},
		{"multipart/form-data", part("file", "a.pdf", "no boundary")},
		{"multipart/mixed; boundary=b", part("file", "a.pdf", "mixed") + "--b--"},
		{"application/json", `{"file":"a.pdf"}`},
		{"", ""},
	} {
		f.Add(seed.contentType, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		files, err := Files(contentType, bytes.NewReader(body))
		if err != nil {
			if files != nil {
				t.Errorf("files beside the error %v: %+v", err, files)
			}
			return
		}
		for i, file := range files {
			if file.Duration < 0 || file.Duration > 0 && file.Size < 44 {
				t.Errorf("a file of %d bytes plays for %s", file.Size, file.Duration)
			}
			files[i].Duration = 0
		}
		if diff := cmp.Diff(filesOf(t, contentType, body), files); diff != "" {
			t.Errorf("files (-standard library +ours):\n%s", diff)
		}
	})
}

// filesOf reads the files of a form whole.
func filesOf(t *testing.T, contentType string, body []byte) (all []File) {
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
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		if p.FileName() != "" {
			all = append(all, File{Part: p.FormName(), Name: p.FileName(), Size: int64(len(content))})
		}
	}
}
