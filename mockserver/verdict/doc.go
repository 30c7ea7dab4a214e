// Package verdict says what a client did wrong, what it never tried, and how much of what it relies on is certain. A Tally
// counts what happens in a world, as it happens; a Verdict is made of tallies; the rest of the package are its reports. Nothing
// here locks: whoever owns a tally does.
package verdict
