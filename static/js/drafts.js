// What is being typed is kept in this browser until it was sent: for its writer alone, a week at most. A draft is named
// draft/<writer's name for drafts>/<address of the form>#<field>, and holds when (at), what (text), and over what it was typed (base).
"use strict";

(() => {
  const WEEK = 7 * 24 * 3600 * 1000, SENT = "sent", FIELDS = "form[method=post] textarea[name]:not([data-no-draft])";
  const mine = document.body.dataset.drafts ? `draft/${document.body.dataset.drafts}` : null;
  const waiting = new Map(); // a text field and the timer after which it is saved

  // A browser may forbid its store, or it may be full: then there are no drafts.
  const attempt = (action) => { try { return action(); } catch { return null; } };
  const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));
  const drop = (test) => attempt(() => Object.keys(localStorage)
    .filter((key) => key.startsWith("draft/") && test(key)).forEach((key) => localStorage.removeItem(key)));

  const address = (form) => `${mine}${new URL(form.action).pathname}#`;
  const name = (area) => address(area.form) + area.name;
  const fields = () => [...document.querySelectorAll(FIELDS)];

  function save(area) {
    clearTimeout(waiting.get(area));
    waiting.delete(area);
    const key = name(area), before = read(key), text = area.value;
    // A form that came back with remarks holds the draft itself; what counts is what it was typed over at first.
    const base = before && before.text === area.defaultValue ? before.base : area.defaultValue;
    attempt(() => text === base ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify({ at: Date.now(), text, base })));
  }

  function flush() {
    [...waiting.keys()].forEach(save);
  }

  function forget() {
    waiting.forEach(clearTimeout);
    waiting.clear();
  }

  // What was sent is no draft any more once a page says that it was done; after a refusal, an error or the end of a session it stays.
  function settle(path, done) {
    const sent = attempt(() => sessionStorage.getItem(SENT));
    attempt(() => sessionStorage.removeItem(SENT));
    const refused = sent && sent === `${mine}${path}#`;
    if (sent && mine && sent.startsWith(`${mine}/`) && !refused && done) drop((key) => key.startsWith(sent));
  }

  function restore() {
    const found = new Map(); // a form and its fields that were restored
    for (const area of fields()) {
      const draft = read(name(area));
      if (!draft || typeof draft.text !== "string" || area.value === draft.text) continue;
      if (area.value !== area.defaultValue || (area.value && area.value !== draft.base)) continue;
      area.value = draft.text;
      for (let part = area.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      found.set(area.form, [...(found.get(area.form) || []), { area, at: draft.at }]);
    }
    found.forEach(tell);
  }

  function tell(restored, form) {
    const note = document.getElementById("restored").content.firstElementChild.cloneNode(true);
    const at = new Date(Math.max(...restored.map((one) => one.at))), two = (number) => String(number).padStart(2, "0");
    const day = at.toDateString() === new Date().toDateString() ? "" : ` ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
    note.querySelector("time").textContent = `${two(at.getHours())}:${two(at.getMinutes())}${day}`;
    note.querySelector("button").addEventListener("click", () => {
      for (const { area } of restored) {
        clearTimeout(waiting.get(area));
        waiting.delete(area);
        area.value = area.defaultValue;
        attempt(() => localStorage.removeItem(name(area)));
      }
      note.remove();
      restored[0].area.focus();
    });
    form.prepend(note);
  }

  drop((key) => {
    const draft = read(key);
    return !draft || !(Date.now() - draft.at < WEEK);
  });
  settle(location.pathname, document.querySelector(".alert-success"));
  if (!mine) return;
  restore();
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(FIELDS)) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(save, 400, target));
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented && !event.target.matches("[hx-post]") || event.target.method !== "post") return;
    flush();
    attempt(() => sessionStorage.setItem(SENT, address(event.target)));
    if (!event.target.matches("[data-sign-out]")) return;
    forget();
    drop((key) => key.startsWith(`${mine}/`));
  });
  addEventListener("pagehide", flush);
  // A form that htmx sent: the page that came is not shown as a whole.
  document.addEventListener("htmx:beforeOnLoad", ({ target, detail: { xhr } }) => {
    if (!target.matches("form") || xhr.getResponseHeader("HX-Redirect")) return;
    settle(new URL(xhr.responseURL).pathname, xhr.responseText.includes("alert-success"));
  });
  document.addEventListener("htmx:afterSettle", restore);
})();
