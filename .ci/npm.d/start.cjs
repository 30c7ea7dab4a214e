// A process that starts a mock and dies without a word: the mock ends too.
const { spawn } = require("node:child_process");
const { connect } = require("node:net");
const { start } = require("wolkvox-mock");

if (process.argv[2] === "child") {
  start().then((mock) => {
    process.stdout.write(mock.url);
    process.kill(process.pid, "SIGKILL");
  });
} else {
  const child = spawn(process.execPath, [__filename, "child"], { stdio: ["ignore", "pipe", "inherit"] });
  let url = "";
  child.stdout.on("data", (text) => (url += text));
  child.on("close", () => refused(new URL(url).port, Date.now() + 10_000));
}

function refused(port, until) {
  if (Date.now() > until) throw new Error("the mock is still there");
  connect(port, "127.0.0.1")
    .on("connect", function () {
      this.destroy();
      setImmediate(refused, port, until);
    })
    .on("error", () => console.log("ended"));
}
