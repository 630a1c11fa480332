// @ts-check
/** One speaker is asked for: the others' turns fold to a line. */
import { $$, blockInView, listen, main, scrollOn, t, topOf } from "./dom.js";
import { say } from "./live.js";
import { layout } from "./margin.js";

function fold() {
  const { who } = main.dataset;
  for (const turn of $$(".turn")) turn.classList.toggle("other", !!who && turn.dataset.speaker !== who);
}

/** `who`: the speaker's position, or "0" for all. */
export function filter(who) {
  if (who === (main.dataset.who ?? "0")) return;
  const seen = blockInView();
  const top = topOf(seen);
  if (who === "0") delete main.dataset.who;
  else main.dataset.who = who;
  fold();
  layout();
  // What was being read stays where it was.
  scrollOn(topOf(seen) - top);
  const count = (which) => $$(`.turn:not(.cont${which})`).length;
  say(t("turns_shown", { shown: count(", .other"), all: count("") }));
}

listen("htmx:afterSettle", () => main.dataset.who && fold());
