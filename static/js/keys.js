// "/" goes to the search field, "?" shows the help. Neither while writing, and both can be switched off.
const OFF = "kiss-keys-off";
const off = document.querySelector("[data-keys-off]");

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

if (off) {
  off.checked = isOff();
  off.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, off.checked ? "1" : "0");
    } catch {
      // A browser that stores nothing keeps the shortcuts on.
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select?.();
  } else if (event.key === "?") {
    event.preventDefault();
    document.getElementById("keys")?.showModal();
  }
});
