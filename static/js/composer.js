// @ts-check
/** Writing a comment: on a passage, on a whole block, or on the interview. */
import { $, $$, barHeight, blockNamed, blockOf, focus, isShown, listen, main, on, reveal, root, t, topOf, wide } from "./dom.js";
import { dropDraft, field, isEmpty, newUid, openDrafts, restoreDraft, saveDraft } from "./memory.js";
import { lastColour, paint, unpaint } from "./highlighting.js";
import { say } from "./live.js";
import { GAP, layout } from "./margin.js";
import { get } from "./requests.js";
import { select } from "./ranges.js";
import { closeSheet, openSheet } from "./sheet.js";

const FIELDS = ["start_block", "start", "end_block", "end", "exact", "prefix", "suffix"];

const uidOf = (form) => field(form, "uid")?.value;
const composerOf = (uid) => $$("form[data-composer]").find((form) => uidOf(form) === uid);

function passageOf(values) {
  const passage = Object.fromEntries(FIELDS.map((name) => [name, values[name]]));
  return passage.exact ? { ...passage, start: Number(passage.start), end: Number(passage.end) } : null;
}

function fill(form, block, passage) {
  for (const name of FIELDS) field(form, name).value = passage?.[name] ?? "";
  field(form, "start_block").value = block.dataset.block;
  field(form, "colour").value = passage ? lastColour() : "";
  const words = field(form, "words");
  // What stands there is what is to be changed.
  if (words && isEmpty(form)) words.value = words.dataset.was = passage.exact;
  if (passage) paint(uidOf(form), `pending-${lastColour()}`, passage);
  else unpaint(uidOf(form));
}

/** Where the window ends below the passage the form stands higher: the text stays where it is. */
function lift(form) {
  delete form.dataset.lift;
  form.dataset.pinned = "1";
  layout();
  const top = topOf(form.parentNode) + parseFloat(form.style.top);
  // The browser scrolls for a caret that is nearer to the edge than this.
  const edge = parseFloat(getComputedStyle(root).scrollPaddingBottom) || GAP;
  const below = top + form.offsetHeight + edge - innerHeight;
  const room = top - barHeight() - GAP;
  form.dataset.lift = String(Math.max(0, Math.min(below, room)));
  layout();
  return below <= room;
}

function show(form) {
  const uid = uidOf(form);
  const now = () => $(`#n-${uid.replaceAll("-", "")}`) ?? composerOf(uid);
  if (!wide.matches && !form.closest("#sheet")) openSheet(() => [now()].filter(Boolean), t(form.dataset.composer), blockOf(form));
  const fits = wide.matches && form.matches(".notes > *") && lift(form);
  focus($("textarea[name]", form));
  if (!fits) reveal(form);
}

/** A comment, or (`suggest`) other words; `quiet` when a reload brings a draft back: no focus, no sheet. */
export async function compose(block, passage, kind = "comment", quiet = false) {
  const notes = $(".notes", block);
  for (const form of $$(".notes > form[data-composer]")) {
    if (isEmpty(form) && form.parentNode !== notes) discard(form);
  }
  const begun = () => $(`:scope > form[data-composer="${kind}"]`, notes);
  let form = begun();
  // A comment begun in this block moves to the passage now selected, with its words.
  if (form && passage) fill(form, block, passage);
  if (!form) {
    await get(`${main.dataset[kind]}?block=${block.dataset.block}`, notes);
    form = begun();
    if (!form) return;
    field(form, "uid").value = newUid();
    restoreDraft(form, quiet);
    fill(form, block, passage);
  }
  saveDraft(form);
  if (quiet) return layout();
  getSelection()?.removeAllRanges();
  show(form);
  say(t(kind === "comment" ? "writing" : kind));
}

function discard(form) {
  unpaint(uidOf(form));
  if (isEmpty(form)) dropDraft(form);
  else saveDraft(form, false);
  form.remove();
}

function cancel(form) {
  const card = form.closest("[id^=n-]");
  const block = blockNamed(field(form, "start_block")?.value) ?? blockOf(form);
  const passage = passageOf(Object.fromEntries(new FormData(form)));
  const inSheet = form.closest("#sheet");
  discard(form);
  if (inSheet && !card) closeSheet();
  focus(isShown(card) ? card : block);
  if (passage) select(/** @type {any} */ (passage));
  layout();
}

on("click", "form[data-draft] [data-cancel]", (event, button) => {
  event.preventDefault();
  cancel(button.closest("form"));
});

on("click", "a[data-compose]", (event, link) => {
  const block = blockNamed(new URL(link.href).searchParams.get("block"));
  if (!block || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  compose(block, null);
});

on("keydown", "form[data-draft] textarea", (event, area) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    area.form.requestSubmit();
  } else if (event.key === "Escape" && !event.isComposing && !area.closest("#sheet, dialog")) {
    event.stopPropagation();
    if (isEmpty(area.form)) cancel(area.form);
    else focus(blockOf(area));
  }
});

// The sheet was closed over a comment not begun: nothing stays open.
listen("randnotiz:sheet-closed", () => {
  for (const form of wide.matches ? [] : $$(".notes > form[data-composer]")) if (isEmpty(form)) discard(form);
});

listen("randnotiz:saved", ({ detail: { source, uid } }) => {
  if (!source.dataset.draft) return;
  unpaint(uid);
  if (!source.matches("[data-resident]")) {
    // The fresh block replaces it; where none comes back, it must not stay behind.
    setTimeout(() => source.remove());
    return;
  }
  delete source.dataset.sent;
  for (const one of $$("textarea, [data-tags]", source)) one.value = "";
  field(source, "uid").value = newUid();
});

// The form for a reply or an edit was asked for: write at once.
listen("htmx:afterSettle", ({ target, detail }) => {
  const form = target.matches(".slot") && detail.requestConfig?.triggeringEvent && $("form:not(.panel *)", target);
  if (form) show(form);
});

/** What was being written when the page was left. */
export async function reopen() {
  for (const { values, from, card } of openDrafts()) {
    const slot = card && from && $(`#${card} .slot`);
    const block = !card && blockNamed(values.start_block);
    if (slot) await get(from, slot, "innerHTML");
    else if (block) await compose(block, passageOf(values), "words" in values ? "suggest" : "comment", true);
  }
}
