// SIGTERM to the launcher reaches the program, which drains and ends well.
import { spawn } from "node:child_process";
import { once } from "node:events";

const launcher = spawn(process.execPath, ["node_modules/wolkvox-mock/bin.cjs", "serve", "--json", "--addr", "127.0.0.1:0"], {
  stdio: ["ignore", "pipe", "ignore"],
});
const [line] = await once(launcher.stdout, "data");
launcher.kill("SIGTERM");
const [code] = await once(launcher, "exit");
const gone = await fetch(JSON.parse(line).url).then(() => false, () => true);
if (code === 0 && gone) console.log("the program ends with the signal");
