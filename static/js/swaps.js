// What htmx does not do by itself.
//
// After a fragment is put in: one with errors gets focus on its summary, one with data-focus on that
// element, and data-say is spoken once by the live region that was there before.
export const NO_ANSWER =
  "Der er ingen forbindelse lige nu. Det, du har skrevet, står her endnu. Prøv igen, når du er på nettet.";

document.addEventListener("htmx:after:swap", () => {
  const summary = document.querySelector("[data-error-summary]:not([data-seen])");
  const heading = document.querySelector("[data-focus]:not([data-seen])");
  const spoken = document.querySelector("[data-say]:not([data-seen])");
  for (const element of [summary, heading, spoken]) element?.setAttribute("data-seen", "");
  if (summary) {
    summary.focus();
  } else if (heading) {
    if (!heading.matches("a, button, input, select, textarea")) heading.tabIndex = -1;
    heading.focus();
  }
  const live = document.getElementById("live");
  if (spoken && live) live.textContent = spoken.dataset.say;
});

// When no fragment comes: what was typed stays where it is, and the page says what happened.
export function tell(sentence) {
  const messages = document.getElementById("messages");
  const note = document.createElement("div");
  note.className = "note note--soon";
  note.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  messages?.replaceChildren(note);
  messages?.scrollIntoView({ block: "center" });
}

// A login in another tab gives a new token; without it the next save from this page would be refused.
export function renewToken(token) {
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
}

document.addEventListener("htmx:before:response", (event) => {
  const { raw } = event.detail.ctx.response;
  const login = document.body.dataset.login;
  if (!login || !raw.redirected || new URL(raw.url).pathname !== login) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("session:doubted"));
});

document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status === 422) return;
  tell(status >= 500
    ? "Noget gik galt hos os, og det sidste er ikke gemt. Det, du har skrevet, står her endnu. Prøv igen om lidt."
    : "Det kunne ikke lade sig gøre. Måske er siden ændret, eller du har ikke længere adgang. Genindlæs den.");
});

document.addEventListener("htmx:error", (event) => {
  if (!event.detail.ctx) return;
  tell(NO_ANSWER);
});
