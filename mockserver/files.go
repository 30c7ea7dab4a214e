package mockserver

import (
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on files. Of a file the call center keeps what a read shows, not what is in it.

func uploadFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	for _, f := range x.files {
		if err := c.UploadFile(x.now, f.name, int(f.size)); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func deleteFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DeleteFile(x.param("filename"))
}

func uploadAudio(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	var uploads []callcenter.Upload
	for _, f := range x.files {
		uploads = append(uploads, callcenter.Upload{Name: f.name, Size: int(f.size), Seconds: int(f.duration.Round(time.Second) / time.Second)})
	}
	audios, err := c.UploadAudios(x.now, uploads)
	return listing{vars{{"count", strconv.Itoa(len(audios))}}, lists{"data": listOf[callcenter.Audio]{fields: uploadedFields, rows: audios}}}, err
}

var uploadedFields = fields[callcenter.Audio]{
	{"filename", func(a callcenter.Audio) string { return a.Name }},
}
