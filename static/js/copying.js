// @ts-check
/** Copying: a turn's link, and a quote with speaker, title and a link to the very words. */
import { $, active, blockNamed, blockOf, byId, el, focus, main, on, t } from "./dom.js";
import { tell } from "./live.js";
import { passageOf, rangesOf, select, selectedPassage } from "./ranges.js";

const SHORT = 80;
const WORDS = 6;
const CHARACTERS = 20;
const BESIDE = 3;
/** So many characters the outline shows at most (reader/outline.py). */
const LISTED = 64;
/** So many characters a passage's quote has on either side (ranges.js). */
const AROUND = 32;

const address = (block) => `${location.origin}${location.pathname}#${block.id}`;
const speaker = (block) => (block.dataset.kind === "turn" ? $("h2", block).textContent.trim() : "");
const joined = (...parts) => parts.filter(Boolean).join(", ");
const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** So many words of a line, from its beginning or (below 0) its end; fewer if they are long. */
function wordsOf(line, count) {
  const all = line.trim().split(/\s+/);
  const words = count < 0 ? all.slice(count) : all.slice(0, count);
  while (words.length > 1 && words.join(" ").length > SHORT) words.splice(count < 0 ? 0 : -1, 1);
  const found = words.join(" ");
  if (found.length <= SHORT) return found;
  // Some scripts write no spaces.
  return (count < 0 ? [...found].slice(-CHARACTERS) : [...found].slice(0, CHARACTERS)).join("");
}

/** What stands beside the passage in its paragraph; a word that its quote cuts is none. */
const besides = (line, cut) => (line.length < AROUND ? line : line.replace(cut, ""));

/**
 * `:~:text=…` of a link. It matches whole words only, and one paragraph or a start and an end. Words beside
 * them tell the place apart: browsers take the first that fits, be it in the outline. Empty where that
 * could have the same words: at the beginning of a block, which has an address.
 */
function textDirective({ exact, prefix, suffix }) {
  const [before] = /^[\p{L}\p{N}]/u.test(exact) ? (prefix.match(/[\p{L}\p{N}]*$/u) ?? [""]) : [""];
  const [after] = /[\p{L}\p{N}]$/u.test(exact) ? (suffix.match(/^[\p{L}\p{N}]*/u) ?? [""]) : [""];
  const text = (before + exact + after).trim();
  const lines = text.split(/\n+/);
  const begins = !prefix.trim();
  if (begins && [...lines[0]].length <= LISTED) return "";
  const start = begins ? lines[0].match(new RegExp(`^.{${LISTED}}\\S*`, "u"))[0] : wordsOf(lines[0], WORDS);
  const end = wordsOf(lines.at(-1), -WORDS);
  // Beginning and end stand apart in the text; few long words are named as they are.
  const isWhole = lines.length === 1 && text.length <= Math.max(SHORT, start.length + end.length);
  const parts = isWhole ? [text] : [start, end];
  const left = besides(prefix, /^\S*\s/);
  const right = besides(suffix, /\s\S*$/).slice(after.length);
  const words = wordsOf(left.slice(0, left.length - before.length).split("\n").at(-1), -BESIDE);
  const more = wordsOf(right.split("\n")[0], BESIDE);
  const all = [words && `${encode(words)}-`, ...parts.map(encode), more && `-${encode(more)}`];
  return `:~:text=${all.filter(Boolean).join(",")}`;
}

/** Without https or permission: the old way, through a field. */
function copyByField(text) {
  const focused = active();
  const passage = selectedPassage();
  const area = el("textarea", { class: "vh" });
  area.value = text;
  (focused?.closest("dialog, [popover]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focus(focused);
  if (passage) select(passage);
  return copied;
}

export async function copy(text, said) {
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  tell(copied || copyByField(text) ? said : t("copy_refused"));
}

export function copyQuote(passage) {
  if (!passage) return tell(t("nothing_selected"));
  const block = blockNamed(passage.start_block);
  const link = `${address(block)}${textDirective(passage)}`;
  const voices = [];
  for (const range of rangesOf(passage)) {
    const name = speaker(blockOf(range.startContainer));
    const text = passageOf(range)?.exact ?? "";
    if (voices.at(-1)?.name === name) voices.at(-1).text += `\n\n${text}`;
    else voices.push({ name, text });
  }
  const many = voices.length > 1;
  const spoken = voices.map(({ name, text }) => (name ? `${name}: ${text}` : text)).join("\n\n");
  const by = joined(many ? "" : speaker(block), main.dataset.title);
  copy(t("quote", { quote: many ? spoken : passage.exact, by, link }), t("quote_copied"));
}

export function copyTurn(button) {
  const block = blockOf(button);
  const number = block.dataset.n && t("turn", { number: block.dataset.n });
  copy(`${joined(speaker(block), number, main.dataset.title)}\n${address(block)}`, t("link_copied"));
}

// What stands in the field that a button names.
on("click", "[data-copy]", (event, { dataset }) => copy(byId(dataset.copy).value, t(dataset.said ?? "copied")));
