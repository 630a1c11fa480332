// @ts-check
/** What is said: the live region, and the toast with Undo or "Try again". */
import { $, active, focus, on, t } from "./dom.js";

const SHOWN = 10_000;

let speaking;
let hiding;
let act = null;
/** What it says stays until it says something else. */
let staying = false;
/** What can be undone, the latest last. */
const undoable = [];

/** A press beside the sheet closes it, and beside a dialog nothing is read out: what is said stands in them. */
function bring(box, inside) {
  const home = $(inside) ?? document.body;
  if (box.parentNode !== home) home.append(box);
  return box;
}

export function say(text) {
  const live = bring($("#live"), "#ask[open]");
  clearTimeout(speaking);
  live.textContent = "";
  speaking = setTimeout(() => (live.textContent = text), 60);
}

export function hideToast() {
  const box = $(".toast");
  if (box.hidden) return false;
  clearTimeout(hiding);
  // At once, so that what was asked for can get it.
  if (box.contains(active())) active().blur();
  box.hidden = true;
  act = null;
  return true;
}

/** It waits while the reader is at it. */
function hideLater(after) {
  clearTimeout(hiding);
  hiding = setTimeout(() => ($(".toast").matches(":hover, :focus-within") ? hideLater(2000) : hideToast()), after);
}

export function toast(text, label = "", action = null, stay = false) {
  const box = bring($(".toast"), "#ask[open], #sheet:popover-open");
  const button = $("button", box);
  $("span", box).textContent = text;
  button.textContent = label;
  button.hidden = !action;
  act = action;
  box.hidden = false;
  if (button.hidden && active() === button) focus(box);
  clearTimeout(hiding);
  staying = stay;
  if (!stay) hideLater(SHOWN);
}

export function tell(text) {
  say(text);
  toast(text);
}

export function offerUndo(text, label, action, once = false) {
  if (!once) undoable.push(action);
  toast(text, label, once ? action : undo);
}

export function undo() {
  const button = $("[data-undo]");
  if (button) return button.click();
  const action = undoable.pop();
  if (action) action();
  else tell(t("nothing_to_undo"));
}

const said = $(".toast:not([hidden]) span")?.textContent;
if (said) tell(said);

on("click", ".toast button", () => {
  const action = act;
  if (!staying) hideToast();
  action?.();
});
