package mockserver

import (
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on files. Of a file the call center keeps what a read shows, not what is in it.

func uploadFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.UploadFiles(x.now, x.uploads())
}

func deleteFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DeleteFile(x.param("filename"))
}

func uploadAudio(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	audios, err := c.UploadAudios(x.now, x.uploads())
	return listing{vars{{"count", strconv.Itoa(len(audios))}}, lists{"data": listOf[callcenter.Audio]{fields: uploadedFields, rows: audios}}}, err
}

// uploads are the files of the form.
func (x *exchange) uploads() (all []callcenter.Upload) {
	for _, f := range x.files {
		all = append(all, callcenter.Upload{Name: f.name, Size: int(f.size), Seconds: int(f.duration.Round(time.Second) / time.Second)})
	}
	return all
}

var uploadedFields = fields[callcenter.Audio]{
	{"filename", func(a callcenter.Audio) string { return a.Name }},
}
