/** Flags of `wolkvox-mock serve`, in camel case: `tokenConcurrency: 2` is `--token-concurrency=2`. Unknown ones are refused. */
export interface Options {
  /** Where to listen, `127.0.0.1:0` (a free port) unless given. */
  addr?: string;
  /** World file to start with instead of the demo world. */
  world?: string;
  /** Time at which every world begins and stands still, such as `2026-01-31T09:00:00Z`. */
  clock?: string;
  /** How long every admitted request takes, such as `500ms`. */
  latency?: string;
  /** How many requests a token may have in flight. */
  tokenConcurrency?: number;
  /** No log on standard error; true unless given. */
  quiet?: boolean;
  [flag: string]: string | number | boolean | undefined;
}

export interface Mock {
  /** Base URL of the wolkvox API, such as `http://127.0.0.1:41234`. */
  url: string;
  /** Base URL of the control API. */
  adminUrl: string;
  /** A token of the default world, for the header `wolkvox-token`. */
  token: string;
  /** Its server nomenclature, such as `0042`. */
  server: string;
  /** Bearer token of the control API, when it asks for one: on more than loopback. */
  adminToken?: string;
  /** Ends the mock after the requests under way. It ends with this process too, and does not keep it alive. */
  stop(): Promise<void>;
}

/** Starts a mock. Rejected when it cannot start; standard error then says why. */
export function start(options?: Options): Promise<Mock>;

/** File of the program for this platform; throws when its package is not installed. */
export function binary(): string;
