// @ts-check
/** Single keys, off in fields and dialogs and where the reader switched them off. */
import { $, $$, active, blockInView, blockNamed, blockOf, byId, focus, isSelecting, isShown, main, on, reveal, root, t } from "./dom.js";
import { compose } from "./composer.js";
import { highlight } from "./highlighting.js";
import { hideToast, say, tell, undo } from "./live.js";
import { selectedPassage } from "./ranges.js";
import { copy, dismissToolbar, enterToolbar } from "./toolbar.js";

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, dialog";
const here = () => blockOf(active());

/** Few need these, so they are loaded when they are first asked for. */
let mode = null;
/** While select mode is being loaded the keys that follow wait. */
let loading = null;
const leaveSelectMode = (keep = false) => !!mode?.leaveSelectMode(keep);
const help = () => import("./help.js").then((module) => module.help());

async function enterSelectMode() {
  loading = mode ? null : import("./select_mode.js");
  try {
    mode ??= await loading;
  } finally {
    loading = null;
  }
  mode.enterSelectMode();
}

/** The next or previous in reading order, seen from where focus or the window is. */
function beside(list, forward, from) {
  const before = (one) => one !== from && one.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING;
  return forward ? list.find((one) => one !== from && !before(one)) : list.findLast(before);
}

function toTurn(forward) {
  const turn = beside($$(".turn:not(.other)"), forward, here() ?? blockInView());
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

function write(kind = "comment") {
  const passage = selectedPassage();
  const block = passage ? blockNamed(passage.start_block) : here();
  leaveSelectMode(true);
  dismissToolbar();
  if (block && (passage || kind === "comment")) compose(block, passage, kind);
  else tell(t("nothing_selected"));
}

function open(id) {
  const panel = byId(id);
  // As if it were clicked: the panel then hangs from its button.
  $(`[popovertarget="${id}"]`)?.click();
  if (panel?.matches(":popover-open")) ($("[aria-current], :checked", panel) ?? $("a, input", panel))?.focus();
}

function outline() {
  if (isShown($(".outline:not(:popover-open)"))) ($(".outline [aria-current]") ?? $(".outline a")).focus();
  else open("toc");
}

function search() {
  const field = $("input[type=search]");
  if (field) field.focus();
  else $("[data-find]")?.click();
}

/** Out of the innermost thing that is open; popovers close by themselves. */
function escape() {
  if ($("#sheet:popover-open, .pop:popover-open")) return false;
  return (dismissToolbar() && !isSelecting()) || leaveSelectMode() || hideToast();
}

const EVERYWHERE = "tz/?";

/** @type {Record<string, () => any>} */
const KEYS = {
  j: () => toTurn(true),
  k: () => toTurn(false),
  s: enterSelectMode,
  w: () => isSelecting() && mode.switchUnits(),
  h: () => highlight(),
  c: write,
  n: write,
  e: () => write("suggest"),
  y: () => copy(selectedPassage()),
  f: () => open("who"),
  o: outline,
  t: () => open("typo"),
  z: undo,
  "/": search,
  "?": help,
};

[..."ygbp"].forEach((colour, index) => (KEYS[index + 1] = () => highlight(colour)));

on("click", "[data-help]", help);

/** Says whether the key had something to do. @returns {any} */
function press(key, shiftKey) {
  const letter = key.toLowerCase();
  if (key === "F6") return enterToolbar();
  if (key === "Escape") return escape();
  if (isSelecting() && /^Arrow(Left|Right)$/.test(key)) return mode.step(key === "ArrowRight" ? 1 : -1, shiftKey);
  if (root.dataset.keys === "off" || !Object.hasOwn(KEYS, letter) || (!main && !EVERYWHERE.includes(letter))) return false;
  if (shiftKey && /[jk]/.test(letter)) return toNote(letter === "j");
  return KEYS[letter]();
}

addEventListener("keydown", (event) => {
  const { key, target, shiftKey } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  // Where a form is on its way, what is typed is meant for it.
  if (!(target instanceof Element) || target.closest(FIELDS) || $(".notes[aria-busy=true]")) return;
  if (loading) loading.then(() => press(key, shiftKey), () => {});
  // What had nothing to do leaves the key to the browser.
  else if (press(key, shiftKey) === false) return;
  event.preventDefault();
});
