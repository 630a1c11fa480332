// @ts-check
/** The sheet: notes and forms where there is no margin for them. They are moved into it, and back. */
import { $, $$, active, byId, emit, focus, listen, move, on, root, t } from "./dom.js";
import { say } from "./live.js";
import { clamp } from "./margin.js";

const SAYING = ":is(.note:not([data-kind=highlight]), .rep):not(:has(> .gone))";

/** Finds what is shown, anew after each swap. */
let collect = null;
let heading = "";
let opener = null;
const homes = new Map();

const sheet = $("#sheet");
const inside = $("#sheet .in-sheet");
const isOpen = () => !!sheet?.matches(":popover-open");

function gather() {
  const nodes = collect?.() ?? [];
  for (const node of nodes) {
    const home = document.createComment("");
    node.before(home);
    homes.set(node, home);
    move(inside, node);
  }
  const said = nodes.flatMap((node) => [node, ...$$(".rep", node)]).filter((one) => one.matches(SAYING)).length;
  const later = $$("[data-rest]", inside).map(({ dataset }) => Number(dataset.rest));
  const count = later.reduce((a, b) => a + b, said);
  // While something is written the title says what; a highlight without words is called what it is.
  const writing = nodes.some((node) => node.matches("form")) && heading;
  const title = writing || (count ? t(count === 1 ? "notes_one" : "notes_other", { count }) : nodes[0]?.ariaLabel);
  $("#sheet-title").textContent = title;
  return nodes.length ? title : "";
}

/** What lost its home to a swap is stale. */
export function sendHome() {
  // A form that came back with errors stands where the one that moved in stood, the next comments for their link.
  const strays = [...(inside?.children ?? [])].filter((node) => !homes.has(node));
  for (const [node, home] of homes) {
    for (const back of node.isConnected ? [node] : strays.splice(0)) {
      if (home.isConnected) move(home.parentNode, back, home);
      else back.remove();
    }
    home.remove();
  }
  homes.clear();
}

export function regather() {
  if (isOpen() && !homes.size && !gather()) sheet.hidePopover();
}

/** `from`: where focus returns. */
export function openSheet(nodes, title = "", from = active()) {
  sendHome();
  [collect, heading, opener] = [nodes, title, from];
  const said = gather();
  if (!isOpen()) sheet.showPopover();
  clamp([...inside.children]);
  sheet.scrollTop = 0;
  focus(sheet);
  say(said);
}

export function closeSheet(back = true) {
  if (!back) opener = null;
  if (isOpen()) sheet.hidePopover();
}

listen("toggle", (event) => {
  if (event.target !== sheet || isOpen()) return;
  const inIt = active() === document.body || sheet.matches(":focus-within");
  sendHome();
  const said = $(".toast", sheet);
  if (said) document.body.append(said);
  collect = null;
  // A swap may have put another in its place.
  if (inIt) focus(byId(opener?.id) ?? opener);
  emit(document, "randnotiz:sheet-closed");
}, true);

on("click", "[data-sheet]", (event, button) => {
  const name = button.dataset.sheet;
  const notes = root.dataset.marks ? ".note:is(.mine, .ours)" : ".note:not([data-fetched])";
  const boxes = () => (name === "all" ? $$(".notes, #comment-list") : [byId(name)]);
  openSheet(() => boxes().flatMap((box) => (box ? $$(`:scope > :is(${notes}, [data-rest])`, box) : [])), "", button);
});
