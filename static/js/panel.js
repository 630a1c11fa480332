// @ts-check
/** The panel of further actions in a note's card: keys reach it at once, and leave it again. */
import { $, $$, active, barHeight, focus, on, reveal } from "./dom.js";
import { offer } from "./share.js";
import { layout } from "./margin.js";

export function open(panel) {
  offer(panel);
  // Whoever was quicker than this script is in it already.
  if (!panel.contains(active())) $("input:not([type=hidden]), button, a, select", panel)?.focus();
  layout();
  // Where it is taller than what is seen, its beginning stays, which has focus.
  const room = $("#sheet:popover-open")?.clientHeight ?? innerHeight;
  if (panel.offsetHeight < room - barHeight()) reveal(panel);
}

function close(panel) {
  const card = panel.closest("[id^=n-]");
  panel.remove();
  focus($("[data-more]", card) ?? card);
  layout();
}

on("click", "[data-close-panel]", (event, button) => close(button.closest(".panel")));
on("keydown", ".slot > .panel", (event, panel) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.stopPropagation();
  close(panel);
});

// A panel that is a page of its own was there before this.
for (const panel of $$("main.plain .panel")) offer(panel);
