// @ts-check
/** Talking to the server through htmx: token, language, what it says afterwards, what went wrong. */
import { $, $$, barHeight, blockOf, el, emit, focus, input, isShown, listen, on, reveal, root, t } from "./dom.js";
import { hideToast, offerUndo, say, toast } from "./live.js";

const TIMEOUT = 20_000;
const { htmx } = /** @type {any} */ (window);
// Copying `style` from old to new elements would be an inline style. The other settings stand in a <meta>.
if (htmx) Object.assign(htmx.config, { defaultSettleDelay: 0, attributesToSettle: [] });

let token = null;
/** Of the elements that ask: how to ask (again), whether anybody still wants the answer, what the
 * server said, who tried a new token, who failed and whether they are trying again. */
const asking = new WeakMap();
const wanted = new WeakMap();
const problems = new WeakMap();
const renewed = new WeakSet();
const failed = new Map();

async function fetchToken() {
  const response = await fetch("/token/", { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error();
  return (await response.text()).trim();
}

// Who begins to write will send it: the token comes along, and the server sees how long it took.
on("focusin", "[data-resident]", () => token ?? fetchToken().then((fresh) => (token ??= fresh), () => {}));

async function send(source) {
  const { verb, issueRequest } = asking.get(source);
  try {
    if (verb !== "get") token ??= await fetchToken();
  } catch {
    return fail(source, "unreachable", true);
  }
  // What goes wrong is told by events.
  issueRequest(true)?.catch(() => {});
}

function fail(source, why, again, quiet = false) {
  if (wanted.get(source)?.() === false || source.id === "bell") return over(source);
  const what = asking.get(source)?.verb === "get" ? "not_loaded" : "not_saved";
  const text = problems.get(source) ?? `${t(what)} ${t(why)}`;
  problems.delete(source);
  if (again) failed.set(source, false);
  else if (quiet) over(source);
  else failed.delete(source);
  say(text);
  if (!quiet) toast(text, t("retry"), again ? retry : null, again);
  emit(source, "randnotiz:failed", { uid: source.dataset.uid, again });
}

/** What comes of it takes the place of the message, which stays until then, and focus in it. */
function retry() {
  for (const [source, trying] of failed) {
    if (!source.isConnected) over(source);
    else if (!trying) {
      failed.set(source, true);
      send(source);
    }
  }
}

function over(source) {
  if (failed.delete(source) && !failed.size) hideToast();
}

const REASONS = { 403: "forbidden", 404: "gone", 410: "gone", 429: "too_quick" };

listen("htmx:confirm", (event) => {
  const { elt, verb } = event.detail;
  asking.set(elt, event.detail);
  if (verb === "get") return;
  event.preventDefault();
  send(elt);
});

listen("htmx:configRequest", ({ detail: { headers, parameters, verb } }) => {
  headers["Accept-Language"] = root.lang;
  if (verb === "get") return;
  headers["X-CSRFToken"] = token;
  // A form's own token may be older, and Django would look at it first.
  delete parameters.csrfmiddlewaretoken;
});

listen("htmx:beforeOnLoad", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  if (xhr.status === 403 && xhr.getResponseHeader("X-CSRF-Failure") && !renewed.has(elt)) {
    event.preventDefault();
    renewed.add(elt);
    token = null;
    // htmx holds this element's lock until this event is over.
    setTimeout(() => send(elt));
    return;
  }
  renewed.delete(elt);
  if (xhr.status >= 400) return;
  over(elt);
  if (requestConfig.verb !== "get") emit(elt, "randnotiz:saved", { source: elt, uid: requestConfig.parameters.uid });
});

for (const [when, busy] of [["before", "true"], ["after", "false"]]) {
  listen(`htmx:${when}Request`, ({ detail: { target } }) => target?.setAttribute("aria-busy", busy));
}

listen("randnotiz:problem", ({ detail }) => problems.set(detail.elt, detail.say));

listen("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  // A form that comes back says at its fields what is wrong; without one only the toast can.
  const form = xhr.getResponseHeader("HX-Retarget");
  if (![409, 422].includes(xhr.status)) return;
  if (!form || problems.has(elt)) fail(elt, "refused", false, !!form);
  else over(elt);
});
listen("htmx:responseError", ({ detail: { elt, xhr: { status } } }) => {
  const again = status >= 500 || [401, 408, 429].includes(status);
  fail(elt, REASONS[status] ?? (status >= 500 ? "went_wrong" : "refused"), again);
});
listen("htmx:sendError", ({ detail: { elt } }) => fail(elt, "unreachable", true));
listen("htmx:timeout", ({ detail: { elt } }) => fail(elt, "no_answer", true));

/** Each request has an element of its own: of several from one, htmx drops all but the last. */
function ask(verb, url, options, { isWanted = undefined, ...data }) {
  const source = el("span", { hidden: "" });
  Object.assign(source.dataset, data);
  wanted.set(source, isWanted);
  document.body.append(source);
  source.addEventListener("htmx:afterRequest", () =>
    setTimeout(() => failed.has(source) || renewed.has(source) || source.remove()),
  );
  return htmx?.ajax(verb, url, { source, ...options }).catch(() => {});
}

export const post = (url, values = {}, data = {}) =>
  ask("post", url, { swap: "none", values }, { uid: values.uid ?? "", ...data });
/** What goes wrong is not told if nobody wants the answer any more. */
export const get = (url, target, swap = "beforeend", isWanted = undefined) =>
  ask("get", url, { target, swap }, { isWanted });

/** What is seen whole needs no scrolling, whatever room it would like around it. */
function inView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= barHeight() && bottom <= innerHeight;
}

function focusOn(selector) {
  const target = $(selector);
  const folded = target?.closest("details");
  if (folded) folded.open = true;
  const shown = isShown(target) ? target : blockOf(target);
  // A turn gets focus only from the keyboard; with mouse and finger it stays where it was.
  if (!shown || (shown.matches("[data-block]") && !input.keyboard)) return;
  focus(shown);
  if (shown === target && !shown.matches("[data-block]") && !inView(shown)) reveal(shown);
}

listen("randnotiz:done", ({ detail: { elt, focus: place, reveal: shown, say: text, undo } }) => {
  if ($("#ask")?.open) $("#ask").close("done");
  // Whoever has saved something has a name from now on.
  for (const field of $$("[data-name-field]")) field.remove();
  if (place) focusOn(place);
  // What was asked for in one place and has come about in another.
  if (shown) reveal($(shown), "center");
  say(text);
  // What was undone can be done again, but is no step to go back to.
  if (undo) offerUndo(text, undo.label, () => post(undo.url, undo.values, { undoes: "" }), "undoes" in elt.dataset);
  else toast(text);
});

listen("randnotiz:ask", () => {
  const ask = $("#ask");
  if (!ask.open) ask.showModal();
  $("input:not([type=hidden])", ask)?.focus();
});

on("click", "#ask [data-ask-cancel]", (event) => {
  event.preventDefault();
  $("#ask").close("");
});

listen("close", ({ target }) => {
  if (target.id !== "ask") return;
  if (target.returnValue !== "done") emit(target, "randnotiz:unasked");
  target.returnValue = "";
  $("#ask-body").replaceChildren();
}, true);

// What is being put right is not called wrong any more.
on("input", "[aria-invalid]", (event, field) => {
  field.removeAttribute("aria-invalid");
  $(`#${field.id}-error`)?.remove();
});

// A rejected form comes back with its errors: the first one gets focus.
listen("htmx:afterSettle", ({ target, detail }) => {
  const wrong = [409, 422].includes(detail.xhr?.status) && $("[aria-invalid=true], .conflict", target);
  if (!wrong) return;
  focus(wrong);
  reveal(wrong);
});
