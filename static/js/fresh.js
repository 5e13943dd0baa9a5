// A page that comes back out of the browser's memory may show what somebody else has since changed,
// or what a person who has logged out should no longer see. So it is fetched anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
