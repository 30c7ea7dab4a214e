// The dials of the simulator: whether it runs, how many calls arrive, and the seed of its day.

import { html } from "./vendor/lit-html/lit-html.js";
import { get, put } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { icon, openDialog } from "./ui.js";

/** Opens the dials; it says whether the simulator runs. */
export const simulatorButton = ({ board }) =>
  html` <button
    type="button"
    class="button simulator ${board?.simulating ? "simulator-on" : ""}"
    data-testid="simulator"
    @click=${open}
  >
    ${icon("simulator")}<span class="simulator-name">${t("simulator.title")}</span>
    <span class="simulator-state">${t(board?.simulating ? "simulator.on" : "simulator.off")}</span>
  </button>`;

async function open() {
  let dials = await get("simulator");
  const send = async (changed) => {
    dials = (await put("simulator", { ...dials, ...changed })) ?? { ...dials, ...changed };
    store.changed();
  };
  openDialog({
    title: () => t("simulator.title"),
    className: "dialog-small",
    testid: "simulator-dialog",
    body: () =>
      html` <p class="muted">${t("simulator.help")}</p>
        <label class="switch-row">
          <span>${t("simulator.running")}</span>
          <input
            type="checkbox"
            class="switch"
            role="switch"
            data-testid="simulator-running"
            .checked=${dials.running}
            @change=${(e) => send({ running: e.target.checked })}
          />
        </label>
        <label class="field">
          <span class="field-label">${t("simulator.load")} <output>${dials.load.toFixed(1)} ×</output></span>
          <input
            type="range"
            min="0"
            max="3"
            step="0.1"
            .value=${String(dials.load)}
            @change=${(e) => send({ load: Number(e.target.value) })}
          />
          <span class="field-help">${t("simulator.load_help")}</span>
        </label>
        <label class="field">
          <span class="field-label">${t("simulator.seed")}</span>
          <input
            class="input"
            type="number"
            min="0"
            step="1"
            .value=${String(dials.seed)}
            @change=${(e) => send({ seed: Number(e.target.value) })}
          />
          <span class="field-help">${t("simulator.seed_help")}</span>
        </label>`,
  });
}
