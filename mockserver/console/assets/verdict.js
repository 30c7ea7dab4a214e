import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "verdict.title",
  render: () => html`<h1>${t("verdict.title")}</h1>`,
};
