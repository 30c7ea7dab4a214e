package mockserver_test

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A form has files, whatever their parts are called (Q-UPLOAD-PARTS); what is no form has none.
func TestForm_whatIsAFile(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	sound := form("upload_file", part{"file", "manual.pdf", "text"})
	typed := func(contentType string) ask {
		a := sound
		a.header = []string{"Content-Type", contentType}
		return a
	}
	bodied := func(body string) ask {
		a := sound
		a.body = strings.ReplaceAll(body, "\n", "\r\n")
		return a
	}
	chunked := sound
	chunked.chunked = true
	for _, tt := range []struct {
		what, outcome string
		ask           ask
		files         string
	}{
		{"a file", "file_uploaded", sound, "manual.pdf"},
		{"in chunks", "file_uploaded", chunked, "manual.pdf"},
		{"its part is called otherwise", "file_uploaded", form("upload_file", part{"{{file1}}", "manual.pdf", ""}), "manual.pdf"},
		{"its part has no name", "file_uploaded", form("upload_file", part{"", "manual.pdf", "text"}), "manual.pdf"},
		{"types in any case", "file_uploaded", form("upload_file", part{"a", "a.PDF", ""}, part{"a", "b.docx", ""}, part{"a", "c.Txt", ""}, part{"a", "d.png", ""}), "a.PDF, b.docx, c.Txt, d.png"},
		{"the same name twice", "file_uploaded", form("upload_file", part{"a", "a.pdf", "1"}, part{"b", "a.pdf", "2"}), "a.pdf"},
		{"a path", "file_uploaded", form("upload_file", part{"a", "../../etc/a.pdf", ""}), "a.pdf"},
		{"empty", "file_uploaded", form("upload_file", part{"file", "manual.pdf", ""}), "manual.pdf"},
		{"a boundary in quotes", "file_uploaded", typed(`multipart/form-data; boundary="frontier"`), "manual.pdf"},
		{"a field beside it", "file_uploaded", bodied("--frontier\nContent-Disposition: form-data; name=\"x\"\n\n1\n--frontier\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\ntext\n--frontier--\n"), "a.txt"},
		{"without its end, after a whole file", "file_uploaded", bodied("--frontier\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\ntext\n--frontier\n"), "a.txt"},

		{"a wrong type", "file_type_invalid", form("upload_file", part{"file", "manual.exe", "text"}), ""},
		{"no type", "file_type_invalid", form("upload_file", part{"file", "pdf", "text"}), ""},
		{"a wrong type after a right one", "file_type_invalid", form("upload_file", part{"a", "a.pdf", ""}, part{"b", "b.exe", ""}), ""},

		{"a field and no file", "parameter_missing", bodied("--frontier\nContent-Disposition: form-data; name=\"file\"\n\nmanual.pdf\n--frontier--\n"), ""},
		{"a file without a name", "parameter_missing", form("upload_file", part{"file", "", "text"}), ""},
		{"no part", "parameter_missing", bodied("--frontier--\n"), ""},
		{"nothing", "parameter_missing", bodied(""), ""},
		{"another boundary", "parameter_missing", typed("multipart/form-data; boundary=other"), ""},
		{"no boundary", "parameter_missing", typed("multipart/form-data"), ""},
		{"an impossible boundary", "parameter_missing", typed("multipart/form-data; boundary=" + strings.Repeat("x", 200)), ""},
		{"no multipart", "parameter_missing", typed("application/octet-stream"), ""},
		{"JSON", "parameter_missing", conf("upload_file", `{"file":"manual.pdf"}`).with("Content-Type", "application/json"), ""},
		{"no type of content", "parameter_missing", conf("upload_file", sound.body), ""},
		{"cut off in the file", "parameter_missing", bodied("--frontier\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\n\ntex"), ""},
		{"a broken part", "parameter_missing", bodied("--frontier\nno header\n\ntext\n--frontier--\n"), ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			callerOf(t, w).mustGet(tt.outcome, tt.ask)
			if got := strings.Join(w.Lists().Files, ", "); got != tt.files {
				t.Errorf("the files are %q, want %q", got, tt.files)
			}
		})
	}
}

// The journal names the files and does not show them; a violation says what is missing.
func TestForm_inTheJournal(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("audios_uploaded", form("upload_audio", part{"one", "a.wav", "secret sound"}, part{"two", "b.wav", ""}))
	if e := newest(t, w); e.Request.Body != "one: a.wav, 12 bytes\ntwo: b.wav, 0 bytes" || len(e.Violations) != 0 {
		t.Errorf("the journal has %q, violations %v", e.Request.Body, e.Violations)
	}
	c.mustGet("parameter_missing", conf("upload_audio", ""))
	if e := newest(t, w); len(e.Violations) != 1 || e.Violations[0].Rule != "parameter-missing" || !strings.HasSuffix(e.Violations[0].Try, " -F 'file=@welcome.wav'") {
		t.Errorf("the violations are %v", e.Violations)
	}
}

// An audio may have 5 MB, and a request 50 audios (documented); a request is taken whole, or not at all.
func TestForm_limitsOfAudios(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	full := strings.Repeat("a", callcenter.MaxAudioSize)
	for _, tt := range []struct {
		what, outcome string
		parts         []part
		audios        int
	}{
		{"5 MB", "audios_uploaded", []part{{"file", "a.wav", full}}, 1},
		{"5 MB and a byte", "file_too_large", []part{{"file", "b.wav", "1"}, {"file", "a.wav", full + "a"}}, 0},
		{"50", "audios_uploaded", audios(50), 50},
		{"51", "too_many_files", audios(51), 0},
		{"999", "too_many_files", audios(999), 0},
		{"any type", "audios_uploaded", []part{{"file", "a.exe", "1"}, {"file", "b", "1"}}, 2}, // Q-UPLOAD-TYPES
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			got := callerOf(t, w).mustGet(tt.outcome, form("upload_audio", tt.parts...))
			if n := len(w.Lists().Audios); n != tt.audios || n > 0 && strings.Count(got.body, `"filename"`) != n {
				t.Errorf("%d audios, want %d\n%s", n, tt.audios, got.body)
			}
		})
	}
}

// wav is a WAV file that plays for so many seconds, as its header says.
func wav(bytesPerSecond uint32, content int) string {
	head := append([]byte("RIFF....WAVEfmt "), make([]byte, 28)...)
	binary.LittleEndian.PutUint32(head[28:], bytesPerSecond)
	return string(head) + strings.Repeat("\x00", content)
}

// How long an audio plays its header says; of what is no WAV file nobody knows.
func TestForm_lengthOfAudios(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	c.mustGet("audios_uploaded", form("upload_audio",
		part{"a", "two.wav", wav(8000, 16000)}, part{"a", "rounded.wav", wav(8000, 12000)}, part{"a", "short.wav", wav(8000, 3999)},
		part{"a", "none.wav", wav(8000, 0)}, part{"a", "never.wav", wav(0, 16000)}, part{"a", "cut.wav", wav(8000, 0)[:43]},
		part{"a", "riff.wav", strings.Replace(wav(8000, 16000), "WAVE", "AVI ", 1)}, part{"a", "song.mp3", strings.Repeat("\x00", 16044)},
	))
	want := []callcenter.Audio{
		{ID: 1, Name: "two.wav", Created: noon, Size: 16044, Seconds: 2}, {ID: 2, Name: "rounded.wav", Created: noon, Size: 12044, Seconds: 2},
		{ID: 3, Name: "short.wav", Created: noon, Size: 4043}, {ID: 4, Name: "none.wav", Created: noon, Size: 44},
		{ID: 5, Name: "never.wav", Created: noon, Size: 16044}, {ID: 6, Name: "cut.wav", Created: noon, Size: 43},
		{ID: 7, Name: "riff.wav", Created: noon, Size: 16044}, {ID: 8, Name: "song.mp3", Created: noon, Size: 16044},
	}
	if diff := cmp.Diff(want, w.Lists().Audios); diff != "" {
		t.Errorf("audios (-want +got):\n%s", diff)
	}
	c.mustGet("audios_uploaded", form("upload_audio", part{"a", "two.wav", wav(8000, 80000)})) // the same name keeps its id
	want[0].Size, want[0].Seconds = 80044, 10
	if diff := cmp.Diff(want, w.Lists().Audios); diff != "" {
		t.Errorf("audios after another upload (-want +got):\n%s", diff)
	}
}

// A form of more than 300 MB is refused, and not kept in memory meanwhile. Not parallel: it counts the bytes that the
// whole process asks for.
func TestForm_tooLarge(t *testing.T) {
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	const limit = 300 << 20
	multipart := form("upload_audio", part{"file", "long.wav", ""})
	head, _, _ := strings.Cut(multipart.body, "\r\n--frontier--")
	for what, contentType := range map[string]string{"a form": "multipart/form-data; boundary=frontier", "no form": "application/octet-stream"} {
		for _, tt := range []struct {
			size    int64
			outcome string
		}{
			{limit + 1, "body_too_large"},
			{limit, "parameter_missing"}, // it has no end, and so no file
		} {
			r := httptest.NewRequest(http.MethodPost, multipart.target, io.MultiReader(strings.NewReader(head), io.LimitReader(blanks{}, tt.size-int64(len(head)))))
			r.Header.Set("wolkvox-token", w.Token())
			r.Header.Set("Content-Type", contentType)
			rec := httptest.NewRecorder()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s.ServeHTTP(rec, r)
			runtime.ReadMemStats(&after)
			got := answer{rec.Code, rec.Header(), rec.Body.String()}
			if got.outcome() != tt.outcome {
				t.Errorf("%s of %d bytes: %s, want %s\n%s", what, tt.size, got.outcome(), tt.outcome, got.body)
			}
			if too := tt.outcome == "body_too_large"; too != (got.status == http.StatusRequestEntityTooLarge) || too != strings.Contains(got.body, fmt.Sprintf("at most %d bytes", int64(limit))) {
				t.Errorf("%s of %d bytes: %d %s", what, tt.size, got.status, got.body)
			}
			if taken := after.TotalAlloc - before.TotalAlloc; taken > limit/4 { // something else may be under way, such as what New leaves to the background
				t.Errorf("%s of %d bytes took %d bytes of memory", what, tt.size, taken)
			}
		}
	}
	if n := len(w.Lists().Audios); n != 0 {
		t.Errorf("there are %d audios", n)
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

// The names of the files are kept, their contents are not: so the names are bounded, though a form may have 300 MB.
func TestForm_longNames(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		what, outcome, says string
		parts               []part
	}{
		{"one long name", "body_too_large", "names of its files have more than 255000 bytes", []part{{"file", strings.Repeat("a", 255_000) + ".wav", ""}}},
		{"one long name of a part", "body_too_large", "names of its files have more than 255000 bytes", []part{{strings.Repeat("a", 255_000), "a.wav", ""}}},
		{"1000 files", "body_too_large", "it has 1000 files or more", audios(1000)},
		{"as long as it may be", "audios_uploaded", "", []part{{"file", strings.Repeat("a", 254_992) + ".wav", ""}}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			callerOf(t, w).mustGet(tt.outcome, form("upload_audio", tt.parts...))
			if e := newest(t, w); !strings.Contains(e.Says, tt.says) {
				t.Errorf("the journal says %q, want it to say %q", e.Says, tt.says)
			}
		})
	}
}

// A file's name does not keep what else stood in the header of its part. Not parallel: it measures the heap.
func TestForm_namesKeepNoHeaders(t *testing.T) {
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	for i := range 20 {
		a := form("upload_audio", part{"file", fmt.Sprintf("%d.wav", i), ""})
		a.body = strings.Replace(a.body, `.wav"`, `.wav"; x="`+strings.Repeat("a", 4<<20)+`"`, 1)
		c.mustGet("audios_uploaded", a)
	}
	if kept := heap() - before; kept > 20<<20 {
		t.Errorf("20 audios with headers of 4 MiB keep %d bytes of memory", kept)
	}
	if n := len(w.Lists().Audios); n != 20 {
		t.Errorf("there are %d audios, want 20", n)
	}
}
