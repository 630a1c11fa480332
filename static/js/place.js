// @ts-check
/** Tells the server where a reader with a name is: now and then while they read, and when they leave. */
import { $, $$, blockInView, listen, main } from "./dom.js";

const PAUSE = 15_000;

let told = "";
let timer = 0;

function tell() {
  timer = 0;
  const { block } = blockInView().dataset;
  const end = $$("[data-block]", main).at(-1).getBoundingClientRect().bottom <= innerHeight ? "1" : "";
  const body = new URLSearchParams({ block, end });
  if (told === (told = String(body))) return;
  const headers = { "X-CSRFToken": $("[name=csrfmiddlewaretoken]").value };
  // Nobody waits for it: where it fails, the next one tells.
  fetch(main.dataset.place, { method: "POST", body, headers, keepalive: true }).catch(() => (told = ""));
}

const soon = () => (timer ||= setTimeout(tell, PAUSE));

if (main?.dataset.place) {
  soon();
  addEventListener("scroll", soon, { passive: true });
  // Whoever leaves at once has not read.
  listen("visibilitychange", () => document.hidden && performance.now() > PAUSE && tell());
}
