// Package tree is a form of YAML documents that a start reads in a tenth of the time that their text takes. It keeps what
// the text means and the lines it stands on; comments are left out.
//
// A tree begins with the checksum of the text that it was made of. One that is out of date is not read, so nobody ever
// meets an old document: a start takes longer, and a test asks for go generate.
package tree

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// The documents of package openapi, each with the files that it is made of: a root without paths, and files that hold
// nothing but paths.
var (
	Wolkvox = []string{"wolkvox.yaml", "agentbox.yaml", "configuration.yaml", "information.yaml", "real_time.yaml"}
	Admin   = []string{"admin.yaml"}
)

// Compose makes one text of the files of a document. Comments stay.
func Compose(files fs.FS, names []string) ([]byte, error) {
	parts, err := read(files, names)
	if err != nil || len(parts) == 1 {
		return parts[0], err
	}
	source := append(parts[0], "\npaths:\n"...)
	for i, part := range parts[1:] {
		comment, paths, ok := bytes.Cut(slices.Concat([]byte("\n"), part), []byte("\npaths:\n")) // a line of its own
		if !ok {
			return nil, fmt.Errorf("%s: it has no line \"paths:\"", names[i+1])
		}
		source = slices.Concat(source, comment, []byte("\n"), paths)
	}
	return source, nil
}

func read(files fs.FS, names []string) (parts [][]byte, err error) {
	for _, name := range names {
		part, err := fs.ReadFile(files, name)
		if err != nil {
			return [][]byte{nil}, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// Make makes the tree of a document.
func Make(files fs.FS, names []string) ([]byte, error) {
	source, err := Compose(files, names)
	if err != nil {
		return nil, err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(source, &document); err != nil {
		return nil, err
	}
	sum, err := checksum(files, names)
	if err != nil {
		return nil, err
	}
	var e encoder
	e.index = map[string]uint64{}
	e.node(document.Content[0])
	dst := binary.LittleEndian.AppendUint32(nil, sum)
	dst = binary.AppendUvarint(dst, e.count)
	dst = binary.AppendUvarint(dst, uint64(len(e.lengths)))
	for _, n := range e.lengths {
		dst = binary.AppendUvarint(dst, n)
	}
	return slices.Concat(dst, e.strings, e.nodes), nil
}

func checksum(files fs.FS, names []string) (uint32, error) {
	sum := crc32.NewIEEE()
	for _, name := range names {
		f, err := files.Open(name)
		if err != nil {
			return 0, err
		}
		_, err = io.Copy(sum, f) // through a small buffer: a copy of all would cost a start more than the sum
		_ = f.Close()
		if err != nil {
			return 0, err
		}
	}
	return sum.Sum32(), nil
}

type encoder struct {
	index   map[string]uint64 // of the strings, each of which is kept once
	strings []byte
	lengths []uint64
	nodes   []byte
	count   uint64
	line    int64
}

// node writes a node and, after it, those in it.
func (e *encoder) node(n *yaml.Node) {
	e.count++
	e.nodes = append(e.nodes, byte(n.Kind), byte(n.Style))
	e.nodes = binary.AppendUvarint(e.nodes, e.string(n.Tag))
	e.nodes = binary.AppendUvarint(e.nodes, e.string(n.Value))
	e.nodes = binary.AppendVarint(e.nodes, int64(n.Line)-e.line)
	e.line = int64(n.Line)
	e.nodes = binary.AppendUvarint(e.nodes, uint64(len(n.Content)))
	for _, child := range n.Content {
		e.node(child)
	}
}

func (e *encoder) string(s string) uint64 {
	i, known := e.index[s]
	if !known {
		i = uint64(len(e.lengths))
		e.index[s] = i
		e.lengths = append(e.lengths, uint64(len(s)))
		e.strings = append(e.strings, s...)
	}
	return i
}

// Read reads the tree of a document, unless its files have changed since the tree was made.
func Read(tree string, files fs.FS, names []string) (*yaml.Node, error) {
	sum, err := checksum(files, names)
	if err != nil {
		return nil, err
	}
	if len(tree) < 4 || binary.LittleEndian.Uint32([]byte(tree[:4])) != sum {
		return nil, errors.New("the tree is out of date: go generate ./... makes it anew")
	}
	return Decode(tree), nil
}

// Decode reads a tree, whatever has become of its files.
func Decode(tree string) *yaml.Node {
	d := decoder{rest: tree[4:]}
	count := d.number()
	d.strings = make([]string, d.number())
	lengths := make([]int, len(d.strings))
	for i := range lengths {
		lengths[i] = d.number()
	}
	for i, n := range lengths {
		d.strings[i], d.rest = d.rest[:n], d.rest[n:]
	}
	// In one piece each: a node costs a tenth of an allocation of its own.
	d.nodes, d.links = make([]yaml.Node, 0, count), make([]*yaml.Node, 0, count)
	return d.node()
}

type decoder struct {
	rest    string
	strings []string
	nodes   []yaml.Node
	links   []*yaml.Node
	line    int
}

func (d *decoder) number() (n int) {
	for shift := 0; ; shift += 7 {
		b := d.rest[0]
		d.rest = d.rest[1:]
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (d *decoder) node() *yaml.Node {
	d.nodes = append(d.nodes, yaml.Node{Kind: yaml.Kind(d.rest[0]), Style: yaml.Style(d.rest[1])})
	n := &d.nodes[len(d.nodes)-1]
	d.rest = d.rest[2:]
	n.Tag, n.Value = d.strings[d.number()], d.strings[d.number()]
	step := d.number()
	d.line += step>>1 ^ -(step & 1)
	n.Line = d.line
	if children := d.number(); children > 0 {
		from := len(d.links)
		d.links = d.links[:from+children]
		n.Content = d.links[from : from+children : from+children]
		for i := range n.Content {
			n.Content[i] = d.node()
		}
	}
	return n
}
