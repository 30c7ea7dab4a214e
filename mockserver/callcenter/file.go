package callcenter

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// File is a file that the copilot learns from, under its name; only its size is kept.
type File struct {
	Size     int       `json:"size"` // bytes
	Uploaded time.Time `json:"uploaded"`
}

// fileTypes are the files that the copilot takes (documented, upload_file).
var fileTypes = []string{".pdf", ".docx", ".txt", ".png"}

// UploadFile takes a file for the copilot. What type it is, the end of its name says, in any letter case (inferred); the
// same name replaces (Q-UPLOAD-TYPES). Refusals: FileTypeInvalid, InputInvalid, WorldFull.
func (c *Center) UploadFile(now time.Time, name string, size int) error {
	return c.UploadFiles(now, []Upload{{Name: name, Size: size}})
}

// UploadFiles is UploadFile for several files, all of them or none (inferred, Q-UPLOAD-TYPES).
// Refusals: FileTypeInvalid, InputInvalid, WorldFull.
func (c *Center) UploadFiles(now time.Time, uploads []Upload) error {
	for _, u := range uploads {
		if badFileName(validUTF8(u.Name)) {
			return refuse(FileTypeInvalid, "", "the file is called %q: expected a name that ends in %s", u.Name,
				strings.Join(fileTypes, ", "))
		}
		if u.Size < 0 {
			return refuse(InputInvalid, "", "size of the file %q is %d: expected 0 bytes or more", u.Name, u.Size)
		}
	}
	needed := 0
	for _, u := range uploads {
		needed += more(c.FileByName, validUTF8(u.Name), File{})
	}
	if err := c.fits(needed); err != nil {
		return err
	}
	for _, u := range uploads {
		store(c, &c.FileByName, kept(u.Name), File{u.Size, now})
	}
	return nil
}

// DeleteFile removes a file of the copilot. Refusal: FileUnknown (Q-DELETE-FILE-ABSENT).
func (c *Center) DeleteFile(name string) error {
	name = validUTF8(name)
	if _, exists := c.FileByName[name]; !exists {
		return refuse(FileUnknown, "", "there is no file %q: expected the name of one of the %d files", name, len(c.FileByName))
	}
	drop(c, c.FileByName, name)
	return nil
}

// Files are the names of the files of the copilot, sorted.
func (c *Center) Files() []string { return slices.Sorted(maps.Keys(c.FileByName)) }

// Audio is a sound that skills and flows play, under its name; only what audio_list shows is kept.
type Audio struct {
	ID      int       `json:"audio_id"` // from 1 (inferred); an audio of the same name keeps it
	Name    string    `json:"name"`
	Created time.Time `json:"created_at"`
	Size    int       `json:"size"`    // bytes; audio_list shows kilobytes (documented)
	Seconds int       `json:"seconds"` // how long it plays
}

// Upload is one file of upload_audio or upload_file.
type Upload struct {
	Name    string
	Size    int // bytes
	Seconds int // how long an audio plays; 0 when nobody can tell
}

// Limits of upload_audio.
const (
	MaxAudios    = 50              // in one request (documented, upload_audio)
	MaxAudioSize = 5 * 1024 * 1024 // 5 MB each (documented, audio_list)
)

// UploadAudios takes audios, all of them or none, and returns one for each upload. The same name replaces; what form they
// have is not looked at (Q-UPLOAD-TYPES). Refusals: ParameterMissing, TooManyFiles, FileTooLarge, InputInvalid, WorldFull.
func (c *Center) UploadAudios(now time.Time, uploads []Upload) ([]Audio, error) {
	switch {
	case len(uploads) == 0:
		return nil, refuse(ParameterMissing, "", "there is no audio in the request: expected 1 to %d", MaxAudios)
	case len(uploads) > MaxAudios:
		return nil, refuse(TooManyFiles, "", "there are %d audios in the request: expected 1 to %d", len(uploads), MaxAudios)
	}
	return c.putAudios(now, uploads)
}

// PutAudios is UploadAudios for as many as there are: they come from no request.
func (c *Center) PutAudios(now time.Time, uploads []Upload) error {
	_, err := c.putAudios(now, uploads)
	return err
}

func (c *Center) putAudios(now time.Time, uploads []Upload) ([]Audio, error) {
	for _, u := range uploads {
		if err := u.CheckAudio(); err != nil {
			return nil, err
		}
	}
	needed := 0
	for _, u := range uploads {
		name := validUTF8(u.Name)
		needed += more(c.AudioByName, name, Audio{Name: name})
	}
	if err := c.fits(needed); err != nil {
		return nil, err
	}
	taken := make(map[int]bool, len(c.AudioByName))
	for _, a := range c.AudioByName {
		taken[a.ID] = true
	}
	out := make([]Audio, len(uploads))
	for i, u := range uploads {
		name := kept(u.Name)
		id := c.AudioByName[name].ID
		if id == 0 {
			id = c.nextAudio(taken)
		}
		out[i] = Audio{id, name, now, u.Size, u.Seconds}
		store(c, &c.AudioByName, name, out[i])
	}
	return out, nil
}

// CheckAudio refuses what is no audio. Refusals: FileTooLarge, InputInvalid.
func (u Upload) CheckAudio() error {
	switch {
	case u.Size > MaxAudioSize:
		return refuse(FileTooLarge, "", "the audio %q has %d bytes: expected at most %d", u.Name, u.Size, MaxAudioSize)
	case u.Size < 0 || u.Seconds < 0:
		return refuse(InputInvalid, "", "the audio %q has %d bytes and %d seconds: expected 0 or more", u.Name, u.Size, u.Seconds)
	}
	return nil
}

// Audios are all audios, by id.
func (c *Center) Audios() []Audio {
	return slices.SortedFunc(maps.Values(c.AudioByName), func(a, b Audio) int { return cmp.Compare(a.ID, b.ID) })
}

// nextAudio is an id that no audio has.
func (c *Center) nextAudio(taken map[int]bool) int {
	for {
		if id := next(&c.AudioSeq); !taken[id] {
			taken[id] = true
			return id
		}
	}
}

func badFileName(name string) bool {
	return !slices.Contains(fileTypes, strings.ToLower(path.Ext(name)))
}

func (c *Center) checkFiles() error {
	for _, name := range c.Files() {
		f := c.FileByName[name]
		if badFileName(name) || f.Size < 0 || f.Uploaded.IsZero() {
			return fmt.Errorf("file %q has %d bytes and was uploaded at %s: expected a name that ends in %s, "+
				"0 bytes or more and a time", name, f.Size, f.Uploaded, strings.Join(fileTypes, ", "))
		}
	}
	byID := map[int]string{}
	for _, name := range slices.Sorted(maps.Keys(c.AudioByName)) {
		a := c.AudioByName[name]
		other, twice := byID[a.ID]
		switch {
		case a.Name != name:
			return fmt.Errorf("audio %q: its name is %q: expected its key", name, a.Name)
		case a.ID < 1 || a.ID > maxConns:
			return fmt.Errorf("audio %q: its audio_id is %d: expected 1 to %d", name, a.ID, maxConns)
		case twice:
			return fmt.Errorf("audio %q: its audio_id is %d, which audio %q has: expected each once", name, a.ID, other)
		case a.Size < 0 || a.Size > MaxAudioSize || a.Seconds < 0:
			return fmt.Errorf("audio %q has %d bytes and %d seconds: expected at most %d bytes, and 0 or more of both", name,
				a.Size, a.Seconds, MaxAudioSize)
		case a.Created.IsZero():
			return fmt.Errorf("audio %q: its created_at is missing", name)
		}
		byID[a.ID] = name
	}
	return nil
}
