package console

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

// Every file of the console has a media type, and both forms of it are the same.
func TestAssets_all(t *testing.T) {
	t.Parallel()
	c := New(Options{})
	for name, a := range c.assets() {
		if a.mediaType == "application/octet-stream" {
			t.Errorf("%s has no media type: give its ending one", name)
		}
		if a.zipped != nil && !bytes.Equal(unzip(a.zipped()), a.plain()) {
			t.Errorf("%s differs when it is unpacked", name)
		}
	}
	if c.assets()["index.html"] == nil {
		t.Error("there is no index.html")
	}
}

func get(t *testing.T, folder fstest.MapFS, name string, header ...string) *http.Response {
	t.Helper()
	all, err := read(folder)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", Path+name, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	all[name].send(w, r)
	return w.Result()
}

// An asset is compressed for who takes that, whichever way it is stored.
func TestAssets_compression(t *testing.T) {
	t.Parallel()
	text := bytes.Repeat([]byte("let a = 1;\n"), 1000)
	folder := fstest.MapFS{
		"a.js":           {Data: text},
		"vendor/b.js.gz": {Data: zip(text)},
		"c.png":          {Data: text},
	}
	for _, tt := range []struct {
		name, accept string
		zipped       bool
	}{
		{"a.js", "", false},
		{"a.js", "gzip", true},
		{"a.js", "br, GZIP;q=0.5", true},
		{"a.js", "gzip;q=0, br", false},
		{"a.js", "gzip; q=0.000, *", false},
		{"a.js", "*", true},
		{"a.js", "*;q=0", false},
		{"a.js", "identity", false},
		{"vendor/b.js", "gzip", true},
		{"vendor/b.js", "gzip;q=0", false},
		{"c.png", "gzip", false},
	} {
		got := get(t, folder, tt.name, "Accept-Encoding", tt.accept)
		body, _ := io.ReadAll(got.Body)
		if zipped := got.Header.Get("Content-Encoding") == "gzip"; zipped != tt.zipped {
			t.Errorf("%s, %q: zipped is %v", tt.name, tt.accept, zipped)
		} else if zipped {
			if int(got.ContentLength) != len(body) || len(body) > 500 {
				t.Errorf("%s, %q: length %d of %d", tt.name, tt.accept, got.ContentLength, len(body))
			}
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			body, _ = io.ReadAll(z)
		}
		if !bytes.Equal(body, text) {
			t.Errorf("%s, %q: another text", tt.name, tt.accept)
		}
		if vary := got.Header.Get("Vary"); (vary == "Accept-Encoding") != (tt.name != "c.png") {
			t.Errorf("%s: Vary %q", tt.name, vary)
		}
	}
}

// What a browser has already is not sent again, and each form has a tag of its own.
func TestAssets_tag(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{"a.js": {Data: []byte("1")}, "b.js": {Data: []byte("2")}}
	plain, zipped := get(t, folder, "a.js").Header.Get("ETag"), get(t, folder, "a.js", "Accept-Encoding", "gzip").Header.Get("ETag")
	if other := get(t, folder, "b.js").Header.Get("ETag"); plain == "" || plain == zipped || plain == other {
		t.Errorf("tags %s, %s and %s", plain, zipped, other)
	}
	for _, tt := range []struct {
		tag, accept string
		want        int
	}{{plain, "", 304}, {zipped, "gzip", 304}, {plain, "gzip", 200}, {`"x", ` + plain, "", 304}} {
		got := get(t, folder, "a.js", "If-None-Match", tt.tag, "Accept-Encoding", tt.accept)
		if got.StatusCode != tt.want {
			t.Errorf("%s, %q: %d, want %d", tt.tag, tt.accept, got.StatusCode, tt.want)
		}
	}
}

// What is refused for its tag announces no body.
func TestAssets_ifMatch(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{"a.js": {Data: []byte("1")}}
	got := get(t, folder, "a.js", "If-Match", `"x"`, "Accept-Encoding", "gzip")
	if length := got.Header.Get("Content-Length"); got.StatusCode != http.StatusPreconditionFailed || length != "" {
		t.Errorf("%d, Content-Length %s", got.StatusCode, length)
	}
}

// A part of either form is a part of what the whole would be.
func TestAssets_range(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{"a.js": {Data: []byte("0123456789")}}
	whole, _ := io.ReadAll(get(t, folder, "a.js", "Accept-Encoding", "gzip").Body)
	for accept, want := range map[string]string{"": "23", "gzip": string(whole[2:4])} {
		got := get(t, folder, "a.js", "Range", "bytes=2-3", "Accept-Encoding", accept)
		body, _ := io.ReadAll(got.Body)
		if got.StatusCode != http.StatusPartialContent || string(body) != want || got.ContentLength != 2 {
			t.Errorf("%q: %d %q, length %d", accept, got.StatusCode, body, got.ContentLength)
		}
	}
	if got := get(t, folder, "a.js", "Range", "bytes=20-"); got.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d", got.StatusCode)
	}
}
