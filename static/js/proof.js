// @ts-check
/** The editor of a proof: what is sent along, what a swap must not lose, and its keys. */
import { $, $$, byId, focus, input, listen, on, reveal } from "./dom.js";
import { points } from "./offsets.js";
import { isTyped } from "./proof_saving.js";

const editor = $("[data-proof]");
const rowOf = (element) => element.closest("[data-row]");

/** What of each field is on its way, by its id. */
const sent = new Map();

listen("htmx:configRequest", ({ detail: { elt, parameters, verb } }) => {
  if (verb !== "post" || !editor.contains(elt)) return;
  // The server sends what has changed of the rows that are here.
  parameters.shown = $$("[data-row]", editor).map((row) => row.dataset.row).join(" ");
  const field = rowOf(elt) && $("textarea", rowOf(elt));
  if (isTyped(field) && !("text" in parameters)) parameters.text = field.value;
  for (const one of [field, ...$$("textarea, input", elt)]) if (one?.id) sent.set(one.id, one.value.trim());
  if (elt.matches("[data-head]")) {
    for (const one of $$("input, select", elt)) if (!isTyped(one) && one.type !== "hidden") delete parameters[one.name];
  }
});

// What the head's fields show is kept from now on.
// To htmx a refused correction is a success, too: its answer is swapped.
const isTaken = (xhr) => xhr.status >= 200 && xhr.status < 400;

listen("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
  if (!isTaken(xhr) || !elt.matches("[data-head]")) return;
  for (const field of $$("input", elt)) {
    if (field.value === requestConfig.parameters[field.name]) field.defaultValue = field.value;
  }
  for (const option of $$("option", elt)) option.defaultSelected = option.selected;
});

listen("htmx:afterRequest", ({ detail: { elt, xhr } }) => isTaken(xhr) && elt.matches("[data-new-person]") && elt.reset());

listen("submit", ({ target }) => {
  const field = $("textarea", target);
  if (field) $("[data-at]", target).value = String(points(field.value, field.selectionStart));
}, true);

/** Whether what stands in the old field was typed over what the new one has: before, or while that was on its way. */
const isNewer = (old, field) =>
  field.defaultValue === old.defaultValue || field.defaultValue.trim() === sent.get(old.id);

/** What is open stays open, and what was typed but not applied stays typed. */
listen("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  const next = target.id && $(`#${target.id}`, fragment);
  if (!next || !editor.contains(target)) return;
  for (const old of $$("details[open]", target)) $(`#${old.id}`, next)?.setAttribute("open", "");
  for (const old of $$("textarea, input", target).filter(isTyped)) {
    const field = old.id && $(`#${old.id}`, next);
    if (field && isNewer(old, field)) field.value = old.value;
  }
});

listen("toggle", ({ target }) => {
  const field = target.open && rowOf(target) && $("textarea", target);
  if (!field || !target.contains(document.activeElement)) return;
  focus(field);
  reveal(rowOf(target));
}, true);

function toRow(field, step) {
  const rows = $$("[data-row]", editor);
  const row = rows[rows.indexOf(rowOf(field)) + step];
  if (!row) return;
  focus($("select", row));
  reveal(row);
}

function close(details) {
  details.open = false;
  focus($("summary", details));
}

/** Keys in the fields of the editor; says whether the key had something to do. */
function press(event, field) {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (altKey && /^Arrow(Up|Down)$/.test(key) && rowOf(field)) return toRow(field, key === "ArrowDown" ? 1 : -1);
  if (command && key === "Enter" && field.matches("textarea")) {
    return $(shiftKey ? "[data-split]" : "[name=do][value=text]", field.form).click();
  }
  // Fields for text have an undo of their own.
  if (command && key === "z" && !field.matches("textarea, input")) return byId("undo-button").click();
  const open = key === "Escape" && field.closest("details[open]");
  return open ? close(open) : false;
}

addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof Element) || !(editor.contains(field) || field === document.body)) return;
  if (press(event, field) !== false) event.preventDefault();
});

/** Arrow keys go through a closed list choice by choice: what one stops at is meant. */
let meant = null;
const PAUSE = 700;

function commit() {
  clearTimeout(meant?.timer);
  const select = meant?.select;
  meant = null;
  select?.dispatchEvent(new Event("change", { bubbles: true }));
}

listen("change", (event) => {
  const select = event.target;
  if (!select.matches(".pick-kind") || !event.isTrusted || !input.keyboard) return;
  event.stopImmediatePropagation();
  clearTimeout(meant?.timer);
  meant = { select, timer: setTimeout(commit, PAUSE) };
}, true);
on("focusout", ".pick-kind", commit);

// What floats closes when one presses elsewhere.
listen("pointerdown", ({ target }) => {
  for (const open of $$("details.discard[open]", editor)) if (!open.contains(target)) open.open = false;
});

const place = location.hash.startsWith("#b-") && byId(location.hash.slice(1));
if (place) focus($("select", place));

// What was chosen before anything listened, or stands there again after going back, is applied too.
addEventListener("pageshow", () => setTimeout(() => {
  const fields = $$("form[hx-trigger^=change] :is(input, select)", editor).filter(isTyped);
  const last = new Map(fields.map((field) => [field.form, field]));
  for (const field of last.values()) field.dispatchEvent(new Event("change", { bubbles: true }));
}));
