// Which agents the wallboard shows, and how: by state, skill and text; as cards or rows; in an order that no change of state
// disturbs, so that nobody jumps.

import { language } from "./words.js";
import { store } from "./store.js";

/** From so many agents on they are rows, and in a window as narrow as a phone's, unless somebody chooses. */
const ROWS_FROM = 60;
const phone = matchMedia("(max-width: 559px)");

export const filter = { kind: "", skill: "", text: "", order: "extension", layout: remembered() };

function remembered() {
  try {
    return localStorage.getItem("layout") ?? "";
  } catch {
    return "";
  }
}

phone.addEventListener("change", store.changed);

/** Changes what is shown. */
export function show(changed) {
  Object.assign(filter, changed);
  if (changed.layout) {
    try {
      localStorage.setItem("layout", changed.layout);
    } catch {
      // It holds until the page is closed.
    }
  }
  store.changed();
}

/** "cards" or "rows". */
export function layout(board) {
  return filter.layout || (board.agents.size >= ROWS_FROM || phone.matches ? "rows" : "cards");
}

const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();

/** The agents that the filter selects, in its order. */
export function selected(board) {
  const text = fold(filter.text.trim());
  const skill = board.skills.has(filter.skill) ? filter.skill : ""; // another world may not have it
  const list = [...board.agents.values()].filter(
    (a) =>
      (!filter.kind || a.kind === filter.kind) &&
      (!skill || a.skills.includes(skill)) &&
      (!text || fold(`${a.name} ${a.agent_id} ${a.call?.phone ?? ""}`).includes(text)),
  );
  const order = filter.order === "name" ? byName() : byExtension;
  return list.sort((a, b) => b.manual - a.manual || order(a, b)); // whom the simulator leaves to the user comes first
}

const byExtension = (a, b) => a.agent_id.length - b.agent_id.length || (a.agent_id < b.agent_id ? -1 : 1);

function byName() {
  const { compare } = new Intl.Collator(language());
  return (a, b) => compare(a.name, b.name) || byExtension(a, b);
}
