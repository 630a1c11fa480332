// @ts-check
/** The dialog "Select": a passage by a list of sentences or by a text field, for every screen reader. */
import { $, $$, blockOf, el, on, t } from "./dom.js";
import { compose } from "./composer.js";
import { highlight, lastColour } from "./highlighting.js";
import { paragraphs, passageOf, textOf } from "./ranges.js";
import { rangeOf, unitsOf } from "./select_mode.js";

const dialog = $("#pick");
let block;
let units = [];
let current = 0;

const options = () => $$("[role=option]", dialog);
const set = (option, chosen) => {
  option.setAttribute("aria-selected", chosen);
  $(".err", dialog).textContent = "";
};
const isSet = (option) => option.getAttribute("aria-selected") === "true";

function radio(c) {
  const input = el("input", { type: "radio", name: "pick-colour", value: c });
  input.checked = c === lastColour();
  return el("label", {}, input, el("span", { class: "sw", "data-c": c, "aria-hidden": "true" }), t(`colour_${c}`));
}

function build() {
  const lang = $(".prose", block).lang;
  const area = el("textarea", { class: "in", id: "pick-text", lang, rows: "6", "aria-readonly": "true", spellcheck: "false" });
  area.value = paragraphs(block).map(textOf).join("\n\n");
  const button = (act, kind) => el("button", { type: "button", class: `btn ${kind}`, "data-pick-act": act }, t(`pick_${act}`));
  dialog.replaceChildren(
    el("h2", { id: "pick-title" }, t("pick_title")),
    el("p", { class: "hint", id: "pick-hint" }, t("pick_hint")),
    el(
      "div",
      { role: "listbox", "aria-multiselectable": "true", "aria-labelledby": "pick-title", "aria-describedby": "pick-hint", tabindex: "0", lang },
      ...units.map(({ text }, index) => el("div", { role: "option", id: `pick-${index}`, "aria-selected": "false" }, text)),
    ),
    el("details", {}, el("summary", {}, t("pick_exact")), el("label", { for: "pick-text", class: "hint" }, t("pick_exact_hint")), area),
    el("fieldset", { class: "field" }, el("legend", { class: "lbl" }, t("colour")), el("div", { class: "seg" }, ...[..."ygbp"].map(radio))),
    el("p", { class: "err", role: "alert" }),
    el("div", { class: "acts" }, button("highlight", "pri"), button("comment", ""), button("cancel", "gh")),
  );
}

function moveTo(index) {
  const all = options();
  current = Math.max(0, Math.min(all.length - 1, index));
  all.forEach((option, at) => option.classList.toggle("current", at === current));
  $("[role=listbox]", dialog).setAttribute("aria-activedescendant", `pick-${current}`);
  all[current]?.scrollIntoView({ block: "nearest" });
}

/** From the first to the last of some units. */
function passageIn(some) {
  const range = rangeOf(some[0]);
  const { endContainer, endOffset } = rangeOf(some.at(-1));
  range.setEnd(endContainer, endOffset);
  return passageOf(range);
}

/** The exact words, where some are selected, else each run of chosen sentences. */
function chosen() {
  const { selectionStart, selectionEnd } = $("textarea", dialog);
  const exact = [];
  let at = 0;
  for (const p of paragraphs(block)) {
    const { length } = textOf(p);
    const [from, to] = [Math.max(0, selectionStart - at), Math.min(length, selectionEnd - at)];
    if (to > from) exact.push({ p, from, to });
    at += length + 2;
  }
  if (exact.length) return [passageIn(exact)];
  const runs = [[]];
  for (const [index, option] of options().entries()) {
    if (isSet(option)) runs.at(-1).push(units[index]);
    else if (runs.at(-1).length) runs.push([]);
  }
  return runs.filter((run) => run.length).map(passageIn);
}

/** Opens the dialog for the turn of this button. */
export function pick(button) {
  block = blockOf(button);
  units = unitsOf(block, "sentence");
  build();
  dialog.showModal();
  $("[role=listbox]", dialog).focus();
  moveTo(0);
}

on("keydown", "#pick [role=listbox]", (event) => {
  const all = options();
  const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    if (event.shiftKey) all.slice(Math.max(0, Math.min(current, to)), Math.max(current, to) + 1).forEach((one) => set(one, true));
    moveTo(to);
  } else if (event.key === " ") set(all[current], !isSet(all[current]));
  else return;
  event.preventDefault();
});

on("click", "#pick [role=option]", (event, option) => {
  moveTo(options().indexOf(option));
  set(option, !isSet(option));
});

// A readonly field moves no caret in Chromium; this one can be walked through but not changed.
on("beforeinput", "#pick textarea", (event) => event.preventDefault());

on("click", "[data-pick-act]", (event, { dataset: { pickAct: act } }) => {
  const passages = act === "cancel" ? [] : chosen().filter(Boolean);
  if (act !== "cancel" && !passages.length) return ($(".err", dialog).textContent = t("nothing_selected"));
  const colour = $("[name=pick-colour]:checked", dialog)?.value;
  dialog.close();
  if (act === "highlight") for (const passage of passages) highlight(colour, passage);
  else if (act === "comment") compose(block, passages[0]);
});
