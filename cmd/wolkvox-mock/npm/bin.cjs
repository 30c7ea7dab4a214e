#!/usr/bin/env node
"use strict";

const { spawn } = require("node:child_process");
const { binary } = require("./binary.cjs");

// The exit code of wolkvox-mock for what the machine does not let it do.
function fail(error) {
  console.error(error.message);
  process.exit(10);
}

let file;
try {
  file = binary();
} catch (error) {
  fail(error);
}
const child = spawn(file, process.argv.slice(2), { stdio: "inherit" }).on("error", fail);

// A terminal sends the signals of its keys to the program too; twice would mean "at once".
const terminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
for (const signal of ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR2"]) {
  const sentToBoth = terminal && (signal === "SIGINT" || signal === "SIGQUIT");
  process.on(signal, () => sentToBoth || child.kill(signal));
}
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exitCode = code;
  }
});
