package openapi

import "testing"

// What the document describes, what the vendor documents beside it, and what nobody documents.
func TestUnsimulated(t *testing.T) {
	d, err := Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ path, api, page string }{
		{"/box.php", "fly", "/fly"},
		{"/box.php", "hang", ""},
		{"/box.php", "rain", ""},
		{"/box.php", "", ""},
		{"/sky.php", "rain", "/rain"},
		{"/sky.php", "snow", "/sky"},
		{"/sky.php", "", ""},
		{"/conf.php", "fly", ""},
	} {
		if page := d.Unsimulated(tt.path).Page(tt.api); page != tt.page {
			t.Errorf("%s of %s has the page %q, want %q", tt.api, tt.path, page, tt.page)
		}
	}
}
