// Faults and gates: requests that are made to fail, or to wait; and what has become of each.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { del, get, post } from "./api.js";
import { store } from "./store.js";
import { clockTime } from "./format.js";
import { t } from "./words.js";
import { confirm, icon, toast } from "./ui.js";
import { openFaultForm, openGateForm } from "./faultforms.js";
import { operations } from "./reference.js";

const SHOWN = 20; // exchanges that met a fault

let faults = [];
let gates = [];
let world = "";
let poll = 0;

async function read() {
  const of = store.world;
  const all = await Promise.all([get("faults", { quiet: true }), get("gates", { quiet: true })]);
  if (store.world !== of) return; // another was chosen meanwhile
  [faults, gates] = all;
  world = of;
  store.changed();
}

// What others arm, and what waits at a gate, is not in the stream: while the page is looked at, it asks.
function follow() {
  if (!document.hidden) read().catch(() => {}); // the connection is lost, as the bar says
}

export const page = {
  title: "faults.title",
  enter() {
    operations();
    follow();
    poll = setInterval(follow, 1000);
  },
  leave() {
    clearInterval(poll);
  },
  render(store) {
    if (world !== store.world) [faults, gates] = [[], []]; // those of another world are none of this one
    return html` <div class="page-head faults-head">
        <h1>${t("faults.title")}</h1>
        <button type="button" class="button" data-testid="add-gate" @click=${() => openGateForm(read)}>
          ${icon("pause")}<span>${t("faults.add_gate")}</span>
        </button>
        <button type="button" class="button primary" data-testid="add-fault" @click=${() => openFaultForm(read)}>
          ${icon("faults")}<span>${t("faults.add_fault")}</span>
        </button>
      </div>
      <div class="faults">${faultPanel()} ${gatePanel()} ${metPanel()}</div>`;
  },
};

const faultPanel = () =>
  html` <section class="panel" aria-labelledby="faults-title">
    <div class="panel-head">
      <h2 id="faults-title">${t("faults.faults")}</h2>
      ${faults.length ? html`<button type="button" class="button small" data-testid="clear-faults" @click=${clear}>${t("faults.clear")}</button>` : nothing}
    </div>
    ${
      faults.length
        ? html`<ul class="arranged">
            ${repeat(faults, (f) => f.id, fault)}
          </ul>`
        : html`<p class="empty">${t("faults.no_faults")}</p>`
    }
  </section>`;

const fault = (f) => {
  const used = f.times > 0 && f.applied >= f.times;
  return html` <li class="arranged-item" data-testid="fault-${f.id}">
    <div class="arranged-what">
      <p><strong>${f.operation || t("faults.any_operation")}</strong> ${target(f)}</p>
      <p class="muted">${effect(f)} · ${t(`faults.phase_${f.phase}`)}${f.skip ? ` · ${t("faults.skips", { n: f.skip })}` : ""}</p>
    </div>
    <span class="tag ${used ? "" : f.applied ? "tag-good" : "tag-warn"}" data-testid="fault-state"
      >${t(used ? "faults.used_up" : f.applied ? "faults.met" : "faults.armed")}</span
    >
    <span class="arranged-count num"
      >${f.times ? t("faults.count", { done: f.applied, of: f.times }) : t("faults.count_always", { done: f.applied })}</span
    >
  </li>`;
};

const target = (f) =>
  [f.agent_id && t("faults.of_agent", { agent: f.agent_id }), ...Object.entries(f.params ?? {}).map(([k, v]) => `${k}=${v}`)]
    .filter(Boolean)
    .join(" · ");

/** What a fault does, in words. */
function effect(f) {
  const said = [];
  if (f.outcome) said.push(t("faults.does_outcome", { outcome: f.outcome }));
  else if (f.html) said.push(t("faults.does_html", { status: f.status ?? 502 }));
  else if (f.body !== undefined && f.body !== "") said.push(t("faults.does_body", { status: f.status ?? 200 }));
  else if (f.status) said.push(t("faults.does_status", { status: f.status }));
  for (const how of ["drop", "reset", "truncate", "broken_json"]) if (f[how]) said.push(t(`faults.does_${how}`));
  if (f.latency) said.push(t("faults.does_latency", { duration: f.latency }));
  if (f.slow) said.push(t("faults.does_slow", { duration: f.slow }));
  return said.join(", ");
}

function clear() {
  confirm({
    title: t("faults.clear_title"),
    text: t("faults.clear_text"),
    action: t("faults.clear"),
    run: async () => {
      await del("faults");
      await read();
    },
  });
}

const gatePanel = () =>
  html` <section class="panel" aria-labelledby="gates-title">
    <div class="panel-head"><h2 id="gates-title">${t("faults.gates")}</h2></div>
    ${
      gates.length
        ? html`<ul class="arranged" aria-live="polite">
            ${repeat(gates, (g) => g.id, gate)}
          </ul>`
        : html`<p class="empty">${t("faults.no_gates")}</p>`
    }
  </section>`;

const gate = (g) =>
  html` <li class="arranged-item" data-testid="gate-${g.id}">
    <div class="arranged-what">
      <p><strong>${g.operation || t("faults.any_operation")}</strong></p>
      <p class="muted num">${t("faults.gate_count", { held: g.held, times: g.times })}</p>
    </div>
    <span class="tag ${g.waiting ? "tag-warn" : ""}" data-testid="gate-waiting">${t("faults.waiting", { n: g.waiting })}</span>
    <button type="button" class="button small" data-testid="action-open-gate" @click=${() => open(g)}>${t("faults.open")}</button>
  </li>`;

async function open(g) {
  await post(`gates/${encodeURIComponent(g.id)}/open`);
  toast(t("faults.opened"));
  await read();
}

function metPanel() {
  const met = store.exchanges
    .filter((e) => e.fault)
    .slice(-SHOWN)
    .reverse();
  return html` <section class="panel faults-met" aria-labelledby="met-title">
    <div class="panel-head"><h2 id="met-title">${t("faults.exchanges")}</h2></div>
    ${
      met.length
        ? html`<ul class="arranged">
            ${repeat(met, (e) => e.seq, exchange)}
          </ul>`
        : html`<p class="empty">${t("faults.no_exchanges")}</p>`
    }
  </section>`;
}

const exchange = (e) =>
  html` <li class="arranged-item" data-testid="met-${e.seq}">
    <time class="num muted">${clockTime(e.time, store.board?.timezone)}</time>
    <div class="arranged-what">
      <p>
        <a href="#/requests/${e.seq}"><strong>${e.operation}</strong></a> ${e.agent_id ?? ""}
      </p>
      <p class="muted">${e.fault}</p>
    </div>
    <span class="tag">${e.reply ? e.reply.status : t("faults.no_reply")}</span>
  </li>`;
