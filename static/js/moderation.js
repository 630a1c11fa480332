// @ts-check
/** The moderation's queue: by keyboard from note to note, choosing, approving; what is typed stays. */
import { $, $$, active, byId, focus, listen, on, reveal, root } from "./dom.js";

const FIELDS = "input:not([type=checkbox]), textarea, select, dialog";
const here = () => /** @type {any} */ (active()?.closest("[data-case]"));

const cases = () => $$("[data-case]");

function step(by) {
  const all = cases();
  const at = all.indexOf(here());
  focus(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => $("[data-choose]", here())?.click(),
  a: () => $("[data-verb=a]", here())?.click(),
  h: () => $("[name=reason]", here())?.focus(),
};

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey, isComposing } = /** @type {any} */ (event);
  if (event.defaultPrevented || ctrlKey || metaKey || altKey || isComposing || target.closest(FIELDS)) return;
  const letter = key.toLowerCase();
  if (root.dataset.keys === "off" || !Object.hasOwn(KEYS, letter)) return;
  if (!"jk".includes(letter) && !here()) return;
  event.preventDefault();
  KEYS[letter]();
});

on("change", "[data-choose-all]", (event, box) => {
  for (const one of $$("[data-choose]")) one.checked = box.checked;
});

/** What stood in the queue when its next state came: reasons, chosen notes, and where one was. */
let typed = [];
let chosen = new Set();
let row = -1;

listen("htmx:beforeOnLoad", ({ detail: { elt } }) => {
  const others = $$("#queue [name=reason]").filter((field) => field.value && !elt.contains(field));
  typed = others.map(({ id, value }) => [id, value]);
  chosen = new Set($$("[data-choose]:checked").map((box) => box.value));
  row = cases().indexOf(elt.closest("[data-case]"));
});

listen("htmx:afterSettle", ({ target }) => {
  if (target.id !== "queue") return;
  for (const [id, value] of typed) if (byId(id)) byId(id).value ||= value;
  for (const box of $$("[data-choose]")) box.checked ||= chosen.has(box.value);
});

// On with the note that stands there now.
listen("randnotiz:done", () => {
  const next = cases()[Math.min(Math.max(row, 0), cases().length - 1)];
  focus(next);
  reveal(next);
});
