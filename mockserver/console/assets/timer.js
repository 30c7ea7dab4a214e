// <run-timer since="RFC 3339">: how long ago that was by the world's clock. A thousand of them cost little: one tick a
// second writes the text of those that are on the screen, and nothing else is drawn for it.

import { store } from "./store.js";
import { duration } from "./format.js";

const visible = new Set();

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) {
      visible.add(target);
      target.update();
    } else visible.delete(target);
  }
});

class RunTimer extends HTMLElement {
  static observedAttributes = ["since"];
  #text = "";

  connectedCallback() {
    watcher.observe(this);
  }

  disconnectedCallback() {
    watcher.unobserve(this);
    visible.delete(this);
  }

  attributeChangedCallback(name, old, since) {
    this.since = Date.parse(since);
    this.update();
  }

  update() {
    const text = Number.isNaN(this.since) ? "" : duration(store.now() - this.since);
    if (text === this.#text) return;
    this.#text = text;
    this.textContent = text;
  }
}

customElements.define("run-timer", RunTimer);

function tick() {
  if (document.hidden) return;
  for (const timer of visible) timer.update();
}

setInterval(tick, 1000);

// A clock that was set or advanced shows at once.
let jumps = 0;
store.subscribe(({ board }) => {
  if (board && board.jumps !== jumps) {
    jumps = board.jumps;
    tick();
  }
});
