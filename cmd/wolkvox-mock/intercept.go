package main

import (
	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
)

// interceptFlags say how clients that have the address of the real service written into them get here.
type interceptFlags struct {
	on, adopt      bool
	tlsAddr, caDir string
}

func (f *interceptFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.on, "intercept", false,
		"take in clients that call https://wvNNNN.wolkvox.com: speak TLS on the same port, and be a proxy for those hosts")
	flags.StringVar(&f.tlsAddr, "tls-addr", "", "a further `address` to listen on, such as :443, for hosts files and network aliases; turns --intercept on")
	registerCADir(flags, &f.caDir)
	flags.BoolVar(&f.adopt, "adopt", false,
		"make a world for a server (wvNNNN or wolkvox_server) and a token that nobody knows, when they come for the first time")
}

func registerCADir(flags *pflag.FlagSet, dir *string) {
	flags.StringVar(dir, "ca-dir", "",
		"`folder` of the certificate authority, which is made there at its first use (default wolkvox-mock in the user's folder for data)")
}

func (f *interceptFlags) options() ([]mockserver.Option, error) {
	var opts []mockserver.Option
	if f.adopt {
		opts = append(opts, mockserver.WithAdopt())
	}
	if f.on || f.tlsAddr != "" {
		authority, err := openAuthority(f.caDir)
		if err != nil {
			return nil, err
		}
		opts = append(opts, mockserver.WithIntercept(mockserver.Intercept{Authority: authority, TLSAddr: f.tlsAddr}))
	}
	return opts, nil
}

// openAuthority opens the authority in a folder, or the user's own.
func openAuthority(dir string) (*intercept.Authority, error) {
	if dir == "" {
		var err error
		if dir, err = intercept.DefaultDir(); err != nil {
			return nil, exit(exitEnvironment, "%w; name one with --ca-dir", err)
		}
	}
	a, err := intercept.Open(dir)
	if err != nil {
		return nil, exit(exitEnvironment, "%w; another folder is named with --ca-dir", err)
	}
	return a, nil
}
