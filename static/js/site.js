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
  const busy = form.querySelector("[data-busy]");
  if (busy) busy.textContent = busy.dataset.busy;
  else setTimeout(() => freed(form), 8000); // a download leaves the page where it is
});

function freed(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  form.querySelectorAll("[data-busy]").forEach((words) => { words.textContent = ""; });
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
  button.click();
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

// A document on its way in: whoever points at a proposal sees the words that it quotes.
const paper = document.querySelector(".paper");
function quote(event) {
  const name = event.target.closest("[data-quote]")?.dataset.quote;
  if (!name) return;
  paper.querySelectorAll(".is-marked").forEach((one) => one.classList.remove("is-marked"));
  const words = paper.querySelectorAll(`[data-quotes~="${CSS.escape(name)}"]`);
  words.forEach((one) => one.classList.add("is-marked"));
  if (!words.length || event.type === "mouseover" && !matchMedia("(min-width: 62rem)").matches) return;
  const [from, sheet] = [words[0].getBoundingClientRect(), paper.getBoundingClientRect()];
  if (from.top < sheet.top || from.bottom > sheet.bottom) paper.scrollTop += from.top - sheet.top - sheet.height / 4;
}
function shown(name) {
  paper.querySelectorAll(".is-here").forEach((one) => one.classList.remove("is-here"));
  const words = paper.querySelectorAll(`[data-quotes~="${CSS.escape(name)}"]`);
  words.forEach((one) => one.classList.add("is-here"));
  if (words.length) paper.scrollTop += words[0].getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 4;
}
if (paper) {
  document.addEventListener("focusin", quote);
  document.addEventListener("mouseover", quote);
  const part = document.getElementById("part");
  if (part) shown(part.dataset.part);
}

// The next part comes in the place of the one before; the text stays where it is.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 409) {
    detail.shouldSwap = true; // somebody else was quicker: the form comes back and says so
    detail.isError = false;
  } else if (!detail.isError && !detail.serverResponse.includes(`id="${detail.target.id}"`)) {
    detail.shouldSwap = false; // another page came: signed out meanwhile
    plainly(detail.requestConfig.elt);
  }
});
function plainly(form) { // as without script: the browser shows what comes, or says what is wrong
  if (!form.matches("form")) return;
  delete form.dataset.changed;
  form.submit();
}
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, ({ target }) => plainly(target));
}
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.id !== "part") return;
  shown(detail.elt.dataset.part);
  const wrong = detail.elt.querySelector(".is-invalid, [role=alert]");
  if (wrong?.matches("[role=alert]")) wrong.tabIndex = -1;
  (wrong ?? detail.elt.querySelector("h1")).focus({ preventScroll: !wrong });
  document.title = detail.elt.dataset.title;
});
document.addEventListener("htmx:beforeOnLoad", ({ detail, target }) => {
  if (detail.xhr.getResponseHeader("HX-Redirect")) delete target.dataset.changed;
});
