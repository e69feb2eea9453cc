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
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  // Ctrl+Enter (Cmd+Enter) in a field presses the first button of its form; a button or link that has the focus does its own.
  const button = event.target.matches("input, select, textarea") && sends(event.target.form);
  if (!button) return;
  event.preventDefault();
  event.target.form.requestSubmit(button);
});

function sends(form) {
  return form && [...form.elements].find((one) => one.type === "submit");
}
document.querySelectorAll("form[method=post] textarea").forEach(({ form }) => {
  const button = sends(form);
  if (button) button.title = "Ctrl+Enter";
});

// Many rows at once: a tick for all of the page, and how many are chosen.
document.querySelectorAll("[data-all]").forEach((all) => {
  const form = document.getElementById(all.dataset.all);
  const rows = () => [...form.elements].filter((one) => one.name === "row");
  const count = () => {
    const chosen = rows().filter((one) => one.checked).length;
    form.querySelector("output").textContent = `(${chosen})`;
    all.checked = chosen > 0 && chosen === rows().length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    rows().forEach((one) => { one.checked = all.checked; });
    count();
  });
  rows().forEach((one) => one.addEventListener("change", count));
  window.addEventListener("pageshow", count); // a browser going back ticks them again
});
