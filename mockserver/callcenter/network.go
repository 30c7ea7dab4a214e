package callcenter

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"unicode/utf8"
)

// What real_time.php?api=latency shows (documented for the fields). The mock measures nothing; a scene tells it.

// Network is how well an agent is connected, as wolkvox Agent measures it.
type Network struct {
	LatencyMS        int     `json:"latency_ms"`
	IP               IP      `json:"ip"`                // the public address of the agent; the zero one, "", when not told
	Version          string  `json:"version"`           // of wolkvox Agent
	TxJitter         float64 `json:"tx_jitter"`         // jitter sent
	RxJitter         float64 `json:"rx_jitter"`         // and received
	TxPloss          float64 `json:"tx_ploss"`          // percentage of lost packets sent
	RxPloss          float64 `json:"rx_ploss"`          // and received
	NetworkRejection float64 `json:"network_rejection"` // percentage of rejected calls
	ConnectionType   string  `json:"connection_type"`   // Ethernet or Wifi; "" when not told
	Platform         string  `json:"platform"`          // app (desktop) or web; "" when not told
	Status           string  `json:"status,omitempty"`  // the word that is shown; "": the agent's state (Q-LATENCY-STATUS)
}

// PBXUser is a user of the PBX with its connection. Nothing else here knows such users.
type PBXUser struct {
	User     string  `json:"user"`
	Status   string  `json:"status"`    // which words there are is not documented (Q-LATENCY-VALUES)
	TxJitter float64 `json:"tx_jitter"` // as those of a Network
	RxJitter float64 `json:"rx_jitter"`
	TxPloss  float64 `json:"tx_ploss"`
	RxPloss  float64 `json:"rx_ploss"`
}

// PBXUserChange is what PutPBXUser changes; nil keeps a value. A new user has the status OK (inferred, Q-LATENCY-VALUES) and
// figures of 0.
type PBXUserChange struct {
	Status   *string  `json:"status,omitempty"`
	TxJitter *float64 `json:"tx_jitter,omitempty"`
	RxJitter *float64 `json:"rx_jitter,omitempty"`
	TxPloss  *float64 `json:"tx_ploss,omitempty"`
	RxPloss  *float64 `json:"rx_ploss,omitempty"`
}

// PutPBXUser creates or changes a user of the PBX, and reports it as it is then. Refusals: InputInvalid, WorldFull.
func (c *Center) PutPBXUser(user string, ch PBXUserChange) (PBXUser, error) {
	u, known := c.PBXByUser[user]
	if !known {
		u = PBXUser{User: kept(user), Status: "OK"}
	}
	assign(&u.Status, ch.Status)
	change(&u.TxJitter, ch.TxJitter)
	change(&u.RxJitter, ch.RxJitter)
	change(&u.TxPloss, ch.TxPloss)
	change(&u.RxPloss, ch.RxPloss)
	if err := u.check(user); err != nil {
		return PBXUser{}, refuse(InputInvalid, "", "PBX user %q: %v", user, err)
	}
	if err := c.fits(more(c.PBXByUser, user, u)); err != nil {
		return PBXUser{}, err
	}
	store(c, &c.PBXByUser, u.User, u)
	return u, nil
}

// DeletePBXUser takes a user of the PBX away. Refusal: PBXUserUnknown.
func (c *Center) DeletePBXUser(user string) error {
	if _, known := c.PBXByUser[user]; !known {
		return refuse(PBXUserUnknown, "", "the PBX has no user %q: expected one of its %d", user, len(c.PBXByUser))
	}
	drop(c, c.PBXByUser, user)
	return nil
}

// PBXUsers are the users of the PBX, by name.
func (c *Center) PBXUsers() []PBXUser {
	out := make([]PBXUser, 0, len(c.PBXByUser))
	for _, user := range slices.Sorted(maps.Keys(c.PBXByUser)) {
		out = append(out, c.PBXByUser[user])
	}
	return out
}

func (c *Center) checkPBXUsers() error {
	for _, user := range slices.Sorted(maps.Keys(c.PBXByUser)) {
		if err := c.PBXByUser[user].check(user); err != nil {
			return fmt.Errorf("pbx user %q: %w", user, err)
		}
	}
	return nil
}

func (u PBXUser) check(user string) error {
	switch {
	case badID(user) || u.User != user:
		return fmt.Errorf("its user is %q: expected some text, and its key", u.User)
	case !utf8.ValidString(u.Status):
		return fmt.Errorf("its status is %q: expected UTF-8", u.Status)
	}
	return checkFigures(u.TxJitter, u.RxJitter, u.TxPloss, u.RxPloss, 0)
}

// The values that the page of latency prints (documented).
var (
	connectionTypes = []string{"", "Ethernet", "Wifi"}
	platforms       = []string{"", "app", "web"}
)

// check tells what is wrong with a network; with nil nothing is.
func (n *Network) check() error {
	if n == nil {
		return nil
	}
	if n.LatencyMS < 0 {
		return fmt.Errorf("latency_ms is %d: expected 0 or more", n.LatencyMS)
	}
	if err := checkFigures(n.TxJitter, n.RxJitter, n.TxPloss, n.RxPloss, n.NetworkRejection); err != nil {
		return err
	}
	switch {
	case !utf8.ValidString(n.Version):
		return fmt.Errorf("version is %q: expected UTF-8", n.Version)
	case !utf8.ValidString(n.Status):
		return fmt.Errorf("status is %q: expected UTF-8", n.Status)
	case !slices.Contains(connectionTypes, n.ConnectionType):
		return fmt.Errorf("connection_type is %q: expected Ethernet, Wifi or none", n.ConnectionType)
	case !slices.Contains(platforms, n.Platform):
		return fmt.Errorf("platform is %q: expected app, web or none", n.Platform)
	}
	return nil
}

// checkFigures checks jitters, and percentages of what was lost and rejected.
func checkFigures(txJitter, rxJitter, txPloss, rxPloss, rejection float64) error {
	for _, number := range []struct {
		name       string
		value, max float64
	}{
		{"tx_jitter", txJitter, math.MaxFloat64}, {"rx_jitter", rxJitter, math.MaxFloat64},
		{"tx_ploss", txPloss, 100}, {"rx_ploss", rxPloss, 100}, {"network_rejection", rejection, 100},
	} {
		if !(number.value >= 0 && number.value <= number.max) { // so that NaN is refused too
			return fmt.Errorf("%s is %v: expected a number from 0 to %v", number.name, number.value, number.max)
		}
	}
	return nil
}

func (n *Network) copy() *Network {
	if n == nil {
		return nil
	}
	out := *n
	return &out
}
