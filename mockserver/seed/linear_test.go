package seed

import (
	"bytes"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// numbers stand in an item for its number, or for a byte of it.
var numbers = regexp.MustCompile(`#(high|low)?`)

// A world file takes a time that grows with its size, not with the square of it: of each list that has no bound of its own,
// eight times as much costs less than thirty times.
func TestParse_linear(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	for _, tt := range []struct{ head, item, tail string }{
		{"agents:\n", "- {agent_id: \"#\"}\n", ""},
		{"agents:\n", "- {agent_id: \"#\", status: talk, call: {type: inbound, phone: 1}}\n", ""},
		{"states:\n", "- {id: s#, description: x}\n", ""},
		{"tokens:\n", "- {token: t#}\n", ""},
		{"activity_codes:\n", "- {type_code: cod_act1, cod_act: c#}\n", ""},
		{"skills:\n", "- {skill_id: \"#\"}\n", ""},
		{"campaigns:\n", "- {campaign_id: \"#\"}\n", ""},
		{"campaigns:\n- campaign_id: 1\n  customers:\n", "  - {customer_id: \"#\"}\n", ""},
		{"routing_points:\n", "- {rp_id: \"#\"}\n", ""},
		{"pbx_users:\n", "- {user: \"#\"}\n", ""},
		{"dnc:\n", "- {phone: \"300000000#\", type: all}\n", ""},
		{"law2300:\n", "- {nit: 900, telephone: \"300000000#\"}\n", ""},
		{"ips:\n", "- {ip: 10.0.#high.#low}\n", ""},
		{"files:\n", "- {name: f#.pdf}\n", ""},
		{"audios:\n", "- {name: f#}\n", ""},
		{"", "# \n", "server: \"0042\"\n"},
		{"server: |\n", "  #\n", ""}, // one long text, which is refused
		{"", "k#: 1\n", ""},          // keys that are unknown
		{"agents: ", "[", ""},        // too deep
	} {
		const n = 250
		file := func(n int) []byte {
			var b bytes.Buffer
			b.WriteString(tt.head)
			for i := range n {
				b.WriteString(numbers.ReplaceAllStringFunc(tt.item, func(verb string) string {
					return strconv.Itoa(map[string]int{"#": i, "#high": i >> 8, "#low": i & 255}[verb])
				}))
			}
			b.WriteString(tt.tail)
			return b.Bytes()
		}
		cost := func(n int) time.Duration { // the least of three, for others use the machine too
			data, least := file(n), time.Hour
			for range 3 {
				before := cpu(t)
				_, _ = Parse("w.yaml", data)
				least = min(least, cpu(t)-before)
			}
			return least
		}
		if small, large := cost(n), cost(8*n); large > 30*max(small, 2*time.Millisecond) {
			t.Errorf("%s%s: %v for %d, %v for %d", tt.head, tt.item, small, n, large, 8*n)
		}
	}
}

// cpu is the time that the process has had so far.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	ok(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
