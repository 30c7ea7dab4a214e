// Calls the mock through openapi-fetch, with the types that openapi-typescript makes of the portable view.
import createClient from "openapi-fetch";
import type { paths } from "./wolkvox.js";

declare const process: { argv: string[] };
const [url, token] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl: url, headers: { "wolkvox-token": token } });

function expect(what: string, got: unknown, expected: unknown) {
  if (got !== expected) throw new Error(`${what}: got ${got}, expected ${expected}`);
  console.log(`${what}: ${got}`);
}

const hang = () => api.POST("/api/v2/agentbox.php", { params: { query: { api: "hang", agent_id: "12989" } } });
const hung = await hang();
expect("hang", hung.data?.msg, "Hang has been successful");
expect("hang again", (await hang()).error?.msg, "Agent_id 12989 does not have an active call.");

const created = await api.POST("/api/v2/configuration.php", {
  params: { query: { api: "create_agent" } },
  body: { agent_dni: "0010203", agent_name: "Agent One" },
});
const agent = created.data?.data?.[0]?.agent_id;
expect("create_agent", agent, "10000");

// @ts-expect-error there is no such api
const wrong: paths["/api/v2/agentbox.php"]["post"]["parameters"]["query"] = { api: "hangup" };
