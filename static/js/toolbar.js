// @ts-check
/** The toolbar by the selection: colours, comment, copy, extend. It follows `selectionchange`. */
import { $, $$, active, barHeight, blockNamed, coarse, el, focus, icon, isSelecting, listen, main, on, root, t } from "./dom.js";
import { compose } from "./composer.js";
import { extend, highlight } from "./highlighting.js";
import { ownAround } from "./linking.js";
import { say } from "./live.js";
import { isBackward, isSame, rangesOf, select, selectedPassage } from "./ranges.js";

/** Loaded with the first selection. */
const copying = () => import("./copying.js");

export const copy = (chosen) => copying().then(({ copyQuote }) => copyQuote(chosen));

const SETTLED = 100;
const GAP = 8;

let passage = null;
let timer = 0;
let pressed = false;
let dismissed = false;
/** What had focus before the toolbar. */
let before = null;

const button = (act, more, ...inside) => {
  const title = more["aria-label"] ?? "";
  return el("button", { type: "button", class: "btn gh", "data-act": act, tabindex: "-1", title, ...more }, ...inside);
};
const colour = (c) => {
  const name = t(`highlight_${c}`);
  const swatch = el("span", { class: "sw", "data-c": c, "aria-hidden": "true" });
  return button(c, { class: "btn gh sq", "data-c": c, "aria-label": name }, swatch);
};
const extending = button("extend", {}, t("extend"));
const bar = el(
  "div",
  { id: "selbar", class: "selbar", role: "toolbar", popover: "manual", "aria-label": t("passage") },
  ...[..."ygbp"].map(colour),
  el("span", { class: "sep", "aria-hidden": "true" }),
  button("comment", {}, icon("note"), t("comment")),
  button("suggest", { class: "btn gh sq", "aria-label": t("suggest") }, icon("pen")),
  button("tag", { class: "btn gh sq", "aria-label": t("tag") }, "#"),
  button("copy", {}, icon("copy"), t("copy")),
  button("share", {}, icon("share"), t("share")),
);
main?.append(bar);

const buttons = () => $$("button", bar);
const isOpen = () => bar.matches(":popover-open");
const hasFocus = () => bar.contains(active());

function hide() {
  if (hasFocus()) leave();
  passage = null;
  document.body.classList.remove("is-docked");
  if (isOpen()) bar.hidePopover();
}

/** Below a selection made forwards, above one made backwards, always inside the window. */
function place() {
  const docked = coarse.matches && !isSelecting();
  const { style } = bar;
  bar.classList.toggle("docked", docked);
  document.body.classList.toggle("is-docked", docked);
  style.inset = style.margin = "";
  const ranges = docked || !passage ? [] : rangesOf(passage);
  const first = ranges[0]?.getClientRects()[0];
  const last = ranges.at(-1) && [...ranges.at(-1).getClientRects()].at(-1);
  if (!first || !last) return;
  const { offsetWidth: width, offsetHeight: height } = bar;
  const highest = barHeight() + GAP;
  const lowest = innerHeight - height - GAP;
  const above = first.top - height - GAP;
  const below = last.bottom + GAP;
  const backward = isBackward();
  let y = backward ? above : below;
  if (backward && above < highest && below <= lowest) y = below;
  if (!backward && below > lowest && above >= highest) y = above;
  const x = Math.min(root.clientWidth - width - GAP, backward ? first.left : last.right - width / 2);
  style.inset = `${Math.max(highest, Math.min(lowest, y))}px auto auto ${Math.max(GAP, x)}px`;
  style.margin = "0";
}

function update() {
  if (pressed) return;
  const now = dismissed || $("dialog[open]") ? null : selectedPassage();
  if (!now) return hasFocus() || hide();
  const opened = !isOpen();
  if (opened || !isSame(now, passage)) {
    passage = now;
    if (ownAround(passage)) bar.append(extending);
    else extending.remove();
    rove(0);
    if (opened) bar.showPopover();
    // Browsers let a page copy only right after a press: what does it should be there by then.
    copying().catch(() => {});
    if (opened && !isSelecting()) say($("[data-placing]")?.dataset.selected ?? t("toolbar_here"));
  }
  place();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(update, SETTLED);
}

/** One tab stop; the arrows move it. */
function rove(index) {
  const all = buttons();
  const chosen = all.at(index % all.length);
  for (const one of all) one.tabIndex = one === chosen ? 0 : -1;
  return chosen;
}

export function enterToolbar() {
  if (!isOpen()) return;
  before = active();
  focus(rove(0));
}

function leave() {
  const kept = passage;
  focus(before?.isConnected && before !== document.body ? before : blockNamed(passage?.start_block));
  if (kept && !selectedPassage()) select(kept);
}

/** Says whether there was a toolbar to close. */
export function dismissToolbar() {
  dismissed = isOpen();
  hide();
  return dismissed;
}

listen("selectionchange", () => {
  dismissed = false;
  // Handles send no other event while they are dragged.
  if (coarse.matches && isOpen() && !isSelecting() && !isSame(selectedPassage(), passage)) bar.hidePopover();
  soon();
});
listen("pointerdown", (event) => {
  if (event.button || bar.contains(event.target)) return;
  // A finger may only want to scroll; a tap collapses the selection by itself.
  pressed = dismissed = event.pointerType !== "touch";
  if (pressed) hide();
}, true);
for (const end of ["pointerup", "pointercancel", "dragend"]) {
  listen(end, () => {
    pressed = false;
    soon();
  }, true);
}
for (const moved of ["scroll", "resize"]) addEventListener(moved, () => isOpen() && place(), { passive: true });

// Pressing a button must not take the selection away.
bar.addEventListener("mousedown", (event) => event.preventDefault());
bar.addEventListener("keydown", (event) => {
  const at = buttons().indexOf(active());
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) focus(rove(to));
  else if (event.key === "Escape") leave();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

on("click", "#selbar [data-act]", (event, { dataset: { act } }) => {
  const chosen = selectedPassage() ?? passage;
  if (act === "copy") return copy(chosen);
  dismissToolbar();
  if (act === "share") import("./share.js").then(({ share }) => share(chosen));
  else if (act === "tag") import("./tags.js").then(({ tag }) => tag(chosen));
  else if (act === "comment" || act === "suggest") compose(blockNamed(chosen.start_block), chosen, act);
  else if (act === "extend") extend(ownAround(chosen), chosen);
  else highlight(act, chosen);
});
