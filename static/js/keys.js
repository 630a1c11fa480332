// @ts-check
/** Single keys, off in fields and dialogs and where the reader switched them off; the list of them. */
import { $, $$, active, blockInView, blockNamed, blockOf, byId, el, focus, isShown, main, on, reveal, root, t } from "./dom.js";
import { compose } from "./composer.js";
import { highlight } from "./highlighting.js";
import { hideToast, say, undo } from "./live.js";
import { copyQuote } from "./permalink.js";
import { enterSelectMode, isSelecting, leaveSelectMode, step, switchUnits } from "./select_mode.js";
import { selectedPassage } from "./ranges.js";
import { dismissToolbar, enterToolbar } from "./toolbar.js";

const FIELDS = "input, textarea, select, dialog";
const here = () => blockOf(active());

/** The next or previous in reading order, seen from where focus or the window is. */
function beside(list, forward, from) {
  const before = (one) => one !== from && one.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING;
  return forward ? list.find((one) => one !== from && !before(one)) : list.findLast(before);
}

function toTurn(forward) {
  const { who } = main.dataset;
  const turn = beside($$(who ? `.turn[data-s="${who}"]` : ".turn"), forward, here() ?? blockInView());
  leaveSelectMode();
  focus(turn);
  reveal(turn, "start");
}

function toNote(forward) {
  const uid = active()?.closest(".note")?.dataset.a;
  const from = uid ? $(`.ref[data-a="${uid}"]`) : here() ? active() : blockInView();
  const ref = beside($$(".prose .ref").filter(isShown), forward, from);
  if (!ref) return say(t("no_more_notes"));
  focus(ref);
  reveal(ref, "center");
}

function comment() {
  const passage = selectedPassage();
  const block = passage ? blockNamed(passage.start_block) : here();
  leaveSelectMode(true);
  dismissToolbar();
  if (block) compose(block, passage);
  else say(t("nothing_selected"));
}

function open(id) {
  const panel = byId(id);
  panel?.togglePopover();
  if (panel?.matches(":popover-open")) ($("[aria-current], :checked", panel) ?? $("a, input", panel))?.focus();
}

function outline() {
  if (isShown($(".outline:not(:popover-open)"))) ($(".outline [aria-current]") ?? $(".outline a")).focus();
  else open("toc");
}

function search() {
  const field = $("input[type=search]");
  field?.focus();
  return !!field;
}

/** Out of the innermost thing that is open; popovers close by themselves. */
function escape() {
  if ($("#sheet:popover-open, .pop:popover-open")) return false;
  return (dismissToolbar() && !isSelecting()) || leaveSelectMode() || hideToast();
}

/** @type {Record<string, () => any>} */
const KEYS = {
  j: () => toTurn(true),
  k: () => toTurn(false),
  s: () => enterSelectMode(),
  w: () => isSelecting() && switchUnits(),
  h: () => highlight(),
  c: comment,
  n: comment,
  y: () => copyQuote(selectedPassage()),
  f: () => open("who"),
  o: outline,
  t: () => open("typo"),
  z: undo,
  "/": search,
  "?": help,
};

[..."ygbp"].forEach((colour, index) => (KEYS[index + 1] = () => highlight(colour)));

const ROWS = [["j k", "key_turns"], ["s", "key_select"], ["← →", "key_move"], ["⇧← ⇧→", "key_extend"], ["w", "key_units"],
  ["h", "key_highlight"], ["1 2 3 4", "key_colours"], ["c n", "comment"], ["y", "copy"], ["⇧J ⇧K", "key_notes"],
  ["f", "key_speakers"], ["o", "key_outline"], ["t", "key_type"], ["z", "key_undo"], ["/", "key_search"],
  ["F6", "key_toolbar"], ["Esc", "leave"], ["Ctrl+Enter", "key_save"], ["?", "key_help"]];

function help() {
  const keys = (list) => list.split(" ").flatMap((key) => [el("kbd", {}, key), " "]);
  $("#help").replaceChildren(
    el("h2", { id: "help-title" }, t("help_title")),
    el("dl", { class: "keys" }, ...ROWS.flatMap(([list, text]) => [el("dt", {}, ...keys(list)), el("dd", {}, t(text))])),
    el("p", { class: "hint" }, t("help_hint")),
    el("form", { method: "dialog" }, el("button", { class: "btn" }, t("close"))),
  );
  $("#help").showModal();
}

on("click", "[data-help]", help);

addEventListener("keydown", (event) => {
  const { key, target, shiftKey } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(target instanceof Element) || target.closest(FIELDS)) return;
  const letter = key.toLowerCase();
  /** @type {any} */
  let done = false;
  if (key === "F6") done = enterToolbar();
  else if (key === "Escape") done = escape();
  else if (isSelecting() && /^Arrow(Left|Right)$/.test(key)) done = step(key === "ArrowRight" ? 1 : -1, shiftKey);
  else if (root.dataset.keys === "off" || !Object.hasOwn(KEYS, letter) || (!main && letter.match(/\w/))) return;
  else if (shiftKey && /[jk]/.test(letter)) done = toNote(letter === "j");
  else done = KEYS[letter]();
  // What had nothing to do leaves the key to the browser.
  if (done !== false) event.preventDefault();
});
