"use strict";

const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { createInterface } = require("node:readline");
const { binary } = require("./binary.cjs");

// start runs `wolkvox-mock serve`; see index.d.cts.
async function start(options = {}) {
  const flags = Object.entries({ addr: "127.0.0.1:0", quiet: true, ...options })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}=${value}`);
  const child = spawn(binary(), ["serve", "--json", "--exit-with-stdin", ...flags], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => {}); // it has ended
  const ended = once(child, "exit");
  const started = once(createInterface(child.stdout), "line");
  const failed = ended.then(([code]) => Promise.reject(new Error(`wolkvox-mock serve has ended with exit code ${code}`)));
  const [line] = await Promise.race([started, failed]);
  failed.catch(() => {});
  const { url, admin_url: adminUrl, token, server, admin_token: adminToken } = JSON.parse(line);
  for (const handle of [child, child.stdin, child.stdout]) handle.unref(); // it does not keep this process alive
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
  return { url, adminUrl, token, server, adminToken, stop };
}

module.exports = { start, binary };
