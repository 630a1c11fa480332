// @ts-check
/** The list of keys. */
import { $, el, main, t } from "./dom.js";

const ROWS = [["j k", "key_turns"], ["s", "key_select"], ["← →", "key_move"], ["⇧← ⇧→", "key_extend"], ["w", "key_units"],
  ["h", "key_highlight"], ["1 2 3 4", "key_colours"], ["c n", "comment"], ["e", "suggest"], ["y", "copy"], ["⇧J ⇧K", "key_notes"],
  ["f", "key_speakers"], ["o", "key_outline"], ["t", "key_type"], ["z", "key_undo"], ["/", "key_search"],
  ["F6", "key_toolbar"], ["Esc", "leave"], ["Ctrl+Enter", "key_save"], ["?", "key_help"]];

const ELSEWHERE = ["t", "/", "?"];

export function help() {
  const rows = ROWS.filter(([list]) => main || ELSEWHERE.includes(list));
  const keys = (list) => list.split(" ").flatMap((key) => [el("kbd", {}, key), " "]);
  $("#help").replaceChildren(
    el("h2", { id: "help-title" }, t("help_title")),
    el("dl", { class: "keys" }, ...rows.flatMap(([list, text]) => [el("dt", {}, ...keys(list)), el("dd", {}, t(text))])),
    el("p", { class: "hint" }, t("help_hint")),
    el("form", { method: "dialog" }, el("button", { class: "btn" }, t("close"))),
  );
  $("#help").showModal();
}
