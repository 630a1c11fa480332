// @ts-check
/** Completing a reader's name behind an "@": a list at the field, to choose from by keys or mouse. */
import { $, el, listen, on, t } from "./dom.js";
import { say } from "./live.js";

const PAUSE = 120;
const BEGUN = /(?:^|[^\p{L}\p{N}_.@+/-])@([\p{L}\p{N}_.+-]*)$/u;

let waiting;

/** What stands between an "@" and the caret, if that may be the beginning of a name. */
const begun = (area) => BEGUN.exec(area.value.slice(0, area.selectionStart))?.[1] ?? null;

const list = () => /** @type {any} */ ($("#names"));
const chosen = () => $("#names [aria-selected=true]");

export function close() {
  const area = list()?.closest(".field") && $("textarea", list().closest(".field"));
  for (const name of ["autocomplete", "controls", "activedescendant"]) area?.removeAttribute(`aria-${name}`);
  list()?.remove();
}

function choose(option) {
  const area = $("textarea", list().closest(".field"));
  const end = area.selectionStart;
  area.setRangeText(`${option.textContent} `, end - begun(area).length, end, "end");
  close();
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function mark(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  $("textarea", list().closest(".field")).setAttribute("aria-activedescendant", option.id);
}

function show(area, people) {
  close();
  if (!people.length) return;
  const options = people.map((name, n) =>
    el("button", { type: "button", role: "option", id: `name-${n}`, tabindex: "-1", "aria-selected": "false" }, name),
  );
  const box = el("div", { class: "pop menu", id: "names", role: "listbox", popover: "manual", "aria-label": t("names") }, ...options);
  // Inside of the field: the sheet that the field may be in stays open when the list is clicked.
  area.after(box);
  /** @type {any} */ (box).showPopover({ source: area });
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", "names");
  mark(options[0]);
  say(t(people.length === 1 ? "names_one" : "names_other", { count: people.length }));
}

async function ask(area) {
  const name = begun(area);
  if (name === null) return close();
  const interview = /^\/interviews\/([^/]+)/.exec(location.pathname)?.[1] ?? "";
  const response = await fetch(`/people/?${new URLSearchParams({ q: name, interview })}`).catch(() => null);
  const people = response?.ok ? (await response.json()).people : [];
  // Whoever has typed on has asked again.
  if (begun(area) === name && area === document.activeElement) show(area, people);
}

/** Offers names to whoever has just typed the beginning of one here. */
export function offer(area) {
  if (!area.closest("[data-draft]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(area), PAUSE);
}

on("input", "[data-draft] textarea", (event, area) => (list() || begun(area) !== null) && offer(area));
on("focusout", "[data-draft] textarea", close);
on("click", "#names [role=option]", (event, option) => choose(option));
// The focus stays in the field.
on("mousedown", "#names", (event) => event.preventDefault());

const MOVES = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };

// Before the field's own keys: here Escape leaves the list, not the comment.
listen("keydown", (event) => {
  const option = chosen();
  if (!option || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (MOVES[key]) mark(option[MOVES[key]] ?? option.parentNode[key === "ArrowDown" ? "firstChild" : "lastChild"]);
  else if (key === "Enter" || key === "Tab") choose(option);
  else if (key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
