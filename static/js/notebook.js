// @ts-check
/** The notebook: keeping focus where the list is fetched anew. */
import "./choosing.js";
import { $, $$, active, focus, listen, on, reveal } from "./dom.js";
import { say } from "./live.js";

/** Where in the list the note stood whose form was sent. */
let row = -1;

const rows = () => $$("#results .entry");

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
  if (target.id !== "results") return;
  // The page was turned: on with its first note.
  if (requestConfig?.elt.closest("[data-turn]")) {
    focus(rows()[0]);
    reveal($(".found", target), "start");
    return say($(".pages span", target)?.textContent);
  }
  if (requestConfig?.triggeringEvent?.type !== "randnotiz:saved") return say($(".found", target)?.firstChild.textContent);
  // What had focus is gone: on with the note that stands there now.
  if (active() === document.body) focus(rows()[Math.min(Math.max(row, 0), rows().length - 1)] ?? $("#q"));
  row = -1;
});
