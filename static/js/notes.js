// @ts-check
/** Where notes are shown: in the margin beside their passage, or in a sheet where there is none. */
import { $, $$, active, byId, el, emit, focus, listen, main, move, on, perFrame, root, t, topOf, wide } from "./dom.js";
import { paintedRange } from "./highlighting.js";
import { say } from "./live.js";

export const GAP = 10;
// Of more notes than this beside one block, others' wait behind a button, all but a few.
const MANY = 8;
const SAYING = ":is(.note:not([data-kind=highlight]), .rep):not(:has(> .gone))";
const FEW = 5;
const ITEMS = [".note:not([data-kind=highlight])", ".note.on", ".note:target", "form[data-composer]"]
  .map((item) => `:scope > ${item}`)
  .join();

function passageTop(item) {
  const { a: uid } = item.dataset;
  const mark = uid
    ? (byId(`m-${uid}`) ?? $(`mark[data-a~="${uid}"]`, item.closest("[data-block]")))
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
function bind(leaves) {
  const refs = root.dataset.marks === "off" ? ".ref.mine:not(.dot)" : ".ref:not(.dot)";
  let before = 0;
  leaves.forEach((leaf, index) => {
    leaf.firstElementChild.style.setProperty("--before", String(before));
    leaf.style.zIndex = String(leaves.length - index);
    before += $$(refs, leaf).length;
  });
}

/** Ids of the boxes that are to show all their notes. */
const unfolded = new Set();

function fold(box, items) {
  const quiet = items.filter((item) => item.matches(".note:not(.mine, .on, :target, [data-pinned], :focus-within)"));
  const rest = items.length > MANY && !unfolded.has(box.id) ? quiet.slice(FEW) : [];
  for (const item of items) item.classList.toggle("rest", rest.includes(item));
  let more = $(":scope > .more", box);
  if (!rest.length) return more?.remove();
  if (!more) box.append((more = el("button", { type: "button", class: "more btn sm" })));
  more.textContent = t("more_notes", { count: rest.length });
  return more;
}

/** A long note shows its beginning: where something is hidden, a button says so. */
function clamp(items) {
  const bodies = items.filter((item) => !watched.has(item)).flatMap((item) => $$(".body", item));
  const long = bodies.filter((body) => body.scrollHeight > body.clientHeight + 1);
  for (const body of long) body.after(el("button", { type: "button", class: "whole plain" }, t("more")));
}

export function layout() {
  if (!main) return;
  const leaves = $$(".leaf", main);
  bind(leaves);
  const resting = new Set(leaves.filter(isResting));
  const boxes = $$(".notes", main)
    .filter((box) => !resting.has(box.closest(".leaf")))
    .map((box) => ({ box, items: wide.matches ? $$(ITEMS, box) : [], more: undefined }));
  // All writes before all reads: `data-laid` changes heights, but only the first time.
  for (const one of boxes) {
    const { box, items } = one;
    if (items.length) one.more = fold(box, items);
    if (box.hasAttribute("data-laid") === items.length > 0) continue;
    box.toggleAttribute("data-laid", items.length > 0);
    for (const item of items.length ? [] : box.children) item.style.top = "";
  }
  clamp(boxes.flatMap(({ items }) => items));
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
  document.fonts.ready.then(soon);
  for (const name of ["toggle", "htmx:afterSettle", "randnotiz:sheet-closed", "contentvisibilityautostatechange"]) {
    listen(name, soon, true);
  }
}

/** Finds what is shown, anew after each swap. */
let collect = null;
let heading = "";
let opener = null;
const homes = new Map();

const sheet = $("#sheet");
const inside = $("#sheet .in-sheet");
const isOpen = () => !!sheet?.matches(":popover-open");

function gather() {
  const nodes = collect?.() ?? [];
  for (const node of nodes) {
    const home = document.createComment("");
    node.before(home);
    homes.set(node, home);
    move(inside, node);
  }
  const count = nodes.flatMap((node) => [node, ...$$(".rep", node)]).filter((one) => one.matches(SAYING)).length;
  // While something is written the title says what; a highlight without words is called what it is.
  const writing = nodes.some((node) => node.matches("form")) && heading;
  const title = writing || (count ? t(count === 1 ? "notes_one" : "notes_other", { count }) : nodes[0]?.ariaLabel);
  $("#sheet-title").textContent = title;
  return nodes.length ? title : "";
}

/** What lost its home to a swap is stale. */
export function sendHome() {
  // A form that came back with errors stands where the one that moved in stood.
  const strays = [...(inside?.children ?? [])].filter((node) => !homes.has(node));
  for (const [node, home] of homes) {
    const back = node.isConnected ? node : strays.shift();
    if (back && home.isConnected) move(home.parentNode, back, home);
    else back?.remove();
    home.remove();
  }
  homes.clear();
}

export function regather() {
  if (isOpen() && !homes.size && !gather()) sheet.hidePopover();
}

/** `from`: where focus returns. */
export function openSheet(nodes, title = "", from = active()) {
  sendHome();
  [collect, heading, opener] = [nodes, title, from];
  const said = gather();
  if (!isOpen()) sheet.showPopover();
  sheet.scrollTop = 0;
  focus(sheet);
  say(said);
}

export function closeSheet(back = true) {
  if (!back) opener = null;
  if (isOpen()) sheet.hidePopover();
}

listen("toggle", (event) => {
  if (event.target !== sheet || isOpen()) return;
  const inIt = [sheet, document.body].some((one) => one === active()) || sheet.matches(":focus-within");
  sendHome();
  const said = $(".toast", sheet);
  if (said) document.body.append(said);
  collect = null;
  if (inIt) focus(opener);
  emit(document, "randnotiz:sheet-closed");
}, true);

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

on("click", "[data-sheet]", (event, button) => {
  const name = button.dataset.sheet;
  const notes = root.dataset.marks === "off" ? ".note.mine" : ".note:not([data-fetched])";
  const boxes = () => (name === "all" ? $$(".notes, #comment-list") : [byId(name)]);
  openSheet(() => boxes().flatMap((box) => (box ? $$(`:scope > ${notes}`, box) : [])), "", button);
});
