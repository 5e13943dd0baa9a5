// form[data-saves-itself]: a section is saved when one leaves it, beside what others save meanwhile.
//
// [data-section="key"] is a section, [data-section-note] in it says how it stands. What cannot be
// saved yet stays typed, and in the draft; the button of the form still saves everything.
import { settled } from "./drafts.js";
import { remember, snapshot } from "./unsaved.js";

const form = document.querySelector("form[data-saves-itself]");
let isTouched = false;
let isSaving = false;
// A section that was left while another was on its way.
let waiting = "";
let saving = Promise.resolve();

const section = (key) => form.querySelector(`[data-section="${key}"]`);

function note(key, sentence, tone = "") {
  const line = section(key)?.querySelector("[data-section-note]");
  if (!line) return;
  line.textContent = sentence;
  line.classList.toggle("late", tone === "late");
  line.classList.toggle("muted", tone === "");
}

// Say it once to those who do not see the page.
function speak(sentence) {
  const live = document.getElementById("live");
  if (live) live.textContent = sentence;
}

function take(answer, sent) {
  const isStill = snapshot(form) === sent;
  const fields = { seen: answer.seen, base: answer.base, ...answer.fields };
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  for (const [key, sentence] of Object.entries(answer.notes)) note(key, sentence);
  for (const key of answer.others) {
    note(key, `${answer.notes[key]}. Genindlæs siden for at se det.`, "soon");
  }
  for (const [key, sentence] of Object.entries(answer.wrong)) {
    note(key, `Ikke gemt endnu. ${sentence}`, "late");
  }
  document.querySelector("[data-ready-text]").outerHTML = answer.ready;
  if (isStill && !answer.left) remember(form);
  const wrong = Object.values(answer.wrong)[0];
  speak(wrong ? `Ikke gemt endnu. ${wrong}` : "Afsnittet er gemt.");
}

async function save(key) {
  isSaving = true;
  isTouched = false;
  await settled();
  const data = new FormData(form);
  data.append("af_sig_selv", "ja");
  const sent = snapshot(form);
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams([...data]),
      redirect: "manual",
      // The button waits for the answer, and must not wait for ever.
      signal: AbortSignal.timeout(10_000),
    });
    if (reply.ok) {
      take(await reply.json(), sent);
    } else {
      isTouched = true;
      if (reply.type === "opaqueredirect" || reply.status === 403) {
        document.dispatchEvent(new CustomEvent("session:doubted"));
      }
      const said = reply.headers.get("Content-Type")?.startsWith("application/json");
      const sentence = said
        ? (await reply.json()).sentence
        : "Afsnittet kunne ikke gemmes. Det, du har skrevet, står her endnu. Tryk Gem planen.";
      note(key, sentence, "late");
      speak(sentence);
    }
  } catch {
    isTouched = true;
    note(key, "Ingen forbindelse lige nu. Det, du har skrevet, står her endnu.", "late");
  } finally {
    isSaving = false;
  }
  const next = waiting;
  waiting = "";
  if (next && isTouched) await save(next);
}

form?.addEventListener("input", () => {
  isTouched = true;
});

// Whoever presses the button waits for what is on its way: together they would be two saves.
form?.addEventListener("submit", (event) => {
  if (!isSaving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  saving.then(() => form.requestSubmit(submitter));
}, { capture: true });

form?.addEventListener("focusout", (event) => {
  const left = event.target.closest("[data-section]");
  const next = event.relatedTarget;
  // Inside the same section one is still writing; on a button that sends, everything is saved.
  if (!isTouched || !left || left.contains(next) || next?.matches("[type=submit]")) return;
  if (isSaving) waiting = left.dataset.section;
  else saving = save(left.dataset.section);
});
