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

// distance is how many bytes must be put in, taken out, replaced or, two beside each other, swapped to make b of a
// (Damerau and Levenshtein).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	row := make([]int, len(b)+1) // of the table: the distances from what there is of a to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			replaced := last[j]
			if a[i] != b[j] {
				replaced++
			}
			row[j+1] = min(replaced, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
