// After a form that was sent back: focus goes to the list of what to mend, and from there into the field.
const focusable = "input:not([type=hidden]), select, textarea, button";

export function focusSummary(root) {
  root.querySelector("[data-error-summary]")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  const field = target.matches(focusable) ? target : target.querySelector(focusable);
  if (!field) return;
  event.preventDefault();
  target.closest("details:not([open])")?.setAttribute("open", "");
  field.focus({ preventScroll: true });
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
});

focusSummary(document);
