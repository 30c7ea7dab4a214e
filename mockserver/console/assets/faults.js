import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "faults.title",
  render: () => html`<h1>${t("faults.title")}</h1>`,
};
