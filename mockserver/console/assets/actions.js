// What agents and customers do, through the control API. An action is {name, label, run, danger?}; null parts two groups.

import { post, put } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { openArrival } from "./arrival.js";

/** What an agent can do as it is now, and what can happen to it. */
export function agentActions(a) {
  const agent = `agents/${encodeURIComponent(a.agent_id)}`;
  const act = (name, run, more) => ({ name, label: t(`action.${name}`), run, ...more });
  const status = (id, label) => ({ name: `status-${id}`, label, run: () => post(`${agent}/status`, { status: id }) });
  const others = () => [
    ...(a.kind === "ready" ? [] : [status("ready", t("action.ready"))]),
    ...(store.board?.states ?? [])
      .filter(({ id }) => id !== a.status)
      .map(({ id, description }) => status(id, t("action.status", { state: description }))),
    act("logout", () => post(`${agent}/logout`)),
  ];
  const enabling = a.enabled
    ? act("disable", () => put(agent, { enabled: false }), { danger: true })
    : act("enable", () => put(agent, { enabled: true }));
  return [...actionsIn(a, agent, act, others), null, enabling];
}

function actionsIn(a, agent, act, others) {
  const arrive = (type) => act(type === "manual" ? "call" : "arrive", () => openArrival({ agent_id: a.agent_id, type }));
  switch (a.kind) {
    case "logout":
      return a.enabled ? [act("login", () => post(`${agent}/login`))] : [];
    case "ready":
      return [arrive("inbound"), arrive("manual"), null, ...others()];
    case "auxiliary":
      return [arrive("manual"), null, ...others()];
    case "acw":
      return others();
    case "ring":
      return callActions(a.call, agent, act);
    default: {
      const { on_hold: held, muted } = a.call ?? {};
      return [
        act(held ? "resume" : "hold", () => post(`${agent}/hold`)),
        act(muted ? "unmute" : "mute", () => post(`${agent}/mute`)),
        null,
        ...callActions(a.call, agent, act),
      ];
    }
  }
}

function callActions(call, agent, act) {
  const agentHangup = act("hangup", () => post(`${agent}/hangup`));
  if (!call) return [agentHangup];
  const path = `calls/${encodeURIComponent(call.conn_id)}`;
  return [
    ...(call.state === "ringing" ? [act("answer", () => post(`${path}/answer`))] : []),
    agentHangup,
    act("customer_hangup", () => post(`${path}/hangup`)),
  ];
}
