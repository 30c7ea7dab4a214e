// The dialogs that arrange a fault or a gate. What can be chosen comes from the document.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { post } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { openDialog, toast } from "./ui.js";
import { operations } from "./reference.js";

/** What a fault does, each with the field that it needs, and what stands there at first. */
const effects = {
  outcome: { field: "outcome" },
  status: { field: "status", value: "503" },
  html: { field: "status", value: "502" },
  body: { field: "body", value: "{}" },
  drop: {},
  reset: {},
  truncate: {},
  broken_json: {},
  latency: { field: "duration", value: "3s" },
  slow: { field: "duration", value: "5s" },
};

// Replies that any operation can have; those of one are in its samples.
const general = ["token_busy", "token_limit_exceeded", "maintenance"];

export function openFaultForm(done) {
  const form = {
    operation: "",
    agent_id: "",
    effect: "outcome",
    outcome: "token_busy",
    status: "503",
    body: "{}",
    duration: "3s",
    phase: "before",
    times: "1",
    skip: "0",
  };
  const set = (changed) => {
    Object.assign(form, changed);
    store.changed();
  };
  const choose = ({ effect }) => {
    const { field, value } = effects[effect];
    set({ effect, ...(value ? { [field]: value } : {}) });
  };
  const send = async (event, close) => {
    event.preventDefault();
    await post("faults", asked(form));
    close();
    toast(t("faults.armed_done"));
    await done();
  };
  openDialog({
    title: () => t("faults.fault_title"),
    testid: "fault-form",
    body: (close) =>
      html` <form @submit=${(event) => send(event, close)}>
        <div class="form-grid">
          ${operationField(form, (changed) => set({ ...changed, outcome: outcomes(changed.operation, 400)[0] }))}
          <label class="field">
            <span class="field-label">${t("faults.agent")}</span>
            <input
              class="input num"
              list="fault-agents"
              inputmode="numeric"
              autocomplete="off"
              placeholder=${t("faults.any_agent")}
              .value=${form.agent_id}
              @input=${(e) => set({ agent_id: e.target.value })}
              data-testid="fault-agent"
            />
            <datalist id="fault-agents">
              ${[...(store.board?.agents.values() ?? [])].slice(0, 200).map((a) => html`<option value=${a.agent_id}>${a.name}</option>`)}
            </datalist>
          </label>
          <label class="field">
            <span class="field-label">${t("faults.effect")}</span>
            <select class="select" @change=${(e) => choose({ effect: e.target.value })} data-testid="fault-effect">
              ${Object.keys(effects).map((name) => html`<option value=${name} .selected=${name === form.effect}>${t(`faults.effect_${name}`)}</option>`)}
            </select>
          </label>
          ${effectField(form, set)}
        </div>
        <fieldset class="choice">
          <legend class="field-label">${t("faults.phase")}</legend>
          ${["before", "after"].map(
            (phase) =>
              html`<label class="choice-item"
                ><input
                  type="radio"
                  name="phase"
                  value=${phase}
                  .checked=${form.phase === phase}
                  @change=${() => set({ phase })}
                />
                <span
                  ><strong>${t(`faults.phase_${phase}`)}</strong
                  ><span class="field-help">${t(`faults.phase_${phase}_long`)}</span></span
                ></label
              >`,
          )}
        </fieldset>
        <div class="form-grid">${numberField("times", form, set)} ${numberField("skip", form, set)}</div>
        ${foot(close, "faults.arm", "fault-send")}
      </form>`,
  });
}

export function openGateForm(done) {
  const form = { operation: "", times: "1" };
  const set = (changed) => {
    Object.assign(form, changed);
    store.changed();
  };
  const send = async (event, close) => {
    event.preventDefault();
    await post("gates", { ...(form.operation ? { operation: form.operation } : {}), times: Number(form.times) });
    close();
    await done();
  };
  openDialog({
    title: () => t("faults.gate_title"),
    className: "dialog-small",
    testid: "gate-form",
    body: (close) =>
      html` <form @submit=${(event) => send(event, close)}>
        <p class="muted">${t("faults.gate_text")}</p>
        ${operationField(form, set)} ${numberField("times", form, set, 1)} ${foot(close, "faults.shut", "gate-send")}
      </form>`,
  });
}

/** The fault as the control API takes it. */
function asked(form) {
  const { effect, operation, agent_id } = form;
  const fault = { phase: form.phase, times: Number(form.times) };
  if (operation) fault.operation = operation;
  if (agent_id) fault.agent_id = agent_id;
  if (Number(form.skip)) fault.skip = Number(form.skip);
  switch (effects[effect].field) {
    case undefined:
      return { ...fault, [effect]: true };
    case "duration":
      return { ...fault, [effect]: form.duration };
    case "status":
      return { ...fault, status: Number(form.status), ...(effect === "html" ? { html: true } : {}) };
    default:
      return { ...fault, [effect]: form[effect] };
  }
}

// From a status on: at first a fault is a refusal.
const outcomes = (name, from = 0) => {
  const samples = (operations()?.find((o) => o.name === name)?.samples ?? []).filter((s) => s.status >= from);
  return [...new Set([...samples.map((s) => s.outcome), ...general])];
};

function operationField(form, set) {
  const groups = Map.groupBy(operations() ?? [], (o) => o.resource);
  return html` <label class="field">
    <span class="field-label">${t("faults.operation")}</span>
    <select class="select" @change=${(e) => set({ operation: e.target.value })} data-testid="fault-operation">
      <option value="">${t("faults.any_operation")}</option>
      ${[...groups].map(
        ([resource, list]) =>
          html`<optgroup label=${resource}>
            ${list.map((o) => html`<option value=${o.name} .selected=${o.name === form.operation}>${o.name}</option>`)}
          </optgroup>`,
      )}
    </select>
  </label>`;
}

function effectField(form, set) {
  const input = (name, attributes) =>
    html` <label class="field">
      <span class="field-label">${t(`faults.${name}`)}</span>
      ${attributes}
    </label>`;
  const change = (name) => (e) => set({ [name]: e.target.value });
  switch (effects[form.effect].field) {
    case "outcome":
      return input(
        "outcome",
        html`<select class="select" @change=${change("outcome")} data-testid="fault-outcome">
          ${outcomes(form.operation).map((name) => html`<option value=${name} .selected=${name === form.outcome}>${name}</option>`)}
        </select>`,
      );
    case "status":
      return input(
        "status",
        html`<input
          class="input num"
          type="number"
          required
          min="200"
          max="599"
          .value=${form.status}
          @input=${change("status")}
        />`,
      );
    case "duration":
      return input(
        "duration",
        html`<input
          class="input num"
          required
          pattern="([0-9]+(\\.[0-9]+)?(h|m|s|ms))+"
          .value=${form.duration}
          @input=${change("duration")}
        />`,
      );
    case "body":
      return input(
        "body",
        html`<textarea class="input mono" rows="2" required .value=${form.body} @input=${change("body")}></textarea>`,
      );
    default:
      return nothing;
  }
}

const numberField = (name, form, set, min = 0) =>
  html` <label class="field">
    <span class="field-label">${t(`faults.${name}`)}</span>
    <input
      class="input num"
      type="number"
      required
      min=${min}
      max="1000000"
      step="1"
      .value=${form[name]}
      @input=${(e) => set({ [name]: e.target.value })}
      data-testid="fault-${name}"
    />
    ${min ? nothing : html`<span class="field-help">${t(`faults.${name}_help`)}</span>`}
  </label>`;

const foot = (close, action, testid) =>
  html` <div class="dialog-foot">
    <button type="button" class="button" @click=${close}>${t("shell.cancel")}</button>
    <button type="submit" class="button primary" data-testid=${testid}>${t(action)}</button>
  </div>`;
