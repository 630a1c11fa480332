// @ts-check
/** Addresses that name a note (`?note=`, `#n-`) or words (`#:~:text=`): what they mean is shown. */
import { $, barHeight, blockOf, byId, main, reveal, scrollOn, topOf, wide } from "./dom.js";
import { paint } from "./highlighting.js";
import { show } from "./linking.js";
import { layout } from "./margin.js";
import { dashed } from "./memory.js";
import { paragraphs, passageOf, rangeIn, rangesOf, textOf } from "./ranges.js";

/** What of the text stays in view above a passage, and of a thread above a reply, in pixels. */
const ABOVE = 48;

/** Blanks may be others in the text than in the address. */
const pattern = (words) =>
  new RegExp(words.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+"), "iu");

function firstIn(all, words, from = 0) {
  for (let index = from; index < all.length; index++) {
    const found = pattern(words).exec(textOf(all[index]));
    if (found) return { index, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** The passage that a text directive means, at first in the block that is named before it. */
export function passageFor(hash) {
  const [id, directive = ""] = hash.replace(/^#/, "").split(":~:");
  // Commas that belong to the words are encoded; what begins or ends with a hyphen only stands around them.
  const parts = /(?:^|&)text=([^&]*)/.exec(directive)?.[1].split(",") ?? [];
  const [start, end] = parts.filter((part) => !/^-|-$/.test(part)).map(decodeURIComponent);
  if (!start) return null;
  const whole = paragraphs(document);
  const block = byId(id);
  const from = whole.findIndex((p) => block?.contains(p));
  for (const all of from > 0 ? [whole.slice(from), whole] : [whole]) {
    const first = firstIn(all, start);
    const last = first && end ? firstIn(all, end, first.index) : first;
    if (!first || !last) continue;
    const range = rangeIn(all[first.index], first.start, first.end);
    const until = rangeIn(all[last.index], last.start, last.end);
    range.setEnd(until.endContainer, until.endOffset);
    return passageOf(range);
  }
  return null;
}

/** Browsers that know such addresses take the words out of them, and show them by themselves. */
export function followWords(hash) {
  const passage = passageFor(hash);
  if (!passage) return;
  paint("words", "pending-y", passage);
  reveal(rangesOf(passage)[0]?.startContainer.parentElement, "center");
}

/** A long thread scrolls in itself beside what it is about, so that both are seen: that and the reply. */
function showReply(reply, thread, about) {
  thread.dataset.tall = "";
  layout();
  const room = Math.max(ABOVE, (thread.clientHeight - reply.offsetHeight) / 2);
  thread.scrollTop += topOf(reply) - topOf(thread) - room;
  const place = () => scrollOn(topOf(about) - barHeight() - ABOVE);
  place();
  // The browser moves the page too where something comes in above.
  requestAnimationFrame(place);
}

async function followNote(uid) {
  const card = byId(`n-${uid}`);
  const thread = card?.closest(".note");
  const mark = $(`mark[data-a~="${thread?.dataset.a ?? uid}"]`);
  const about = mark ?? blockOf(card);
  if (card && card !== thread && about && wide.matches) return showReply(card, thread, about);
  if (!card && mark) await show([uid], blockOf(mark), blockOf(mark), false, mark);
  // Where the card is in the sheet, its passage is shown above that.
  if (mark && !wide.matches) scrollOn(topOf(mark) - barHeight() - ABOVE);
  reveal(card ?? (wide.matches ? mark : null), "center");
}

/** A note that does not come with the page has an address that brings it; of one that is gone nothing is said. */
async function fetchNamed(uid) {
  const address = `/a/${dashed(uid)}/`;
  const { type } = await fetch(address, { method: "HEAD", redirect: "manual" });
  if (type === "opaqueredirect") location.replace(address);
}

const named = /^#n-([\da-f]{32})$/.exec(location.hash)?.[1];
const note = new URLSearchParams(location.search).get("note")?.replaceAll("-", "");
if (main && note && /^[\da-f]{32}$/.test(note)) followNote(note);
else if (main && named && !byId(`n-${named}`)) fetchNamed(named);
if (main && location.hash.includes(":~:")) followWords(location.hash);
