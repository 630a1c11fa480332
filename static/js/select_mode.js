// @ts-check
/** Select mode: sentences or words of a turn by arrow keys, with the browser's real selection. */
import { $, active, barHeight, blockInView, blockOf, el, focus, listen, scrollOn, t } from "./dom.js";
import { say } from "./live.js";
import { paragraphs, rangeIn, selectRanges, textOf } from "./ranges.js";

const MARGIN = 120;

// What it looks like comes with it: nothing is shown before.
await new Promise((done) => {
  const sheet = el("link", { rel: "stylesheet", href: $(".selmode").dataset.looks });
  sheet.onload = sheet.onerror = done;
  document.head.append(sheet);
});

/** The block, its units, the first chosen (anchor) and the last (at). */
let mode = null;

/** The sentences or words of a block, paragraph by paragraph. */
export function unitsOf(block, granularity) {
  return paragraphs(block).flatMap((p) => {
    const segmenter = new Intl.Segmenter(p.closest("[lang]")?.lang || undefined, { granularity });
    return [...segmenter.segment(textOf(p))]
      .filter(({ segment, isWordLike }) => isWordLike !== false && segment.trim())
      .map(({ segment, index }) => {
        const from = index + segment.length - segment.trimStart().length;
        return { p, from, to: index + segment.trimEnd().length, text: segment.trim() };
      });
  });
}

export const rangeOf = ({ p, from, to }) => rangeIn(p, from, to);

function strip() {
  const box = $(".selmode");
  box.hidden = !mode;
  const word = mode?.by === "word";
  const row = ([key, text]) => el("span", {}, el("kbd", {}, key), ` ${t(text)}`);
  const keys = [["← →", word ? "word" : "sentence"], ["⇧ ← →", "key_extend"], ["W", word ? "by_sentence" : "by_word"],
    ["H", "key_highlight"], ["C", "comment"], ["Esc", "leave"]];
  box.replaceChildren(el("b", {}, t("select_mode")), ...keys.map(row));
}

function choose(at, anchor = at) {
  mode.at = Math.max(0, Math.min(mode.units.length - 1, at));
  mode.anchor = Math.max(0, Math.min(mode.units.length - 1, anchor));
  const [a, b] = [mode.anchor, mode.at].map((index) => rangeOf(mode.units[index]));
  const backward = at < anchor;
  selectRanges(backward ? b : a, backward ? a : b, backward);
  const { top, bottom } = b.getBoundingClientRect();
  const highest = barHeight() + MARGIN / 4;
  const lowest = innerHeight - MARGIN;
  if (top < highest) scrollOn(top - highest);
  else if (bottom > lowest) scrollOn(Math.min(bottom - lowest, top - highest));
  say(mode.units[mode.at].text);
}

export function enterSelectMode(block = blockOf(active()) ?? blockInView()) {
  const units = unitsOf(block, "sentence");
  if (!units.length) return;
  // From where the present selection begins, else from the first sentence.
  const selection = getSelection();
  const range = selection?.rangeCount && blockOf(selection.anchorNode) === block && selection.getRangeAt(0);
  const at = units.findIndex((unit) => range && range.compareBoundaryPoints(Range.END_TO_START, rangeOf(unit)) < 0);
  mode = { block, by: "sentence", units };
  strip();
  choose(at);
}

/** `keep`: the selection stays. Says whether there was anything to leave. */
export function leaveSelectMode(keep = false) {
  if (!mode) return false;
  const { block } = mode;
  mode = null;
  strip();
  if (keep) return true;
  getSelection()?.removeAllRanges();
  focus(block);
  return true;
}

export function step(by, extending) {
  const rtl = getComputedStyle(mode.units[mode.at].p).direction === "rtl";
  const at = mode.at + (rtl ? -by : by);
  choose(at, extending ? mode.anchor : at);
}

export function switchUnits() {
  const { p, from } = mode.units[Math.min(mode.anchor, mode.at)];
  mode.by = mode.by === "word" ? "sentence" : "word";
  mode.units = unitsOf(mode.block, mode.by);
  strip();
  choose(mode.units.findIndex((unit) => unit.p === p && unit.to > from));
}

// The turn was swapped, or something else is selected: the places are gone.
listen("htmx:afterSettle", () => mode?.block.isConnected === false && leaveSelectMode(true));
listen("pointerdown", () => leaveSelectMode(true));
listen("randnotiz:saved", ({ detail }) => detail.uid && leaveSelectMode(true));
