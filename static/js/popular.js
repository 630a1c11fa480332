// @ts-check
/** How many highlighted what: the server draws it, so the texts that look different now are exchanged. */
import { $, $$, main, root, t } from "./dom.js";
import { tell } from "./live.js";
import { layout } from "./margin.js";

/** After a choice: the page as it is shown from now on. Nothing else of it changes. */
export async function redraw() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return tell(t("not_loaded"));
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const block of $$("[data-block]", main)) {
    const [old, now] = [$(".prose", block), $(`#${block.id} .prose`, fresh)];
    if (now && !old?.isEqualNode(now)) old?.replaceWith(now);
  }
  if (root.dataset.marks) return (await import("./whose.js")).show();
  layout();
}
