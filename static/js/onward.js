// Sends the form of a page that only passes something on. Without scripts there is a button.
document.querySelector("[data-onward]").requestSubmit();
