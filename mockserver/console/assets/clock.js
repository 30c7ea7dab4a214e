// The clock of the world: what time it is there, and how it goes.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { put } from "./api.js";
import { store } from "./store.js";
import { clockTime, day } from "./format.js";
import { t } from "./words.js";
import { icon, openDialog, openMenu } from "./ui.js";

const speeds = [1, 2, 5, 10, 60, 600];

const change = (action, more) => put("clock", { action, ...more });

// <world-clock>: the time of the world. It ticks by itself, so that the rest of the page need not be drawn.
customElements.define(
  "world-clock",
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => this.update(), 250);
      this.update();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    update() {
      const zone = store.board?.timezone;
      const text = store.board ? clockTime(store.now(), zone) : "--:--:--";
      if (this.firstChild?.data !== text) this.textContent = text;
    }
  },
);

/** What time it is; in a narrow window it opens the controls. */
export const clockButton = ({ board }) =>
  html` <button type="button" class="clock" data-testid="clock" @click=${openClock} title=${board?.timezone ?? ""}>
    ${icon(board?.frozen ? "pause" : "clock")}<span class="hidden-text">${t("clock.title")}${board?.frozen ? html` (${t("clock.frozen")})` : nothing}</span>
    <world-clock class="clock-time"></world-clock>
    <span class="clock-day">${board ? day(store.now(), board.timezone) : nothing}</span>
    <span class="clock-state ${board?.frozen ? "clock-frozen" : ""}">${state(board)}</span>
  </button>`;

function state(board) {
  if (!board) return "";
  return board.frozen ? t("clock.frozen") : t("clock.speed_short", { speed: board.speed });
}

/** Freeze or run, advance, speed. */
export const clockControls = ({ board }) =>
  html` ${
      board?.frozen
        ? html`<button type="button" class="button" data-testid="action-run" @click=${() => change("run")}>
            ${icon("play")}<span>${t("clock.run")}</span>
          </button>`
        : html`<button type="button" class="button" data-testid="action-freeze" @click=${() => change("freeze")}>
            ${icon("pause")}<span>${t("clock.freeze")}</span>
          </button>`
    }
    <button
      type="button"
      class="button"
      data-testid="action-advance-minute"
      @click=${() => change("advance", { duration: "1m" })}
      title=${t("clock.advance_minute")}
    >
      ${t("clock.plus_minute")}
    </button>
    <button
      type="button"
      class="button"
      data-testid="action-advance-hour"
      @click=${() => change("advance", { duration: "1h" })}
      title=${t("clock.advance_hour")}
    >
      ${t("clock.plus_hour")}
    </button>
    <button
      type="button"
      class="button speed"
      data-testid="action-speed"
      aria-haspopup="menu"
      aria-expanded="false"
      @click=${(e) => speedMenu(e.currentTarget, board)}
    >
      <span class="hidden-text">${t("clock.speed")}</span>${t("clock.speed_short", { speed: board?.speed ?? 1 })}${icon("down")}
    </button>`;

function speedMenu(button, board) {
  openMenu(
    button,
    speeds.map((speed) => ({
      label: t("clock.speed_of", { speed }),
      name: `speed-${speed}`,
      checked: speed === board?.speed,
      run: () => change("speed", { speed }),
    })),
  );
}

function openClock() {
  openDialog({
    title: () => t("clock.title"),
    className: "dialog-small",
    body: () =>
      html` <p class="clock-large"><world-clock></world-clock></p>
        <p class="muted clock-where">${store.board ? day(store.now(), store.board.timezone) : ""} · ${store.board?.timezone}</p>
        <div class="clock-controls">${clockControls(store)}</div>
        <p class="muted">${t("clock.help")}</p>`,
  });
}
