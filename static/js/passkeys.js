// @ts-check
/**
 * Passkeys (W3C Web Authentication, Level 3): the browser makes one or signs with one, and the form
 * `[data-passkey]` sends what came of it. Its value names the options: where in the page they stand,
 * or at which address they are to be had. Where there can be no passkeys the form stays hidden.
 */

/** A host that is a number has no passkeys. */
const possible =
  typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function" &&
  !/^[\d.]+$|:/.test(location.hostname);

if (possible) {
  for (const form of document.querySelectorAll("[data-passkey]")) form.removeAttribute("hidden");
  document.querySelector("[data-no-passkeys]")?.remove();
  document.addEventListener("submit", submit);
}

/** @param {SubmitEvent} event */
async function submit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.passkey) return;
  event.preventDefault();
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-refused]"));
  said.hidden = true;
  try {
    const credential = await ask(form);
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = JSON.stringify(credential);
  } catch {
    // Also where the reader only closed the browser's dialog.
    said.textContent = said.dataset.refused ?? "";
    said.hidden = false;
    return;
  }
  // Not requestSubmit: that would ask again.
  form.submit();
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const { publicKey } = await options(form.dataset.passkey ?? "");
  const { PublicKeyCredential: kind } = window;
  return "new" in form.dataset
    ? navigator.credentials.create({ publicKey: kind.parseCreationOptionsFromJSON(publicKey) })
    : navigator.credentials.get({ publicKey: kind.parseRequestOptionsFromJSON(publicKey) });
}

/** @param {string} where */
async function options(where) {
  if (where.startsWith("#")) return JSON.parse(document.querySelector(where)?.textContent ?? "");
  const answer = await fetch(where, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}
