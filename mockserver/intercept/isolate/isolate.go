// Package isolate runs a program where the names of the wolkvox service lead to the mock and nothing else can be reached: in
// user, mount and network namespaces of Linux, which need no privileges. The program starts itself in them (Command); there it
// makes them ready (Enter, Network.Name) and runs the command that is to be isolated without the capabilities that could undo
// it (Network.Confine).
package isolate

// Where the mock has to listen inside: the service's own ports.
const (
	HTTPAddr  = "127.0.0.1:80"
	HTTPSAddr = "127.0.0.1:443"
)

// variable of the environment tells a process that Command has started it, which capabilities the caller had, and in which
// namespaces the caller is.
const variable = "WOLKVOX_MOCK_NAMESPACES"
