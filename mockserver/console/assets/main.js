// The shell: navigation, what is chosen (page, world, theme, language), and the page within.

import { html, nothing, render } from "./vendor/lit-html/lit-html.js";
import { store } from "./store.js";
import { load, onLanguage, t } from "./words.js";
import { drawDialogs, icon } from "./ui.js";
import { bar } from "./bar.js";
import { readSession, settings } from "./settings.js";
import { page as wallboard } from "./wallboard.js";
import { page as requests } from "./requests.js";
import { page as verdict } from "./verdict.js";
import { page as tryIt } from "./try.js";
import { page as documents } from "./documents.js";
import { page as faults } from "./faults.js";

/**
 * A page: {title: key, render(store, route) -> TemplateResult, enter?(store, route), leave?()}.
 * route is {name, path: string[], params: URLSearchParams}: "#/requests/42?filter=hang" has the path ["42"].
 */
const pages = { wallboard, requests, verdict, try: tryIt, documents, faults };

const root = document.getElementById("app");
let route = { name: "", path: [], params: new URLSearchParams() };

function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/").map(decoded);
  return { name: Object.hasOwn(pages, name) ? name : "wallboard", path: rest, params: new URLSearchParams(query) };
}

// Somebody may have written the address by hand.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function navigate() {
  const before = route.name;
  route = parse(location.hash);
  if (route.name !== before) {
    pages[before]?.leave?.();
    pages[route.name].enter?.(store, route);
  }
  draw();
  if (before && route.name !== before) {
    scrollTo(0, 0);
    document.getElementById("main").focus({ preventScroll: true }); // the reader hears where he is
  }
}

const navigation = () =>
  html` <div class="nav">
    ${Object.keys(pages).map(
      (name) =>
        html`<a
          class="nav-link"
          href="#/${name}"
          data-testid="nav-${name}"
          aria-current=${name === route.name ? "page" : nothing}
        >
          ${icon(name)}<span>${t(`shell.nav_${name}`)}</span></a
        >`,
    )}
  </div>`;

const shell = () =>
  html` <a class="skip" href="#main" @click=${skip}>${t("shell.skip")}</a>
    <div class="shell">
      <nav class="rail" aria-label=${t("shell.navigation")}>
        <a class="brand" href="#/wallboard"><img src="icon.svg" alt="" width="28" height="28" /><span>wolkvox-mock</span></a>
        ${navigation()}
        <div class="rail-foot">${settings()}</div>
      </nav>
      ${bar(store)}
      <main id="main" class="main" tabindex="-1">
        ${store.connection === "lost" ? html`<p class="lost">${t("shell.lost")}</p>` : nothing}
        ${pages[route.name].render(store, route)}
      </main>
    </div>`;

// The address of the skip link is no page.
function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function draw() {
  document.title = `${t(pages[route.name].title)} · wolkvox-mock`;
  render(shell(), root);
  drawDialogs();
}

await load(document.documentElement.lang);
onLanguage(draw);
store.subscribe(draw);
addEventListener("hashchange", navigate);
navigate();
readSession().catch(() => {}); // without an answer there is nothing to log out of
store.open(new URL(location).searchParams.get("world") ?? "default");
