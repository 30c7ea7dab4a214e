package callcenter

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// zones is the IANA database of time zones, for a machine that has none (Windows, an image on nothing): internal/zones
// packs it.
//
//go:embed zones.gz
var zones []byte

// loadLocation finds a time zone of the machine, otherwise one of our own database.
func loadLocation(name string) (*time.Location, error) {
	location, err := time.LoadLocation(name)
	if err == nil {
		return location, nil
	}
	data, packed := zoneData(name)
	if packed != nil {
		return nil, errors.Join(err, packed)
	}
	return time.LoadLocationFromTZData(name, data)
}

// zoneData is a zone of zones. Only what stands before it is unpacked, for an unknown name no more than the index.
func zoneData(name string) ([]byte, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(zones))
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(unzip)
	var before, size int64
	found := false
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return nil, err
		}
		if line == "\n" {
			break
		}
		zone, length, _ := strings.Cut(line, " ")
		n, err := strconv.ParseInt(strings.TrimSuffix(length, "\n"), 10, 64)
		if err != nil {
			return nil, err
		}
		switch {
		case zone == name:
			found, size = true, n
		case !found:
			before += n
		}
	}
	if !found {
		return nil, fmt.Errorf("no time zone %.100q", name)
	}
	if _, err := io.CopyN(io.Discard, r, before); err != nil {
		return nil, err
	}
	data := make([]byte, size)
	_, err = io.ReadFull(r, data)
	return data, err
}
