// @ts-check
/** Giving a note whose words are gone a new passage: the one that is selected. */
import { $, el, listen } from "./dom.js";
import { release, selectedPassage } from "./ranges.js";
import { post } from "./requests.js";
import { dismissToolbar } from "./toolbar.js";

const strip = $("[data-placing]");
const { placing: url, label } = strip.dataset;
const button = el("button", { type: "button", class: "btn pri", "data-act": "place", tabindex: "-1" }, label);
$("#selbar").prepend(button);
let placed = null;

button.addEventListener("click", (event) => {
  // To the toolbar, its other buttons are colours.
  event.stopPropagation();
  placed = selectedPassage();
  dismissToolbar();
  if (placed) post(url, placed, { placed: "" });
});

listen("randnotiz:saved", ({ detail: { source } }) => {
  if (source.dataset.placed === undefined) return;
  release(placed);
  dismissToolbar();
  strip.remove();
  button.remove();
  history.replaceState(history.state, "", location.pathname);
});
