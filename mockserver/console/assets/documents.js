// Documents: the API reference in Swagger UI, and the questions, rules and grades of the document that the server has loaded.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { icon } from "./ui.js";
import { grade, severity } from "./badges.js";
import { code, prose, source } from "./text.js";
import { explanations } from "./reference.js";
import { reference } from "./viewer.js";

const parts = { reference: () => reference(), questions, rules, grades };

let text = ""; // of the search
let shown = ""; // the address that has been scrolled to

export const page = {
  title: "documents.title",
  leave: () => (shown = ""),
  render(_, route) {
    const part = Object.hasOwn(parts, route.path[0]) ? route.path[0] : "reference";
    const e = part === "reference" ? {} : explanations();
    if (e) scrollTo(route.path[1]);
    return html`
      <div class="page-head"><h1>${t("documents.title")}</h1>${tabs(part)}</div>
      ${e ? parts[part](e, route) : html`<p class="panel empty">${t("documents.loading")}</p>`}`;
  },
};

const tabs = (part) => html`
  <nav class="segments documents-tabs" aria-label=${t("documents.parts")}>
    ${Object.keys(parts).map(
      (name) => html`<a class="segment" href="#/documents/${name}" aria-current=${name === part ? "true" : nothing}
        data-testid="documents-${name}">${t(`documents.${name}`)}</a>`,
    )}
  </nav>`;

// An address may name what is to be seen: "#/documents/questions/Q-HANG-IDLE".
function scrollTo(id) {
  if (shown === location.hash) return;
  shown = location.hash;
  if (!id) return;
  text = "";
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const item = document.getElementById(id);
    item?.scrollIntoView();
    item?.focus({ preventScroll: true });
  }));
}

const search = (found, total) => html`
  <div class="documents-search">
    <label class="search">${icon("search")}<span class="hidden-text">${t("documents.search")}</span>
      <input class="input" type="search" placeholder=${t("documents.search")} .value=${text} data-testid="documents-search"
        @input=${(event) => {
          text = event.target.value;
          store.changed();
        }}></label>
    <span class="muted num" role="status">${t("documents.found", { n: found, total })}</span>
  </div>`;

function matching(all, fields) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((item) => {
    const where = fields(item).join(" ").toLowerCase();
    return words.every((word) => where.includes(word));
  });
}

// An item that an address can name.
const item = (id, part, chosen, head, body) => html`
  <li class="item ${id === chosen ? "item-chosen" : ""}" id=${id} tabindex="-1">
    <header><h2><a href="#/documents/${part}/${id}">${id}</a></h2>${head}</header>
    ${body}
  </li>`;

function questions(e, route) {
  const about = route.params.get("about");
  const all = about ? e.questions.filter((q) => q.operations?.includes(about)) : e.questions;
  const found = matching(all, (q) => [q.question, q.says, q.evidence, ...(q.operations ?? [])]);
  return html`
    <p class="documents-about">${t("documents.questions_about")}</p>
    ${search(found.length, all.length)}
    ${about ? html`<p class="documents-filter">${t("documents.only_about")} <code>${about}</code>
      <a class="button small" href="#/documents/questions">${icon("close")}<span>${t("documents.all_questions")}</span></a></p>` : nothing}
    <ul class="panel items">
      ${found.map((q) => item(q.question, "questions", route.path[1], grade(q.evidence), html`
        <p lang="en">${prose(q.says)}</p>
        <p class="item-foot">${q.operations
          ? q.operations.map((name) => html`<a class="tag" href="#/try/${name}">${name}</a>`)
          : html`<span class="tag">${t("documents.all_operations")}</span>`}
          ${q.source ? html`<span>${source(q.source)}</span>` : nothing}</p>`))}
    </ul>`;
}

function rules(e, route) {
  const found = matching(e.rules, (r) => [r.rule, r.title, r.says, r.severity, r.evidence]);
  return html`
    <p class="documents-about">${t("documents.rules_about")}</p>
    ${search(found.length, e.rules.length)}
    <ul class="panel items">
      ${found.map((r) => item(r.rule, "rules", route.path[1], html`${severity(r.severity)}${grade(r.evidence)}`, html`
        <p lang="en"><b class="item-title">${r.title}</b></p>
        <p lang="en">${prose(r.says)}</p>
        ${r.source ? html`<p class="item-foot">${source(r.source)}</p>` : nothing}
        ${r.breaks ? html`<details><summary>${t("documents.example")}</summary><div class="item-example">
          ${code(t("documents.breaks"), r.breaks.join("\n"))}${code(t("documents.keeps"), r.keeps.join("\n"))}</div></details>` : nothing}`))}
    </ul>`;
}

function grades(e) {
  const count = (all, evidence) => all.filter((one) => one.evidence === evidence).length;
  return html`
    <p class="documents-about">${t("documents.grades_about")}</p>
    <div class="panel documents-grades">
      <table class="table">
        <thead><tr><th scope="col">${t("documents.grade")}</th><th scope="col">${t("documents.meaning")}</th>
          <th scope="col" class="right">${t("documents.questions")}</th><th scope="col" class="right">${t("documents.rules")}</th></tr></thead>
        <tbody>
          ${e.grades.map(({ evidence }) => html`<tr><td>${grade(evidence)}</td><td>${t(`documents.meaning_${evidence}`)}</td>
            <td class="right">${count(e.questions, evidence)}</td><td class="right">${count(e.rules, evidence)}</td></tr>`)}
        </tbody>
      </table>
    </div>`;
}
