// The API reference: Swagger UI with the document as it is written, one operation for each value of `api`. It weighs more than the
// rest of the console, so it is fetched when somebody opens it.

import { html } from "./vendor/lit-html/lit-html.js";
import { get } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";

const VENDOR = "vendor/swagger-ui-dist/";

let node = null; // where Swagger UI has drawn itself
let failed = "";

export function reference() {
  if (!node && !failed) load();
  return html`<div class="panel reference" id="reference" lang="en" data-testid="documents-viewer">
    ${node?.childElementCount ? node : html`<p class="empty">${failed || t("documents.loading")}</p>`}
  </div>`;
}

async function load() {
  node = document.createElement("div");
  node.addEventListener("click", follow);
  new MutationObserver(name).observe(node, { childList: true, subtree: true });
  try {
    const [doc] = await Promise.all([
      get("/openapi.json?view=operations", { quiet: true }),
      element("link", { rel: "stylesheet", href: `${VENDOR}swagger-ui.css` }),
      element("script", { src: `${VENDOR}swagger-ui-bundle.js` }),
    ]);
    window.SwaggerUIBundle({
      spec: readable(doc), domNode: node, docExpansion: "list", defaultModelsExpandDepth: -1, defaultModelExpandDepth: 3,
      filter: true, supportedSubmitMethods: [], validatorUrl: null, syntaxHighlight: { activated: false },
      onComplete: store.changed,
    });
  } catch (cause) {
    failed = cause.message;
    node = null;
    setTimeout(() => {
      failed = ""; // the server may be back then
      store.changed();
    }, 5000);
  }
  store.changed();
}

function element(tag, properties) {
  return new Promise((done, wrong) => {
    const e = Object.assign(document.createElement(tag), properties);
    e.onload = done;
    e.onerror = () => wrong(new Error(t("documents.not_loaded")));
    document.head.append(e);
  });
}

// Links to pages of the console stay in this window, which the viewer would not have them do.
function follow(event) {
  const href = event.target.closest("a")?.getAttribute("href");
  if (href?.startsWith("#/")) {
    event.preventDefault();
    location.hash = href;
  }
}

// What the viewer leaves without a name for screen readers: its lists, and a second main part of the page.
function name() {
  for (const list of node.querySelectorAll("select:not([aria-label])")) {
    const row = list.closest("[data-param-name]");
    const other = list.classList.contains("examples-select-element") ? "Examples" : "Media type";
    list.setAttribute("aria-label", row?.dataset.paramName ?? other);
  }
  for (const main of node.querySelectorAll("main:not([role])")) {
    main.setAttribute("role", "region");
    main.setAttribute("aria-label", "Operations");
  }
}

/** The document for people: a path shows how its operation is called, an example its grade, an operation its open questions. */
function readable(doc) {
  const paths = {};
  for (const [key, item] of Object.entries(doc.paths)) {
    const [path, name] = key.split("#");
    const [method] = Object.keys(item).filter((one) => item[one].operationId);
    const operation = item[method];
    const api = operation.parameters?.find((p) => p.name === "api")?.schema?.enum?.[0] ?? name;
    const called = `${path}?api=${api}`;
    const questions = (operation["x-answers"] ?? []).map((a) => `[${a.question}](#/documents/questions/${a.question})`);
    operation.description = [
      operation.description,
      `[Try it](#/try/${operation.operationId})`,
      questions.length ? `Open questions: ${questions.join(", ")}` : "",
    ].filter(Boolean).join("\n\n");
    // Two operations may have one api; their parameters tell them apart.
    paths[called in paths ? `${called} (${name})` : called] = item;
  }
  for (const examples of everyExamples(doc)) {
    for (const [name, example] of Object.entries(examples)) {
      if (example["x-evidence"]) example.summary = `${name} (${example["x-evidence"]})`;
    }
  }
  return { ...doc, paths };
}

function* everyExamples(value) {
  if (!value || typeof value !== "object") return;
  for (const [key, one] of Object.entries(value)) {
    if (key === "examples" && one && typeof one === "object") yield one;
    yield* everyExamples(one);
  }
}
