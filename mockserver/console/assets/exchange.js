// One exchange: what was wrong with it, what it changed, what was asked and what was answered.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { get } from "./api.js";
import { store } from "./store.js";
import { dateTime } from "./format.js";
import { has, t } from "./words.js";
import { copyButton, icon } from "./ui.js";
import { grade, severity, status } from "./badges.js";
import { code, curl, english, facts, json, prose, source } from "./text.js";
import { rule } from "./reference.js";

// The one that is shown, as the server has it: {key, exchange, changes, problem}.
let fetched = {};

function need(seq) {
  const key = `${store.world} ${store.readings} ${seq}`;
  if (fetched.key !== key) {
    const mine = (fetched = { key });
    get(`requests/${seq}`, { quiet: true }).then(
      (answer) => Object.assign(mine, answer),
      (problem) => Object.assign(mine, { problem }),
    ).then(store.changed);
  }
  return fetched;
}

/** @param {() => void} close what the cross does */
export function details(store, seq, close) {
  const { exchange, changes, problem } = need(seq);
  const e = exchange ?? store.exchanges.find((e) => e.seq === seq);
  return html`
    <section class="panel exchange" id="exchange" tabindex="-1" aria-labelledby="exchange-title" data-testid="exchange-details">
      <header class="exchange-head">
        <button type="button" class="button quiet icon-button exchange-back" @click=${close} aria-label=${t("requests.back")}>
          ${icon("back")}</button>
        <h2 id="exchange-title">${e?.operation || e?.request.method} <span class="muted num">#${seq}</span></h2>
        ${copyButton(address(seq), t("requests.copy_link"))}
        <button type="button" class="button quiet icon-button exchange-cross" @click=${close} aria-label=${t("shell.close")}>
          ${icon("close")}</button>
      </header>
      ${e
        ? body(e, problem ? [] : changes, store.board?.timezone)
        : html`<p class="empty" role="status">${problem ? t("requests.gone") : t("requests.loading")}</p>`}
    </section>`;
}

function address(seq) {
  const url = new URL(location);
  url.hash = `#/requests/${seq}`;
  return url.href;
}

const body = (e, changes, zone) => html`
  <div class="exchange-body">
    <p class="exchange-marks">${status(e.reply?.status)}<b>${e.outcome || t("requests.no_outcome")}</b>${grade(e.evidence)}</p>
    ${e.reason ? html`<p>${english(e.reason)}</p>` : nothing}
    ${facts([
      ["requests.time", dateTime(e.time, zone)],
      ["requests.agent", e.agent_id],
      ["requests.fault", e.fault],
      ["requests.lost", e.lost],
      ["requests.source", e.source ? source(e.source) : undefined],
    ])}
    ${e.violations?.length ? html`<div class="exchange-violations">${e.violations.map(violation)}</div>` : nothing}
    <section>
      <h3>${t("requests.changes")}</h3>
      ${made(e, changes)}
    </section>
    <section>
      <h3>${t("requests.request")}</h3>
      ${code(html`<b>${e.request.method}</b>`, e.request.target)}
      ${parameters(e.request.params)}
      ${facts([
        ["requests.token", e.request.token_suffix ? `…${e.request.token_suffix}` : undefined],
        ["requests.content_type", e.request.headers?.content_type],
        ["requests.server", e.request.headers?.wolkvox_server],
        ["requests.user_agent", e.request.headers?.user_agent],
      ])}
      ${e.request.body ? code(t("requests.body"), json(e.request.body), e.request.body) : nothing}
      ${again(e)}
    </section>
    <section>
      <h3>${t("requests.reply")}</h3>
      ${e.reply
        ? code(html`<b>HTTP ${e.reply.status}</b>`, json(e.reply.body), plain(e.reply.body))
        : html`<p class="muted">${t("requests.no_reply")}</p>`}
    </section>
  </div>`;

// Of a long reply the journal has the beginning, as a text.
const plain = (body) => (typeof body === "string" ? body : JSON.stringify(body, null, 2));

function violation(v) {
  const says = rule(v.rule);
  return html`
    <article class="violation">
      <header>${severity(v.severity ?? "violation")}<h3 lang="en">${says?.title ?? v.rule}</h3></header>
      ${says ? html`<p lang="en">${prose(says.says)}</p>` : nothing}
      ${facts([
        ["requests.rule", html`<a href="#/documents/rules/${v.rule}"><code>${v.rule}</code></a>`],
        ["requests.where", html`<code>${v.where}</code>`],
        ["requests.expected", english(v.expected)],
        ["requests.got", html`<code>${v.got}</code>`],
        ["requests.grade", grade(says?.evidence)],
        ["requests.source", v.source ? source(v.source) : undefined],
      ])}
      ${v.try ? curl(v.try, t("requests.corrected")) : nothing}
    </article>`;
}

// The state before and after, as the changes tell it: the first one of each agent and call tells how it was, the last how it is.
function made(e, changes) {
  if (!e.changes) return html`<p class="muted">${t("requests.unchanged")}</p>`;
  if (!changes) return html`<p class="muted">${t("requests.loading")}</p>`;
  if (changes.length === 0) return html`<p class="muted">${t("requests.changes_gone")}</p>`;
  return html`
    <table class="table changes">
      <thead><tr><th scope="col">${t("requests.what")}</th><th scope="col">${t("requests.before")}</th>
        <th scope="col">${t("requests.after")}</th></tr></thead>
      <tbody>
        ${changes.map((c) => html`<tr>
          <td>${word(`requests.kind_${c.kind}`, c.kind)}
            <span class="changes-id num">${c.conn_id || c.agent_id || c.skill_id || c.campaign_id}</span></td>
          <td>${c.from ? state(c.from) : html`<span class="muted">${t("requests.not_there")}</span>`}</td>
          <td><b>${c.to ? state(c.to) : t("requests.not_there")}</b></td>
        </tr>`)}
      </tbody>
    </table>`;
}

// An auxiliary state goes by its id.
const state = (name) => store.board?.states.find((s) => s.id === name)?.description ?? word(`state.${name}`, name);

/** A word of the server in the language of the page, or as it is where there is none. */
const word = (key, otherwise) => (has(key) ? t(key) : otherwise);

function parameters(params) {
  const all = Object.entries(params ?? {});
  if (all.length === 0) return nothing;
  return html`
    <table class="table parameters">
      <thead><tr><th scope="col">${t("requests.parameter")}</th><th scope="col">${t("requests.value")}</th></tr></thead>
      <tbody>${all.map(([name, value]) => html`<tr><td><code>${name}</code></td><td>${[].concat(value).join(", ")}</td></tr>`)}</tbody>
    </table>`;
}

// The same request in the form of Try it.
function again(e) {
  if (!e.operation) return nothing;
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(e.request.params ?? {})) {
    if (name !== "api") [].concat(value).forEach((one) => values.append(name, one));
  }
  return html`<p><a class="button small" href="#/try/${e.operation}?${values}">${icon("try")}<span>${t("requests.again")}</span></a></p>`;
}
