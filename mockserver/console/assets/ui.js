// Pieces of the interface that pages share: icons, dialogs, toasts, menus, a copy button.

import { html, nothing, render } from "./vendor/lit-html/lit-html.js";
import { t } from "./words.js";

/** An icon of index.html; it says nothing to screen readers. */
export const icon = (name) => html`<svg class="icon" aria-hidden="true"><use href="#i-${name}"></use></svg>`;

/** The shape of a state of agents. */
export const shape = (kind) => html`<svg class="shape shape-${kind}" aria-hidden="true"><use href="#s-${kind}"></use></svg>`;

// Toasts

let region;

/** Says something for a few seconds; kind "bad" is read out at once and stays longer. */
export function toast(text, kind = "good") {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.className = "toasts";
    document.body.append(region);
  }
  // A modal dialog makes all else inert: the toast is shown within the topmost one.
  (topDialog() ?? document.body).append(region);
  const item = document.createElement("div");
  item.className = `toast toast-${kind}`;
  item.setAttribute("role", kind === "bad" ? "alert" : "status");
  item.textContent = text;
  region.append(item);
  while (region.childElementCount > 3) region.firstElementChild.remove();
  setTimeout(() => item.remove(), kind === "bad" ? 8000 : 3500);
}

// Dialogs

const dialogs = [];
let opened = 0; // dialogs so far: each has a name of its own

function topDialog() {
  return dialogs.at(-1)?.element;
}

/**
 * Opens a modal dialog. Escape, the cross and a click beside it close it, and the focus returns to where it was.
 * @param {{title: () => string, body: (close: () => void) => unknown, className?: string, onClose?: () => void, testid?: string}} options
 *   body is drawn again whenever the page is
 * @returns {() => void} closes it
 */
export function openDialog({ title, body, className = "", onClose, testid }) {
  const element = document.createElement("dialog");
  element.className = `dialog ${className}`;
  if (testid) element.dataset.testid = testid;
  const id = `dialog-${++opened}`;
  element.setAttribute("aria-labelledby", id);
  const close = () => element.close();
  const draw = () =>
    render(
      html`<div class="dialog-box">
        <div class="dialog-head">
          <h2 id=${id}>${title()}</h2>
          <button type="button" class="button icon-button quiet" @click=${close} aria-label=${t("shell.close")}>
            ${icon("close")}
          </button>
        </div>
        ${body(close)}
      </div>`,
      element,
    );
  const entry = { element, draw };
  element.addEventListener("close", () => {
    dialogs.splice(dialogs.indexOf(entry), 1);
    if (region && element.contains(region)) document.body.append(region);
    element.remove();
    onClose?.();
  });
  // The box fills the dialog: a press on the dialog itself is one on its backdrop.
  element.addEventListener("pointerdown", (event) => {
    if (event.target === element) close();
  });
  draw();
  document.body.append(element);
  dialogs.push(entry);
  element.showModal();
  (element.querySelector("[autofocus]") ?? element.querySelector("form select, form input"))?.focus();
  return close;
}

/** Draws the open dialogs again; the shell calls it with each frame. */
export function drawDialogs() {
  for (const { draw } of dialogs) draw();
}

/** Closes the open dialogs: what they are about is not shown any more. */
export function closeDialogs() {
  for (const { element } of [...dialogs]) element.close();
}

/** Asks before something is done that cannot be undone. */
export function confirm({ title, text, action, run }) {
  openDialog({
    title: () => title,
    className: "dialog-small",
    body: (close) =>
      html` <p>${text}</p>
        <div class="dialog-foot">
          <button type="button" class="button" @click=${close}>${t("shell.cancel")}</button>
          <button
            type="button"
            class="button danger"
            autofocus
            data-testid="confirm"
            @click=${async () => {
              await run();
              close();
            }}
          >
            ${action}
          </button>
        </div>`,
  });
}

// Menus

/**
 * Opens a menu below a button. Arrow keys move, Escape closes, the focus returns to the button.
 * @param {HTMLElement} button
 * @param {({label: string, name?: string, danger?: boolean, checked?: boolean, run: () => void} | null)[]} items null parts two groups
 */
export function openMenu(button, items) {
  const element = document.createElement("div");
  element.className = "menu";
  element.popover = "auto";
  element.setAttribute("role", "menu");
  const choose = (item) => {
    element.hidePopover();
    item.run();
  };
  render(
    items.map((item) =>
      item === null
        ? html`<hr />`
        : html`<button
            type="button"
            tabindex="-1"
            class="menu-item ${item.danger ? "danger-text" : ""}"
            role=${item.checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked=${item.checked ?? nothing}
            data-testid=${item.name ? `action-${item.name}` : nothing}
            @click=${() => choose(item)}
          >
            ${item.checked === undefined ? nothing : html`<span class="menu-mark">${item.checked ? icon("check") : nothing}</span>`}${item.label}
          </button>`,
    ),
    element,
  );
  element.addEventListener("keydown", (event) => moveWithin(element, event));
  element.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    if (element.contains(document.activeElement) || document.activeElement === document.body) button.focus();
    element.remove();
  });
  button.closest("dialog, main, header").append(element);
  element.showPopover();
  button.setAttribute("aria-expanded", "true");
  place(element, button);
  (element.querySelector("[aria-checked=true]") ?? element.querySelector("button"))?.focus();
}

/**
 * The button of three dots that opens the menu of an agent, a skill or a campaign.
 * @param {string} name whose actions they are
 * @param {string} testid also its class
 * @param {() => Parameters<typeof openMenu>[1]} items asked for when it is pressed
 */
export const menuButton = (name, testid, items) =>
  html`<button
    type="button"
    class="button icon-button quiet ${testid}"
    aria-haspopup="menu"
    aria-expanded="false"
    aria-label=${t("wallboard.actions_of", { name })}
    data-testid=${testid}
    @click=${(e) => openMenu(e.currentTarget, items())}
  >
    ${icon("more")}
  </button>`;

function moveWithin(element, event) {
  const items = [...element.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") element.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}

// Below the button and within the window; above it when there is no room.
function place(element, button) {
  const b = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.max(8, Math.min(b.left, innerWidth - width - 8));
  const below = b.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, b.top - height - 4) : below;
  element.style.setProperty("left", `${left}px`);
  element.style.setProperty("top", `${top}px`);
}

// Copying

/** A button that copies a text, and says so. */
export const copyButton = (text, label = t("shell.copy")) =>
  html` <button type="button" class="button small" @click=${() => copy(text)}>${icon("copy")}<span>${label}</span></button>`;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("shell.copied"));
  } catch {
    toast(t("shell.not_copied"), "bad"); // a page without TLS on a foreign host has no clipboard
  }
}
