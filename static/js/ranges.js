// @ts-check
/**
 * From a DOM range, or what is selected, to a passage and back. Pure DOM: no network, no state.
 *
 * @typedef {{ start_block: string, start: number, end_block: string, end: number,
 *   exact: string, prefix: string, suffix: string }} Passage  blocks by key, offsets in code points
 */
import { $$, blockOf } from "./dom.js";
import { firstPoints, lastPoints, points, units, widen } from "./offsets.js";

const CONTEXT = 32;
const LEFT_OUT = ["aside", "note", "media", "credit"];

export const paragraphs = (block) => $$(".prose p[data-start]", block);

/** What counts as text in a paragraph: text nodes and line breaks, not the numbers of notes. */
function pieces(p) {
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (/** @type {any} */ node) => {
    if (node instanceof Text || node.nodeName === "BR") return NodeFilter.FILTER_ACCEPT;
    return node.classList.contains("ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  /** @type {any[]} */
  const found = [];
  for (let at = 0, node; (node = walker.nextNode()); at = found.at(-1).end) {
    found.push({ node, at, end: at + (node instanceof Text ? node.length : 1) });
  }
  return found;
}

export const textOf = (p) => pieces(p).map(({ node }) => node.data ?? "\n").join("");

/** Where a boundary point stands in a paragraph's text. */
function offsetIn(p, container, offset) {
  const point = document.createRange();
  point.setStart(container, offset);
  let last = 0;
  for (const { node, at, end } of pieces(p)) {
    if (node === container) return at + offset;
    if (point.comparePoint(node, 0) >= 0) return at;
    last = end;
  }
  return last;
}

export function rangeIn(p, from, to) {
  const range = document.createRange();
  const all = pieces(p);
  const first = all.find(({ end }) => from < end);
  const last = all.findLast(({ at }) => to > at);
  if (first?.node.data) range.setStart(first.node, from - first.at);
  else if (first) range.setStartBefore(first.node);
  if (last?.node.data) range.setEnd(last.node, Math.min(to, last.end) - last.at);
  else if (last) range.setEndAfter(last.node);
  return range;
}

/** The paragraphs that a range covers with words, and what of each, in units. */
function partsOf(range) {
  const found = [];
  for (const p of paragraphs(blockOf(range.commonAncestorContainer) ?? document)) {
    const block = range.intersectsNode(p) && blockOf(p);
    if (!block) continue;
    const text = textOf(p);
    const from = p.contains(range.startContainer) ? offsetIn(p, range.startContainer, range.startOffset) : 0;
    const to = p.contains(range.endContainer) ? offsetIn(p, range.endContainer, range.endOffset) : text.length;
    if (to > from) found.push({ block, p, text, from, to });
  }
  const says = ({ text, from, to }) => text.slice(from, to).trim();
  return found.slice(found.findIndex(says), found.findLastIndex(says) + 1);
}

/** The passage that a range covers, or null where it covers no words. @returns {Passage | null} */
export function passageOf(range) {
  const parts = partsOf(range);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first) return null;
  first.from = first.text.length - first.text.slice(first.from).trimStart().length;
  last.to = last.text.slice(0, last.to).trimEnd().length;
  [first.from] = widen(first.text, first.from, 0);
  [, last.to] = widen(last.text, 0, last.to);
  const isQuoted = ({ block }) =>
    block === first.block || block === last.block || !LEFT_OUT.includes(block.dataset.kind);
  const start = Number(first.p.dataset.start) + points(first.text, first.from);
  const end = Number(last.p.dataset.start) + points(last.text, last.to);
  const [before, after] = [first, last].map(({ block }) => paragraphs(block).map(textOf).join("\n\n"));
  return {
    start_block: first.block.dataset.block,
    start,
    end_block: last.block.dataset.block,
    end,
    exact: parts.filter(isQuoted).map(({ text, from, to }) => text.slice(from, to)).join("\n\n"),
    prefix: lastPoints(firstPoints(before, start), CONTEXT),
    suffix: firstPoints(after.slice(units(after, end)), CONTEXT),
  };
}

/** One range for each paragraph of a passage, in order. */
export function rangesOf({ start_block, start, end_block, end }) {
  const blocks = $$("[data-block]");
  const [from, to] = [start_block, end_block].map((key) => blocks.findIndex(({ dataset }) => dataset.block === key));
  const found = [];
  for (const [index, block] of from < 0 ? [] : blocks.slice(from, to + 1).entries()) {
    const edge = [0, to - from].includes(index);
    if (!edge && LEFT_OUT.includes(block.dataset.kind)) continue;
    for (const p of paragraphs(block)) {
      const text = textOf(p);
      const at = Number(p.dataset.start);
      const a = index ? 0 : units(text, start - at);
      const b = index < to - from ? text.length : units(text, end - at);
      if (b > a) found.push(rangeIn(p, a, b));
    }
  }
  return found;
}

export function selectedPassage() {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  // Firefox makes several ranges where something in between cannot be selected.
  const range = selection.getRangeAt(0).cloneRange();
  const last = selection.getRangeAt(selection.rangeCount - 1);
  range.setEnd(last.endContainer, last.endOffset);
  return passageOf(range);
}

export const isBackward = () => getSelection()?.direction === "backward";

/** Selects from the start of one range to the end of another. */
export function selectRanges(first, last, backward) {
  const a = [first.startContainer, first.startOffset];
  const b = [last.endContainer, last.endOffset];
  const [from, to] = backward ? [b, a] : [a, b];
  getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
}

export function select(passage, backward = false) {
  const ranges = rangesOf(passage);
  if (ranges.length) selectRanges(ranges[0], ranges.at(-1), backward);
}

export const isSame = (a, b) =>
  !!a && !!b && ["start_block", "start", "end_block", "end"].every((key) => a[key] === b[key]);

/** Lets go of the selection if it is still this passage. */
export function release(passage) {
  if (isSame(selectedPassage(), passage)) getSelection()?.removeAllRanges();
}
