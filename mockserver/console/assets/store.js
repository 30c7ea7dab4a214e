// What the page knows of the chosen world, kept current by one stream of server-sent events.
// Subscribers hear of changes once per animation frame at most, however many came.

import { Problem, get, url, useWorld } from "./api.js";
import { closeDialogs, toast } from "./ui.js";
import { t } from "./words.js";

/** How many exchanges, and how many changes of state, are remembered. */
const KEPT = 1000;
const HISTORY = 200; // exchanges that are read when a world is opened
const RETRY = 1000; // milliseconds until a lost connection is tried again
const quiet = { quiet: true }; // a connection that is lost shows by itself

const subscribers = new Set();
let source = null;
let frame = 0;
let retry = 0;

export const store = {
  world: "default",
  worlds: [],
  connection: "connecting", // live, lost
  /** How often the world was read anew, as it was chosen, reset, or lost from sight: what is kept of it elsewhere is stale then. */
  readings: 0,
  /** The board, its agents, skills and campaigns as Maps by id; null until it has come. An object in them is replaced when it changes. */
  board: null,
  /** journal.Entry, oldest first. */
  exchanges: [],
  /** Changes of state, oldest first. */
  changes: [],

  subscribe(fn) {
    subscribers.add(fn);
    return () => subscribers.delete(fn);
  },
  changed,
  now,
  open,
  loadWorlds,
};

function changed() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    for (const fn of subscribers) fn(store);
  });
}

/** The world's time now, in milliseconds: it runs on from the latest that the server told, at the world's speed. */
function now() {
  const b = store.board;
  if (!b) return Date.now();
  if (b.frozen) return b.at;
  return b.at + (performance.now() - b.received) * b.speed;
}

async function loadWorlds() {
  store.worlds = await get("/__admin/worlds", quiet);
  changed();
}

/** Chooses a world and follows it; the address of the page keeps the choice. */
async function open(world) {
  close();
  closeDialogs();
  store.world = world;
  useWorld(world);
  Object.assign(store, { board: null, exchanges: [], changes: [], connection: "connecting" });
  const page = new URL(location);
  if (world === "default") page.searchParams.delete("world");
  else page.searchParams.set("world", world);
  history.replaceState(history.state, "", page);
  changed();
  await follow(world);
}

function close() {
  source?.close();
  source = null;
  clearTimeout(retry);
}

async function follow(world) {
  try {
    await loadWorlds();
    if (store.world !== world) return; // another was chosen meanwhile
    if (!store.worlds.some((w) => w.name === world)) {
      if (world === "default") return;
      await open("default");
      toast(t("world.gone", { world }), "bad");
      return;
    }
    const [board, journal] = await Promise.all([get("board", quiet), get(`requests?limit=${HISTORY}`, quiet)]);
    if (store.world !== world) return;
    take(board);
    Object.assign(store, { exchanges: journal.requests, changes: [], readings: store.readings + 1 });
    listen(world, Math.max(0, board.seq - KEPT)); // the changes before are history too
  } catch (problem) {
    lost(world);
    if (!(problem instanceof Problem)) throw problem;
  }
}

function lost(world) {
  if (store.world !== world) return;
  close();
  store.connection = "lost";
  changed();
  retry = setTimeout(() => follow(world), RETRY);
}

function listen(world, after) {
  source = new EventSource(url(`events?board=true&after=${after}`));
  source.onopen = () => {
    store.connection = "live";
    changed();
  };
  source.onerror = () => lost(world); // the server may be another one then, with numbers of its own: all is read anew
  const on = (name, take) =>
    source.addEventListener(name, (event) => {
      take(JSON.parse(event.data));
      changed();
    });
  on("board", take);
  on("exchange", addExchange);
  on("change", (change) => {
    if (change.kind === "world") return restart(world, change);
    add(store.changes, change);
  });
  on("gap", (gap) => (gap.next > gap.after ? reload(world) : restart(world))); // else the server was started anew
  on("end", () => lost(world));
}

function addExchange(entry) {
  const last = store.exchanges.at(-1);
  if (last && entry.seq <= last.seq) return; // it came with the history
  add(store.exchanges, entry);
}

function add(list, item) {
  list.push(item);
  if (list.length > KEPT) list.splice(0, list.length - KEPT);
}

// A reset, a restored snapshot, or a server that counts anew: what was before is not of this world any more.
function restart(world, ...changes) {
  Object.assign(store, { exchanges: [], changes, readings: store.readings + 1 });
  reload(world);
}

// Some events between are lost: the journal is read again; the board comes whole by itself.
async function reload(world) {
  const journal = await get(`requests?limit=${HISTORY}`, quiet).catch(() => null);
  if (!journal) return; // the connection is lost; all is read when it is back
  if (store.world !== world) return;
  const newest = journal.requests.at(-1)?.seq ?? 0;
  store.exchanges = [...journal.requests, ...store.exchanges.filter((e) => e.seq > newest)];
  changed();
}

/** Takes a board, or what has changed of it. */
function take(b) {
  const old = b.whole ? null : store.board;
  if (!b.whole && !old) return; // the whole one comes first
  const merged = (before, items, id, gone) => {
    const map = before ?? new Map();
    for (const item of items ?? []) map.set(item[id], item);
    for (const key of gone ?? []) map.delete(key);
    return map;
  };
  store.board = {
    ...old,
    ...b,
    states: b.states ?? old?.states ?? [],
    agents: merged(old?.agents, b.agents, "agent_id", b.gone?.agents),
    skills: merged(old?.skills, b.skills, "skill_id", b.gone?.skills),
    campaigns: merged(old?.campaigns, b.campaigns, "campaign_id", b.gone?.campaigns),
    ...anchor(old, b),
  };
}

// The clock is set by the time that the server told. It comes late, more or less, so a time that is a little behind the one that
// runs here sets nothing: the clock on the screen never goes back by a second for that.
function anchor(old, b) {
  const told = { at: Date.parse(b.time), received: performance.now() };
  if (!old || old.frozen || b.frozen || old.speed !== b.speed) return { ...told, jumps: (old?.jumps ?? 0) + 1 };
  const behind = now() - told.at;
  if (behind >= 0 && behind < 1000 * b.speed) return {};
  return Math.abs(behind) < 1000 * b.speed ? told : { ...told, jumps: old.jumps + 1 };
}
