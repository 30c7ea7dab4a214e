package isolate

import (
	"net"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/dns/dnsmessage"
)

// What is in the environment leads nobody to take the machine's own namespaces for his.
func TestInside(t *testing.T) {
	mounts, network, err := namespaces()
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]bool{
		"": false, "0": false, "1 2": false, "x y z": false,
		"0 " + mounts + " " + network: false, "0 " + mounts + " net:[1]": false, "0 mnt:[1] " + network: false,
		"3f mnt:[1] net:[1]": true,
	} {
		t.Setenv(variable, value)
		if had, is := inside(); is != want || is && had != 0x3f || Inside() != want {
			t.Errorf("%q: %v, capabilities %x", value, is, had)
		}
	}
}

func TestHostsFile(t *testing.T) {
	was := "# ours\n127.0.0.1\tlocalhost\n10.0.0.7 wv0042.wolkvox.com db # both\n10.0.0.8 WV1.Wolkvox.com\n\nfe80::1 notwolkvox.com"
	want := "127.0.0.1 localhost wv0042.wolkvox.com\n127.0.0.1 localhost\n10.0.0.7 db\nfe80::1 notwolkvox.com\n"
	if diff := cmp.Diff(want, string(hostsFile([]byte(was), []string{"wv0042.wolkvox.com"}))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSwitchFile(t *testing.T) {
	want := "passwd: files\nhosts: files dns\n"
	for _, was := range []string{
		"passwd: files\n hosts: files resolve [!UNAVAIL=return] dns\n", "hosts: dns\npasswd: files", "passwd: files",
	} {
		if diff := cmp.Diff(want, string(switchFile([]byte(was)))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", was, diff)
		}
	}
}

// The name server knows the service's names, in whatever case, and no other.
func TestNameServer(t *testing.T) {
	s, err := serveNames("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	conn, err := net.Dial("udp", s.conn.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := conn.Write([]byte("no query")); err != nil { // has no answer, and ends nothing
		t.Fatal(err)
	}
	for id, tt := range []struct {
		name string
		kind dnsmessage.Type
		code dnsmessage.RCode
		ips  int
	}{
		{"wv0042.wolkvox.com.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"WV7.Wolkvox.COM.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"wolkvox.com.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"localhost.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"wv0042.wolkvox.com.", dnsmessage.TypeAAAA, dnsmessage.RCodeSuccess, 0},
		{"notwolkvox.com.", dnsmessage.TypeA, dnsmessage.RCodeNameError, 0},
		{"wolkvox.com.example.", dnsmessage.TypeA, dnsmessage.RCodeNameError, 0},
	} {
		q := dnsmessage.Question{Name: dnsmessage.MustNewName(tt.name), Type: tt.kind, Class: dnsmessage.ClassINET}
		query := dnsmessage.Message{Header: dnsmessage.Header{ID: uint16(id)}, Questions: []dnsmessage.Question{q}}
		packed, err := query.Pack()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write(packed); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 512)
		n, err := conn.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		var reply dnsmessage.Message
		if err := reply.Unpack(buf[:n]); err != nil {
			t.Fatal(err)
		}
		if reply.ID != uint16(id) || !reply.Response || reply.Questions[0] != q ||
			reply.RCode != tt.code || len(reply.Answers) != tt.ips {
			t.Errorf("%s %v: %+v", tt.name, tt.kind, reply)
		}
		for _, a := range reply.Answers {
			if body, is := a.Body.(*dnsmessage.AResource); !is || body.A != [4]byte{127, 0, 0, 1} {
				t.Errorf("%s: %+v", tt.name, a)
			}
		}
	}
}

// A reply is no query: two name servers would answer each other for ever.
func TestNameServer_answersNoReply(t *testing.T) {
	m := dnsmessage.Message{Header: dnsmessage.Header{Response: true}, Questions: []dnsmessage.Question{{
		Name: dnsmessage.MustNewName("wolkvox.com."), Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET}}}
	packed, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	if reply := answer(packed); reply != nil {
		t.Errorf("%x", reply)
	}
}
