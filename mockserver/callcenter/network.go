package callcenter

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"unicode/utf8"
)

// Network is how well an agent is connected, as wolkvox Agent measures it: what real_time.php?api=latency shows
// (documented). The mock measures nothing; a scene tells it.
type Network struct {
	LatencyMS        int     `json:"latency_ms"`
	IP               string  `json:"ip"`                // the public address of the agent; "" when not told
	Version          string  `json:"version"`           // of wolkvox Agent
	TxJitter         float64 `json:"tx_jitter"`         // jitter sent
	RxJitter         float64 `json:"rx_jitter"`         // and received
	TxPloss          float64 `json:"tx_ploss"`          // percentage of lost packets sent
	RxPloss          float64 `json:"rx_ploss"`          // and received
	NetworkRejection float64 `json:"network_rejection"` // percentage of rejected calls
	ConnectionType   string  `json:"connection_type"`   // Ethernet or Wifi; "" when not told
	Platform         string  `json:"platform"`          // app (desktop) or web; "" when not told
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
	for _, number := range []struct {
		name       string
		value, max float64
	}{
		{"tx_jitter", n.TxJitter, math.MaxFloat64}, {"rx_jitter", n.RxJitter, math.MaxFloat64},
		{"tx_ploss", n.TxPloss, 100}, {"rx_ploss", n.RxPloss, 100}, {"network_rejection", n.NetworkRejection, 100},
	} {
		if !(number.value >= 0 && number.value <= number.max) { // so that NaN is refused too
			return fmt.Errorf("%s is %v: expected a number from 0 to %v", number.name, number.value, number.max)
		}
	}
	if _, err := netip.ParseAddr(n.IP); err != nil && n.IP != "" {
		return fmt.Errorf("ip is %q: expected an IP address, or none", n.IP)
	}
	switch {
	case !utf8.ValidString(n.Version):
		return fmt.Errorf("version is %q: expected UTF-8", n.Version)
	case !slices.Contains(connectionTypes, n.ConnectionType):
		return fmt.Errorf("connection_type is %q: expected Ethernet, Wifi or none", n.ConnectionType)
	case !slices.Contains(platforms, n.Platform):
		return fmt.Errorf("platform is %q: expected app, web or none", n.Platform)
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
