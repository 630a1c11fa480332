// @ts-check
/** The editor of a proof: the cursor's place in code points, and what a swap must not lose. */
import { $, $$, byId, focus, listen, on, reveal } from "./dom.js";
import { points } from "./offsets.js";

const editor = $("[data-proof]");
const keys = () => $$("[data-row]", editor).map((row) => row.dataset.row);

// The server sends what has changed of the rows that are here.
listen("htmx:configRequest", ({ detail: { parameters, verb } }) => {
  if (verb === "post") parameters.shown = keys().join(" ");
});

function noteCursor(field) {
  const at = $("[data-at]", field.form);
  if (at) at.value = String(points(field.value, field.selectionStart));
}

listen("submit", ({ target }) => {
  const field = $("textarea", target);
  if (field) noteCursor(field);
}, true);

/** What is open stays open, and what was typed but not applied stays typed, if the text itself stays. */
listen("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  const same = target.matches("[data-row]") && $(`#${target.id}`, fragment);
  const old = same && $("details", target);
  const next = same && $("details", same);
  if (!old || !next) return;
  next.open = old.open;
  const typed = $("textarea", old);
  const field = $("textarea", next);
  if (typed && field && typed.value !== typed.defaultValue && field.defaultValue === typed.defaultValue) {
    field.value = typed.value;
  }
});

function toRow(field, step) {
  const rows = $$("[data-row]", editor);
  const row = rows[rows.indexOf(field.closest("[data-row]")) + step];
  const select = row && $("select", row);
  focus(select);
  reveal(row);
}

on("keydown", "[data-proof] :is(textarea, select)", (event, field) => {
  if (event.altKey && ["ArrowDown", "ArrowUp"].includes(event.key) && field.closest("[data-row]")) {
    event.preventDefault();
    toRow(field, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.matches("textarea")) {
    event.preventDefault();
    $(event.shiftKey ? "[data-split]" : "[name=do][value=text]", field.form).click();
  }
});

// Only one menu of the bar is open at a time, and Escape closes it.
on("keydown", ".discard[open]", (event, menu) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  focus($("summary", menu));
});

const place = location.hash.startsWith("#b-") && byId(location.hash.slice(1));
if (place) focus($("select", place));
