package mockserver_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"unicode"

	"wolkvoxmock/mockserver"
)

// Nothing that a client sent acts on the terminal of a logger of its own, or fills it.
func TestWithLogger_nothingGetsThroughRaw(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := mockserver.Run(t, mockserver.WithLogger(slog.New(slog.NewJSONHandler(&log, nil))))
	sent := "%C2%9B2J%7F%E2%80%AE" + strings.Repeat("x", 5000)
	newCaller(t, s.URL(), mockserver.DemoToken).send(ask{method: "POST", target: "/api/v2/agentbox.php?api=hang&agent_id=" + sent + "&x=" + sent})
	s.Close()
	lines := strings.Split(strings.TrimSuffix(log.String(), "\n"), "\n")
	if len(lines) < 2 {
		t.Fatalf("%q", lines)
	}
	for _, line := range lines {
		if strings.IndexFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 || len(line) > 8<<10 {
			t.Errorf("%d bytes: %.500q", len(line), line)
		}
	}
}
