// @ts-check
/** What this browser remembers: settings, new ids, drafts. Storage may be full or forbidden. */
import { $, $$, listen, on, t } from "./dom.js";
import { say } from "./live.js";

const PREFIX = "randnotiz:";

export function recall(key) {
  try {
    return JSON.parse(localStorage[PREFIX + key] ?? "null");
  } catch {
    return null;
  }
}

export function remember(key, value = null) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage[PREFIX + key] = JSON.stringify(value);
  } catch {
    // Reading and writing go on without it.
  }
}

/** What is kept under keys that begin so, oldest first; what is older than so many days is dropped. */
export function recallAll(start, days) {
  const found = [];
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + start))) {
    const value = recall(name.slice(PREFIX.length));
    if (Date.now() - value?.at < days * 86_400_000) found.push(value);
    else remember(name.slice(PREFIX.length));
  }
  return found.sort((a, b) => a.at - b.at);
}

export const dashed = (hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** A UUIDv7: sending twice stores once, and newer ids sort later. */
export function newUid() {
  const [time, ...rest] = [Date.now().toString(16).padStart(12, "0"), ...crypto.getRandomValues(new Uint8Array(10))];
  rest[0] = 0x70 | (rest[0] & 0x0f);
  rest[2] = 0x80 | (rest[2] & 0x3f);
  return dashed(time + rest.map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}

const HERE = `draft:${location.pathname}:`;
const DAYS = 90;
const SECRET = ["csrfmiddlewaretoken", "version"];

/** Where a form was fetched from, so that it can be fetched again. */
const origins = new WeakMap();

export const field = (form, name) => form.elements.namedItem(name);
/** Nothing is in it, or what was there before. */
export const isEmpty = (form, area = $("textarea[name]", form)) => ["", area?.dataset.was].includes(area?.value.trim());
export const dropDraft = (form) => remember(HERE + form.dataset.draft);

/** `open`: whether it is to open again when the page is loaded anew. */
export function saveDraft(form, open = true) {
  if (isEmpty(form) || "sent" in form.dataset) return dropDraft(form);
  const values = Object.fromEntries([...new FormData(form)].filter(([name]) => !SECRET.includes(name)));
  const card = form.closest("[id^=n-]")?.id;
  remember(HERE + form.dataset.draft, { values, open, card, from: origins.get(form), at: Date.now() });
}

export const openDrafts = () => recallAll(HERE, DAYS).filter(({ open }) => open);

/** Puts the words back; the same id too, so that what was sent already is not stored twice. */
export function restoreDraft(form, quiet = false) {
  const uid = field(form, "uid");
  const { values } = recall(HERE + form.dataset.draft) ?? {};
  for (const one of values ? form.elements : []) {
    const value = values[one.name];
    if (value === undefined || (one.type === "hidden" && one !== uid)) continue;
    if (one.type === "radio") one.checked = one.value === value;
    else one.value = value;
    if (one.dataset.tags) one.parentNode.open = !!value;
  }
  // A page that all readers share leaves the id to the browser.
  if (uid && !uid.value) uid.value = newUid();
  if (!values) return;
  saveDraft(form);
  if (!quiet) say(t("draft_restored"));
}

for (const type of ["input", "change"]) on(type, "form[data-draft]", (event, form) => saveDraft(form));

listen("randnotiz:saved", ({ detail: { source } }) => {
  if (!source.dataset.draft) return;
  source.dataset.sent = "";
  dropDraft(source);
});

const known = new WeakSet();

function greet({ pathInfo, xhr } = /** @type {any} */ ({})) {
  for (const form of $$("form[data-draft]")) {
    if (known.has(form)) continue;
    known.add(form);
    // A form that comes back with errors has the address that it was sent to: the same.
    if (pathInfo) origins.set(form, pathInfo.requestPath);
    // The composer of a block waits for its passage; where both texts are shown, the reader chooses.
    if (!form.matches(".notes > *") && !(xhr?.status >= 400)) restoreDraft(form, !pathInfo);
  }
}

greet();
listen("htmx:afterSettle", ({ detail }) => greet(detail));
