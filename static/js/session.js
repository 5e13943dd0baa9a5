// Warns before the session ends. The server keeps the time; this page only asks it, and asking is no
// activity. At the end a page with nothing unsaved goes to the login; one with something unsaved is
// covered, so that nobody reads it, and opens again when its owner has logged in in another tab.
//
// "session:ending" is sent on the document with the warning, for forms that can save themselves. They
// send "session:doubted" when they were refused: perhaps somebody has logged out in another tab. For
// the same reason no form is sent before the server has said that somebody is there to send it.
import { NO_ANSWER, renewToken, tell } from "./swaps.js";
import { unsaved } from "./unsaved.js";

const WARNING = 5 * 60 * 1000;
const dialog = document.getElementById("session");
let endsAt = 0;
let timer = 0;
let isOver = false;

const drafted = () => document.querySelector("form[data-draft]")?.dataset.kept === "yes";
const part = (name) => dialog.querySelector(`[data-session-${name}]`);
const clock = () => new Date(endsAt).toLocaleTimeString("da-DK", { hour: "numeric", minute: "2-digit" });

// How many milliseconds are left: 0 when it is over, null when the server does not answer. Somebody
// else who has logged in in another tab gets nothing of this page.
async function ask(method) {
  const headers = method === "POST"
    ? JSON.parse(document.body.getAttribute("hx-headers:inherited"))
    : { "X-Background": "1" };
  try {
    const answer = await fetch(dialog.dataset.url, { method, headers, redirect: "manual" });
    // To the login, or a token of somebody who has logged out. A server that fails says nothing.
    if (answer.type === "opaqueredirect" || answer.status === 403) return 0;
    if (!answer.ok) return null;
    const { left, user, token } = await answer.json();
    if (user !== document.body.dataset.user) {
      window.location.replace("/");
      return null;
    }
    renewToken(token);
    return left * 1000;
  } catch {
    return null;
  }
}

function wait() {
  clearTimeout(timer);
  const left = endsAt - Date.now();
  timer = setTimeout(look, left > WARNING ? left - WARNING : left + 1000);
}

function show(title, text) {
  part("title").textContent = title;
  part("text").textContent = text;
  if (!dialog.open) dialog.showModal();
}

function warn(isLast) {
  document.dispatchEvent(new CustomEvent("session:ending"));
  const typed = unsaved().length > 0;
  const why = isLast
    ? "Du har været logget ind længe, og så skal du logge ind igen."
    : "Det sker, når der ikke er sket noget i 20 minutter.";
  const what = typed
    ? ` Det, du har skrevet, er ikke gemt endnu. ${drafted() ? "Vi gemmer en kladde, som du kan hente frem, når du logger ind igen." : "Gem det inden."}`
    : " Du har ikke noget på siden, der mangler at blive gemt.";
  part("stay").textContent = typed ? "Gå til det, jeg skrev" : isLast ? "Luk" : "Bliv logget ind";
  show(`Du bliver logget ud kl. ${clock()}`, why + what);
}

function end() {
  isOver = true;
  if (unsaved().length === 0) {
    const here = window.location.pathname + window.location.search;
    window.location.replace(`${dialog.dataset.login}?next=${encodeURIComponent(here)}`);
    return;
  }
  document.body.classList.add("shut");
  part("warns").hidden = true;
  part("over").hidden = false;
  show("Du er logget ud", drafted()
    ? "Det, du har skrevet, er her endnu, og en kladde er gemt. Log ind i en ny fane, og kom tilbage hertil."
    : "Det, du har skrevet, er her endnu, men er ikke gemt. Log ind i en ny fane, og kom tilbage hertil.");
}

// Ask how it stands, and do what follows from it.
async function look() {
  const left = await ask("GET");
  if (left === null) {
    timer = setTimeout(look, 30_000);
    return;
  }
  if (left > 0 && isOver) open();
  if (left === 0) {
    if (!isOver) end();
    return;
  }
  endsAt = Date.now() + left;
  if (left > WARNING) dialog.close();
  else warn(false);
  wait();
}

// Its owner has logged in again in another tab.
function open() {
  isOver = false;
  document.body.classList.remove("shut");
  part("warns").hidden = false;
  part("over").hidden = true;
  dialog.close();
}

// The form that the server has just been asked about.
let sure = null;
let isAsking = false;

async function check(event) {
  const { target, submitter } = event;
  if (!target.matches("form[data-guard]") || target === sure) {
    sure = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isAsking) return;
  isAsking = true;
  const left = await ask("GET");
  isAsking = false;
  if (left === null) {
    tell(NO_ANSWER);
  } else if (left === 0) {
    end();
  } else {
    sure = target;
    target.requestSubmit(submitter);
  }
}

async function stay() {
  const left = await ask("POST");
  dialog.close();
  const [form] = unsaved();
  form?.querySelector(":is(textarea, input:not([type=hidden]), select)")?.focus();
  if (left === null) return;
  if (left === 0) {
    end();
    return;
  }
  endsAt = Date.now() + left;
  wait();
}

if (dialog) {
  endsAt = Date.now() + Number(dialog.dataset.left) * 1000;
  wait();
  part("stay").addEventListener("click", stay);
  // Esc is no answer once it is over.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (!isOver) stay();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  document.addEventListener("session:doubted", look);
  document.addEventListener("submit", check, { capture: true });
  window.addEventListener("focus", () => {
    if (isOver) look();
  });
}
