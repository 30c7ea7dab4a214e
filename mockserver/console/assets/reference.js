// What the document says, fetched when a page first needs it.

import { get } from "./api.js";
import { store } from "./store.js";

const kept = { explanations: null, operations: null };
const asked = new Set();

function need(name) {
  if (!asked.has(name)) {
    asked.add(name);
    get(`/__admin/${name}`, { quiet: true }).then(
      (value) => {
        kept[name] = value;
        store.changed();
      },
      () => setTimeout(() => asked.delete(name), 2000), // the server may be back then
    );
  }
  return kept[name];
}

/** {grades, questions, rules}; null until it is there. */
export const explanations = () => need("explanations");

/** The documented operations; null until they are there. */
export const operations = () => need("operations");

/** What a rule asks for; undefined while it is not known. */
export const rule = (name) => explanations()?.rules.find((r) => r.rule === name);
