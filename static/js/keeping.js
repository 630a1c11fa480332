// @ts-check
/** What a swap must not take away: words being written, the selection, focus, the place; a reload: the place. */
import { $, $$, active, blockInView, byId, el, focus, input, isShown, listen, move, scrollOn, topOf } from "./dom.js";
import { repaint } from "./highlighting.js";
import { layout } from "./margin.js";
import { isBackward, select, selectedPassage } from "./ranges.js";
import { regather, sendHome } from "./sheet.js";

/** While a swap goes on. */
let before = null;

function begin(target) {
  const block = blockInView();
  const focused = active();
  const note = focused?.closest(".note");
  before = {
    held: [],
    anchor: block && { id: block.id, top: topOf(block) },
    passage: selectedPassage(),
    backward: isBackward(),
    // Where focus goes if its element is gone: the next note, else the block.
    next:
      target.contains(focused) || note || input.keyboard
        ? [note?.id, note?.nextElementSibling?.id, note?.previousElementSibling?.id, target.id, "comments"]
        : [],
  };
  sendHome();
}

function hold(kept) {
  const focused = kept.contains(active()) ? active() : null;
  const caret = focused?.matches("textarea") && [focused.selectionStart, focused.selectionEnd];
  const homes = [];
  for (let parent = kept.parentElement; parent; parent = parent.parentElement) if (parent.id) homes.push(parent.id);
  before.held.push({ kept, homes, focused, caret });
  if (!byId("held")) document.body.append(el("div", { id: "held" }));
  move(byId("held"), kept);
}

function putBack({ kept, homes, focused, caret }) {
  // A card that was fetched stays open while its passage is marked and the server sends no other.
  const { a: uid, draft } = kept.dataset;
  if (uid && ($$(`.note[data-a="${uid}"]`).length > 1 || !$(`mark[data-a~="${uid}"]`))) return kept.remove();
  // Where the server sends the same form afresh, the one with the words stays.
  const twin = draft && $$("form[data-draft]").find((form) => form !== kept && form.dataset.draft === draft);
  const home = byId(homes.find(byId));
  const place = home?.matches("[data-block]") ? $(".notes", home) : home?.matches(".note") ? $(".slot", home) : home;
  if (twin) twin.replaceWith(kept);
  else move(place ?? document.body, kept);
  if (!focused || active() === focused) return;
  focus(focused);
  if (caret) focused.setSelectionRange(...caret);
}

function finish() {
  if (!before) return;
  const { held, anchor, passage, backward, next } = before;
  before = null;
  held.forEach(putBack);
  byId("held")?.remove();
  repaint();
  regather();
  layout();
  if (passage && !selectedPassage()) select(passage, backward);
  if (active() === document.body) {
    focus(next.map((id) => byId(id ?? "")).find((one) => isShown(one) && one.matches("[tabindex]")));
  }
  const moved = anchor && byId(anchor.id) ? topOf(byId(anchor.id)) - anchor.top : 0;
  if (Math.abs(moved) >= 1) scrollOn(moved);
}

listen("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  if (!before) begin(target);
  for (const kept of $$("form[data-draft]:not([data-sent]), .note[data-fetched]", target)) hold(kept);
});
// First of all listeners on the settled page: the others must find it whole.
for (const name of ["htmx:afterSettle", "htmx:swapError"]) listen(name, finish, true);

// Of leaves that are not laid out yet the height is only estimated: the browser's own memory would miss.
if ($(".leaf")) {
  addEventListener("scrollend", () => {
    const { id } = blockInView();
    history.replaceState({ ...history.state, place: [id, topOf(byId(id))] }, "");
  });
  const [id, top] = history.state?.place ?? [];
  const back = () => byId(id) && scrollOn(topOf(byId(id)) - top);
  addEventListener("pageshow", ({ persisted }) => persisted || requestAnimationFrame(() => {
    back();
    requestAnimationFrame(back);
  }));
}
