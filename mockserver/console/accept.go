package console

import (
	"iter"
	"strconv"
	"strings"
)

// weights are what a header such as Accept-Encoding or Accept-Language names, in small letters, with the weight of each,
// between 0 and 1 (RFC 9110, 12.4.2). A weight that cannot be read is 0.
func weights(header []string) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		for one := range strings.SplitSeq(strings.ToLower(strings.Join(header, ",")), ",") {
			name, parameter, weighed := strings.Cut(one, ";")
			weight := 1.0
			if weighed {
				key, value, _ := strings.Cut(parameter, "=")
				if weight, _ = strconv.ParseFloat(strings.TrimSpace(value), 64); strings.TrimSpace(key) != "q" || !(weight <= 1) {
					weight = 0
				}
			}
			if name = strings.TrimSpace(name); name != "" && !yield(name, weight) {
				return
			}
		}
	}
}

// TakesGzip reports whether a client takes gzip, by its Accept-Encoding.
func TakesGzip(accepted []string) bool {
	takes := false
	for coding, weight := range weights(accepted) {
		switch coding {
		case "gzip", "x-gzip":
			return weight > 0
		case "*":
			takes = weight > 0
		}
	}
	return takes
}

// languageOf is that language of the console which a browser would rather have, by its Accept-Language; English when it names
// neither.
func languageOf(accepted []string) string {
	best, most := "en", 0.0
	for tag, weight := range weights(accepted) {
		language, _, _ := strings.Cut(tag, "-")
		if _, spoken := words[language]; spoken && weight > most {
			best, most = language, weight
		}
	}
	return best
}
