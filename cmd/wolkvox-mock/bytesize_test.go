package main

import "testing"

func TestByteSize(t *testing.T) {
	for text, want := range map[string]byteSize{
		"1": 1, "67108864": 64 << 20, "512KiB": 512 << 10, "64MiB": 64 << 20, "1GiB": 1 << 30, "1536KiB": 1536 << 10,
	} {
		var n, again byteSize
		if err := n.Set(text); err != nil || n != want {
			t.Errorf("%s: %d, %v", text, n, err)
		}
		if err := again.Set(n.String()); err != nil || again != want {
			t.Errorf("%s is written %s and read %d, %v", text, n.String(), again, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "64 MiB", "64MB", "1.5GiB", "MiB", "9223372036854775807GiB", "4611686018427387905"} {
		n := byteSize(7)
		if n.Set(text) == nil || n != 7 {
			t.Errorf("%q is read as %d", text, n)
		}
	}
}
