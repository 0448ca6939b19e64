// What a page cannot do by HTML alone. Nothing here makes HTML from text.
"use strict";

// The code stands after the "#", which a browser sends to nobody: taken from there, then shown once.
function comeIn() {
  const form = document.querySelector("form[data-enter]");
  const code = location.hash.slice(1);
  if (!form || !code) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.code.value = code;
  form.submit();
}

// On a narrow screen the menu begins closed.
function foldMenu() {
  const menu = document.querySelector("details.menu");
  if (menu && matchMedia("(max-width: 55rem)").matches) menu.open = false;
}

// A form is sent once, however often its button is pressed; it can be sent again when it comes back.
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
}

// What was typed and not sent is not lost unnoticed.
let typed = false;
function noteTyping(event) {
  const form = event.target.closest("form[method=post]");
  if (form && event.target.matches("textarea, input[type=text], input:not([type])")) typed = true;
}

document.addEventListener("submit", sendOnce);
document.addEventListener("submit", () => { typed = false; });
document.addEventListener("input", noteTyping);
addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
addEventListener("pageshow", () => { document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent); });
comeIn();
foldMenu();
