// @ts-check
/** Copying: a turn's link, and a quote with speaker, title and a link to the very words. */
import { $, active, blockNamed, blockOf, byId, el, focus, main, on, t } from "./dom.js";
import { tell } from "./live.js";
import { passageOf, rangesOf, select, selectedPassage } from "./ranges.js";

const SHORT = 80;
const WORDS = 6;
const CHARACTERS = 20;

const address = (block) => `${location.origin}${location.pathname}#${block.id}`;
const speaker = (block) => (block.dataset.kind === "turn" ? $("h2", block).textContent.trim() : "");
const joined = (...parts) => parts.filter(Boolean).join(", ");
const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

/** `text=…` of a link. It matches whole words only, and one paragraph or a start and an end. */
function textDirective({ exact, prefix, suffix }) {
  const [before] = /^[\p{L}\p{N}]/u.test(exact) ? (prefix.match(/[\p{L}\p{N}]*$/u) ?? [""]) : [""];
  const [after] = /[\p{L}\p{N}]$/u.test(exact) ? (suffix.match(/^[\p{L}\p{N}]*/u) ?? [""]) : [""];
  const text = before + exact + after;
  if (text.length <= SHORT && !text.includes("\n")) return `text=${encode(text)}`;
  const lines = text.split(/\n+/);
  const start = lines[0].split(/\s+/).slice(0, WORDS).join(" ");
  const end = lines.at(-1).split(/\s+/).slice(-WORDS).join(" ");
  // Some scripts write no spaces.
  const short = (words, from, to) => (words.length > SHORT ? [...words].slice(from, to).join("") : words);
  return `text=${encode(short(start, 0, CHARACTERS))},${encode(short(end, -CHARACTERS))}`;
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
  const link = `${address(block)}:~:${textDirective(passage)}`;
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
