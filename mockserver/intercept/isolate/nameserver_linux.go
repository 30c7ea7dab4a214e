package isolate

import (
	"net"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers over UDP that every name of the service is 127.0.0.1, and that there is no other.
type nameServer struct{ conn net.PacketConn }

func serveNames(addr string) (*nameServer, error) {
	conn, err := net.ListenPacket("udp", addr) //nolint:noctx // it does not wait for anybody
	if err != nil {
		return nil, err
	}
	s := &nameServer{conn}
	go s.serve()
	return s, nil
}

func (s *nameServer) close() { _ = s.conn.Close() }

func (s *nameServer) serve() {
	query := make([]byte, 4096)
	for {
		n, from, err := s.conn.ReadFrom(query)
		if err != nil {
			return // it is closed
		}
		if reply := answer(query[:n]); reply != nil {
			_, _ = s.conn.WriteTo(reply, from) // who has gone asks no more
		}
	}
}

// answer is the reply to a query, nil when it is none.
func answer(query []byte) []byte {
	var p dnsmessage.Parser
	header, err := p.Start(query)
	if err != nil || header.Response {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return nil
	}
	reply := dnsmessage.Message{
		Header: dnsmessage.Header{
			ID: header.ID, Response: true, OpCode: header.OpCode, Authoritative: true,
			RecursionDesired: header.RecursionDesired, RecursionAvailable: true,
		},
		Questions: []dnsmessage.Question{q},
	}
	name := strings.TrimSuffix(q.Name.String(), ".")
	switch {
	case !ofService(name) && !strings.EqualFold(name, "localhost"):
		reply.RCode = dnsmessage.RCodeNameError
	case q.Type == dnsmessage.TypeA && q.Class == dnsmessage.ClassINET:
		reply.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 60}, // seconds
			Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
		}}
	}
	packed, err := reply.Pack()
	if err != nil {
		return nil
	}
	return packed
}
