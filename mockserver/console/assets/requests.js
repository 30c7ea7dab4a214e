import { html } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

export const page = {
  title: "requests.title",
  render: () => html`<h1>${t("requests.title")}</h1>`,
};
