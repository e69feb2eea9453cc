// A help where there is script; every page works without.
"use strict";

// A second click does not send a form twice (the server would notice by the form's key).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  delete form.dataset.changed;
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  setTimeout(() => freed(form), 8000); // a download leaves the page where it is
});

function freed(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(freed));

// Leaving a long form that was changed (<form data-guard>) is asked about.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) form.dataset.changed = "yes";
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
});

// Menus close when one looks elsewhere.
function closed(except) {
  document.querySelectorAll("details.account[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}
document.addEventListener("click", (event) => closed(event.target.closest("details.account")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closed();
});
