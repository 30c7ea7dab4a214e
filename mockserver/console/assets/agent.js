// One agent in full, beside the wallboard: state, call, what can be done, and what has happened.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { store } from "./store.js";
import { clockTime } from "./format.js";
import { has, t } from "./words.js";
import { openDialog } from "./ui.js";
import { agentActions } from "./actions.js";
import { call, marks, stateOf } from "./agents.js";

const SHOWN = 50; // changes in the history

export function openAgent(id) {
  const agent = () => store.board?.agents.get(id);
  openDialog({
    title: () => agent()?.name || id,
    className: "dialog-side",
    testid: "agent-details",
    body: () => (agent() ? details(agent()) : html`<p class="muted">${t("agent.gone")}</p>`),
  });
}

const details = (a) =>
  html` <div class="agent-now is-${a.kind}">${stateOf(a)}<run-timer class="timer" since=${a.since}></run-timer></div>
    ${a.call ? html`<p class="card-call">${call(a.call)}${marks(a.call)}</p>` : nothing}
    <div class="agent-actions">
      ${agentActions(a).map((action) =>
        action
          ? html`<button
              type="button"
              class="button ${action.danger ? "danger" : ""}"
              data-testid="action-${action.name}"
              @click=${action.run}
            >
              ${action.label}
            </button>`
          : nothing,
      )}
    </div>
    <dl class="facts">
      ${fact("agent.extension", html`<span class="num">${a.agent_id}</span>`)}
      ${fact("agent.enabled", t(a.enabled ? "agent.yes" : "agent.no"))}
      ${fact("agent.skills", (a.skills ?? []).map((s) => store.board.skills.get(s)?.name ?? s).join(", ") || "–")}
      ${a.manual ? fact("agent.manual", t("wallboard.manual_long")) : nothing} ${a.call ? callFacts(a.call) : nothing}
    </dl>
    ${history(a)}`;

const callFacts = (c) =>
  html` ${fact("agent.conn_id", html`<code>${c.conn_id}</code>`)}
  ${c.skill_id ? fact("agent.for_skill", store.board.skills.get(c.skill_id)?.name ?? c.skill_id) : nothing}
  ${c.campaign_id ? fact("agent.campaign", store.board.campaigns.get(c.campaign_id)?.name ?? c.campaign_id) : nothing}`;

const fact = (key, value) =>
  html`<div>
    <dt>${t(key)}</dt>
    <dd>${value}</dd>
  </div>`;

function history(a) {
  // What becomes of a call shows in the state of its agent, but for what is done during it or after it.
  const told = (c) => c.kind === "agent" || c.from === c.to;
  const changes = store.changes
    .filter((c) => c.agent_id === a.agent_id && told(c))
    .slice(-SHOWN)
    .reverse();
  return html` <section aria-labelledby="agent-history">
    <div class="agent-history-head">
      <h3 id="agent-history">${t("agent.history")}</h3>
      <a href="#/requests?filter=${a.agent_id}" @click=${(e) => e.target.closest("dialog").close()}>${t("agent.requests")}</a>
    </div>
    ${
      changes.length
        ? html`<ol class="history">
            ${changes.map(change)}
          </ol>`
        : html`<p class="muted">${t("agent.nothing_yet")}</p>`
    }
  </section>`;
}

const change = (c) =>
  html` <li>
    <time class="num muted">${clockTime(c.time, store.board.timezone)}</time>
    <span>${what(c)}<span class="muted history-cause">${cause(c.cause)}</span></span>
  </li>`;

const word = (state) =>
  has(`state.${state}`) ? t(`state.${state}`) : (store.board.states.find((s) => s.id === state)?.description ?? state);

function what(c) {
  if (c.from !== c.to) return html`${word(c.from || "–")} → ${word(c.to || "–")}`;
  return has(`agent.event_${c.event}`) ? t(`agent.event_${c.event}`) : (c.event ?? t("agent.arranged"));
}

function cause(c) {
  if (!c) return "";
  return t(`agent.by_${c.by}`, { name: c.name ?? "" });
}
