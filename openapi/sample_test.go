package openapi

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The examples of the document have a real value for each variable.
func TestSamples_haveValues(t *testing.T) {
	for _, s := range mustWolkvox(t).Samples() {
		for _, names := range append(slices.Collect(maps.Values(s.Outcome.Lists)), s.Outcome.Variables) {
			for _, name := range names {
				if value, known := s.values.Lookup(name); !known {
					t.Errorf("%s/%s: neither its request nor x-values has a value %q for {%s}", s.Operation.Name, s.Outcome.Name, value, name)
				}
			}
		}
	}
}

func TestSamples_refuses(t *testing.T) {
	const hungUp = "                hung_up:\n"
	source := string(mustWolkvox(t).Source())
	for _, tt := range []struct{ name, from, to, want string }{
		{"nothing says how", "      x-request: {agent_id: \"12991\"}\n      value", "      value", "operation hang: outcome no_active_call: it has neither x-request nor x-given"},
		{"brought about alike", "      x-request: {agent_id: \"12991\"}\n      value", "      x-request: {agent_id: \"12992\"}\n      value", "operation hang: outcomes agent_logged_out and no_active_call are brought about alike"},
		{"an unknown parameter", hungUp, hungUp + "                  x-request: {agent: \"12989\"}\n", `: hang has no parameter "agent"`},
		{"a list for a text", hungUp, hungUp + "                  x-request: {agent_id: [\"1\", \"2\"]}\n", "agent_id of hang is one text, not a list"},
		{"an unknown situation", hungUp, hungUp + "                  x-given: dreaming\n", `x-given names "dreaming", which is none of x-situations`},
		{"no situation", hungUp, hungUp + "                  x-given: {}\n", "x-given must name situations, or be {none: why}"},
		{"a size that is none", "x-body: 1048577", "x-body: large", `x-body is "large": expected a number of bytes`},
		{"an unknown operation in a step", "- mute &: {}", "- sing &: {}", `"sing" is no operation`},
		{"an unknown parameter in a step", "- change_status: {agent_id: \"12991\", status", "- change_status: {agent_id: \"12991\", state", `: change_status has no parameter "state"`},
		{"an unknown method in a step", "- POST /faults", "- POKE /faults", `"POKE" is no method`},
		{"no step", "- POST /faults: {status: 503}", "- POST /faults", "a step is one request"},
		{"nothing is said", "    says: No agent is Ready.\n", "", "the situation nobody_ready has no says"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := unchecked(edit(t, source, tt.from, tt.to))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.samples(); err == nil || !strings.Contains(err.Error(), tt.want) { // which Parse looks at, too
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// How a sample travels: a list, a file, a body of a size, headers, steps before and meanwhile.
func TestSamples_asCommands(t *testing.T) {
	at := Place{URL: "http://mock", World: "w", Server: "0001", Token: "T"}
	for name, want := range map[string][]string{
		"hang/token_missing":           {"curl -X POST 'http://mock/api/v2/agentbox.php?api=hang&agent_id=12989'"},
		"recall/parameter_missing":     {"curl -X POST 'http://mock/api/v2/agentbox.php?api=recall&id_camp=7224&id_customer=1&telefono=3000000000&rellamada=20231122101520&recall_style=auto' -H 'wolkvox-token: T'"},
		"remove_cod_act/codes_unknown": {`curl -X DELETE 'http://mock/api/v2/configuration.php?api=remove_cod_act' -H 'wolkvox-token: T' -H 'Content-Type: application/json' -d '{"type_code": "cod_act1", "cod_act": ["998","999"]}'`},
		"upload_audio/audios_uploaded": {"curl -X POST 'http://mock/api/v2/configuration.php?api=upload_audio' -H 'wolkvox-token: T' -F 'file=aaaaaaaa;filename=welcome.wav' -F 'file=aaaaaaaa;filename=waiting.mp3'"},
		"upload_audio/file_too_large":  {"head -c 5242881 /dev/zero | curl -X POST 'http://mock/api/v2/configuration.php?api=upload_audio' -H 'wolkvox-token: T' -F 'file=@-;filename=long.wav'"},
		"enable_agent/body_too_large":  {"head -c 1048577 /dev/zero | curl -X PUT 'http://mock/api/v2/configuration.php?api=enable_agent' -H 'wolkvox-token: T' --data-binary @-"},
		"services/world_unknown":       {"curl -X GET 'http://mock/api/v2/information.php?api=services' -H 'wolkvox-token: T' -H 'X-Wolkvox-Mock-World: nowhere'"},
		"latency/none_found": {
			`curl -X PUT 'http://mock/__admin/worlds/w' -d '{"server":"0001","tokens":[{"token":"T"}],"center":{}}'`,
			`curl -X PUT 'http://mock/__admin/worlds/w/account' -d '{"call_center":1}'`,
			"curl -X GET 'http://mock/api/v2/real_time.php?api=latency' -H 'wolkvox-token: T'",
		},
		"hold/token_busy": {
			`curl -X POST 'http://mock/__admin/worlds/w/gates' -d '{"times":1}'`,
			"curl -X POST 'http://mock/api/v2/agentbox.php?api=mute&agent_id=12989' -H 'wolkvox-token: T' &",
			"curl -X GET 'http://mock/__admin/worlds/w/gates/1?waiting=1'",
			"curl -X POST 'http://mock/api/v2/agentbox.php?api=hold&agent_id=12989' -H 'wolkvox-token: T'",
			"curl -X POST 'http://mock/__admin/worlds/w/gates/1/open'",
			"wait",
		},
		"hold/world_reset": {
			`curl -X POST 'http://mock/__admin/worlds/w/gates' -d '{"times":1}'`,
			"curl -X POST 'http://mock/api/v2/agentbox.php?api=hold&agent_id=12989' -H 'wolkvox-token: T' &",
			"curl -X GET 'http://mock/__admin/worlds/w/gates/1?waiting=1'",
			"curl -X POST 'http://mock/__admin/worlds/w/reset'",
			"wait",
		},
	} {
		operation, outcome, _ := strings.Cut(name, "/")
		if diff := cmp.Diff(want, mustOperation(t, operation).Sample(outcome).Shell(at)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A general outcome is no sample of an operation that cannot have it.
func TestSamples_whereThereIsNone(t *testing.T) {
	for name, reason := range map[string]string{
		"hang/token_limit_exceeded":        "agentbox costs nothing",
		"disable_module/parameter_missing": "nothing is required",
		"upload_file/body_too_large":       "a form may be large",
		"hang/fly":                         "there is no such outcome",
	} {
		operation, outcome, _ := strings.Cut(name, "/")
		if s := mustOperation(t, operation).Sample(outcome); s != nil {
			t.Errorf("%s has a sample: %s", name, reason)
		}
	}
}

// A list in a list has a record too, and the demo world needs nothing before.
func TestSample_Example_listInAList(t *testing.T) {
	body := string(mustOperation(t, "interactions").Sample("interactions_found").Example())
	if !strings.Contains(body, `"subject": "My order"`) {
		t.Error(body)
	}
	if given := mustOperation(t, "interactions").Sample("none_found").Given; given != nil {
		t.Errorf("it is given that %s", given[0].Says)
	}
}
