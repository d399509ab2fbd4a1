// Entering an RT: what to say when saving by itself fails, and no race between it and the button.

const form = document.getElementById("record-form");

if (form) {
  const line = document.getElementById("autosave");
  let isSaving = false;
  let button = null;

  const say = (text) => {
    line.textContent = text;
    line.classList.add("fill__saved--failed");
  };

  // Signing in again in another tab changes the token; the cookie always holds the present one.
  const renewToken = () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie[1];
  };

  form.addEventListener("htmx:configRequest", (event) => {
    renewToken();
    event.detail.parameters.csrfmiddlewaretoken = form.elements.csrfmiddlewaretoken.value;
  });

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form) isSaving = true;
  });

  form.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.elt === form && xhr.status === 200) line.classList.remove("fill__saved--failed");
  });

  form.addEventListener("htmx:sendError", (event) => {
    if (event.target === form) say(form.dataset.failed);
  });

  form.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) say(form.dataset.signedOut);
    else if (event.target === form) say(form.dataset.failed);
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    isSaving = false;
    if (button) form.requestSubmit(button);
  });

  // The button waits for a save that is under way, so that it answers to the version this one makes.
  form.addEventListener("submit", (event) => {
    renewToken();
    if (!isSaving) return;
    event.preventDefault();
    button = event.submitter;
  });
}
