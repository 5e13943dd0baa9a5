// button[data-print] prints the page; and the arithmetic is unfolded on the paper.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

const opened = [];

window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details.explanation:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});

window.addEventListener("afterprint", () => {
  for (const details of opened.splice(0)) details.open = false;
});
