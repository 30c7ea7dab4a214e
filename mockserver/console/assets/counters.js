// The figures above the wallboard. Those of the states choose which agents are shown.

import { html } from "./vendor/lit-html/lit-html.js";
import { number } from "./format.js";
import { t } from "./words.js";
import { shape } from "./ui.js";
import { filter, show } from "./filter.js";

/** The states of agents, as the wallboard orders them. */
const kinds = ["ready", "ring", "talk", "acw", "auxiliary", "logout"];

export const counters = ({ counters: c }) =>
  html` <div class="counters">
    <section class="panel counter-group" aria-labelledby="count-agents">
      <h2 class="counter-title" id="count-agents">${t("wallboard.agents")}</h2>
      <div class="counter-row">${kinds.map((kind) => stateCounter(kind, c.agents[kind] ?? 0))}</div>
    </section>
    <section class="panel counter-group" aria-labelledby="count-calls">
      <h2 class="counter-title" id="count-calls">${t("wallboard.calls")}</h2>
      <div class="counter-row">
        ${counter("queued", c.calls.queued, c.calls.queued > 0 ? "counter-warn" : "")} ${counter("ringing", c.calls.ringing)}
        ${counter("active", c.calls.active)} ${counter("callbacks", c.callbacks)}
      </div>
    </section>
    <section class="panel counter-group" aria-labelledby="count-api">
      <h2 class="counter-title" id="count-api">${t("wallboard.api")}</h2>
      <div class="counter-row">
        ${linked("requests", c.requests, "#/requests")}
        ${linked("violations", c.violations, "#/verdict", c.violations > 0 ? "counter-bad" : "")}
      </div>
    </section>
  </div>`;

const stateCounter = (kind, n) =>
  html` <button
    type="button"
    class="counter is-${kind}"
    aria-pressed=${filter.kind === kind}
    data-testid="count-${kind}"
    title=${t("wallboard.only_state", { state: t(`state.${kind}`) })}
    @click=${() => show({ kind: filter.kind === kind ? "" : kind })}
  >
    <span class="counter-figure">${shape(kind)}${number(n)}</span>
    <span class="counter-name counter-state">${t(`state.${kind}`)}</span>
  </button>`;

const counter = (name, n, className = "") =>
  html` <div class="counter ${className}">
    <span class="counter-figure">${number(n)}</span>
    <span class="counter-name">${t(`wallboard.count_${name}`)}</span>
  </div>`;

const linked = (name, n, href, className = "") =>
  html` <a class="counter ${className}" href=${href} data-testid="count-${name}">
    <span class="counter-figure">${number(n)}</span>
    <span class="counter-name">${t(`wallboard.count_${name}`)}</span>
  </a>`;
