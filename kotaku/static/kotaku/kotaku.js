// Small comforts on pages that work without them.

// Leaving with unsaved input warns; what a form saved by itself meanwhile counts as saved.
document.querySelectorAll("form[data-guard]").forEach((form) => {
  let typed = form.hasAttribute("data-changed") ? 1 : 0;
  let sent = 0;
  let kept = 0;
  form.addEventListener("input", () => { typed += 1; });
  form.addEventListener("submit", () => { kept = typed; });
  form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) sent = typed; });
  form.addEventListener("saved", () => { kept = sent; });
  window.addEventListener("beforeunload", (event) => {
    if (typed !== kept) event.preventDefault();
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
