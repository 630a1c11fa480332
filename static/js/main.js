// @ts-check
/** Starts what a page needs. Without it everything works by links and forms. */
import "./requests.js";
import "./keeping.js";
import "./page.js";
import "./keys.js";
import { reopen } from "./composer.js";
import { $, listen, main, on, root, t } from "./dom.js";
import { resend } from "./highlighting.js";
import { followHash } from "./linking.js";
import { tell } from "./live.js";
import { recall } from "./memory.js";

// What is loaded when it is asked for may not come. Browsers word it differently.
addEventListener("unhandledrejection", (event) => {
  if (!/import/i.test(event.reason?.message)) return;
  event.preventDefault();
  tell(t("not_loaded"));
});

// Few need these, so they are loaded with the first click.
on("click", "[data-pick]", async (event, button) => (await import("./pick.js")).pick(button));
on("focusin", "[data-tags]", async (event, button) => (await import("./tags.js")).offer(button));
on("input", "textarea", async (event, button) => event.data === "@" && (await import("./names.js")).offer(button));
on("change", "input[name=who]", async (event, field) => (await import("./speakers.js")).filter(field.value));
on("click", "[data-copy-turn]", async (event, button) => (await import("./copying.js")).copyTurn(button));
listen("htmx:afterSettle", async ({ target }) => {
  const panel = target.matches(".slot") && $(".panel", target);
  if (panel) (await import("./panel.js")).open(panel);
});

// The browser may bring an old choice back with the page.
addEventListener("pageshow", async () => {
  const { value } = $("input[name=who]:checked:not([value='0'])") ?? {};
  if (value) (await import("./speakers.js")).filter(value);
});

if (main?.dataset.place) import("./place.js");
if (main && root.dataset.marks) import("./whose.js");
if (main && !recall("hinted")) import("./hint.js");
if (main) {
  reopen().then(resend);
  followHash();
  if (/[?&]note=|:~:|#n-/.test(location.href)) import("./follow.js");
}

// Tests wait for this: from here on every listener is in place.
document.documentElement.dataset.ready = "";
