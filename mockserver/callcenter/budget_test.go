package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"
)

// Everything that can be done, in every situation, to a center that is full: what needs more is refused and changes nothing,
// and what needs no more is done.
func TestAllow_full(t *testing.T) {
	refused := map[string]bool{}
	for _, situation := range slices.Sorted(maps.Keys(situations)) {
		scene := equipped(t, situation)
		before, held := toJSON(t, scene), scene.Held()
		for name, operation := range operations {
			roomy, full := scene.Clone(), scene.Clone()
			full.Allow(held)
			what := try{now: noon.Add(time.Minute), agent: "12989", other: "12993", phone: strings.Repeat("3", 40), in: time.Hour, n: 3}
			what.Center = roomy
			accepted := operation(what)
			what.Center = full
			err := operation(what)
			switch kind := kindOf(err); {
			case kind == WorldFull:
				refused[name] = true
				if accepted != nil || toJSON(t, full) != before || full.Held() != held {
					t.Errorf("%s in %s is refused, and otherwise %v; it changed something: %t", name, situation, accepted,
						toJSON(t, full) != before)
				}
			case roomy.Held() > held:
				t.Errorf("%s in %s takes %d bytes and is not refused: %v", name, situation, roomy.Held()-held, err)
			case kind != kindOf(accepted):
				t.Errorf("%s in %s: %v, expected %v", name, situation, err, accepted)
			}
		}
	}
	for _, name := range []string{
		"aux", "dial", "dtmf", "→number", "→ready", "type", "type-ready", "recall", "recall-old", "inbound", "queue", "create_agent",
		"edit_agent", "put-network", "create_skill", "edit_skill", "add_agents_skill", "create_cod_act", "add_dnc", "put-dnc",
		"block_law2300", "put-campaign", "add_ip", "put-ip", "put-pbx", "put-state", "put-skill", "dial-rule", "add_interaction",
		"upload_file", "upload_audio", "put-routing-point",
	} {
		if operations[name] == nil || !refused[name] {
			t.Errorf("%s was never refused", name)
		}
	}
}

// To the byte: what fits is taken, one byte less is not enough, and all of a list goes in or nothing.
func TestAllow_list(t *testing.T) {
	c := scene(t, "ready")
	phones := []string{"1", "2", "3"}
	roomy := c.Clone()
	ok(t, second(roomy.AddDNC(noon, Is(DNCBoth), phones)))
	c.Allow(roomy.Held() - 1)
	before := toJSON(t, c)
	mustRefuseKind(t, c, before, second(c.AddDNC(noon, Is(DNCBoth), phones)), WorldFull, "")
	c.Allow(roomy.Held())
	ok(t, second(c.AddDNC(noon, Is(DNCBoth), phones)))
	ok(t, second(c.AddDNC(noon, Is(DNCBoth), phones))) // they are there already
	ok(t, second(c.RemoveDNC(Is(DNCBoth), []string{"all"})))
	same(t, "held", c.count(), c.Held())
}

// check holds a center against its invariants, and what it has counted against what it holds.
func check(c *Center) error {
	if err := c.Check(); err != nil {
		return err
	}
	if n := c.count(); n != c.Held() {
		return fmt.Errorf("%d bytes are counted: expected %d", c.Held(), n)
	}
	return nil
}

// A text is in memory of its own: one that is cut from a long request does not keep all of it.
func TestKept(t *testing.T) {
	request := strings.Repeat("9", 100)
	c := scene(t, "ready")
	id, err := c.Dial(noon, "12989", request[:7], request[7:9], "")
	ok(t, err)
	k, err := c.Call(id)
	ok(t, err)
	for _, text := range []string{k.Phone, k.CustomerID} {
		if p := unsafe.StringData(text); p == unsafe.StringData(request) || p == unsafe.StringData(request[7:]) {
			t.Errorf("%q is a part of the request", text)
		}
	}
}
