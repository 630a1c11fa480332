// @ts-check
/** Giving a note whose words are gone a new passage: the one that is selected. */
import { $, el, listen } from "./dom.js";
import { selectedPassage } from "./ranges.js";
import { post } from "./requests.js";
import { dismissToolbar } from "./toolbar.js";

const strip = $("[data-placing]");
const { placing: url, label } = strip.dataset;
const button = el("button", { type: "button", class: "btn pri", "data-act": "place", tabindex: "-1" }, label);
$("#selbar").prepend(button);

button.addEventListener("click", (event) => {
  // To the toolbar, its other buttons are colours.
  event.stopPropagation();
  const passage = selectedPassage();
  dismissToolbar();
  if (passage) post(url, passage, { placed: "" });
});

listen("randnotiz:saved", ({ detail: { source } }) => {
  if (source.dataset.placed === undefined) return;
  strip.remove();
  button.remove();
  history.replaceState(history.state, "", location.pathname);
});
