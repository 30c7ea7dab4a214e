package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A byteSize is a flag that takes a number of bytes, plain or with a unit: 67108864, 64MiB.
type byteSize int64

var byteUnits = []struct {
	name string
	size int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}

// String is the size in the largest unit in which it is whole.
func (n *byteSize) String() string {
	for _, unit := range byteUnits {
		if *n != 0 && int64(*n)%unit.size == 0 {
			return strconv.FormatInt(int64(*n)/unit.size, 10) + unit.name
		}
	}
	return strconv.FormatInt(int64(*n), 10)
}

// Set reads what String writes.
func (n *byteSize) Set(text string) error {
	number, size := text, int64(1)
	for _, unit := range byteUnits {
		if before, is := strings.CutSuffix(text, unit.name); is {
			number, size = before, unit.size
		}
	}
	count, err := strconv.ParseInt(number, 10, 64)
	if err != nil || count < 1 || count > (1<<62)/size {
		return fmt.Errorf("expected a number of bytes such as 67108864, 512KiB, 64MiB or 1GiB")
	}
	*n = byteSize(count * size)
	return nil
}

// Type is what --help calls the value.
func (n *byteSize) Type() string { return "size" }
