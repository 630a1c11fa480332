// @ts-check
/** Whose notes are shown: style sheets hide the others'; what a group wrote and the list of comments follow. */
import { $, $$, byId, listen, root } from "./dom.js";
import { layout } from "./margin.js";
import { get } from "./requests.js";

/** After a choice: the page as it is shown from now on. */
export async function show() {
  const { marks } = root.dataset;
  byId("whose-sheet").disabled = !marks;
  for (const one of $$("[data-g]")) {
    const chosen = one.dataset.g.split(" ").includes(marks);
    one.classList.toggle("ours", chosen || (one.matches(".note:not(.mine)") && !!$(".mine", one)));
  }
  layout();
  // Where something is being written in it, the list stays.
  if (!$("#comment-list form")) await get(byId("whose").dataset.list, "#comment-list", "innerHTML");
}

// Whoever writes something wants to see it.
listen("randnotiz:saved", ({ detail: { uid } }) => {
  if (uid && root.dataset.marks === "none") $("#whose [value=off]").click();
});
