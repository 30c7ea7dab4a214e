// Try it: a documented operation, its parameters as fields, the reply, and the same request as a command line. Requests have a token
// of the console's own, so they never take the lease of the client under test.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { guard } from "./vendor/lit-html/directives/guard.js";
import { live } from "./vendor/lit-html/directives/live.js";
import { get, post, url } from "./api.js";
import { store } from "./store.js";
import { number } from "./format.js";
import { language, t } from "./words.js";
import { copyButton, icon } from "./ui.js";
import { grade, status } from "./badges.js";
import { code, english, json, prose, quote } from "./text.js";
import { operations } from "./reference.js";

const TOKEN = "wolkvox-token";
const WORLD = "X-Wolkvox-Mock-World";
const OUTCOME = "X-Wolkvox-Mock";
const DESCRIPTION = "console"; // of the token, by which it is found again

// What has been filled in and what came of it, by operation.
const forms = new Map();
const form = (name) => {
  if (!forms.has(name)) forms.set(name, { values: {}, files: {}, sample: null, reply: null, waiting: null });
  return forms.get(name);
};

let token = { world: "", value: "" };
let begun = 0; // the reading of a world that the forms and the token are of
let filled = ""; // the address whose parameters have been filled in

export const page = {
  title: "try.title",
  render(store, route) {
    if (store.board && begun !== store.readings) begin();
    const all = operations();
    if (!all) return html`<div class="page-head"><h1>${t("try.title")}</h1></div><p class="panel empty">${t("try.loading")}</p>`;
    const o = all.find((o) => o.name === route.path[0]) ?? all[0];
    fill(o, route);
    return html`
      <div class="page-head"><h1>${t("try.title")}</h1></div>
      <div class="try">
        <section class="panel try-form">${choice(all, o)}${fields(o)}</section>
        <div class="try-side">${request(o)}${answer(o, store)}</div>
      </div>
      ${offers(store)}`;
  },
};

// Another world, or the same one anew: it has a token of its own, and a reply that is shown would not be of it.
function begin() {
  begun = store.readings;
  for (const [name, { values, files, sample }] of forms) forms.set(name, { values, files, sample, reply: null, waiting: null });
  token = { world: "", value: "" };
  needToken().catch(() => {}); // a toast says why; Send tries again
}

// An address may say what to fill in: "#/try/hang?agent_id=12989".
function fill(o, route) {
  if (location.hash === filled) return;
  filled = location.hash;
  if (![...route.params].length) return;
  const f = form(o.name);
  f.sample = null;
  f.values = {};
  for (const p of o.parameters) {
    const values = route.params.getAll(p.name);
    if (values.length) f.values[p.name] = values.join("\n");
  }
}

// The form

const choice = (all, o) => html`
  <label class="field"><span class="field-label">${t("try.operation")}</span>
    <select class="select" data-testid="try-operation" @change=${(event) => (location.hash = `#/try/${event.target.value}`)}>
      ${Object.entries(Object.groupBy(all, (o) => o.resource)).map(
        ([resource, some]) => html`<optgroup label=${resource}>
          ${some.map((one) => html`<option value=${one.name} ?selected=${one === o}>${one.name}: ${one.summary}</option>`)}
        </optgroup>`,
      )}
    </select></label>
  <p class="try-about"><span lang="en">${o.summary}.</span> <a href=${o.page} target="_blank" rel="noreferrer">${t("try.page")}</a>
    <a href="#/documents/questions?about=${o.name}">${t("try.questions")}</a></p>
  ${samples(o)}`;

function samples(o) {
  const f = form(o.name);
  if (o.samples.length === 0) return nothing;
  const given = f.sample?.given;
  return html`
    <div role="group" aria-labelledby="try-samples">
      <p class="field-label" id="try-samples">${t("try.samples")}</p>
      <div class="try-samples">
        ${o.samples.map((s) => html`<button type="button" class="button small" aria-pressed=${s === f.sample}
          data-testid="try-sample-${s.outcome}" @click=${() => fillSample(o, s)}>${status(s.status)}<span>${s.outcome}</span></button>`)}
      </div>
      ${given ? html`<p class="field-help">${t("try.given")} ${english(given.join(" "))}</p>` : nothing}
    </div>`;
}

function fillSample(o, s) {
  const f = form(o.name);
  f.sample = s;
  f.values = Object.fromEntries(Object.entries(s.params).map(([name, values]) => [name, values.join("\n")]));
  f.files = {};
  for (const file of s.files ?? []) (f.files[file.part] ??= []).push(new File(["a".repeat(file.size)], file.name));
  store.changed();
}

function fields(o) {
  const { waiting } = form(o.name);
  return html`
  <form class="try-fields" @submit=${(event) => {
    event.preventDefault();
    send(o);
  }}>
    ${o.parameters.map((p) => field(o, p))}
    ${o.parameters.length === 0 ? html`<p class="muted">${t("try.no_parameters")}</p>` : nothing}
    <div class="try-send">
      ${waiting
        ? html`<button type="button" class="button" data-testid="try-stop" @click=${() => waiting.abort()}>${t("try.stop")}</button>`
        : nothing}
      <button type="submit" class="button primary" data-testid="try-send" ?disabled=${Boolean(waiting)}>${t("try.send")}</button>
    </div>
  </form>`;
}

const field = (o, p) => html`
  <label class="field">
    <span class="field-label"><code>${p.name}</code>
      <span class="try-place">${p.required ? t("try.required") : t("try.optional")}</span></span>
    ${control(o, p)}
    ${p.description ? html`<span class="field-help" lang="en">${prose(p.description)}</span>` : nothing}
  </label>`;

// Which values are offered for a parameter, by its name.
const offered = {
  agent_id: "agents", agent: "agents", skill_id: "skills", skill: "skills", id_camp: "campaigns", id_campaing: "campaigns",
  campaign_id: "campaigns", campaign: "campaigns", status: "states",
};

function control(o, p) {
  const f = form(o.name);
  const value = f.values[p.name] ?? "";
  const testid = `try-param-${p.name}`;
  const set = (event) => {
    f.values[p.name] = event.target.value;
    f.sample = null;
    store.changed();
  };
  if (p.kind === "file") {
    const chosen = f.files[p.name] ?? [];
    return html`<input class="input try-file" type="file" multiple data-testid=${testid} @change=${(event) => {
      f.files[p.name] = [...event.target.files];
      store.changed();
    }}>${chosen.length ? html`<span class="field-help">${t("try.files")} ${chosen.map((file) => file.name).join(", ")}</span>` : nothing}`;
  }
  if (p.enum) {
    return html`<select class="select" data-testid=${testid} @change=${set}>
      <option value="" ?selected=${value === ""}>${t("try.not_sent")}</option>
      ${p.enum.map((one) => html`<option ?selected=${one === value}>${one}</option>`)}
      ${value && !p.enum.includes(value) ? html`<option selected>${value}</option>` : nothing}
    </select>`;
  }
  if (p.kind !== "text") {
    return html`<textarea class="input mono" rows="3" data-testid=${testid} placeholder=${p.kind === "json" ? "{}" : t("try.one_a_line")}
      .value=${live(value)} @input=${set}></textarea>`;
  }
  const list = offered[p.name];
  const such = p.example ? t("try.such", { example: p.example }) : "";
  return html`<input class="input" type=${p.secret ? "password" : "text"} autocomplete="off" data-testid=${testid} placeholder=${such}
    list=${list ? `try-${list}` : nothing} .value=${live(value)} @input=${set}>`;
}

// The lists change with the board, so they are drawn again only when what they offer has.
function offers(store) {
  const b = store.board;
  if (!b) return nothing;
  const list = (name, items) => html`<datalist id="try-${name}">
    ${items.map(([id, label]) => html`<option value=${id}>${label}</option>`)}</datalist>`;
  const agents = [...b.agents.values()].map((a) => [a.agent_id, `${a.name} · ${a.state}`]);
  const states = [["ready", "Ready"], ["logout", "Logout"], ...b.states.map((s) => [s.id, s.description])];
  return guard([agents.join("\n"), b.skills.size, b.campaigns.size, states.join("\n")], () => [
    list("agents", agents),
    list("skills", [...b.skills.values()].map((s) => [s.skill_id, s.name])),
    list("campaigns", [...b.campaigns.values()].map((c) => [c.campaign_id, c.name])),
    list("states", states),
  ]);
}

// The request

const lines = (value) => value.split("\n").map((line) => line.trim()).filter(Boolean);

function valueOf(p, value) {
  if (p.kind === "json") return JSON.parse(value);
  if (p.kind === "text") return value;
  const all = lines(value);
  return p.kind === "text-or-list" && all.length === 1 ? all[0] : all;
}

/** What is sent: {target, body?, parts?}. A JSON field that is none goes as it is written. */
function built(o) {
  const { values, files } = form(o.name);
  const given = o.parameters.filter((p) => (values[p.name] ?? "") !== "");
  const query = new URLSearchParams({ api: o.api });
  let path = o.path;
  for (const p of given) {
    if (p.in === "query") query.append(p.name, values[p.name]);
    if (p.in === "path") path = path.replace(`{${p.name}}`, encodeURIComponent(values[p.name]));
  }
  const asked = { target: `${path}?${query}` };
  if (o.body === "application/json") {
    const body = {};
    for (const p of given.filter((p) => p.in === "body")) {
      try {
        body[p.name] = valueOf(p, values[p.name]);
      } catch {
        body[p.name] = values[p.name];
      }
    }
    asked.body = JSON.stringify(body);
  } else if (o.body) {
    asked.parts = [
      ...given.filter((p) => p.in === "body").map((p) => [p.name, values[p.name]]),
      ...Object.entries(files).flatMap(([name, all]) => all.map((file) => [name, file])),
    ];
  }
  return asked;
}

function commandLine(o, { target, body, parts }) {
  const header = token.world === store.world ? quote(`${TOKEN}: ${token.value}`) : `"${TOKEN}: $WOLKVOX_TOKEN"`;
  const words = [`curl -X ${o.method} ${quote(url(target).href)}`, `-H ${header}`];
  if (body) words.push(`-H 'Content-Type: application/json'`, `-d ${quote(body)}`);
  for (const [name, value] of parts ?? []) words.push(`-F ${quote(`${name}=${value instanceof File ? `@${value.name}` : value}`)}`);
  return words.join(" ");
}

function request(o) {
  const line = commandLine(o, built(o));
  return html`${code("curl", line)}<p class="field-help">${t("try.token")}</p>`;
}

/** The console's token in the chosen world. It is asked for each time, as a reset takes it away and a violation is no way to notice. */
async function needToken() {
  const { world } = store;
  const all = await get("tokens");
  const mine = all.find((one) => one.description === DESCRIPTION) ?? (await post("tokens", { description: DESCRIPTION }));
  if (store.world === world) token = { world, value: mine.token };
  store.changed();
  return mine.token;
}

async function send(o) {
  const f = form(o.name);
  if (f.waiting) return;
  const request = built(o);
  f.waiting = new AbortController();
  store.changed();
  try {
    f.reply = await call(o, request, f.waiting.signal);
  } catch (cause) {
    f.reply = { failed: cause.name === "AbortError" ? t("try.stopped") : cause.message };
  }
  f.waiting = null;
  store.changed();
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("try-reply")?.scrollIntoView({ block: "nearest" })));
}

async function call(o, { target, body, parts }, signal) {
  const { world } = store;
  const init = { method: o.method, signal, headers: { [TOKEN]: await needToken(), [WORLD]: world } };
  if (body) {
    init.headers["Content-Type"] = "application/json";
    init.body = body;
  } else if (parts) {
    init.body = new FormData();
    for (const [name, value] of parts) init.body.append(name, value);
  }
  const after = store.exchanges.at(-1)?.seq ?? 0;
  const start = performance.now();
  const reply = await fetch(url(target), init);
  const text = await reply.text();
  const [outcome, evidence] = (reply.headers.get(OUTCOME) ?? "").split("; evidence=");
  return { status: reply.status, outcome, evidence, text, took: performance.now() - start, after, target };
}

// The reply

function answer(o, store) {
  const { reply, waiting } = form(o.name);
  return html`
    <section class="panel try-reply" id="try-reply" data-testid="try-reply" aria-label=${t("try.reply")} aria-live="polite"
      aria-busy=${Boolean(waiting)}>
      ${waiting
        ? html`<p class="empty">${t("try.waiting")}</p>`
        : !reply
          ? html`<p class="empty">${t("try.nothing_yet")}</p>`
          : reply.failed
            ? html`<p class="empty">${reply.failed}</p>`
            : answered(o, reply, store)}
    </section>`;
}

const answered = (o, reply, store) => html`
  <p class="exchange-marks">${status(reply.status)}<b>${reply.outcome.split("/").at(-1)}</b>${grade(reply.evidence)}
    <span class="try-took muted num">${number(Math.round(reply.took))} ms</span></p>
  ${code(t("try.reply"), guard([reply, language()], () => json(reply.text)), reply.text, true)}
  ${entry(o, reply, store)}`;

// The exchange in the journal, once the stream has brought it.
function entry(o, reply, store) {
  const mine = (e) => e.seq > reply.after && e.operation === o.name && e.request.token_suffix === token.value.slice(-4);
  const e = store.exchanges.find(mine);
  return html`<p class="try-entry">${e
    ? html`<a class="button small" href="#/requests/${e.seq}">${icon("requests")}<span>${t("try.exchange")} #${e.seq}</span></a>`
    : nothing}${copyButton(location.href, t("try.copy_link"))}</p>`;
}
