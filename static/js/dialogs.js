// data-opens="id" opens a dialog; without JavaScript the link it sits on leads to a page instead.
// form[data-confirm="sentence"] asks first. The button's own words are repeated on the answer.
const ask = document.getElementById("confirm");

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close("no");
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const sentence = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!ask || !sentence || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const words = event.submitter?.textContent.trim() || "Ja";
  ask.querySelector("[data-confirm-title]").textContent = `${words}?`;
  ask.querySelector("[data-confirm-text]").textContent = sentence;
  ask.querySelector("[data-confirm-yes]").textContent = words;
  ask.returnValue = "no";
  ask.addEventListener("close", () => {
    if (ask.returnValue !== "yes") return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
    delete form.dataset.confirmed;
  }, { once: true });
  ask.showModal();
}, true);
