// Package simulator brings a contact center to life: customers call skills, wait, give up or are served; campaigns dial their
// records; agents answer, talk, wrap up and code, take breaks, log in and out by their shifts. It is pure: it is told the time,
// holds no lock, and changes a [callcenter.Center] through its exported methods only.
//
//	          ┌─────────────── Next: when ──────────────┐
//	world ────┤ Step: the next thing happens to a Center ├──► what the Center has changed
//	          └─ Observe, Plan: what follows from that ◄─┘
//
// A [Simulator] is a plain value that goes to JSON and back. Its agenda has at most one plan for each entity: an agent, a skill
// that customers call, a campaign, a customer who waits. Chance has no state (draw.go), so the same seed and the same clock
// give the same day, whether it is lived or advanced, and whatever others do to agents that are manual.
//
// It never touches an agent that is manual: it does nothing for one, and none of its calls comes to one.
package simulator
