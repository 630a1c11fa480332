// @ts-check
/** Sharing a passage: what the server has put together is copied, or handed to the system. */
import { $, main, on, t } from "./dom.js";
import "./copying.js";
import { tell } from "./live.js";
import { get } from "./requests.js";

/** Shows the button for what this system can do, once the panel is there. */
export function offer(panel) {
  for (const button of panel.querySelectorAll("[data-share-now]")) button.hidden = !navigator.share;
}

/** Asks for the panel for this passage; the dialog opens with the answer. */
export async function share({ start_block, start, end_block, end }) {
  const query = new URLSearchParams({ start_block, start: String(start), end_block, end: String(end) });
  await get(`${main.dataset.annotations}share/?${query}`, "#ask-body", "innerHTML");
  offer($("#ask-body"));
}

on("click", "[data-share-now]", (event, { dataset: { title, text, url } }) =>
  // Whoever closes what the system offers has changed their mind.
  navigator.share({ title, text, url }).catch(({ name }) => name === "AbortError" || tell(t("not_shared"))),
);
