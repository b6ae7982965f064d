// The floor on the projector: once somebody has pressed the button, the page comes anew as soon as it would look
// different. The choice stands in the address (#live), so it outlives that. Without this, a link on the page does it.
const floor = document.getElementById("floor");
const { mark, start, stop } = floor.dataset;
const EVERY = 4000; // milliseconds
const button = document.createElement("button");
button.className = "btn btn-second";
button.type = "button";
floor.lastElementChild.append(button);

const isLive = () => location.hash === "#live";
const show = () => {
  button.textContent = isLive() ? stop : start;
  button.setAttribute("aria-pressed", String(isLive()));
};

button.addEventListener("click", () => {
  history.replaceState(null, "", isLive() ? location.pathname : "#live");
  show();
});
show();

setInterval(async () => {
  if (!isLive() || document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    if (answer.ok && !(await answer.text()).includes(`data-mark="${mark}"`)) location.reload();
  } catch {
    // no network at this moment: the next turn tries again
  }
}, EVERY);
