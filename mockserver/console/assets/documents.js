import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "documents.title",
  render: () => html`<h1>${t("documents.title")}</h1>`,
};
