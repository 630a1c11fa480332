// @ts-check
/** Highlighting: painted at once with the Highlight API, kept here until the server has stored it. */
import { $, listen, main, t } from "./dom.js";
import { tell } from "./live.js";
import { dashed, newUid, recall, recallAll, remember } from "./memory.js";
import { isSame, rangesOf, release, select, selectedPassage } from "./ranges.js";
import { post } from "./requests.js";

const WAITING = `unsaved:${location.pathname}:`;

const painted = new Map();
/** Sent and not yet answered, by uid. */
const sent = new Map();

function draw(name) {
  const ranges = [...painted.values()].filter((one) => one.name === name).flatMap((one) => one.ranges);
  if (ranges.length) CSS.highlights?.set(name, new Highlight(...ranges));
  else CSS.highlights?.delete(name);
}

/** `name` as in `::highlight(name)`. */
export function paint(uid, name, passage) {
  unpaint(uid);
  painted.set(uid, { name, passage, ranges: rangesOf(passage) });
  draw(name);
}

export function unpaint(uid) {
  const one = painted.get(uid);
  painted.delete(uid);
  if (one) draw(one.name);
}

/** After a swap the old ranges hang in nodes that are gone. */
export function repaint() {
  for (const [uid, { name, passage }] of [...painted]) paint(uid, name, passage);
}

export const paintedRange = (uid) => painted.get(uid)?.ranges[0];

export const lastColour = () => recall("colour") ?? "y";

function store(url, passage, colour, values) {
  const twice = (one) => one.url === url && one.colour === colour && isSame(one.passage, passage);
  if ([...sent.values()].some(twice)) return;
  const one = { url, passage, colour, values, at: Date.now() };
  sent.set(values.uid, one);
  remember(WAITING + values.uid, one);
  paint(values.uid, `pending-${colour}`, passage);
  post(url, values);
}

function forget(uid) {
  sent.delete(uid);
  remember(WAITING + uid);
  unpaint(uid);
}

export function highlight(colour = lastColour(), passage = selectedPassage()) {
  if (!passage) return tell(t("nothing_selected"));
  remember("colour", colour);
  store(main.dataset.annotations, passage, colour, { uid: newUid(), motivation: "highlighting", colour, ...passage });
}

/** Lets one's own highlight grow over the passage. */
export function extend(own, passage) {
  const colour = $(`mark[data-a="${own}"]`)?.dataset.c ?? lastColour();
  store(`/annotations/${dashed(own)}/extension/`, passage, colour, { uid: newUid(), ...passage });
}

listen("randnotiz:saved", ({ detail: { uid } }) => {
  const one = sent.get(uid);
  if (!one) return;
  forget(uid);
  release(one.passage);
});

listen("randnotiz:failed", ({ detail: { uid, again } }) => {
  const one = sent.get(uid);
  if (one && again) paint(uid, "failed", one.passage);
  else if (one) forget(uid);
});

// Whoever closes the question "who are you" keeps the selection and can try again.
listen("randnotiz:unasked", () => {
  for (const [uid, { passage }] of [...sent]) {
    forget(uid);
    select(passage);
  }
});

/** What an earlier page could not save is sent again: with the same uid, so it is stored once. */
export function resend() {
  for (const { url, passage, colour, values } of recallAll(WAITING, 1)) store(url, passage, colour, values);
}
