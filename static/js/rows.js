// A formset one can add to and take from without a round trip.
//
// <div data-rows="prefix">
//   <div data-row> checkbox name="prefix-0-DELETE", <div data-row-body> the fields </div> </div>
//   <template data-row-template> the empty form, with __prefix__ </template>
//   <button type="submit" name="add_row" value="prefix" formnovalidate data-row-add>
// </div>
//
// With data-rows-most="3" there is no adding to three rows, until one is taken away.
// Without JavaScript the add button sends the form, and the view answers with one empty row more.
function say(sentence) {
  const live = document.getElementById("live");
  if (live) live.textContent = sentence;
}

function offerMore(rows) {
  const most = Number(rows.dataset.rowsMost);
  if (!most) return;
  const kept = rows.querySelectorAll("[data-row]:not(.form-row--gone)").length;
  rows.querySelector("[data-row-end]").hidden = kept >= most;
}

function addRow(rows, button) {
  const total = document.querySelector(`input[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const template = rows.querySelector("template[data-row-template]");
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  button.closest("[data-row-end]")?.before(row) ?? template.before(row);
  row.querySelector("[data-row-body] :is(input:not([type=hidden]), select, textarea)")?.focus();
  offerMore(rows);
  say("Ny linje er tilføjet.");
}

function foldRow(box) {
  const row = box.closest("[data-row]");
  row.classList.toggle("form-row--gone", box.checked);
  for (const part of row.querySelectorAll("[data-row-body]")) part.hidden = box.checked;
  offerMore(row.closest("[data-rows]"));
  say(box.checked ? "Linjen fjernes, når du gemmer." : "Linjen er tilbage.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] [data-row-add]");
  if (!button) return;
  event.preventDefault();
  addRow(button.closest("[data-rows]"), button);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-row] input[type=checkbox][name$='-DELETE']")) foldRow(event.target);
});
