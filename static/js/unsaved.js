// form[data-guard]: the browser asks before what was typed is left behind.
export const snapshot = (form) => new URLSearchParams(
  [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]),
).toString();
const saved = new WeakMap();
let leaving = false;

// From now on what stands in a form is what is saved.
export function remember(form) {
  saved.set(form, snapshot(form));
}

function rememberAll(root) {
  for (const form of root.querySelectorAll("form[data-guard]")) {
    // A form that comes back with errors, or with a text it fetched, is unsaved from the first.
    if (saved.has(form)) continue;
    const isBack = form.querySelector("[aria-invalid=true], [data-error-summary], [data-unsaved]");
    saved.set(form, isBack ? null : snapshot(form));
  }
}

// Whether a form that is guarded is on its way to be saved.
export const isLeaving = () => leaving;

// The forms on the page with something typed that is not saved.
export function unsaved() {
  return [...document.querySelectorAll("form[data-guard]")].filter(
    (form) => snapshot(form) !== saved.get(form),
  );
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-guard]") && !event.defaultPrevented) leaving = true;
});

// A form that htmx sends stays on the page; one it brought is new.
document.addEventListener("htmx:finally:request", () => {
  leaving = false;
});
document.addEventListener("htmx:after:swap", () => rememberAll(document));

window.addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved().length > 0) event.preventDefault();
});

rememberAll(document);
