// @ts-check
/** Choosing several notes of the notebook: what is chosen goes along to other pages and stays when the list is narrowed. */
import { $, $$, focus, listen, on } from "./dom.js";

const BOXES = "[data-choose]";
const KEPT = "randnotiz:chosen";
const boxes = () => $$(BOXES);
const ids = (words) => words.split(" ").filter(Boolean);
const elsewhere = () => $("#elsewhere");

/** The ids of all notes that are chosen, wherever they are. */
const chosen = new Set();
/** Whether notes are being chosen: the bar is open. */
let choosing = !!$("#several")?.open;
let last = null;

/** For when the page is loaded anew, or one comes back to it. */
function keep() {
  try {
    if (choosing && chosen.size) sessionStorage[KEPT] = [...chosen].join(" ");
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Without storage they are kept as long as the page.
  }
}

function kept() {
  try {
    const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    return entry?.type === "navigate" ? [] : ids(sessionStorage[KEPT] ?? "");
  } catch {
    return [];
  }
}

function tell(here) {
  const told = $("[data-picked]");
  const { one, other, away, allAway } = told.dataset;
  const absent = chosen.size - here;
  const parts = [(chosen.size === 1 ? one : other).replace("{count}", String(chosen.size))];
  if (absent) parts.push(here ? away.replace("{count}", String(absent)) : allAway);
  told.textContent = parts.join(", ");
}

/** Shows on this page what is chosen, and puts the others into the form. */
function show() {
  if (!elsewhere()) return;
  const all = boxes();
  for (const box of all) box.checked = chosen.has(box.value);
  const here = all.filter((box) => box.checked).length;
  const shown = new Set(all.map((box) => box.value));
  elsewhere().value = [...chosen].filter((id) => !shown.has(id)).join(" ");
  const page = $("[data-pick-page]");
  page.checked = here > 0 && here === all.length;
  page.indeterminate = here > 0 && here < all.length;
  $("[data-pick-none]").hidden = !chosen.size;
  tell(here);
  keep();
}

function choose(which, wanted = true) {
  for (const id of which) wanted ? chosen.add(id) : chosen.delete(id);
  show();
}

// With Shift all from the one pressed before to this one become as this one is.
on("click", BOXES, (event, box) => {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0) choose(all.slice(from, to + 1).map(({ value }) => value), box.checked);
  last = box;
});

on("change", BOXES, (event, { value, checked }) => choose([value], checked));

on("change", "[data-pick-page]", (event, { checked }) => choose(boxes().map(({ value }) => value), checked));

on("click", "[data-pick-none]", (event) => {
  event.preventDefault();
  chosen.clear();
  show();
  focus($("[data-pick-page]"));
});

listen("toggle", ({ target }) => {
  if (target.id !== "several") return;
  choosing = target.open;
  keep();
}, true);

// What is deleted is chosen no more.
listen("htmx:afterRequest", ({ detail: { successful, requestConfig: { verb, parameters } } }) => {
  if (successful && verb === "post" && parameters.do === "delete") {
    choose(ids(parameters.getAll("note").join(" ")), false);
  }
});

listen("htmx:afterSettle", ({ target }) => {
  // All that are found have come.
  if (target.id === "elsewhere") return choose(ids(elsewhere().value));
  // The list, or the form with what is wrong.
  if (["bulk", "results"].includes(target.id)) show();
});

function begin() {
  const bar = $("#several");
  if (!bar) return;
  for (const one of $$("#narrow [form]")) one.removeAttribute("form");
  bar.open = choosing;
  show();
}

// One went back within the notebook.
listen("htmx:historyRestore", begin);

const before = kept();
choosing ||= before.length > 0;
for (const id of [...before, ...ids(elsewhere()?.value ?? ""), ...$$(`${BOXES}[checked]`).map(({ value }) => value)]) chosen.add(id);
begin();
