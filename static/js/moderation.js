// @ts-check
/** The moderation's queue by keyboard: from note to note, choosing, approving. */
import { $, $$, active, focus, on, root } from "./dom.js";

const FIELDS = "input:not([type=checkbox]), textarea, select, dialog";
const here = () => /** @type {any} */ (active()?.closest("[data-case]"));

function step(by) {
  const all = $$("[data-case]");
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
