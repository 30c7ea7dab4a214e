#!/usr/bin/env node
// pack.mjs [--repository URL] VERSION PROGRAMS TO: npm packages of a release, as files in the folder TO: wolkvox-mock, and one
// for each platform with its program. PROGRAMS holds them as goreleaser does: a folder for each, ..._linux_amd64_v1, say.
// Provenance asks for the repository.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const args = process.argv.slice(2);
const repository = args[0] === "--repository" ? { type: "git", url: `git+${args.splice(0, 2)[1]}.git` } : undefined;
const [version, programs, to] = args;
if (!to || !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version)) {
  console.error("usage: pack.mjs [--repository URL] VERSION PROGRAMS TO, with a version like 1.2.3 or 1.2.3-rc.1");
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const license = join(here, "../../../LICENSE");
const base = { ...JSON.parse(readFileSync(join(here, "package.json"), "utf8")), repository };
const os = { linux: "linux", darwin: "darwin", windows: "win32" };
const cpu = { amd64: "x64", arm64: "arm64" };

mkdirSync(to, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), "wolkvox-mock-npm-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const folders = [];

function lay(manifest, files) {
  const folder = mkdtempSync(join(scratch, "package-"));
  folders.push(folder);
  for (const [name, from] of Object.entries(files)) cpSync(from, join(folder, name));
  copyFileSync(license, join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  for (const name of Object.keys(files)) chmodSync(join(folder, name), manifest.os ? 0o755 : 0o644); // npm sees to bin
}

const optionalDependencies = {};
for (const folder of readdirSync(programs).sort()) {
  const [, goos, goarch] = folder.match(/_(linux|darwin|windows)_(amd64|arm64)(_|$)/) ?? [];
  if (!goos) continue;
  const { license: terms, engines } = base;
  const name = `@wolkvox-mock/${os[goos]}-${cpu[goarch]}`;
  const program = `wolkvox-mock${goos === "windows" ? ".exe" : ""}`;
  const description = `The program of wolkvox-mock for ${os[goos]} on ${cpu[goarch]}`;
  const only = { os: [os[goos]], cpu: [cpu[goarch]], files: [program], preferUnplugged: true };
  lay({ name, version, description, license: terms, engines, repository, ...only }, { [program]: join(programs, folder, program) });
  optionalDependencies[name] = version;
}
if (Object.keys(optionalDependencies).length === 0) {
  console.error(`there is no program in ${programs}`);
  process.exit(1);
}
const files = ["README.md", "bin.cjs", "binary.cjs", "index.cjs", "index.mjs", "index.d.cts", "index.d.mts"];
lay({ ...base, version, optionalDependencies }, Object.fromEntries(files.map((name) => [name, join(here, name)])));
execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", to, ...folders], { stdio: "inherit" });
