// input[data-passkey="create" | "get"]: before its form is sent, the browser is asked for a key, and
// the answer travels in the field. What to ask for stands in #passkey-options.
const trouble = "Nøglen svarede ikke. Prøv igen, eller brug en kode fra en app.";
const tooOld = "Din browser kan ikke bruge adgangsnøgler her. Brug en kode fra en app i stedet.";

async function ask(kind, options) {
  if (kind === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

function tell(form, sentence) {
  form.querySelector("[data-passkey-trouble]").textContent = sentence;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const field = form.querySelector("[data-passkey]");
  if (!field || event.defaultPrevented) return;
  event.preventDefault();
  tell(form, "");
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    tell(form, tooOld);
    return;
  }
  const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  try {
    field.value = JSON.stringify(await ask(field.dataset.passkey, options));
  } catch {
    tell(form, trouble);
    return;
  }
  form.submit();
});
