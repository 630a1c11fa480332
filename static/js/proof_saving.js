// @ts-check
/** Saving a proof: not before everything typed has been applied and every correction has arrived. */
import { $, $$, byId, listen } from "./dom.js";

const editor = $("[data-proof]");
/** Forms whose correction is on its way. */
const pending = new Set();
/** Forms that may go now. */
const ready = new WeakSet();
let saving = false;
let leaving = false;

/** Whether something was typed or chosen that the server does not know yet. */
export function isTyped(field) {
  if (!field || field.type === "hidden") return false;
  if (field.matches("select")) return !field.selectedOptions[0]?.defaultSelected;
  return field.value !== field.defaultValue;
}

const typedTexts = () => $$("[data-row] textarea", editor).filter(isTyped);
const isJoin = ({ triggeringEvent }) => triggeringEvent?.submitter?.value === "join";
const later = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Waits for all that is on its way; a form that was replaced has its answer. */
async function settled() {
  for (let waited = 0; waited < 20_000; waited += 40) {
    for (const form of pending) if (!form.isConnected) pending.delete(form);
    if (!pending.size) return;
    await later(40);
  }
}

/** Applies what was typed in these fields; says whether all of it was taken. */
async function apply(fields) {
  for (const { id } of fields) {
    // Changed in another window, too: that is for the person to decide.
    if ($(".now", byId(id).closest("[data-row]"))) return false;
    $("[name=do][value=text]", byId(id).form).click();
    await settled();
    if (isTyped(byId(id))) return false;
  }
  return true;
}

async function prepare(form, submitter) {
  // While a form's event is on its way browsers don't submit it again.
  await later(0);
  await settled();
  const row = form.closest("[data-row]");
  const others = typedTexts().filter((field) => !row || row.previousElementSibling?.contains(field));
  if (!(await apply(others)) || (!row && $(".err:not(:empty)", editor))) {
    saving = false;
    return $(".err:not(:empty)", editor)?.scrollIntoView({ block: "center" });
  }
  if (!form.isConnected) return;
  ready.add(form);
  (submitter ?? $("button", form)).click();
}

listen("htmx:confirm", (event) => {
  const { elt } = event.detail;
  if (!editor?.contains(elt) || ready.delete(elt)) return;
  const isSave = elt.matches("[data-save]");
  if (isSave || isJoin(event.detail)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isSave && saving) return;
    saving ||= isSave;
    prepare(elt, event.detail.triggeringEvent?.submitter);
  } else {
    pending.add(elt);
  }
}, true);

listen("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  pending.delete(elt);
  // The next page is on its way; until then nothing more is saved.
  if (elt.matches("[data-save]")) saving = leaving = xhr.status >= 200 && xhr.status < 400;
});
listen("randnotiz:failed", ({ target }) => {
  pending.delete(target);
  if (target.matches("[data-save]")) saving = false;
});

addEventListener("beforeunload", (event) => {
  for (const form of pending) if (!form.isConnected) pending.delete(form);
  if (!leaving && (typedTexts().length || pending.size)) event.preventDefault();
});
