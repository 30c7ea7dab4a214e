import { start } from "wolkvox-mock";

const mock = await start({ clock: "2026-01-31T09:00:00Z" });
const reply = await fetch(`${mock.url}/api/v2/agentbox.php?api=hang&agent_id=12989`, {
  method: "POST",
  headers: { "wolkvox-token": mock.token },
});
const clock = await fetch(`${mock.adminUrl}/worlds/default/clock`);
if (reply.status === 200 && (await clock.text()).includes("2026-01-31")) console.log("hung up");
await mock.stop();
await mock.stop(); // idempotent
await fetch(mock.url).then(() => process.exit(1), () => {}); // nobody is there any more
