// @ts-check
/** Passage and note belong together: hover, focus, click on one shows the other. */
import { $, $$, active, blockOf, byId, focus, listen, on, reveal, wide } from "./dom.js";
import { layout } from "./margin.js";
import { dashed } from "./memory.js";
import { rangesOf } from "./ranges.js";
import { get } from "./requests.js";
import { closeSheet, openSheet } from "./sheet.js";

const FLASH = 1600;
const LINKED = "mark[data-a], .note[data-a], .ref[data-a]";

const cardOf = (uid) => byId(`n-${uid}`);
const marksOf = (uid) => $$(`mark[data-a~="${uid}"]`);
const uidsOf = (element) => element?.dataset.a.split(" ") ?? [];
const lengthOf = (uid) => marksOf(uid).map((mark) => mark.textContent).join("").length;

// A segment may be covered by several; a dot follows one's own highlights, comments have their card.
const isOwn = (uid) => cardOf(uid)?.matches(".mine") || $(`.ref.dot[data-a="${uid}"], mark.mine[data-a="${uid}"]`);

/** The uid of one's own annotation that a passage overlaps or touches. */
export function ownAround(passage) {
  const around = rangesOf({ ...passage, start: passage.start - 1, end: passage.end + 1 });
  const blocks = new Set(around.map((range) => blockOf(range.startContainer)));
  const marks = [...blocks].flatMap((block) => $$("mark.mine", block));
  return marks.filter((mark) => around.some((range) => range.intersectsNode(mark))).flatMap(uidsOf).find(isOwn);
}

let lit = [];
let pinned = [];
/** Of a passage in several parts the one that was clicked, by uid: its card stands beside that one. */
const clicked = new Map();

function light(uids) {
  for (const uid of lit) {
    if (!pinned.includes(uid)) for (const one of [...marksOf(uid), cardOf(uid)]) one?.classList.remove("on");
  }
  for (const uid of (lit = uids)) {
    for (const mark of marksOf(uid)) mark.classList.add("on");
    // A highlight without words opens its card only when asked: nothing moves while reading.
    const card = cardOf(uid);
    if (card && (card.dataset.kind !== "highlight" || pinned.includes(uid))) card.classList.add("on");
  }
}

function pin(uids) {
  for (const uid of pinned) delete cardOf(uid)?.dataset.pinned;
  lit = [...lit, ...pinned];
  for (const uid of (pinned = uids)) Object.assign(cardOf(uid).dataset, { pinned: "1", part: clicked.get(uid) ?? 0 });
  light(uids);
  layout();
}

/** Plain highlights have no card on the page. One that was deleted meanwhile gets none, and no complaint. */
async function fetchCard(uid, target, swap) {
  const { id } = active();
  const isWanted = () => marksOf(uid).length > 0;
  await get(`/annotations/${dashed(uid)}/`, target, swap, isWanted);
  if (isWanted()) cardOf(uid)?.setAttribute("data-fetched", "");
  else cardOf(uid)?.remove();
  if (pinned.includes(uid)) pin(pinned.filter(cardOf));
  // What had focus in the old card has it in the new one, now that it is shown.
  if (active() === document.body) focus(byId(id) ?? cardOf(uid));
}

/** Shows the notes of a passage, the shortest passage first. */
export async function show(uids, block, from, focused = false, mark = null) {
  clicked.clear();
  for (const uid of mark ? uids : []) clicked.set(uid, marksOf(uid).indexOf(mark));
  for (const old of $$(".note[data-fetched]")) if (!uids.includes(old.dataset.a)) old.remove();
  for (const uid of uids) if (!cardOf(uid)) await fetchCard(uid, $(".notes", block));
  const shown = uids.filter(cardOf).sort((a, b) => lengthOf(a) - lengthOf(b));
  if (!shown.length) return;
  pin(shown);
  if (!wide.matches) return openSheet(() => shown.map(cardOf).filter(Boolean), "", from);
  const first = cardOf(shown[0]);
  if (focused) focus(first);
  // A card beside the mark that was clicked is in view.
  if (!mark) reveal(first);
}

function toPassage(uid) {
  const marks = marksOf(uid);
  if (!marks.length) return;
  closeSheet(false);
  reveal(marks[0], "center");
  for (const mark of marks) mark.classList.add("flash");
  setTimeout(() => marks.forEach((mark) => mark.classList.remove("flash")), FLASH);
  focus($(`.prose .ref[data-a="${uid}"]`) ?? blockOf(marks[0]));
}

for (const type of ["mouseover", "focusin"]) {
  listen(type, ({ target }) => {
    const uids = uidsOf(target.closest?.(LINKED));
    if (uids.join() !== lit.join()) light(uids);
  });
}

listen("click", (event) => {
  const { target } = event;
  const passage = target.closest("a[data-passage]");
  const ref = target.closest(".ref[data-a]");
  const mark = target.closest("mark[data-a]");
  if (passage) {
    event.preventDefault();
    history.pushState(null, "", passage.getAttribute("href"));
    toPassage(uidsOf(passage.closest("[data-a]"))[0]);
  } else if (ref) {
    event.preventDefault();
    show(uidsOf(ref), blockOf(ref), ref, true);
  } else if (mark && getSelection()?.isCollapsed && !target.closest("a")) {
    show(uidsOf(mark), blockOf(mark), blockOf(mark), false, mark);
  } else if (pinned.length && !target.closest(".note, #sheet, .toast, dialog")) {
    pin([]);
  }
});

on("keydown", ".note", (event, card) => {
  if (event.key !== "Escape" || event.target.matches("textarea, input") || card.closest("#sheet")) return;
  event.preventDefault();
  toPassage(uidsOf(card)[0]);
});

/** The address may name a note, also one that the margin does not show. */
export function followHash() {
  const named = location.hash.startsWith("#n-") && byId(location.hash.slice(1));
  const note = named && named.closest(".note");
  if (note && blockOf(note)) show(uidsOf(note), blockOf(note), blockOf(note));
}
addEventListener("hashchange", followHash);

let answered = null;

// Marks and cards are new after a swap; what was shown stays shown, with the server's newest.
listen("htmx:afterSettle", async ({ detail: { requestConfig, xhr } }) => {
  pin(pinned.filter(cardOf));
  // One answer settles once for each element that it brings.
  if (requestConfig?.verb === "get" || xhr?.status >= 400 || xhr === answered) return;
  answered = xhr;
  for (const card of $$(".note[data-fetched]")) {
    // A card that is asking for something more will be new anyway.
    const busy = $$(".htmx-request", card).some((one) => one !== requestConfig?.elt);
    if (!busy) await fetchCard(card.dataset.a, card, "outerHTML");
  }
});

// The button that asked must stay until the answer is there: htmx drops answers to elements that are gone.
listen("htmx:beforeSwap", ({ target, detail }) => {
  if (detail.requestConfig?.verb === "get" && target.matches?.("[data-fetched]") && $(".htmx-request", target)) {
    detail.shouldSwap = false;
  }
});
