// Worlds: which one is shown, making one, and returning it to its seed.

import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { del, post } from "./api.js";
import { store } from "./store.js";
import { t } from "./words.js";
import { confirm, icon, openDialog, openMenu, toast } from "./ui.js";

/** The chosen world; it opens the choice. */
export const worldButton = ({ world, board }) =>
  html` <button
    type="button"
    class="button world"
    data-testid="world"
    aria-haspopup="menu"
    aria-expanded="false"
    title=${t("world.chosen")}
    @click=${(e) => menu(e.currentTarget)}
  >
    ${icon("world")}<span class="hidden-text">${t("world.world")}</span><span class="world-name">${world}</span>
    ${board?.server ? html`<span class="world-server">${board.server}</span>` : nothing}${icon("down")}
  </button>`;

async function menu(button) {
  await store.loadWorlds().catch(() => {}); // others may have made some; without a connection those known will do
  const { world } = store;
  openMenu(button, [
    ...store.worlds.map(({ name, server }) => ({
      label: `${name} · ${server}`,
      name: `world-${name}`,
      checked: name === world,
      run: () => store.open(name),
    })),
    null,
    { label: t("world.create"), name: "create-world", run: create },
    { label: t("world.reset"), name: "reset", run: reset },
    ...(world === "default" ? [] : [null, { label: t("world.delete"), name: "delete-world", danger: true, run: remove }]),
  ]);
}

function reset() {
  const { world } = store;
  confirm({
    title: t("world.reset_title", { world }),
    text: t("world.reset_text"),
    action: t("world.reset"),
    run: async () => {
      await post("reset");
      toast(t("world.reset_done", { world }));
    },
  });
}

function remove() {
  const { world } = store;
  confirm({
    title: t("world.delete_title", { world }),
    text: t("world.delete_text"),
    action: t("world.delete"),
    run: async () => {
      await del(`/__admin/worlds/${encodeURIComponent(world)}`);
      await store.open("default");
    },
  });
}

function create() {
  openDialog({
    title: () => t("world.create_title"),
    className: "dialog-small",
    body: (close) =>
      html` <form
        @submit=${async (event) => {
          event.preventDefault();
          const name = new FormData(event.target).get("name").trim();
          const made = await post("/__admin/worlds", name ? { name } : {});
          close();
          await store.open(made.name);
        }}
      >
        <p class="muted">${t("world.create_text")}</p>
        <label class="field">
          <span class="field-label">${t("world.name")}</span>
          <input
            class="input"
            name="name"
            autofocus
            autocomplete="off"
            spellcheck="false"
            maxlength="100"
            pattern="[0-9A-Za-z][0-9A-Za-z._\\-]*"
            data-testid="world-name"
          />
          <span class="field-help">${t("world.name_help")}</span>
        </label>
        <div class="dialog-foot">
          <button type="button" class="button" @click=${close}>${t("shell.cancel")}</button>
          <button type="submit" class="button primary" data-testid="create-world">${t("world.create_action")}</button>
        </div>
      </form>`,
  });
}
