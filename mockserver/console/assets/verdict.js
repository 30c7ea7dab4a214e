// The verdict so far: what the client did wrong in this world, what of the contract it has reached, how sure that is, and what to
// try next. It is asked for again when requests have come.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { get } from "./api.js";
import { store } from "./store.js";
import { dateTime, number, percent } from "./format.js";
import { t } from "./words.js";
import { grade, severity } from "./badges.js";
import { code, curl, english, facts, prose, source } from "./text.js";

const REST = 1500; // milliseconds between two verdicts

let verdict = null;
let asked = ""; // of which world and which newest exchange the verdict is, or is under way
let resting = 0;
let open = false;

export const page = {
  title: "verdict.title",
  enter: () => (open = true),
  leave: () => (open = false),
  render(store) {
    refresh();
    return html`
      <div class="page-head"><h1>${t("verdict.title")}</h1></div>
      ${verdict?.world === store.world
        ? whole(verdict, store.board?.timezone)
        : html`<p class="panel empty">${t("verdict.loading")}</p>`}`;
  },
};

function refresh() {
  const wanted = `${store.world} ${store.exchanges.at(-1)?.seq} ${store.exchanges.length} ${store.connection}`;
  if (!open || resting || wanted === asked) return;
  asked = wanted;
  const { world } = store;
  get("verify", { quiet: true }).then(
    (v) => {
      if (store.world === world) verdict = v;
    },
    () => {}, // the connection is lost, and the page says so
  );
  resting = setTimeout(() => {
    resting = 0;
    store.changed();
  }, REST);
}

const whole = (v, zone) => html`
  <div class="verdict">
    ${summary(v)}
    ${coverage(v.coverage)}
    <div class="verdict-columns">
      <section class="panel">
        <header class="panel-head"><h2>${t("verdict.findings")}</h2></header>
        ${v.findings.length
          ? html`<ul class="findings">${v.findings.map((f) => finding(f, zone))}</ul>`
          : html`<p class="empty">${t("verdict.no_findings")}</p>`}
      </section>
      <div class="verdict-side">
        ${v.expectations?.length ? expectations(v.expectations) : nothing}
        ${evidence(v.evidence)}
        ${next(v.next)}
      </div>
    </div>
  </div>`;

// Before the first request nothing has failed yet, though a run that ended now would not pass.
function result(v) {
  if (v.requests === 0) return { name: "not_begun", mark: "v-info" };
  return v.passed ? { name: "passed", mark: "v-good" } : { name: "failed", mark: "v-violation" };
}

function summary(v) {
  const { name, mark } = result(v);
  const count = (name) => v.findings.filter((f) => f.severity === name).reduce((sum, f) => sum + f.count, 0);
  return html`
    <section class="panel verdict-summary verdict-${name}" data-testid="verdict">
      <svg class="verdict-mark" aria-hidden="true"><use href="#${mark}"></use></svg>
      <div>
        <p class="verdict-word" role="status">${t(`verdict.${name}`)}</p>
        <p class="muted">${t("verdict.why")}</p>
      </div>
      <dl class="verdict-figures num">
        <div><dt>${t("verdict.requests")}</dt><dd>${number(v.requests)}</dd></div>
        <div><dt>${t("verdict.violations")}</dt><dd>${number(count("violation"))}</dd></div>
        <div><dt>${t("verdict.warnings")}</dt><dd>${number(count("warning"))}</dd></div>
        <div><dt>${t("verdict.infos")}</dt><dd>${number(count("info"))}</dd></div>
      </dl>
    </section>`;
}

const coverage = (areas) => html`
  <section class="panel" aria-labelledby="coverage">
    <header class="panel-head"><h2 id="coverage">${t("verdict.coverage")}</h2></header>
    <div class="areas">
      ${["operations", "parameters", "outcomes", "transitions"].map(
        (name) => html`<div class="area">
          <p class="area-name"><b>${t(`verdict.${name}`)}</b><span class="num"><b>${percent(areas[name].percent / 100)}</b></span></p>
          <progress max=${areas[name].total} value=${areas[name].reached} aria-label=${t(`verdict.${name}`)}></progress>
          <p class="muted num">${t("verdict.reached", { n: number(areas[name].reached), total: number(areas[name].total) })}</p>
          ${areas[name].missing.length
            ? html`<details><summary>${t("verdict.missing", { n: areas[name].missing.length })}</summary>
                <ul class="missing" tabindex="0">${areas[name].missing.map((one) => html`<li><code>${one}</code></li>`)}</ul></details>`
            : nothing}
        </div>`,
      )}
    </div>
  </section>`;

const finding = (f, zone) => html`
  <li class="finding">
    <header>${severity(f.severity, f.count)}<h3 lang="en">${f.title}</h3></header>
    <p lang="en">${prose(f.says)}</p>
    ${facts([
      ["requests.rule", html`<a href="#/documents/rules/${f.rule}"><code>${f.rule}</code></a>`],
      ["requests.outcome", f.outcome ? html`<code>${f.outcome}</code>` : undefined],
      ["requests.grade", grade(f.evidence)],
      ["requests.source", f.source ? source(f.source) : undefined],
      ["verdict.first", f.first?.seq ? html`${entry(f.first.seq)} ${dateTime(f.first.time, zone)}` : undefined],
      ["requests.request", f.first?.request ? html`<code>${f.first.request}</code>` : undefined],
      ["requests.where", f.first?.where && f.first.where !== f.outcome ? html`<code>${f.first.where}</code>` : undefined],
      ["requests.expected", f.first?.expected ? english(f.first.expected) : undefined],
      ["requests.got", f.first?.got ? english(f.first.got) : undefined],
    ])}
    ${near(f.near_misses)}
    ${f.first?.try ? curl(f.first.try, t("requests.corrected")) : nothing}
  </li>`;

const entry = (seq) => html`<a href="#/requests/${seq}">#${seq}</a>`;

const near = (misses) =>
  misses?.length
    ? html`<ul class="near">
        ${misses.map((m) => html`<li>${entry(m.seq)} <code>${m.request}</code> ${english(m.why.join("; "))}</li>`)}
      </ul>`
    : nothing;

const expectations = (all) => html`
  <section class="panel">
    <header class="panel-head"><h2>${t("verdict.expectations")}</h2></header>
    <ul class="findings">
      ${all.map((r) => html`<li class="finding">
        <header><span class="tag ${r.passed ? "tag-good" : "tag-bad"}">
          <svg class="shape" aria-hidden="true"><use href=${r.passed ? "#v-good" : "#v-violation"}></use></svg>
          <span>${r.passed ? t("verdict.met") : t("verdict.unmet")}</span></span></header>
        <code class="expectation">${JSON.stringify(r.expectation)}</code>
        <p lang="en">${r.came}</p>
        ${near(r.near_misses)}
      </li>`)}
    </ul>
  </section>`;

function evidence(grades) {
  const most = Math.max(1, ...grades.map((g) => g.exchanges));
  return html`
    <section class="panel">
      <header class="panel-head"><h2>${t("verdict.evidence")}</h2><a href="#/documents/grades">${t("verdict.grades")}</a></header>
      <div class="grades">
        ${grades.map((g) =>
          g.outcomes.length === 0
            ? html`<div class="grade-row"><div class="grade-line">${line(g, most)}</div></div>`
            : html`<details class="grade-row">
                <summary class="grade-line">${line(g, most)}</summary>
                <ul class="missing">
                  ${g.outcomes.map((o) => html`<li><code>${o.outcome}</code> <span class="num">× ${o.count}</span> ${source(o.source)}</li>`)}
                </ul>
              </details>`,
        )}
      </div>
    </section>`;
}

const line = (g, most) => html`${grade(g.evidence)}
  <progress max=${most} value=${g.exchanges} aria-label=${t(`grade.${g.evidence}`)}></progress>
  <span class="num">${number(g.exchanges)}</span>`;

const next = (tries) => html`
  <section class="panel">
    <header class="panel-head"><h2>${t("verdict.next")}</h2></header>
    ${tries.length
      ? html`<ul class="findings">
          ${tries.map((one) => html`<li class="finding">
            ${one.given?.length ? html`<p lang="en">${one.given.join(" ")}</p>` : nothing}
            ${code(html`<code>${one.outcome}</code>`, one.shell.join("\n"))}
          </li>`)}
        </ul>`
      : html`<p class="empty">${t("verdict.all_tried")}</p>`}
  </section>`;
