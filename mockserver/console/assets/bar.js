// The bar above every page: world, clock, simulator, connection.

import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";
import { icon, openDialog } from "./ui.js";
import { clockButton, clockControls } from "./clock.js";
import { simulatorButton } from "./simulator.js";
import { worldButton } from "./worlds.js";
import { settings } from "./settings.js";

/** @param {typeof import("./store.js").store} store */
export const bar = (store) =>
  html` <header class="bar">
    ${worldButton(store)}
    <div class="bar-space"></div>
    ${clockButton(store)}
    <div class="bar-clock" role="group" aria-label=${t("clock.controls")}>${clockControls(store)}</div>
    ${simulatorButton(store)} ${connection(store)}
    <button type="button" class="button icon-button quiet only-narrow" aria-label=${t("shell.settings")} @click=${openSettings}>
      ${icon("settings")}
    </button>
  </header>`;

// Its place is as wide as its longest word, so that nothing moves when it changes.
const connection = ({ connection }) =>
  html` <span
    class="connection connection-${connection}"
    role="status"
    data-testid="connection"
    title=${t(`shell.connection_${connection}_long`)}
  >
    <span class="connection-dot" aria-hidden="true"></span
    ><span class="connection-word">${t(`shell.connection_${connection}`)}</span>
  </span>`;

function openSettings() {
  openDialog({
    title: () => t("shell.settings"),
    className: "dialog-small",
    body: () => html`<div class="settings-list">${settings()}</div>`,
  });
}
