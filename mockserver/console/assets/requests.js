// Live requests: every exchange of the world as it happens, the newest on top, and beside the list the one that is chosen.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { guard } from "./vendor/lit-html/directives/guard.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { url } from "./api.js";
import { store } from "./store.js";
import { clockTime } from "./format.js";
import { language, t } from "./words.js";
import { icon } from "./ui.js";
import { grade, gravest, severity, status } from "./badges.js";
import { curl, quote } from "./text.js";
import { details } from "./exchange.js";

const STEP = 100; // rows that are shown at first, and how many more each time

const fresh = () => ({ text: "", operation: "", violations: false, paused: null, shown: STEP, at: 0 });

let world = "";
let view = fresh();

export const page = {
  title: "requests.title",
  enter(store, route) {
    addEventListener("keydown", escape);
    const text = route.params.get("filter"); // another page led here: "#/requests?filter=12989"
    if (text) [world, view] = [store.world, { ...fresh(), text }];
  },
  leave: () => removeEventListener("keydown", escape),
  render(store, route) {
    if (world !== store.world) {
      world = store.world;
      view = fresh();
    }
    const chosen = Number(route.path[0]) || 0;
    const all = view.paused ?? store.exchanges;
    const zone = store.board?.timezone;
    const drawn = [all, all.length, all.at(-1), chosen, zone, Boolean(store.board), language(), ...Object.values(view)];
    return html`
      <div class="page-head requests-head">
        <h1>${t("requests.title")} <span class="requests-count num" role="status">${count(store)}</span></h1>
        ${filters(all)}
        ${pauseButton(store)}
      </div>
      <div class="requests ${chosen ? "requests-chosen" : ""}">
        ${guard(drawn, () => list(all, chosen, store))}
        ${chosen ? details(store, chosen, close) : nothing}
      </div>`;
  },
};

function change(changes) {
  Object.assign(view, changes);
  store.changed();
}

// The filter

const filters = (all) => html`
  <div class="requests-filters" role="search">
    <label class="search">${icon("search")}<span class="hidden-text">${t("requests.filter")}</span>
      <input class="input" type="search" placeholder=${t("requests.filter")} .value=${view.text}
        data-testid="requests-filter" @input=${(event) => change({ text: event.target.value, shown: STEP })}></label>
    <label><span class="hidden-text">${t("requests.operation")}</span>
      <select class="select" data-testid="requests-operation" .value=${view.operation}
        @change=${(event) => change({ operation: event.target.value, shown: STEP })}>
        <option value="" ?selected=${!view.operation}>${t("requests.any_operation")}</option>
        ${names(all).map((name) => html`<option ?selected=${name === view.operation}>${name}</option>`)}
      </select></label>
    <button type="button" class="button" aria-pressed=${view.violations} data-testid="requests-violations"
      @click=${() => change({ violations: !view.violations, shown: STEP })}>
      <svg class="shape" aria-hidden="true"><use href="#v-violation"></use></svg><span>${t("requests.only_violations")}</span></button>
  </div>`;

function names(all) {
  const set = new Set(all.map((e) => e.operation).filter(Boolean));
  if (view.operation) set.add(view.operation);
  return [...set].sort();
}

// A filter is met by what the row shows and by what was asked; the text of an entry is put together once.
const texts = new WeakMap();

function textOf(e) {
  if (!texts.has(e)) {
    const rules = (e.violations ?? []).map((v) => v.rule).join(" ");
    const { method, target } = e.request;
    const text = [e.seq, e.operation, e.outcome, e.agent_id, e.evidence, e.reply?.status, method, target, e.reason, rules];
    texts.set(e, text.join(" ").toLowerCase());
  }
  return texts.get(e);
}

function matching(all) {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(
    (e) =>
      (!view.operation || e.operation === view.operation) &&
      (!view.violations || gravest(e)) &&
      words.every((word) => textOf(e).includes(word)),
  );
}

// A paused list stays as it is, and says how many have come since.
function count(store) {
  if (!view.paused) return nothing;
  const last = view.paused.at(-1)?.seq ?? 0;
  return t("requests.more_since", { n: store.exchanges.filter((e) => e.seq > last).length });
}

const pauseButton = (store) => html`
  <button type="button" class="button requests-pause" data-testid="requests-pause" aria-pressed=${Boolean(view.paused)}
    @click=${() => change({ paused: view.paused ? null : [...store.exchanges] })}>
    ${icon(view.paused ? "play" : "pause")}<span>${view.paused ? t("requests.resume") : t("requests.pause")}</span></button>`;

// The list

function list(all, chosen, store) {
  const found = matching(all).reverse();
  const rows = found.slice(0, view.shown);
  if (all.length === 0 && store.board) return first(store);
  if (rows.length === 0) {
    return html`<div class="panel requests-list"><p class="empty">${all.length ? t("requests.none") : t("requests.loading")}</p></div>`;
  }
  const at = rows.some((e) => e.seq === view.at) ? view.at : rows.some((e) => e.seq === chosen) ? chosen : rows[0].seq;
  return html`
    <div class="panel requests-list">
      <div role="grid" aria-label=${t("requests.title")} aria-rowcount=${found.length + 1} @keydown=${move}>
        <div role="row" class="requests-row requests-names" aria-rowindex="1">
          ${["time", "operation", "agent", "outcome", "status", "grade", "marks"].map(
            (name) => html`<span role="columnheader" class="requests-${name}">${t(`requests.${name}`)}</span>`,
          )}
        </div>
        ${repeat(rows, (e) => e.seq, (e, i) => row(e, i, e.seq === at, e.seq === chosen, store.board?.timezone))}
      </div>
      ${found.length > rows.length
        ? html`<button type="button" class="button requests-older" @click=${() => change({ shown: view.shown + STEP })}>
            ${t("requests.older", { n: found.length - rows.length })}</button>`
        : nothing}
    </div>`;
}

const row = (e, i, tabbable, chosen, zone) => html`
  <div role="row" class="requests-row" data-testid="requests-row-${e.seq}" data-seq=${e.seq} aria-rowindex=${i + 2}
    aria-selected=${chosen} tabindex=${tabbable ? 0 : -1} @click=${() => open(e.seq)} @focus=${() => (view.at = e.seq)}>
    <span role="gridcell" class="requests-time num">${clockTime(e.time, zone)}</span>
    <span role="gridcell" class="requests-operation">${e.operation
      ? html`<b>${e.operation}</b>`
      : html`<code>${e.request.method} ${e.request.target.replace("/api/v2/", "")}</code>`}
      ${e.agent_id ? html`<span class="requests-of num">${e.agent_id}</span>` : nothing}</span>
    <span role="gridcell" class="requests-agent num">${e.agent_id}</span>
    <span role="gridcell" class="requests-outcome">${e.outcome || t("requests.no_outcome")}</span>
    <span role="gridcell" class="requests-status">${status(e.reply?.status)}</span>
    <span role="gridcell" class="requests-grade">${grade(e.evidence)}</span>
    <span role="gridcell" class="requests-marks">${marks(e)}</span>
  </div>`;

const marks = (e) => html`
  ${e.violations?.length ? severity(gravest(e), e.violations.length) : nothing}
  ${e.fault ? html`<span class="tag">${icon("faults")}<span>${t("requests.fault")}</span></span>` : nothing}`;

// Before the first request: how to send one.
function first(store) {
  const world = store.worlds.find((w) => w.name === store.world);
  const target = url(`/api/v2/agentbox.php?api=hang&agent_id=${encodeURIComponent(talking(store.board))}`);
  return html`
    <div class="panel requests-list requests-first">
      <h2>${t("requests.first_title")}</h2>
      <p class="muted">${t("requests.first_text")}</p>
      ${world?.token ? curl(`curl -X POST ${quote(target.href)} -H ${quote(`wolkvox-token: ${world.token}`)}`) : nothing}
      <p><a class="button" href="#/try">${icon("try")}<span>${t("requests.first_try")}</span></a></p>
    </div>`;
}

// An agent who has a call, best one whose call no simulator ends before.
function talking({ agents }) {
  const all = [...agents.values()];
  const one = all.find((a) => a.call && a.manual) ?? all.find((a) => a.call) ?? all[0];
  return one?.agent_id ?? "12989";
}

// Choosing

function open(seq) {
  view.at = seq;
  go(`#/requests/${seq}`, "#exchange");
}

const close = () => go("#/requests", ".requests-row[tabindex='0']");

// The shell draws when the address changes; what is to be focused is there then.
function go(hash, selector) {
  const focus = () => document.querySelector(selector)?.focus({ preventScroll: true });
  if (location.hash === hash) return focus();
  addEventListener("hashchange", focus, { once: true });
  location.hash = hash;
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  if (document.getElementById("exchange")) close();
}

// Arrows move from row to row; Enter opens the details.
function move(event) {
  const row = event.target.closest?.("[data-seq]");
  if (!row) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    open(Number(row.dataset.seq));
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll("[data-seq]")];
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, to))].focus();
}
