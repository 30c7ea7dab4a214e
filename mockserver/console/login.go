package console

import (
	_ "embed"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
)

//go:embed login.html
var loginPage string

// words are what the page for logging in says, by language. It has no script, so the server chooses.
var words = map[string]struct{ title, label, where, wrong, often string }{
	"en": {
		title: "Log in", label: "Admin token",
		where: "The server shows it when it starts, at “bearer”, unless it was given one with --admin-token.",
		wrong: "This is not the admin token of the server.",
		often: "Too many wrong tokens. Try again in a minute.",
	},
	"es": {
		title: "Iniciar sesión", label: "Token de administración",
		where: "El servidor lo muestra al arrancar, en «bearer», salvo que se le haya dado uno con --admin-token.",
		wrong: "Este no es el token de administración del servidor.",
		often: "Demasiados tokens incorrectos. Inténtelo de nuevo en un minuto.",
	},
}

// LoggedIn reports whether a request has the cookie of an open session.
func (c *Console) LoggedIn(r *http.Request) bool {
	cookie, err := r.Cookie(cookieName(r))
	return err == nil && c.sessions.holds(cookie.Value)
}

// cookieName has the port in it: the cookies of a host go to each of its ports, and two mocks must not log each other out.
func cookieName(r *http.Request) string {
	_, port, _ := net.SplitHostPort(r.Host)
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "wolkvox-mock-session"
	}
	return "wolkvox-mock-session-" + port
}

// setCookie hands a session to the client, or takes it back when it is "". A browser that came over TLS, be it up to a proxy,
// shows it over nothing else; the Origin, which the guard has looked at, tells it.
func setCookie(w http.ResponseWriter, r *http.Request, session string) {
	age := int(maxAge.Seconds())
	if session == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // over plain HTTP no browser would keep a Secure one
		Name: cookieName(r), Value: session, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil || strings.HasPrefix(r.Header.Get("Origin"), "https://"),
	})
}

// login shows the page for logging in, and takes what is entered there.
func (c *Console) login(w http.ResponseWriter, r *http.Request) {
	switch {
	case !c.options.Closed() || r.Method != http.MethodPost && c.LoggedIn(r):
		lead(w, http.StatusSeeOther, "./")
		return
	case r.Method != http.MethodPost:
		writeLogin(w, r, http.StatusOK, "")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxLoginBytes)
	token := r.PostFormValue("token")
	session, wait := c.sessions.logIn(func() bool { return c.options.IsToken(token) })
	said := words[languageOf(r.Header["Accept-Language"])]
	switch {
	case wait > 0:
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		writeLogin(w, r, http.StatusTooManyRequests, said.often)
	case session == "":
		writeLogin(w, r, http.StatusUnauthorized, said.wrong)
	default:
		setCookie(w, r, session)
		lead(w, http.StatusSeeOther, "./")
	}
}

// logout ends the session.
func (c *Console) logout(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(cookieName(r)); err == nil {
		c.sessions.logOut(cookie.Value)
		setCookie(w, r, "")
	}
	lead(w, http.StatusSeeOther, "login")
}

// session tells the page whether the server asks for a token, and whether the session is open: an EventSource does not say why it
// was refused.
func (c *Console) session(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", types[".json"])
	w.Header().Set("Cache-Control", "no-store")
	closed := c.options.Closed()
	_, _ = fmt.Fprintf(w, "{\"token_required\": %t, \"logged_in\": %t}\n", //nolint:gosec // two booleans
		closed, !closed || c.LoggedIn(r))
}

// askToken leads to the page for logging in. A link of another site brings no cookie that is SameSite=Strict; the page that
// it gets instead goes there by itself, which does bring it.
func askToken(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Sec-Fetch-Site") != "cross-site" {
		lead(w, http.StatusSeeOther, "login")
		return
	}
	w.Header().Set("Content-Type", types[".html"])
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, `<!doctype html><title>wolkvox-mock</title><meta http-equiv="refresh" content="0;url=login">`)
}

func writeLogin(w http.ResponseWriter, r *http.Request, status int, refused string) {
	language := languageOf(r.Header["Accept-Language"])
	said, also := words[language], ""
	if refused != "" {
		refused, also = `<p id="refused" class="refused" role="alert">`+refused+"</p>\n", " refused"
	}
	h := w.Header()
	h.Set("Content-Type", types[".html"])
	h.Set("Content-Language", language)
	h.Set("Vary", "Accept-Language")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = strings.NewReplacer(
		"{lang}", language, "{title}", said.title, "{label}", said.label, "{where}", said.where,
		"{refused}", refused, "{also}", also,
	).WriteString(w, loginPage)
}

// lead leads a browser to another page. The address is relative, so that it holds behind a proxy that has the mock under a path.
func lead(w http.ResponseWriter, status int, where string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", where)
	w.WriteHeader(status)
}
