// The dialog by which a call arrives: at an agent, at a skill, or of a campaign.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { get, post } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { openDialog, toast } from "./ui.js";

const types = ["inbound", "predictive", "manual"];

/**
 * @param {{agent_id?: string, skill_id?: string, campaign_id?: string, type: string}} known what is chosen already
 */
export async function openArrival(known) {
  const form = { agent_id: "", skill_id: "", campaign_id: "", customer_id: "", phone: "3001234567", answered: false, ...known };
  const campaigns = await get("campaigns"); // with their customers, which the board does not have
  const set = (changed) => {
    Object.assign(form, changed);
    store.changed();
  };
  const send = async (event, close) => {
    event.preventDefault();
    const call = await post(
      "calls",
      Object.fromEntries(Object.entries(form).filter(([key, value]) => value && applies(key, form))),
    );
    close();
    toast(t(call.state === "queued" ? "arrival.queued" : "arrival.done", { phone: call.phone, agent: call.agent_id }));
  };
  openDialog({
    title: () => t(form.type === "manual" ? "arrival.title_manual" : "arrival.title"),
    className: "dialog-small",
    testid: "arrival",
    body: (close) =>
      html` <form @submit=${(event) => send(event, close)}>
        ${
          known.campaign_id || known.type === "manual"
            ? nothing
            : choice(
                "type",
                types
                  .filter((type) => type !== "manual" && (known.agent_id || type === "inbound"))
                  .map((id) => [id, capital(t(`call.${id}`))]),
                form,
                set,
              )
        }
        ${form.type === "predictive" ? predictive(campaigns, form, set) : nothing}
        ${form.type === "inbound" ? choice("skill_id", [["", t("arrival.no_skill")], ...[...store.board.skills.values()].map((s) => [s.skill_id, s.name])], form, set, !!known.skill_id) : nothing}
        ${choice("agent_id", agentsFor(form), form, set, !(form.type === "inbound" && form.skill_id))}
        <label class="field">
          <span class="field-label">${t("arrival.phone")}</span>
          <input
            class="input num"
            inputmode="tel"
            required
            autocomplete="off"
            .value=${form.phone}
            @input=${(e) => set({ phone: e.target.value })}
            data-testid="arrival-phone"
            autofocus
          />
        </label>
        <label class="switch-row"
          ><span>${t("arrival.answered")}</span>
          <input
            type="checkbox"
            class="switch"
            role="switch"
            .checked=${form.answered}
            @change=${(e) => set({ answered: e.target.checked })}
            data-testid="arrival-answered"
        /></label>
        <div class="dialog-foot">
          <button type="button" class="button" @click=${close}>${t("shell.cancel")}</button>
          <button type="submit" class="button primary" data-testid="arrival-send">
            ${t(form.type === "manual" ? "arrival.send_manual" : "arrival.send")}
          </button>
        </div>
      </form>`,
  });
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

// What the other type of call has is not sent.
function applies(key, { type }) {
  if (key === "campaign_id" || key === "customer_id") return type === "predictive";
  if (key === "skill_id") return type === "inbound";
  return true;
}

// An inbound call of a skill finds its agent itself; a manual one is dialled from an auxiliary state too.
function agentsFor(form) {
  const ready = [...store.board.agents.values()].filter(
    (a) => a.kind === "ready" || (form.type === "manual" && a.kind === "auxiliary") || a.agent_id === form.agent_id,
  );
  return [
    ["", form.skill_id ? t("arrival.any_agent") : t("arrival.choose")],
    ...ready.map((a) => [a.agent_id, `${a.name} · ${a.agent_id}`]),
  ];
}

function predictive(campaigns, form, set) {
  const campaign = campaigns.find((c) => c.campaign_id === form.campaign_id);
  const customers = Object.values(campaign?.customers ?? {}).slice(0, 100);
  const choose = ({ customer_id }) => {
    const phone = campaign?.customers[customer_id]?.phones?.[0];
    set({ customer_id, ...(phone ? { phone } : {}) });
  };
  return html` ${choice("campaign_id", [["", t("arrival.no_campaign")], ...campaigns.map((c) => [c.campaign_id, c.campaign_name])], form, (c) => set({ ...c, customer_id: "" }))}
  ${campaign ? choice("customer_id", [["", t("arrival.no_customer")], ...customers.map((c) => [c.customer_id, `${c.customer_name ?? ""} · ${c.customer_id}`])], form, choose) : nothing}`;
}

const choice = (name, options, form, set, required = false) =>
  html` <label class="field">
    <span class="field-label">${t(`arrival.${name}`)}</span>
    <select class="select" ?required=${required} @change=${(e) => set({ [name]: e.target.value })} data-testid="arrival-${name}">
      ${options.map(([value, label]) => html`<option value=${value} .selected=${value === form[name]}>${label}</option>`)}
    </select>
  </label>`;
