// @ts-check
/** Notes in the margin: each beside its passage, none over another. */
import { $, $$, byId, el, focus, listen, main, on, perFrame, root, t, topOf, wide } from "./dom.js";
import { paintedRange } from "./highlighting.js";

export const GAP = 10;
// Of more notes than this beside one block, others' wait behind a button, all but a few.
const MANY = 8;
const FEW = 5;
const SHOWN = ".notes > :is(.note:not([data-kind=highlight]), .on, :target, form)";

function passageTop(item) {
  const { a: uid, part } = item.dataset;
  const mark = uid
    ? ((Number(part) && $$(`mark[data-a~="${uid}"]`)[part]) || byId(`m-${uid}`) || $(`mark[data-a~="${uid}"]`, item.closest("[data-block]")))
    : paintedRange(item.elements?.namedItem("uid")?.value);
  return mark?.getClientRects()[0]?.top;
}

function stack(places) {
  let floor = -Infinity;
  const put = (place) => {
    place.top = Math.max(place.want, floor);
    floor = place.top + place.height + GAP;
  };
  places.forEach(put);
  // What was asked for stands at its passage; its neighbours make room.
  const chosen = places.findIndex(({ item }) => item.dataset.pinned);
  if (chosen < 0 || places[chosen].top === places[chosen].want) return;
  let ceiling = Infinity;
  for (const place of places.slice(0, chosen + 1).reverse()) {
    place.top = ceiling === Infinity ? place.want : Math.min(place.top, ceiling - place.height);
    ceiling = place.top - GAP;
  }
  floor = places[chosen].top + places[chosen].height + GAP;
  places.slice(chosen + 1).forEach(put);
}

/** Leaves far away are not laid out: nothing in them can be measured. */
const isResting = (leaf) => leaf.firstElementChild?.checkVisibility?.({ contentVisibilityAuto: true }) === false;

/** Numbers run on from leaf to leaf, and what reaches out beneath a leaf lies over the next. */
function bind() {
  const leaves = $$(".leaf", main);
  const refs = leaves.length ? $$(root.dataset.marks ? ".ref:is(.mine, .ours):not(.dot)" : ".ref:not(.dot)", main) : [];
  if (!refs.length) return;
  const numbers = Map.groupBy(refs, (ref) => ref.closest(".leaf"));
  let before = 0;
  leaves.forEach((leaf, index) => {
    const { style } = leaf.firstElementChild;
    if (style.getPropertyValue("--before") !== String(before)) style.setProperty("--before", String(before));
    leaf.style.zIndex ||= String(leaves.length - index);
    before += numbers.get(leaf)?.length ?? 0;
  });
}

/** Ids of the boxes that are to show all their notes. */
const unfolded = new Set();

function fold(box, items) {
  const quiet = items.filter((item) => item.matches(".note:not(.mine, .on, :target, [data-pinned], :focus-within)"));
  const rest = !root.dataset.marks && items.length > MANY && !unfolded.has(box.id) ? quiet.slice(FEW) : [];
  for (const item of items) item.classList.toggle("rest", rest.includes(item));
  let more = $(":scope > .more", box);
  if (!rest.length) return more?.remove();
  if (!more) box.append((more = el("button", { type: "button", class: "more btn sm" })));
  more.textContent = t("more_notes", { count: rest.length });
  return more;
}

/** A long note shows its beginning: where something is hidden, a button says so. */
export function clamp(items) {
  const bodies = items.flatMap((item) => $$(".body:not(:has(+ .whole))", item));
  const long = bodies.filter((body) => body.scrollHeight > body.clientHeight + 1);
  for (const body of long) body.after(el("button", { type: "button", class: "whole plain" }, t("more")));
}

/** What is shown in the margin. The query is simple: it goes through the whole text. */
const itemsOf = () => $$(".note, form[data-composer]", main).filter((one) => one.matches(SHOWN));

/** The boxes that have something to lay out, or had, each with its items. */
function boxesOf() {
  const found = Map.groupBy(wide.matches ? itemsOf() : [], (item) => item.parentNode);
  for (const box of $$(".notes[data-laid]", main)) if (!found.has(box)) found.set(box, []);
  return [...found].map(([box, items]) => ({ box, items, more: undefined }));
}

export function layout() {
  if (!main) return;
  bind();
  const all = boxesOf();
  const leaves = new Set(all.map(({ box }) => box.closest(".leaf")));
  leaves.delete(null);
  const resting = new Set([...leaves].filter(isResting));
  const boxes = all.filter(({ box }) => !resting.has(box.closest(".leaf")));
  // All writes before all reads: `data-laid` changes heights, but only the first time.
  for (const one of boxes) {
    const { box, items } = one;
    if (items.length) one.more = fold(box, items);
    if (box.hasAttribute("data-laid") === items.length > 0) continue;
    box.toggleAttribute("data-laid", items.length > 0);
    for (const item of items.length ? [] : box.children) item.style.top = "";
  }
  clamp(boxes.flatMap(({ items }) => items).filter((item) => !watched.has(item)));
  const places = [];
  for (const { box, items, more } of boxes) {
    if (!items.length) continue;
    const edge = topOf(box);
    const here = items.map((item) => ({
      item, edge, want: (passageTop(item) ?? edge + GAP) - GAP - (item.dataset.lift ?? 0), height: item.offsetHeight, top: 0,
    }));
    const shown = here.filter(({ height }) => height).sort((a, b) => a.want - b.want);
    if (more) shown.push({ item: more, edge, want: shown.at(-1)?.want ?? edge, height: more.offsetHeight, top: 0 });
    places.push(...shown);
  }
  stack(places);
  for (const { item, edge, top } of places) {
    const value = `${Math.round(top - edge)}px`;
    if (item.style.top !== value) item.style.top = value;
    if (watched.has(item)) continue;
    watched.add(item);
    observer.observe(item);
  }
}

const soon = perFrame(layout);
const observer = new ResizeObserver(soon);
const watched = new WeakSet();

if (main) {
  observer.observe(main);
  wide.addEventListener("change", soon);
  for (const name of ["toggle", "htmx:afterSettle", "randnotiz:sheet-closed", "contentvisibilityautostatechange"]) {
    listen(name, soon, true);
  }
}

on("click", ".notes > .more", (event, { parentNode: box }) => {
  const first = $(".rest", box);
  unfolded.add(box.id);
  layout();
  focus(first);
});

on("click", ".whole", (event, button) => {
  const body = button.previousElementSibling;
  body.dataset.whole = "";
  button.remove();
  focus(body.closest("[tabindex]"));
  layout();
});
