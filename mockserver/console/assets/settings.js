// Theme and language of the page, remembered by the browser; and leaving it, where a token was asked for.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { get, post } from "./api.js";
import { store } from "./store.js";
import { choose, language, languages, t } from "./words.js";
import { icon } from "./ui.js";

let session = null; // {token_required, logged_in}; null until it is known

const themes = ["auto", "light", "dark"];

const theme = () => document.documentElement.dataset.theme ?? "auto";

function setTheme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    localStorage.setItem("theme", name);
  } catch {
    // It holds until the page is closed.
  }
  store.changed();
}

/** Asks whether there is anything to log out of. */
export async function readSession() {
  session = await get("/console/session", { quiet: true });
  store.changed();
}

async function logOut() {
  await post("/console/logout");
  location.assign(new URL("login", document.baseURI));
}

const names = { en: "English", es: "Español" };

/** Two rows of buttons: theme and language. */
export const settings = () =>
  html` <div class="segments" role="group" aria-label=${t("shell.theme")} data-testid="theme">
      ${themes.map(
        (name) =>
          html`<button
            type="button"
            class="segment"
            aria-pressed=${name === theme()}
            data-theme-name=${name}
            title=${t(`shell.theme_${name}`)}
            aria-label=${t(`shell.theme_${name}`)}
            @click=${() => setTheme(name)}
          >
            ${icon(name)}
          </button>`,
      )}
    </div>
    <div class="segments" role="group" aria-label=${t("shell.language")} data-testid="lang">
      ${languages.map(
        (name) =>
          html`<button
            type="button"
            class="segment"
            aria-pressed=${name === language()}
            lang=${name}
            data-language=${name}
            title=${names[name]}
            aria-label=${`${name.toUpperCase()}: ${names[name]}`}
            @click=${() => choose(name)}
          >
            ${name.toUpperCase()}
          </button>`,
      )}
    </div>
    ${
      session?.token_required
        ? html`<button type="button" class="button quiet" data-testid="log-out" @click=${logOut}>
            ${icon("out")}<span>${t("shell.log_out")}</span>
          </button>`
        : nothing
    }`;
