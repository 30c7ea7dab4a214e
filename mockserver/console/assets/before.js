// Runs before the page is painted, so that the chosen theme and language do not flash.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const chosen = localStorage.getItem("language") ?? navigator.language;
    root.lang = chosen.startsWith("es") ? "es" : "en";
  } catch {
    // Storage may be forbidden; the browser's own settings hold then.
  }
})();
