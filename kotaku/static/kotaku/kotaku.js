// Small comforts on pages that work without them.

// Leaving with unsaved input warns; what a form saved by itself meanwhile counts as saved. A form that is gone
// from the page, because it was sent or given up in place, holds nobody back.
const guarded = new WeakSet();
const guard = (form) => {
  if (guarded.has(form)) return;
  guarded.add(form);
  let typed = form.hasAttribute("data-changed") ? 1 : 0;
  let sent = 0;
  let kept = 0;
  form.addEventListener("input", () => { typed += 1; });
  form.addEventListener("submit", () => { kept = typed; });
  form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) sent = typed; });
  form.addEventListener("saved", () => { kept = sent; });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && typed !== kept) event.preventDefault();
  });
};
document.querySelectorAll("form[data-guard]").forEach(guard);
document.addEventListener("htmx:load", (event) => {
  event.target.querySelectorAll("form[data-guard]").forEach(guard);
});

// A form that could not be sent in place says so; what was typed stays where it is, unsaved.
["htmx:sendError", "htmx:responseError"].forEach((name) => {
  document.addEventListener(name, (event) => {
    const line = event.target.querySelector?.("[data-unsent]");
    if (!line) return;
    line.hidden = false;
    event.target.dispatchEvent(new Event("input"));
  });
});

// What went wrong is read first.
document.querySelector(".error-summary")?.focus();

// A button that starts something long is pressed once.
document.querySelectorAll("form[data-once]").forEach((form) => {
  form.addEventListener("submit", () => {
    form.querySelectorAll("button").forEach((button) => {
      window.setTimeout(() => { button.disabled = true; }, 0);
    });
  });
});

// A menu closes when one clicks elsewhere, presses Escape or moves on with the keyboard.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
document.querySelectorAll("details.menu").forEach((menu) => {
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
});

// "Select all" over the checkboxes of the same form.
document.querySelectorAll("input[data-select-all]").forEach((all) => {
  const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${all.dataset.selectAll}"]`);
  all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
});
