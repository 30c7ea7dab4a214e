// The dials of the simulator: whether it runs, how many calls arrive, and the seed of its day.

import { html } from "./vendor/lit-html/lit-html.js";
import { get, put } from "./api.js";
import { store } from "./store.js";
import { decimal } from "./format.js";
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
  const show = (read) => {
    dials = read;
    store.changed();
  };
  const send = async (event, changed) => {
    if (!event.target.reportValidity()) return;
    show({ ...dials, ...changed });
    show(await put("simulator", changed));
  };
  const poll = setInterval(() => get("simulator", { quiet: true }).then(show, () => {}), 1000); // others may turn them too
  openDialog({
    title: () => t("simulator.title"),
    className: "dialog-small",
    testid: "simulator-dialog",
    onClose: () => clearInterval(poll),
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
            @change=${(e) => send(e, { running: e.target.checked })}
          />
        </label>
        <label class="field">
          <span class="field-label">${t("simulator.load")} <output>${decimal(dials.load)} ×</output></span>
          <input
            type="range"
            min="0"
            max="3"
            step="0.1"
            .value=${String(dials.load)}
            @change=${(e) => send(e, { load: Number(e.target.value) })}
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
            required
            .value=${String(dials.seed)}
            @change=${(e) => send(e, { seed: Number(e.target.value) })}
          />
          <span class="field-help">${t("simulator.seed_help")}</span>
        </label>`,
  });
}
