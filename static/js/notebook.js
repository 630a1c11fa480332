// @ts-check
/** The notebook: choosing several notes, and keeping focus where the list is fetched anew. */
import { $, $$, active, focus, listen, on } from "./dom.js";
import { say } from "./live.js";

const BOXES = "[data-choose]";
const boxes = () => $$(BOXES);

/** The ids of the notes that were chosen before the list was swapped. */
let chosen = new Set();
let last = null;
/** Where in the list the note stood whose form was sent. */
let row = -1;

const rows = () => $$("#results .entry");

function count() {
  const all = boxes();
  const picked = all.filter((box) => box.checked);
  chosen = new Set(picked.map((box) => box.value));
  const page = $("[data-pick-page]");
  if (page) {
    page.checked = picked.length > 0 && picked.length === all.length;
    page.indeterminate = picked.length > 0 && picked.length < all.length;
  }
  const told = $("[data-picked]");
  if (!told) return;
  const every = $("[data-pick-all]");
  const number = every.checked ? Number(every.dataset.pickAll) : picked.length;
  told.textContent = (number === 1 ? told.dataset.one : told.dataset.other).replace("{count}", String(number));
}

// With Shift all from the one pressed before to this one become as this one is.
on("click", BOXES, (event, box) => {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0) for (const one of all.slice(from, to)) one.checked = box.checked;
  last = box;
});

on("change", "[data-pick-page]", (event, { checked }) => {
  for (const box of boxes()) box.checked = checked;
});

on("change", `${BOXES}, [data-pick-page], [data-pick-all]`, count);

// A short address: without fields that say nothing.
listen("htmx:configRequest", ({ target, detail: { parameters } }) => {
  if (!target.closest("#narrow")) return;
  for (const [name, value] of [...parameters.entries()]) {
    if (value === "" || (name === "order" && value === "newest")) delete parameters[name];
  }
});

listen("randnotiz:saved", ({ target }) => (row = rows().indexOf(target.closest(".entry"))));

/** What each form in the list was asked for by. */
const openers = new WeakMap();
const placeOf = (event) => event.composedPath().find((one) => one.matches?.(".in-entry"));
const isAsItWas = (one) => one.value === one.defaultValue && one.checked === one.defaultChecked;

// A form is left for what opened it. Escape closes it as well, but for words that would go: see composer.js.
on("click", ".in-entry [data-cancel]", (event) => focus(openers.get(placeOf(event))));

listen("keydown", (event) => {
  const place = event.key === "Escape" && !event.isComposing && placeOf(event);
  if (!place) return;
  const tags = $("form:not(:has(textarea))", place);
  if (tags && $$("input", tags).every(isAsItWas)) $("[data-cancel]", tags).click();
  focus(openers.get(place));
});

listen("htmx:afterSettle", ({ target, detail: { requestConfig } }) => {
  // The form for an edit was asked for: write at once.
  if (target.matches(".in-entry")) {
    openers.set(target, requestConfig.elt);
    return focus($("textarea", target) ?? active());
  }
  // The form came back with what is wrong.
  if (target.id === "bulk") count();
  if (target.id !== "results") return;
  for (const box of boxes()) box.checked = chosen.has(box.value);
  count();
  if (requestConfig?.triggeringEvent?.type !== "randnotiz:saved") return say($(".found", target)?.firstChild.textContent);
  // What had focus is gone: on with the note that stands there now.
  if (active() === document.body) focus(rows()[Math.min(Math.max(row, 0), rows().length - 1)] ?? $("#q"));
  row = -1;
});

count();
