package environ

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// readJKS reads the trusted certificates of a Java key store in Java's old format: sun.security.provider.JavaKeyStore.engineLoad
// of OpenJDK describes it. The digest at its end, made with a password, is not checked: whoever can change the store of a Java
// can change the Java.
func readJKS(store []byte) (certificates [][]byte, err error) {
	const (
		magic       = 0xFEEDFEED
		key         = 1
		certificate = 2
	)
	r := jksReader{r: bytes.NewReader(store)}
	if r.uint32() != magic || r.err != nil {
		return nil, errors.New("not a JKS store")
	}
	version := r.uint32()
	read := func() []byte {
		if version > 1 {
			r.text() // X.509
		}
		return r.block(int64(r.uint32()))
	}
	for entries := r.uint32(); entries > 0 && r.err == nil; entries-- {
		kind := r.uint32()
		r.text()   // alias
		r.block(8) // when it was made
		switch kind {
		case certificate:
			certificates = append(certificates, read())
		case key:
			r.block(int64(r.uint32()))
			for chain := r.uint32(); chain > 0 && r.err == nil; chain-- {
				read()
			}
		default:
			return nil, errors.New("a JKS store with an entry of an unknown kind")
		}
	}
	return certificates, r.err
}

// jksReader keeps the first error.
type jksReader struct {
	r   *bytes.Reader
	err error
}

func (j *jksReader) block(n int64) []byte {
	if j.err == nil && n > int64(j.r.Len()) {
		j.err = io.ErrUnexpectedEOF
	}
	if j.err != nil {
		return make([]byte, 8)
	}
	b := make([]byte, n)
	_, j.err = io.ReadFull(j.r, b)
	return b
}

func (j *jksReader) uint32() uint32 { return binary.BigEndian.Uint32(j.block(4)) }

func (j *jksReader) text() { j.block(int64(binary.BigEndian.Uint16(j.block(2)))) }
