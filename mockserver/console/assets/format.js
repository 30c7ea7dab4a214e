// Times, durations and figures as people read them: in the language of the page and the time zone of the world.

import { language } from "./words.js";

const cache = new Map();

// Formatters are expensive to make and cheap to use.
function formatter(kind, zone, make) {
  const key = `${kind} ${language()} ${zone}`;
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key);
}

function dates(kind, zone, options) {
  return formatter(
    kind,
    zone,
    () => new Intl.DateTimeFormat(language(), { timeZone: zone || "UTC", hourCycle: "h23", ...options }),
  );
}

/** "15:04:05" of a moment: a Date, milliseconds, or RFC 3339. */
export function clockTime(moment, zone) {
  return dates("clock", zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(moment));
}

/** "Thu, Nov 26". */
export function day(moment, zone) {
  return dates("day", zone, { weekday: "short", day: "numeric", month: "short" }).format(new Date(moment));
}

/** Day and time in full. */
export function dateTime(moment, zone) {
  return dates("full", zone, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(moment));
}

const two = (n) => String(n).padStart(2, "0");

/** "0:05", "12:34", "1:02:03": a length of time in milliseconds; what is negative counts as none. */
export function duration(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** A whole number with the separators of the language. */
export function number(n) {
  return formatter("number", "", () => new Intl.NumberFormat(language())).format(n);
}

/** 1.5 as "1.5", with at least one digit behind the sign. */
export function decimal(n) {
  return formatter("decimal", "", () => new Intl.NumberFormat(language(), { minimumFractionDigits: 1 })).format(n);
}

/** 0.83 as "83%". */
export function percent(share) {
  return formatter("percent", "", () => new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 })).format(
    share,
  );
}
