// @ts-check
/** Adding an interview: says at once what is too large, and how far sending has come. */
import { $, listen, on } from "./dom.js";

const megabytes = new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

function tooLarge(field) {
  const { limit, tooLarge: words } = field.form.dataset;
  const [file] = field.files;
  return file && file.size > Number(limit) ? words.replace("{size}", megabytes.format(file.size / 2 ** 20)) : "";
}

on("change", "[data-source] [type=file]", (event, field) => {
  $("#file-size").textContent = tooLarge(field);
  if (tooLarge(field)) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
});

for (const [type, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
  on(String(type), ".dropzone", (event, zone) => zone.toggleAttribute("data-over", over));
}

// A file dropped beside the field is meant for it; the browser would leave the page and show the file.
listen("dragover", (event) => event.preventDefault());
listen("drop", (event) => {
  const field = $("[data-source] [type=file]");
  if (event.target === field || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  $("#source-file").checked = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

const isSource = (elt) => elt?.matches?.("[data-source]");

function busy(form, key) {
  const box = $("[data-busy]", form);
  if (!box) return;
  box.hidden = !key;
  const words = $("span", box);
  words.textContent = key ? words.dataset[key] : "";
}

listen("htmx:confirm", (event) => {
  const file = isSource(event.target) && $("[type=file]", event.target);
  if (!file || $("[name=source]:checked", event.target).value !== "file" || !tooLarge(file)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  file.focus();
}, true);

listen("htmx:beforeSend", ({ target }) => {
  if (!isSource(target)) return;
  const source = $("[name=source]:checked", target).value;
  busy(target, { url: "fetching", file: "sending" }[source] ?? "reading");
});

listen("htmx:xhr:progress", ({ target, detail: { lengthComputable, loaded, total } }) => {
  if (!isSource(target) || !lengthComputable || $("[name=source]:checked", target).value !== "file") return;
  const bar = $("[data-busy] progress", target);
  if (loaded < total) bar.value = (100 * loaded) / total;
  else {
    bar.removeAttribute("value");
    busy(target, "reading");
  }
});

listen("htmx:afterRequest", ({ target }) => isSource(target) && busy(target, ""));

// After going back, or typed before this ran, the text is there, but not yet what is made of it.
addEventListener("pageshow", () => {
  const text = $("#text");
  if (text?.value.trim()) setTimeout(() => text.dispatchEvent(new Event("input", { bubbles: true })));
});

let sending = false;
listen("htmx:afterRequest", ({ target, detail: { xhr } }) => (sending ||= isSource(target) && xhr.status < 400));
listen("submit", ({ target }) => (sending ||= !globalThis.htmx && isSource(target)), true);
addEventListener("beforeunload", (event) => {
  if (!sending && $("#text")?.value.trim()) event.preventDefault();
});
