// How sure something is, how grave, and how it went: each told by a shape and a word as well as by its colour.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

const mark = (id) => html`<svg class="shape" aria-hidden="true"><use href="#${id}"></use></svg>`;

/** The grade of a reply or of a rule: a disc that is the fuller, the surer it is. */
export const grade = (evidence) =>
  evidence ? html`<span class="grade grade-${evidence}">${mark(`g-${evidence}`)}<span>${t(`grade.${evidence}`)}</span></span>` : nothing;

/** A severity with how often it was met. */
export const severity = (name, n = 1) => html`
  <span class="tag tag-${name === "violation" ? "bad" : name === "warning" ? "warn" : "plain"}" data-severity=${name}>
    ${mark(`v-${name}`)}<span>${t(`severity.${name}`)}</span>${n > 1 ? html`<span class="num">× ${n}</span>` : nothing}</span>`;

const order = ["violation", "warning", "info", "off"];

/** The gravest severity of an exchange's violations; undefined when it has none. */
export function gravest(entry) {
  return order.find((name) => entry.violations?.some((v) => (v.severity ?? "violation") === name));
}

/** An HTTP status, or that nothing was answered. */
export const status = (code) =>
  code
    ? html`<span class="status status-${Math.floor(code / 100)} num">${code}</span>`
    : html`<span class="status status-0">${t("requests.no_answer")}</span>`;
