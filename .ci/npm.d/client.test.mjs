// A program as it is in production: the real address, a token of its own, and nothing of a mock.
import assert from "node:assert/strict";
import test from "node:test";

test("hang up", async () => {
  const reply = await fetch("https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", {
    method: "POST",
    headers: { "wolkvox-token": "7b64656d6f7d2d3230323630313031303030303030" },
  });
  assert.equal((await reply.json()).code, "200");
});
