package environ

import (
	_ "embed" // the files that a runtime loads
	"os"
	"path/filepath"
	"strings"
)

//go:embed preload.cjs
var preload []byte

//go:embed sitecustomize.py
var sitecustomize []byte

// node leads every connection of Node to the mock by a file that Node loads first. Node adds the certificates of
// NODE_EXTRA_CA_CERTS to its own roots.
func (p *preparation) node() error {
	file, err := p.write(preload, "node", "preload.cjs")
	if err != nil {
		return err
	}
	if _, err := p.write([]byte(p.address()), "node", "address"); err != nil {
		return err
	}
	option := `--require "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(file) + `"`
	p.set("NODE_OPTIONS", appended(p.get("NODE_OPTIONS"), " ", option), "Node: leads its connections to *."+domain+" to the mock")

	extra, why := p.CAFile, "Node: trusts the mock's authority beside its own roots"
	if was := p.get("NODE_EXTRA_CA_CERTS"); was != "" {
		var r roots
		r.chain("NODE_EXTRA_CA_CERTS", was)
		r.add(p.ca)
		if extra, err = p.write(r.pem(), "node", "extra-ca.pem"); err != nil {
			return err
		}
		why += " and those of " + was + r.notes()
	}
	if extra, err = filepath.Abs(extra); err != nil {
		return err
	}
	p.set("NODE_EXTRA_CA_CERTS", extra, why)
	return nil
}

// python leads what does not obey the proxy variables by a module that Python loads first, and that loads the one it hides.
func (p *preparation) python() error {
	file, err := p.write(sitecustomize, "python", "sitecustomize.py")
	if err != nil {
		return err
	}
	if _, err := p.write([]byte(p.address()), "python", "address"); err != nil {
		return err
	}
	path := filepath.Dir(file)
	if was := p.get("PYTHONPATH"); was != "" {
		path += string(os.PathListSeparator) + was
	}
	p.set("PYTHONPATH", path, "Python: leads look-ups of *."+domain+" to the mock where no proxy is asked")
	return nil
}

// php makes PHP trust our authority by a file of settings. An empty folder in the list stands for the one compiled in.
func (p *preparation) php() error {
	bundle := `"` + strings.NewReplacer(`"`, `\"`, `$`, `\$`).Replace(p.path(BundleFile)) + `"`
	ini := "curl.cainfo = " + bundle + "\nopenssl.cafile = " + bundle + "\n"
	file, err := p.write([]byte(ini), "php", "wolkvox-mock.ini")
	if err != nil {
		return err
	}
	was, is := p.lookup("PHP_INI_SCAN_DIR")
	dirs := was + string(os.PathListSeparator) + filepath.Dir(file)
	if is && was == "" { // reads none of the system's
		dirs = filepath.Dir(file)
	}
	p.set("PHP_INI_SCAN_DIR", dirs, "PHP: trusts the mock's authority beside the system's roots")
	return nil
}

// wget is made to trust our authority by a file of settings, as one built with GnuTLS knows no variable for that. It reads
// one such file of a user, so ours begins with what stands in theirs.
func (p *preparation) wget() error {
	theirs, is := p.lookup("WGETRC")
	if home := p.get("HOME"); !is && home != "" {
		theirs = filepath.Join(home, ".wgetrc")
	}
	settings, _ := os.ReadFile(theirs)
	if len(settings) > 0 {
		settings = append(settings, '\n')
	}
	file, err := p.write(append(settings, "ca_certificate = "+p.path(BundleFile)+"\n"...), "wget", "wgetrc")
	if err != nil {
		return err
	}
	p.set("WGETRC", file, "wget: trusts the mock's authority beside the system's roots")
	return nil
}
