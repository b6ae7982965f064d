// The board, with a pointer: drag a session onto a free place or onto another one. It presses the same buttons that
// are there without this; and it says which session is chosen.

const board = document.querySelector("form.board");
const said = board.querySelector("output");

function pick(card) {
  const radio = card.querySelector("input[name=pick]");
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function target(event) {
  const free = event.target.closest("td.free");
  if (free) return free.querySelector("button[name=here]");
  const card = event.target.closest("td.taken .card");
  const dragged = board.querySelector(".card.dragged");
  const swaps = card && card !== dragged && dragged.querySelector("button[name=swap]");
  return swaps ? card.querySelector("button[name=swap]") : null;
}

function mark(element) {
  for (const marked of board.querySelectorAll(".target")) marked.classList.remove("target");
  if (element) element.closest("td, .card").classList.add("target");
}

board.addEventListener("change", (event) => {
  if (event.target.name === "pick") said.textContent = event.target.closest("label").textContent.trim();
});

board.addEventListener("dragstart", (event) => {
  const card = event.target.closest(".card");
  if (!card) return;
  card.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("label").textContent.trim());
  pick(card);
});

board.addEventListener("dragover", (event) => {
  const button = board.querySelector(".dragged") && target(event);
  mark(button);
  if (button) event.preventDefault();
});

board.addEventListener("drop", (event) => {
  const button = board.querySelector(".dragged") && target(event);
  if (!button) return;
  event.preventDefault();
  board.requestSubmit(button);
});

board.addEventListener("dragend", () => {
  mark(null);
  board.querySelector(".dragged")?.classList.remove("dragged");
});

// A second click while the first one is on its way would ask for the same again.
board.addEventListener("submit", (event) => {
  if (board.classList.contains("sent")) event.preventDefault();
  board.classList.add("sent");
});
window.addEventListener("pageshow", () => board.classList.remove("sent"));

const chosen = board.querySelector("input[name=pick]:checked");
if (chosen) chosen.dispatchEvent(new Event("change", { bubbles: true }));
