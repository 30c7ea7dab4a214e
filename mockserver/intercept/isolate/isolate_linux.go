package isolate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// capabilities is a set of them, a bit each.
type capabilities uint64

func bit(capability uintptr) capabilities { return 1 << capability }

// undoing are the capabilities with which a command could reach out again.
const undoing = capabilities(1<<unix.CAP_SYS_ADMIN | 1<<unix.CAP_NET_ADMIN)

// needed are the capabilities that the process inside works with. They count in its namespaces only.
var needed = []uintptr{unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN, unix.CAP_NET_BIND_SERVICE, unix.CAP_SETPCAP}

// effective are the capabilities of the calling thread.
func effective() (capabilities, error) {
	var sets [2]unix.CapUserData
	err := unix.Capget(&unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}, &sets[0])
	return capabilities(sets[1].Effective)<<32 | capabilities(sets[0].Effective), err
}

// Supported reports that the system is Linux.
func Supported() error { return nil }

// Inside reports whether Command has started this process.
func Inside() bool {
	_, is := inside()
	return is
}

// inside reports whether this process is in other namespaces than the one that has set the variable, and which capabilities that
// had. In its own, which are the machine's, a variable that somebody has left or made up must change nothing.
func inside() (had capabilities, is bool) {
	var mounts, network string
	if _, err := fmt.Sscanf(os.Getenv(variable), "%x %s %s", &had, &mounts, &network); err != nil {
		return 0, false
	}
	ownMounts, ownNetwork, err := namespaces()
	return had, err == nil && mounts != ownMounts && network != ownNetwork
}

// namespaces are the names of those that this process is in, such as mnt:[4026531832].
func namespaces() (mounts, network string, err error) {
	mounts, err1 := os.Readlink("/proc/self/ns/mnt")
	network, err2 := os.Readlink("/proc/self/ns/net")
	return mounts, network, errors.Join(err1, err2)
}

// Command is this program, started once more in namespaces of its own with the same user and group ids: a caller that may
// map all ids (root) maps all that it has, others their own. The caller sets the standard files.
func Command(ctx context.Context, args []string) (*exec.Cmd, error) {
	had, err := effective()
	if err != nil {
		return nil, err
	}
	mounts, network, err := namespaces()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe", args...) //nolint:gosec // this very program, with its own arguments
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%x %s %s", variable, uint64(had), mounts, network))
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Geteuid(), HostID: os.Geteuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getegid(), HostID: os.Getegid(), Size: 1}},
		AmbientCaps: needed,
	}
	if all := bit(unix.CAP_SETUID) | bit(unix.CAP_SETGID); had&all == all {
		cmd.SysProcAttr.UidMappings = mapped("/proc/self/uid_map", cmd.SysProcAttr.UidMappings)
		cmd.SysProcAttr.GidMappings = mapped("/proc/self/gid_map", cmd.SysProcAttr.GidMappings)
		groups, _ := os.ReadFile("/proc/self/setgroups")
		cmd.SysProcAttr.GidMappingsEnableSetgroups = !bytes.HasPrefix(groups, []byte("deny"))
	}
	return cmd, nil
}

// mapped are the ids of this namespace, each mapped to itself; own, where they cannot be read.
func mapped(file string, own []syscall.SysProcIDMap) (all []syscall.SysProcIDMap) {
	text, err := os.ReadFile(file) //nolint:gosec // of /proc
	if err != nil {
		return own
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			return own
		}
		first, err1 := strconv.Atoi(fields[0])
		size, err2 := strconv.Atoi(fields[2])
		if err := errors.Join(err1, err2); err != nil {
			return own
		}
		all = append(all, syscall.SysProcIDMap{ContainerID: first, HostID: first, Size: size})
	}
	return all
}

// Unavailable says which setting of the system forbids the namespaces that Command or Enter could not make, as far as it can be
// told.
func Unavailable(err error) string {
	for _, s := range []struct{ file, forbids, says string }{
		{"/proc/sys/user/max_user_namespaces", "0", "sysctl user.max_user_namespaces is 0"},
		{"/proc/sys/kernel/unprivileged_userns_clone", "0", "sysctl kernel.unprivileged_userns_clone is 0"},
		{"/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
			"sysctl kernel.apparmor_restrict_unprivileged_userns is 1, as Ubuntu has it"},
	} {
		if text, err := os.ReadFile(s.file); err == nil && strings.TrimSpace(string(text)) == s.forbids {
			return s.says
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "there are too many user namespaces, or namespaces in namespaces, already"
	case errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.ENOSYS):
		return "the kernel has none"
	}
	return "a container's seccomp profile forbids them, say: docker run --security-opt seccomp=unconfined allows them"
}

// Network is the network inside: loopback, a hosts file and a name server of its own.
type Network struct {
	keep  capabilities // of the command
	names *nameServer
}

// Enter makes loopback and the mounts ready, in a process that Command has started.
func Enter() (*Network, error) {
	had, is := inside()
	if !is {
		return nil, errors.New("this process is not in namespaces of its own")
	}
	if err := os.Unsetenv(variable); err != nil {
		return nil, err
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return nil, fmt.Errorf("making the mounts private: %w", err)
	}
	if err := loopback(); err != nil {
		return nil, fmt.Errorf("setting up loopback: %w", err)
	}
	return &Network{keep: had &^ undoing}, nil
}

// loopback sets the loopback interface up, with 127.0.0.2 beside 127.0.0.1: a resolver that is asked for families with an
// address (AI_ADDRCONFIG) takes 127.0.0.1 alone for none.
func loopback() error {
	s, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(s) }()
	up, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	up.SetUint16(unix.IFF_UP)
	if err := unix.IoctlIfreq(s, unix.SIOCSIFFLAGS, up); err != nil {
		return err
	}
	second, err := unix.NewIfreq("lo:0")
	if err != nil {
		return err
	}
	if err := second.SetInet4Addr(net.IPv4(127, 0, 0, 2).To4()); err != nil {
		return err
	}
	return unix.IoctlIfreq(s, unix.SIOCSIFADDR, second)
}

// Confine takes from the calling thread, and so from a command that it starts, every capability that the caller of Command had
// not, and those that could undo the isolation. The goroutine must be locked to its thread, for good.
func (n *Network) Confine() error {
	if err := unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); err != nil {
		return fmt.Errorf("dropping capabilities: %w", err)
	}
	for c := uintptr(0); c <= unix.CAP_LAST_CAP; c++ {
		if n.keep&bit(c) != 0 {
			continue
		}
		err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0)
		if err != nil && !errors.Is(err, unix.EINVAL) { // an older kernel has fewer
			return fmt.Errorf("dropping capabilities: %w", err)
		}
	}
	var sets [2]unix.CapUserData
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	if err := unix.Capget(header, &sets[0]); err != nil {
		return err
	}
	for i := range sets {
		s, keep := &sets[i], uint32(n.keep>>(32*i)) //nolint:gosec // half of it
		s.Effective, s.Permitted, s.Inheritable = s.Effective&keep, s.Permitted&keep, 0
	}
	if err := unix.Capset(header, &sets[0]); err != nil {
		return fmt.Errorf("dropping capabilities: %w", err)
	}
	return nil
}

// Close ends the name server.
func (n *Network) Close() {
	if n.names != nil {
		n.names.close()
	}
}
