package callcenter

import (
	"fmt"
	"testing"
	"time"
)

func TestFiles(t *testing.T) {
	c := scene(t, "ready")
	later := noon.Add(time.Second)
	for _, name := range []string{"manual.pdf", "b.DOCX", "c.txt", "d.e.Png", "a\xff.pdf"} {
		ok(t, c.UploadFile(noon, name, 7))
	}
	same(t, "names", []string{"a\uFFFD.pdf", "b.DOCX", "c.txt", "d.e.Png", "manual.pdf"}, c.Files())
	ok(t, c.UploadFile(later, "manual.pdf", 0)) // Q-UPLOAD-TYPES
	same(t, "the same name replaces", File{0, later}, c.FileByName["manual.pdf"])

	for _, name := range []string{"", "pdf", "a.doc", "a.pdf.exe", "a.pdf ", "a.", "dir.pdf/a"} {
		mustRefuse(t, c, refusal(FileTypeInvalid, "", fmt.Sprintf("the file is called %q: expected a name that ends in .pdf, .docx, .txt, .png", name), ""),
			func() error { return c.UploadFile(noon, name, 1) })
	}
	mustRefuse(t, c, refusal(InputInvalid, "", `size of the file "a.pdf" is -1: expected 0 bytes or more`, ""), func() error { return c.UploadFile(noon, "a.pdf", -1) })

	mustRefuse(t, c, refusal(FileTypeInvalid, "", `the file is called "b.exe": expected a name that ends in .pdf, .docx, .txt, .png`, ""), // all or none
		func() error { return c.UploadFiles(noon, []Upload{{Name: "a.pdf"}, {Name: "b.exe"}}) })

	ok(t, c.DeleteFile("manual.pdf"))
	ok(t, c.DeleteFile("a\xff.pdf"))
	same(t, "left", []string{"b.DOCX", "c.txt", "d.e.Png"}, c.Files())
}

func TestUploadAudios(t *testing.T) {
	c := scene(t, "ready")
	later := noon.Add(time.Second)
	got, err := c.UploadAudios(noon, []Upload{{"b.wav", 100, 3}, {"a\xff", MaxAudioSize, 0}, {"", 0, 0}})
	ok(t, err)
	want := []Audio{{1, "b.wav", noon, 100, 3}, {2, "a\uFFFD", noon, MaxAudioSize, 0}, {3, "", noon, 0, 0}}
	same(t, "uploaded", want, got)
	same(t, "by id", want, c.Audios())

	got, err = c.UploadAudios(later, []Upload{{"b.wav", 200, 4}, {"new", 1, 1}, {"new", 2, 2}}) // the same name replaces: Q-UPLOAD-TYPES
	ok(t, err)
	same(t, "one for each upload", []Audio{{1, "b.wav", later, 200, 4}, {4, "new", later, 1, 1}, {4, "new", later, 2, 2}}, got)
	same(t, "by id", []Audio{{1, "b.wav", later, 200, 4}, want[1], want[2], {4, "new", later, 2, 2}}, c.Audios())

	c.AudioSeq = maxConns // the sequence begins again, and steps over the ids that are taken
	got, err = c.UploadAudios(later, []Upload{{"newer", 1, 1}})
	ok(t, err)
	same(t, "id after the last", 5, got[0].ID)

	ok(t, second(c.UploadAudios(noon, make([]Upload, MaxAudios))))
	for _, tt := range []struct {
		uploads []Upload
		want    Error
	}{
		{nil, refusal(ParameterMissing, "", "there is no audio in the request: expected 1 to 50", "")},
		{[]Upload{{"c.wav", -1, 1}}, refusal(InputInvalid, "", `the audio "c.wav" has -1 bytes and 1 seconds: expected 0 or more`, "")},
		{[]Upload{{"c.wav", 1, -1}}, refusal(InputInvalid, "", `the audio "c.wav" has 1 bytes and -1 seconds: expected 0 or more`, "")},
	} {
		mustRefuse(t, c, tt.want, func() error { return second(c.UploadAudios(noon, tt.uploads)) })
	}
}
