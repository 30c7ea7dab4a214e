// The wallboard: figures above, agents as cards or rows, queues and campaigns beside them.

import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";
import { counters } from "./counters.js";
import { agents } from "./agents.js";
import { skills } from "./skills.js";
import { campaigns } from "./campaigns.js";
import { store } from "./store.js";

// In a narrow window one of the three is shown at a time.
const parts = ["agents", "skills", "campaigns"];
let shown = "agents";

function show(part) {
  shown = part;
  store.changed();
}

export const page = {
  title: "wallboard.title",
  render: ({ board }) =>
    html` <h1 class="hidden-text">${t("wallboard.title")}</h1>
      ${board ? content(board) : html`<p class="empty">${t("wallboard.loading")}</p>`}`,
};

const content = (board) =>
  html` ${counters(board)}
    <div class="segments board-parts" role="group" aria-label=${t("wallboard.parts")}>
      ${parts.map(
        (part) =>
          html`<button type="button" class="segment" aria-pressed=${part === shown} @click=${() => show(part)}>
            ${t(`wallboard.${part}`)}
          </button>`,
      )}
    </div>
    <div class="board" data-shown=${shown}>
      <section class="board-agents" aria-labelledby="agents-title">${agents(board)}</section>
      <div class="board-side">
        <section class="panel board-skills" aria-labelledby="skills-title">${skills(board)}</section>
        <section class="panel board-campaigns" aria-labelledby="campaigns-title">${campaigns(board)}</section>
      </div>
    </div>`;
