import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "try.title",
  render: () => html`<h1>${t("try.title")}</h1>`,
};
