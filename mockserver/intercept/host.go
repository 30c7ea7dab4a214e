package intercept

import (
	"net/netip"
	"strings"
)

// Domain is the domain of the real service, whose hosts are wvNNNN.wolkvox.com.
const Domain = "wolkvox.com"

// IsService reports whether a host without its port is one of the real service: the domain, or a name below it. Case and a dot
// at the end do not matter; what is no name at all is none.
func IsService(host string) bool {
	bare := strings.TrimSuffix(host, ".")
	if len(bare) < len(Domain) || !strings.EqualFold(bare[len(bare)-len(Domain):], Domain) {
		return false // as nearly always
	}
	host = CleanHost(host)
	return host == Domain || strings.HasSuffix(host, "."+Domain)
}

// IsLocal reports whether a host without its port is this machine, by its name or an address.
func IsLocal(host string) bool {
	host = CleanHost(host)
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// CleanHost is a host as it is compared: lower case, without the dot that may end a name. It is "" for what is neither the name
// nor the address of a host.
func CleanHost(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		return ip.Unmap().String()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if len(host) > 253 {
		return ""
	}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) == 0 || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return ""
		}
	}
	return host
}
