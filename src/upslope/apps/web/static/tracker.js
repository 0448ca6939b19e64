// Drag a card to another column: sends the card's own form, as its select and button do.
"use strict";

let dragged = null;

function begin(event) {
  dragged = event.target.closest("[data-card]");
  if (!dragged || event.target.closest("form")) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
}

function over(event) {
  const column = event.target.closest("[data-status]");
  document.querySelectorAll(".over").forEach((one) => { if (one !== column) one.classList.remove("over"); });
  if (!dragged || !column) return;
  event.preventDefault();
  column.classList.add("over");
}

function drop(event) {
  const column = event.target.closest("[data-status]");
  if (!dragged || !column) return;
  event.preventDefault();
  const form = dragged.querySelector("form");
  const isNew = column !== dragged.closest("[data-status]");
  if (isNew) {
    form.elements.status.value = column.dataset.status;
    form.requestSubmit();
  }
}

function end() {
  dragged = null;
  document.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
}

document.querySelectorAll("[data-card]").forEach((card) => { card.draggable = true; });
document.addEventListener("dragstart", begin);
document.addEventListener("dragover", over);
document.addEventListener("drop", drop);
document.addEventListener("dragend", end);
