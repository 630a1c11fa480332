// @ts-check
/** On the pages for accounts: look at the password, and hear first what went wrong. */
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-show-password]");
  if (!(button instanceof HTMLElement)) return;
  const field = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
});

/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
