// The words of the console, in English and Spanish: words/en.json and words/es.json, with the same keys.
// A key begins with the name of its page. Plurals have a key each: "wallboard.agents.one", "wallboard.agents.other".

export const languages = ["en", "es"];

let words = {};
let rules = new Intl.PluralRules("en");
let listeners = [];

/** The language in use; it follows the browser until somebody chooses. */
export function language() {
  return document.documentElement.lang;
}

/** Fetches the words of a language; a key that it lacks shows as the key. */
export async function load(lang) {
  const reply = await fetch(new URL(`words/${lang}.json`, import.meta.url));
  words = await reply.json();
  rules = new Intl.PluralRules(lang);
  document.documentElement.lang = lang;
  for (const listener of listeners) listener(lang);
}

/** Chooses a language, and remembers it. */
export async function choose(lang) {
  await load(lang);
  try {
    localStorage.setItem("language", lang);
  } catch {
    // The choice holds until the page is closed.
  }
}

/** Calls back whenever the language has changed. */
export function onLanguage(listener) {
  listeners.push(listener);
}

/** The text of a key, with {name} replaced; with {n} in the plural form that the language wants. */
export function t(key, values) {
  let text = words[key];
  if (text === undefined && values && "n" in values) {
    text = words[`${key}.${rules.select(values.n)}`] ?? words[`${key}.other`];
  }
  if (text === undefined) return key;
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all) : text;
}

/** Whether there is a text for a key: for words of the server that may be unknown here. */
export function has(key) {
  return key in words;
}
