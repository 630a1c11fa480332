// @ts-check
/** What stands around the text: appearance, outline, progress, times in notes. */
import { $, $$, blockInView, blockOf, byId, firstIndex, listen, main, on, outermost, perFrame, root, t, topOf } from "./dom.js";
import { say } from "./live.js";

const DEFAULTS = { theme: "auto", font: "serif", size: "2", width: "m", lh: "m", marks: "on", popular: "off", keys: "on" };
const YEAR = 31_536_000;

function set(name, value) {
  if (value === DEFAULTS[name]) delete root.dataset[name];
  else root.dataset[name] = value;
  const chosen = Object.keys(DEFAULTS).flatMap((key) => (root.dataset[key] ? [[key, root.dataset[key]]] : []));
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `appearance=${new URLSearchParams(chosen)}; Max-Age=${chosen.length && YEAR}; Path=/; SameSite=Lax${secure}`;
  reflect();
}

/** All controls show what holds: after a change elsewhere, and when the browser brings an old form back. */
function reflect() {
  for (const field of $$("form[data-appearance] input")) {
    const value = root.dataset[field.name] ?? DEFAULTS[field.name];
    field.checked = field.value === value;
  }
}

on("change", "form[data-appearance] input", (event, field) => {
  set(field.name, field.checked ? field.value : "off");
  // The server draws them.
  if (field.name === "popular" && main) import("./popular.js").then(({ redraw }) => redraw());
  if (field.name === "marks") import("./whose.js").then(({ show }) => show());
  const group = field.closest("fieldset")?.querySelector("legend")?.textContent;
  const label = field.closest("label")?.textContent.trim();
  say(group ? `${group}: ${label}` : `${label}: ${t(field.checked ? "on" : "off")}`);
});

on("submit", "form[data-appearance]", (event) => event.preventDefault());
addEventListener("pageshow", reflect);

/** The outline's link to the question that a block belongs to. */
function linkOf(links, block) {
  const isAfter = ({ hash }) => block.compareDocumentPosition(byId(hash.slice(1)) ?? block) & Node.DOCUMENT_POSITION_FOLLOWING;
  return links[firstIndex(links, isAfter) - 1];
}

const outline = byId("toc");
let seen = null;

/** The outline shows in which question one is. */
function markQuestion(block) {
  if (block === seen || !outline) return;
  seen = block;
  const link = linkOf($$("a", outline), block);
  const old = $("[aria-current]", outline);
  if (!link || link === old) return;
  old?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  // Only the outline scrolls, never the page.
  const away = topOf(link) - topOf(outline);
  if (away < 0 || away > outline.clientHeight - link.offsetHeight) outline.scrollTop += away - outline.clientHeight / 3;
}

/** How many notes stand beside each question and its answers. */
function countNotes() {
  const links = outline ? $$("a", outline) : [];
  const counts = new Map();
  for (const { dataset, parentNode } of $$(".chip")) {
    const link = linkOf(links, blockOf(parentNode));
    counts.set(link, (counts.get(link) ?? 0) + Number(dataset.count));
  }
  for (const link of links) {
    const count = counts.get(link);
    if (count) link.dataset.notes = t(count === 1 ? "notes_one" : "notes_other", { count }).replace(" ", "\xa0");
    else delete link.dataset.notes;
  }
}

let end = 0;
const showProgress = perFrame(() => {
  const read = Math.min(1, Math.max(0, scrollY / Math.max(1, end - innerHeight)));
  const [bar, left] = [$("[data-progress]"), $("[data-left]")];
  if (bar) bar.value = read * 100;
  if (left) left.textContent = String(Math.max(1, Math.ceil(main.dataset.minutes * (1 - read))));
  markQuestion(blockInView());
});

if (main) {
  countNotes();
  listen("htmx:afterSettle", countNotes);

  new ResizeObserver(() => {
    end = scrollY + (outermost().at(-1)?.getBoundingClientRect().bottom ?? 0);
    showProgress();
  }).observe(main);
  addEventListener("scroll", showProgress, { passive: true });
}

// Times in notes: "3 days ago", with the full date as title.
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const STEPS = [["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
let relative;

function showTimes() {
  for (const time of $$(":is(.note, .rep) time[datetime]")) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    if (!(seconds > -2_592_000)) continue;
    time.title ||= time.textContent;
    const [unit, size] = STEPS.find(([, length]) => -seconds >= length) ?? ["second", 1];
    relative ??= new Intl.RelativeTimeFormat(root.lang || undefined, { numeric: "auto" });
    time.textContent = relative.format(unit === "second" ? 0 : Math.round(seconds / size), unit);
  }
}

showTimes();
listen("htmx:afterSettle", showTimes);
