import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "wallboard.title",
  render: () => html`<h1>${t("wallboard.title")}</h1>`,
};
