// @ts-check
/** Tags: completed while they are typed, and given to a passage as it is highlighted. */
import { $, blockOf, listen, on } from "./dom.js";
import { highlight } from "./highlighting.js";
import { show } from "./linking.js";
import { get } from "./requests.js";

/** By address, the names that are offered there. */
const known = new Map();

async function namesAt(address) {
  const response = await fetch(address).catch(() => null);
  return response?.ok ? (await response.json()).tags : [];
}

/** A list completes the whole field: each of its options begins with what stands before the last comma. */
function fill(field, names) {
  const typed = field.value.split(",");
  const given = typed.map((name) => name.trim().replace(/^#/, "").toLowerCase());
  const before = typed.length > 1 ? `${typed.slice(0, -1).join(",").trim()}, ` : "";
  const fresh = names.filter((name) => !given.includes(name.toLowerCase()));
  field.list.replaceChildren(...fresh.map((name) => new Option("", before + name)));
}

/** Offers tags to whoever is at this field. */
export async function offer(field) {
  const address = field.dataset.tags;
  if (!known.has(address)) known.set(address, namesAt(address));
  fill(field, await known.get(address));
}

on("input", "[data-tags]", (event, field) => offer(field));
// What was given is offered from then on.
listen("randnotiz:saved", () => known.clear());

let waiting = false;
/** The note whose form for tags opens as soon as its mark is on the page. */
let wanted = "";

/** Highlights the passage; then the form for its tags opens in its card. */
export function tag(passage) {
  waiting = true;
  wanted = "";
  highlight(undefined, passage);
}

for (const type of ["randnotiz:failed", "randnotiz:unasked"]) listen(type, () => (waiting = false));

listen("randnotiz:saved", ({ detail: { uid } }) => {
  if (!waiting || !uid) return;
  waiting = false;
  wanted = uid;
});

// Something else may settle before the answer that brings the mark.
listen("htmx:afterSettle", async () => {
  const uid = wanted;
  const ref = uid.replaceAll("-", "");
  const mark = uid && $(`mark[data-a~="${ref}"]`);
  if (!mark) return;
  wanted = "";
  await show([ref], blockOf(mark), blockOf(mark), false, mark);
  await get(`/annotations/${uid}/tags/`, `#slot-${ref}`, "innerHTML");
});
