// @ts-check
/** Once for each reader, under the first turn: how highlighting begins. */
import { $, el, icon, listen, on, t } from "./dom.js";
import { remember } from "./memory.js";

function known() {
  remember("hinted", true);
  $(".tip")?.remove();
}

if (!$("mark.mine, .note.mine")) {
  const close = el("button", { type: "button", class: "btn gh sq sm", "data-known": "", "aria-label": t("hint_close") }, icon("x"));
  $(".turn > .prose")?.after(el("p", { class: "tip" }, t("hint"), close));
}

on("click", "[data-known]", known);
listen("randnotiz:saved", known);
