// Counts down an hour in somebody else's case. The server keeps the time and closes the case; this
// only says how long is left, and takes the page away when it is over.
const frame = document.querySelector("[data-emergency-ends]");
const said = frame.querySelector("[data-emergency-left]");
const ends = Date.now() + Number(frame.dataset.emergencyEnds) * 1000;

function tick() {
  const left = Math.ceil((ends - Date.now()) / 1000);
  if (left <= 0) {
    frame.hidden = true;
    window.location.replace(frame.dataset.emergencyOver);
    return;
  }
  const minutes = Math.ceil(left / 60);
  said.textContent = left > 60 ? `${minutes} minutter tilbage` : `${left} sekunder tilbage`;
  setTimeout(tick, 1000);
}

tick();
