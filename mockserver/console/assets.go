package console

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed all:assets
var embedded embed.FS

// types are the media types by the end of a file's name. The machine's own table differs from one to the next.
var types = map[string]string{
	"":       "text/plain; charset=utf-8", // LICENSE
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/x-icon",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".md":    "text/plain; charset=utf-8",
	".mjs":   "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",

	".webmanifest": "application/manifest+json",
}

// packed are the types that are compressed already.
var packed = map[string]bool{".png": true, ".woff2": true}

// An asset is a file of the console in the two ways in which it is sent.
type asset struct {
	mediaType string
	plain     func() []byte
	zipped    func() []byte // nil when it is sent as it is only
	tag       func() string
}

// read finds the assets of a folder by their paths in it. A file that is stored with a further .gz is sent as that, and unpacked
// only for who does not take it. What a file takes in memory it takes from its first use on.
func read(folder fs.FS) (map[string]*asset, error) {
	all := map[string]*asset{}
	return all, fs.WalkDir(folder, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, stored := strings.CutSuffix(file, ".gz")
		end := path.Ext(name)
		a := &asset{mediaType: cmp.Or(types[end], "application/octet-stream")}
		content := sync.OnceValue(func() []byte { return must(fs.ReadFile(folder, file)) })
		switch {
		case stored:
			a.zipped, a.plain = content, sync.OnceValue(func() []byte { return unzip(content()) })
		case packed[end]:
			a.plain = content
		default:
			a.plain, a.zipped = content, sync.OnceValue(func() []byte { return zip(content()) })
		}
		a.tag = sync.OnceValue(func() string { sum := sha256.Sum256(content()); return fmt.Sprintf("%x", sum[:12]) })
		all[name] = a
		return nil
	})
}

// send answers with the asset, or with as much of it as is asked for, or with its not having changed.
func (a *asset) send(w http.ResponseWriter, r *http.Request) {
	h, body, tag := w.Header(), a.plain, a.tag()
	h.Set("Content-Type", a.mediaType)
	if a.zipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if TakesGzip(r.Header.Values("Accept-Encoding")) {
			body, tag = a.zipped, tag+"-gzip"
			h.Set("Content-Encoding", "gzip")
			if r.Header.Get("Range") == "" && r.Header.Get("If-Match") == "" { // else less may be sent, or nothing
				h.Set("Content-Length", strconv.Itoa(len(body())))
			}
		}
	}
	h.Set("ETag", strconv.Quote(tag))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body()))
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	z := must(gzip.NewWriterLevel(&b, gzip.BestCompression))
	must(z.Write(plain)) // a buffer takes all
	_ = z.Close()
	return b.Bytes()
}

func unzip(zipped []byte) []byte {
	return must(io.ReadAll(must(gzip.NewReader(bytes.NewReader(zipped)))))
}

// must is for what cannot fail: the files are part of the program, and a test reads each of them.
func must[T any](v T, err error) T {
	if err != nil {
		panic("console: " + err.Error())
	}
	return v
}
