// The agents of the wallboard. Of a thousand, only those who have changed are drawn again: the store replaces the object of an
// agent that changes, and guard compares it.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { guard } from "./vendor/lit-html/directives/guard.js";
import { keyed } from "./vendor/lit-html/directives/keyed.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import "./timer.js";
import { store } from "./store.js";
import { number } from "./format.js";
import { language, t } from "./words.js";
import { icon, menuButton, shape } from "./ui.js";
import { filter, layout, selected, show } from "./filter.js";
import { agentActions } from "./actions.js";
import { openAgent } from "./agent.js";

export function agents(board) {
  const list = selected(board);
  const as = layout(board);
  return html` ${toolbar(board, as, list.length)}
    <ul class="agents agents-${as}" data-testid="agents">
      ${repeat(
        list,
        (a) => a.agent_id,
        (a) => guard([a, as, language()], () => (as === "cards" ? card(a) : row(a))),
      )}
    </ul>
    ${list.length ? nothing : html`<p class="panel empty">${t(board.agents.size ? "wallboard.none_selected" : "wallboard.no_agents")}</p>`}`;
}

const toolbar = (board, as, n) =>
  html` <div class="board-tools">
      <h2 class="board-title" id="agents-title">
        ${t("wallboard.agents")} <span class="muted num">${n === board.agents.size ? number(n) : `${number(n)} / ${number(board.agents.size)}`}</span>
      </h2>
      <label class="search">
        <span class="hidden-text">${t("wallboard.search")}</span>${icon("search")}
        <input
          class="input"
          type="search"
          placeholder=${t("wallboard.search_short")}
          .value=${filter.text}
          @input=${(e) => show({ text: e.target.value })}
          data-testid="filter-text"
        />
      </label>
      <select
        class="select"
        aria-label=${t("wallboard.skill")}
        @change=${(e) => show({ skill: e.target.value })}
        data-testid="filter-skill"
      >
        <option value="" .selected=${!filter.skill}>${t("wallboard.all_skills")}</option>
        ${[...board.skills.values()].map((s) => html`<option value=${s.skill_id} .selected=${filter.skill === s.skill_id}>${s.name}</option>`)}
      </select>
      <select class="select" aria-label=${t("wallboard.order")} @change=${(e) => show({ order: e.target.value })}>
        ${["extension", "name"].map((o) => html`<option value=${o} .selected=${filter.order === o}>${t(`wallboard.by_${o}`)}</option>`)}
      </select>
      <div class="segments" role="group" aria-label=${t("wallboard.layout")}>
        ${["cards", "rows"].map(
          (l) =>
            html`<button
              type="button"
              class="segment"
              aria-pressed=${as === l}
              aria-label=${t(`wallboard.${l}`)}
              title=${t(`wallboard.${l}`)}
              data-testid="layout-${l}"
              @click=${() => show({ layout: l })}
            >
              ${icon(l)}
            </button>`,
        )}
      </div>
    </div>
    ${
      filter.kind
        ? html`<p class="filtered">
            <button type="button" class="button small" @click=${() => show({ kind: "" })}>
              ${t("wallboard.only_state", { state: t(`state.${filter.kind}`) })}${icon("close")}
            </button>
          </p>`
        : nothing
    }`;

/** The state of an agent: shape and word. An auxiliary state has the name that the world gives it. */
export const stateOf = (a) =>
  html`<span class="state is-${a.kind}" data-testid="agent-state"
    >${shape(a.kind)}<span class="state-word">${stateWord(a)}</span></span
  >`;

const stateWord = (a) => (a.kind === "auxiliary" ? a.state : t(`state.${a.kind}`));

// A state that has just begun lights up once: the element is made anew with each state, so its animation begins anew.
const fresh = (a) => (store.now() - Date.parse(a.since) < 2000 * store.board.speed ? `fresh is-${a.kind}` : "");

const card = (a) =>
  html` <li class="agent card is-${a.kind} ${a.enabled ? "" : "agent-disabled"}" data-testid="agent-${a.agent_id}">
    ${keyed(a.since, html`<div class="card-state ${fresh(a)}">${stateOf(a)}${timer(a)}</div>`)}
    <div class="card-who">${name(a)}${menu(a)}</div>
    <p class="card-extension"><span class="num">${a.agent_id}</span>${flags(a)}${a.call ? marks(a.call) : nothing}</p>
    <p class="card-call">${a.call ? call(a.call) : nothing}</p>
  </li>`;

const row = (a) =>
  html` <li class="agent row is-${a.kind} ${a.enabled ? "" : "agent-disabled"}" data-testid="agent-${a.agent_id}">
    ${keyed(a.since, html`<span class="row-state ${fresh(a)}">${stateOf(a)}</span>`)}${timer(a)}
    <span class="row-who">${name(a)}<span class="row-extension num">${a.agent_id}</span></span>
    <span class="row-call">${a.call ? html`${call(a.call)}${marks(a.call)}` : nothing}${flags(a)}</span>
    ${menu(a)}
  </li>`;

const name = (a) =>
  html`<button type="button" class="agent-name" data-testid="agent-name" @click=${() => openAgent(a.agent_id)}>
    ${a.name || a.agent_id}
  </button>`;

const timer = (a) => html`<run-timer class="timer" since=${a.since}></run-timer>`;

const flags = (a) =>
  html` ${a.enabled ? nothing : html`<span class="tag tag-bad">${t("wallboard.disabled")}</span>`}
  ${a.manual ? html`<span class="tag" title=${t("wallboard.manual_long")}>${t("wallboard.manual")}</span>` : nothing}`;

/** Phone and type of a call. */
export const call = (c) =>
  html`${icon("phone")}<span class="num call-phone">${c.phone || t("call.withheld")}</span
    ><span class="call-type">${t(`call.${c.type}`)}</span>`;

/** Whether it is held, and muted. */
export const marks = (c) =>
  html` ${c.on_hold ? html`<span class="tag tag-warn call-mark">${icon("pause")}${t("call.held")}</span>` : nothing}
  ${c.muted ? html`<span class="tag tag-warn call-mark">${icon("muted")}${t("call.muted")}</span>` : nothing}`;

// The actions are those of the agent as it is when the menu opens.
const menu = (a) => menuButton(a.name || a.agent_id, "agent-menu", () => agentActions(a));
