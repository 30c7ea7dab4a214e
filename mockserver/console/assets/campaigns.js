// The campaigns and how far they are.

import { html } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { put } from "./api.js";
import { number } from "./format.js";
import { t } from "./words.js";
import { icon, menuButton } from "./ui.js";
import { openArrival } from "./arrival.js";

export const campaigns = (board) =>
  html` <div class="panel-head"><h2 id="campaigns-title">${t("wallboard.campaigns")}</h2></div>
    ${
      board.campaigns.size
        ? html`<ul>
            ${repeat([...board.campaigns.values()], (c) => c.campaign_id, item)}
          </ul>`
        : html`<p class="empty">${t("wallboard.no_campaigns")}</p>`
    }`;

const running = (c) => c.status === "started";

const item = (c) =>
  html` <li class="campaign" data-testid="campaign-${c.campaign_id}">
    <div class="queue-head">
      <h3>${c.name || c.campaign_id}</h3>
      <span class="tag ${running(c) ? "tag-good" : ""}"
        >${icon(running(c) ? "play" : "pause")}${t(running(c) ? "campaign.started" : "campaign.stopped")}</span
      >
      ${menuButton(c.name || c.campaign_id, "campaign-menu", () => actions(c))}
    </div>
    <progress max=${Math.max(c.records, 1)} value=${c.dialed} aria-label=${t("campaign.progress", { name: c.name })}></progress>
    <p class="campaign-figures num">
      <span>${t("campaign.dialed", { dialed: number(c.dialed), records: number(c.records) })}</span>
      <span class="muted">${t("campaign.reached", { reached: number(c.reached) })}</span>
    </p>
  </li>`;

function actions(c) {
  return [
    { name: "arrive", label: t("action.arrive"), run: () => openArrival({ campaign_id: c.campaign_id, type: "predictive" }) },
    running(c)
      ? {
          name: "stop",
          label: t("campaign.stop"),
          run: () => put(`campaigns/${encodeURIComponent(c.campaign_id)}`, { status: "stopped" }),
        }
      : {
          name: "start",
          label: t("campaign.start"),
          run: () => put(`campaigns/${encodeURIComponent(c.campaign_id)}`, { status: "started" }),
        },
  ];
}
