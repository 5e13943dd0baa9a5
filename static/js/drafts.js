// form[data-draft="address of the form"]: what is typed is kept on the server while it is typed, so
// that a closed lid, a lost session or another machine takes nothing with it. Nothing is kept here.
import { isLeaving, unsaved } from "./unsaved.js";

const SOON = 4_000;
const AGAIN = 10_000;
const form = document.querySelector("form[data-draft]");
let timer = 0;
let kept = "";
let sending = null;
let onItsWay = Promise.resolve();

// When no draft is on its way any more.
export async function settled() {
  clearTimeout(timer);
  timer = 0;
  await onItsWay;
}

const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
const status = form?.querySelector("[data-draft-status]");

function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return new URLSearchParams([...data, ["kladde", form.dataset.draft]]);
}

function say(sentence) {
  if (status) status.textContent = sentence;
}

function keep(last = false) {
  onItsWay = send(last);
}

async function send(last) {
  clearTimeout(timer);
  timer = 0;
  const fields = typed();
  const text = fields.toString();
  if (text === kept || isLeaving() || !unsaved().includes(form)) return;
  sending?.abort();
  sending = new AbortController();
  try {
    const answer = await fetch(form.dataset.draftUrl, {
      method: "POST",
      signal: sending.signal,
      headers: { "X-CSRFToken": token() },
      body: fields,
      // A browser takes no more than this along when a page is left.
      keepalive: last && text.length < 60_000,
      redirect: "manual",
    });
    if (!answer.ok) {
      if (answer.status === 422) throw new Error((await answer.json()).refused);
      document.dispatchEvent(new CustomEvent("session:doubted"));
      throw new Error("");
    }
    kept = text;
    form.dataset.kept = "yes";
    say(`Kladden er gemt ${(await answer.json()).saved}.`);
  } catch (error) {
    if (error.name === "AbortError") return;
    say(error.message && !(error instanceof TypeError)
      ? error.message
      : "Kladden kan ikke gemmes lige nu. Luk ikke siden, før du har gemt.");
    form.dataset.kept = "no";
    if (!last) timer = setTimeout(keep, AGAIN);
  }
}

function restore() {
  const fields = JSON.parse(document.getElementById("draft-fields").textContent);
  for (const [name, values] of Object.entries(fields)) {
    const rows = /^(.+)-(\d+)-/.exec(name);
    for (let tries = 0; rows && !form.elements.namedItem(name) && tries < 20; tries += 1) {
      document.querySelector(`[data-rows="${rows[1]}"] [data-row-add]`)?.click();
    }
    if (name.endsWith("_FORMS")) continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0];
    }
  }
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    if (box.name && !(box.name in fields)) box.checked = false;
  }
  for (const opened of form.querySelectorAll("details")) opened.open = true;
  document.querySelector("[data-draft-found]").remove();
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
}

if (form) {
  form.addEventListener("input", () => {
    timer ||= setTimeout(keep, SOON);
  });
  document.addEventListener("session:ending", () => keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  window.addEventListener("pagehide", () => keep(true));
  // What is on its way to be saved is not also kept: it would be offered again afterwards.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending?.abort();
  });
  document.querySelector("[data-draft-restore]")?.addEventListener("click", restore);
}
