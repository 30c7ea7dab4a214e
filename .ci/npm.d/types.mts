import { start, type Mock } from "wolkvox-mock";

const mock: Mock = await start({ tokenConcurrency: 2, timezone: "UTC" });
const url: string = mock.url;
// @ts-expect-error a flag is a text, a number or a boolean
await start({ world: {} });
await mock.stop();
console.log(url);
