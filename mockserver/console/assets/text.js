// Texts of the document and of requests, as they are shown: code in them, JSON, command lines. What came from a request is only
// ever the text of a node.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";
import { copyButton } from "./ui.js";

/** A line of Markdown as the document has it: code, questions and addresses become what they are. */
export function prose(text) {
  return text.split(/(`[^`]+`|\bQ-[A-Z0-9-]+[A-Z0-9]\b|https?:\/\/[^\s)]*[^\s).,])/).map((part, i) => {
    if (i % 2 === 0) return part;
    if (part.startsWith("`")) return html`<code>${part.slice(1, -1)}</code>`;
    return source(part);
  });
}

/** What something rests on: a page of the vendor, an open question, or a few words. */
export function source(from) {
  if (/^https?:\/\//.test(from)) {
    return html`<a href=${from} target="_blank" rel="noreferrer">${from.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "")}</a>`;
  }
  return from.startsWith("Q-") ? html`<a href="#/documents/questions/${from}">${from}</a>` : from;
}

const HIGHLIGHTED = 50_000; // bytes of JSON that are coloured
const SHOWN = 300_000; // bytes of a text that are shown

/** JSON, indented and coloured; a text that is none stands as it is. */
export function json(value) {
  let text = value;
  try {
    text = JSON.stringify(typeof value === "string" ? JSON.parse(value) : value, null, 2);
  } catch {
    // It is shown as it came.
  }
  if (text.length > SHOWN) return text.slice(0, SHOWN) + "…";
  return text === value || text.length > HIGHLIGHTED ? text : coloured(text);
}

function coloured(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/("(?:[^"\\]|\\.)*")(:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)) {
    const [token, string, colon] = found;
    parts.push(text.slice(at, found.index));
    parts.push(html`<span class=${colon ? "json-key" : string ? "json-text" : "json-value"}>${string ?? token}</span>`, colon ?? "");
    at = found.index + token.length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** A block of code under a heading, with a button that copies it. A long one may scroll within itself. */
export const code = (heading, shown, copied = shown, scrolls = false) => html`
  <figure class="code">
    <figcaption class="code-head"><span>${heading}</span>${copied ? copyButton(copied) : nothing}</figcaption>
    <pre class="code-text ${scrolls ? "code-scrolls" : ""}" tabindex=${scrolls ? 0 : nothing}>${shown}</pre>
  </figure>`;

/** A text as one word of a shell. */
export const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A command line with the button that copies it. */
export const curl = (line, heading = "curl") => code(heading, line);

/** What a text was not made for this page in: documents are in English. */
export const english = (content) => html`<span lang="en">${content}</span>`;

/** Names with their values. */
export const facts = (rows) => html`
  <dl class="pairs">
    ${rows.filter(([, value]) => value !== undefined && value !== "" && value !== nothing).map(
      ([name, value]) => html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`,
    )}
  </dl>`;
