// The queues by skill.

import { html } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import "./timer.js";
import { get, post } from "./api.js";
import { store } from "./store.js";
import { number, percent } from "./format.js";
import { t } from "./words.js";
import { menuButton, openDialog } from "./ui.js";
import { openArrival } from "./arrival.js";
import { show } from "./filter.js";

/** The share of calls answered in time that is good, and the one below which it is bad. */
const GOOD = 0.8;
const BAD = 0.6;

const figures = ["waiting", "oldest", "ready", "talking", "service"];

export const skills = (board) =>
  html` <div class="panel-head"><h2 id="skills-title">${t("wallboard.skills")}</h2></div>
    ${
      board.skills.size
        ? html`${legend()}
            <ul>
              ${repeat([...board.skills.values()], (s) => s.skill_id, item)}
            </ul>`
        : html`<p class="empty">${t("wallboard.no_skills")}</p>`
    }`;

const item = (s) =>
  html` <li class="queue ${s.waiting ? "queue-waiting" : ""}" data-testid="skill-${s.skill_id}">
    <div class="queue-head">
      <h3>${s.name || s.skill_id}</h3>
      ${menuButton(s.name || s.skill_id, "skill-menu", () => actions(s))}
    </div>
    <dl class="queue-figures">
      ${figure("waiting", number(s.waiting), s.waiting ? "is-queued" : "")}
      ${figure("oldest", s.waiting && s.oldest ? html`<run-timer since=${s.oldest}></run-timer>` : "–")}
      ${figure("ready", number(s.ready))} ${figure("talking", number(s.talking))}
      ${figure("service", s.service_level === undefined ? "–" : percent(s.service_level), grade(s))}
    </dl>
  </li>`;

// What the figures are called, once for all queues; each has it for screen readers.
const legend = () =>
  html`<p class="queue-figures queue-legend" aria-hidden="true">
    ${figures.map((name) => html`<span>${t(`skill.${name}`)}</span>`)}
  </p>`;

const figure = (name, value, className = "") =>
  html`<div class=${className}>
    <dt class="hidden-text">${t(`skill.${name}`)}</dt>
    <dd>${value}</dd>
  </div>`;

function grade(s) {
  if (s.service_level === undefined) return "";
  if (s.service_level >= GOOD) return "service-good";
  return s.service_level < BAD ? "service-bad" : "service-fair";
}

function actions(s) {
  return [
    { name: "arrive", label: t("action.arrive"), run: () => openArrival({ skill_id: s.skill_id, type: "inbound" }) },
    { name: "waiting", label: t("skill.show_waiting"), run: () => openWaiting(s.skill_id) },
    { name: "agents", label: t("skill.show_agents"), run: () => show({ skill: s.skill_id }) },
  ];
}

// The calls that wait, and customers who give up. They are read again whenever their number has changed.
function openWaiting(id) {
  let calls = [];
  let seen = "";
  const read = async () => {
    calls = (await get("calls")).filter((c) => c.state === "queued" && c.skill_id === id);
    store.changed();
  };
  openDialog({
    title: () => t("skill.waiting_title", { name: store.board?.skills.get(id)?.name ?? id }),
    className: "dialog-small",
    testid: "waiting",
    body: () => {
      const { waiting, oldest } = store.board?.skills.get(id) ?? {};
      if (seen !== `${waiting} ${oldest}`) {
        seen = `${waiting} ${oldest}`;
        read();
      }
      return calls.length
        ? html`<ol class="waiting">
            ${repeat(calls, (c) => c.conn_id, waitingCall)}
          </ol>`
        : html`<p class="muted">${t("skill.nobody_waits")}</p>`;
    },
  });
}

const waitingCall = (c) =>
  html` <li>
    <span class="num">${c.phone}</span><run-timer class="timer" since=${c.started}></run-timer>
    <button
      type="button"
      class="button small"
      data-testid="action-customer_hangup"
      @click=${() => post(`calls/${encodeURIComponent(c.conn_id)}/hangup`)}
    >
      ${t("action.customer_hangup")}
    </button>
  </li>`;
