// @ts-check
/** Finding, making and moving elements, and the words that they show. */

export const root = document.documentElement;
export const wide = matchMedia("(min-width: 60rem)");
export const coarse = matchMedia("(pointer: coarse)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @type {(selector: string, from?: any) => any} */
export const $ = (selector, from = document) => from.querySelector(selector);
/** @type {(selector: string, from?: any) => any[]} */
export const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
/** @type {(id: string) => any} */
export const byId = (id) => document.getElementById(id);

/** @type {() => any} */
export const active = () => document.activeElement;

export const main = $("main[data-read]");

const texts = JSON.parse(byId("texts")?.textContent || "{}");

/** A text of the interface (reader/script_texts.py) with its placeholders filled. */
export const t = (key, values = {}) =>
  (texts[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A picture of the sprite that the page already uses. */
export function icon(name) {
  const svg = $("svg.ic")?.cloneNode(true) ?? "";
  const use = svg && $("use", svg);
  use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
  return svg;
}

/** Listeners on the document: they outlive every swap. */
export const listen = (type, handle, first = false) => document.addEventListener(type, handle, first);

export const on = (type, selector, handle) =>
  listen(type, (event) => {
    const found = event.target instanceof Element && event.target.closest(selector);
    if (found) handle(event, found);
  });

export const emit = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));

export const focus = (element) => element?.focus({ preventScroll: true });
export const reveal = (element, block = "nearest") =>
  element?.scrollIntoView({ block, behavior: still.matches ? "instant" : "smooth" });
export const scrollOn = (top) => scrollBy({ top, behavior: "instant" });

export const blockOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-block]") ?? null;
export const blockNamed = (key) => byId(`t-${key}`);
export const topOf = (element) => element.getBoundingClientRect().top;
export const isShown = (element) => !!element?.getClientRects().length;

/** Whether select mode is on (select_mode.js): its strip of keys is shown. */
export const isSelecting = () => $(".selmode")?.hidden === false;

/** What the sticky bar takes from the top of the window. */
export const barHeight = () => $(".bar")?.offsetHeight ?? 0;

/** The index of the first in a list that passes a test which all after it pass too; halving finds it. */
export function firstIndex(list, passes) {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first element that ends below the bar. */
function firstInView(elements) {
  const edge = barHeight() + 24;
  const index = firstIndex(elements, (one) => one.getBoundingClientRect().bottom > edge);
  return elements[Math.min(index, elements.length - 1)];
}

/** The blocks and leaves of which the page consists. Not by a query: that would go through all in them. */
export const outermost = () => [...main.children].filter((one) => one.matches("[data-block], .leaf"));

/** The block at the top of what is being read. Only in the leaf that it stands in blocks are measured. */
export function blockInView() {
  const found = main && firstInView(outermost());
  return found?.matches(".leaf") ? firstInView([...found.children]) : found;
}

/** Moves without losing focus and caret where the browser can. */
export function move(parent, node, before = null) {
  if (parent.moveBefore && parent.isConnected && node.isConnected) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

/** Runs at most once a frame. */
export function perFrame(work) {
  let frame = 0;
  return () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      work();
    });
  };
}

/** Whether the last thing pressed was a key. */
export const input = { keyboard: true };
addEventListener("keydown", () => (input.keyboard = true), true);
addEventListener("pointerdown", () => (input.keyboard = false), true);
