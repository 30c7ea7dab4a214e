package openapi

import "strings"

// Nearest is the name among some that a wrong one is most like, "" when it is like none of them: a third of its letters may
// differ, in whatever case, or one of the two holds the other. Of several that are as near the first counts.
func Nearest(wrong string, among []string) string {
	const longest, shortest = 200, 3 // bytes of what is compared; two letters are in too many words
	if len(wrong) < shortest || len(wrong) > longest {
		return ""
	}
	wrong = strings.ToLower(wrong)
	nearest, least := "", 0
	for _, name := range among {
		lower := strings.ToLower(name)
		if len(lower) < shortest || len(lower) > longest {
			continue
		}
		d := distance(wrong, lower)
		close := d <= max(len(wrong)/3, 1) || strings.Contains(wrong, lower) || strings.Contains(lower, wrong)
		if close && (nearest == "" || d < least) {
			nearest, least = name, d
		}
	}
	return nearest
}

// distance is how many bytes must be put in, taken out, replaced or swapped with the next to make b of a (Levenshtein,
// Damerau).
func distance(a, b string) int {
	// Rows of the table of distances from the beginnings of a to the beginnings of b: this one, and the two before it.
	row, before, twoBefore := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, before, twoBefore = twoBefore, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := before[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			row[j] = min(replaced, row[j-1]+1, before[j]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], twoBefore[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
