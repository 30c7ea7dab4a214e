// The control API. A path that begins with "/" is whole; another one is within the chosen world: "agents/12989/login".

import { toast } from "./ui.js";

let world = "default";

/** The world that paths without "/" are within; store.js sets it. */
export function useWorld(name) {
  world = name;
}

/** What the server refused, as problem+json says it, or a connection that failed (status 0). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.type = body.type ?? "";
    this.violations = body.violations ?? [];
  }
}

// The page is at …/console/, and the server may stand under a path of a proxy.
const base = new URL("..", document.baseURI);

/** The address of a path of the server. */
export function url(path) {
  const whole = path.startsWith("/") ? path : `/__admin/worlds/${encodeURIComponent(world)}/${path}`;
  return new URL(whole.slice(1), base);
}

async function send(method, path, body, { quiet = false } = {}) {
  try {
    return await exchange(method, url(path), body);
  } catch (problem) {
    if (!quiet) toast(problem.message, "bad");
    throw problem;
  }
}

async function exchange(method, address, body) {
  const init = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    init.headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  let reply;
  try {
    reply = await fetch(address, init);
  } catch (cause) {
    throw new Problem(0, { detail: cause.message });
  }
  if (reply.status === 401) {
    // The server asks for its admin token: the page where it is entered leads back here.
    location.assign(new URL("login", document.baseURI));
  }
  const text = await reply.text();
  const json = text && (reply.headers.get("Content-Type") ?? "").includes("json") ? JSON.parse(text) : undefined;
  if (!reply.ok) throw new Problem(reply.status, json ?? { detail: text.slice(0, 300) });
  return json;
}

// Each shows a refusal in a toast and throws it; {quiet: true} leaves showing it to the caller.
export const get = (path, options) => send("GET", path, undefined, options);
export const post = (path, body, options) => send("POST", path, body, options);
export const put = (path, body, options) => send("PUT", path, body, options);
export const del = (path, options) => send("DELETE", path, undefined, options);

// A Problem that nobody caught has been shown already; it is no error of the page.
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof Problem) event.preventDefault();
});
