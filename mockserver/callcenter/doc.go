// Package callcenter is the domain: agents, their calls, and the rules that move both. It is pure. It is told the
// time (never the zero one), holds no lock, speaks no HTTP, and its one value, [Center], goes to JSON and back without
// loss.
//
//	logout ──login──► ready ──deliver, dial──► ring ──answer──► talk ──hang_up, hand_over──► acw
//	                    ▲                       │ ▲                                           │
//	                    └──hang_up: as before───┘ └───────────────────aux_call────────────────┘
//
// From ready, acw and an auxiliary state the agent goes to ready, to an auxiliary state or out. Two tables in moves.go say
// all of it: [Moves] for agents and [CallMoves] for calls. A pair that is absent from its table is a refusal, and every
// row carries its source and its evidence grade: documented, example, observed or inferred. A source is the slug of a page
// of https://www.wolkvox.com/en/, the name of a report, or the Q- id of an open question, whose answer is ours.
//
// A call that comes to a skill waits in its queue until a member is Ready (queue.go): queued ──deliver──► ringing.
//
// What happens by itself is a timer (timers.go): the limits of ACW and of a ring, dialled customers who answer or do not
// (dialing.go), and callbacks whose time comes. [Center.Advance] lets it happen, each thing at its own time, so whoever asks
// or changes anything advances first.
//
// agentbox.go and recall.go have the operations of agentbox.php, control.go what people do beside the API, campaigncall.go what campaigns do. The rest has a
// file for each subject of configuration.php (no agent changes state by it); agentstats.go and callstats.go count.
//
// New state is a field of [Configuration] or [Center], with its part in clone and Check; a way to begin with it is a key of
// package seed and of the schema Seed in openapi/admin.yaml, and the demo world has some.
//
// A refusal is an [*Error]; it leaves the Center as it was. Refusals come in one order: is the agent known, is the value
// valid, is the agent logged in, does the call or the state allow it (inferred, Q-CHECK-ORDER).
package callcenter
