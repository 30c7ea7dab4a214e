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

// distance is how many bytes must be put in, taken out or replaced to make b of a (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1) // of the table: the distances from what there is of a to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
