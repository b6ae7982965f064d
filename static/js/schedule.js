// Two small extras on pages of the schedule: "On now" stays true while the page is open, and stars make a list.
// Without this file everything works: the server marks what is on, and lists are made with a form.

function markNow() {
  const now = Date.now() / 1000;
  for (const sign of document.querySelectorAll(".now")) {
    const slot = sign.closest("[data-from]");
    sign.hidden = now < Number(slot.dataset.from) || now >= Number(slot.dataset.to);
  }
}

// Not on a page about another moment, whose marks are the server's.
if (!new URLSearchParams(location.search).has("time")) {
  markNow();
  setInterval(markNow, 30_000);
}

// The list is kept under the address of its page without the language; the address of that page may hold another list.
const link = document.querySelector("[data-my-list]");
const pickLink = document.querySelector("[data-pick-link]");
const form = document.querySelector(".pick-form");
const listAddress = link?.getAttribute("href") ?? pickLink?.pathname ?? (form && location.pathname);
const key = listAddress && `my-list ${listAddress.split("/").slice(2).join("/")}`;

function picks() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return []; // storage is switched off, or holds something else
  }
}

function keep(list) {
  try {
    if (list.length) localStorage.setItem(key, JSON.stringify(list));
    else localStorage.removeItem(key);
  } catch {
    // Then the star lasts as long as the page.
  }
}

function addressOf(list) {
  return list.length ? `${listAddress}?pick=${list.join(",")}` : listAddress;
}

function show(list) {
  if (link) {
    link.href = addressOf(list);
    link.textContent = list.length ? `${link.dataset.words} (${list.length})` : link.dataset.words;
  }
  if (pickLink) pickLink.href = addressOf([...new Set([...list, pickLink.dataset.pickLink])]);
  for (const star of document.querySelectorAll(".star")) {
    star.setAttribute("aria-pressed", String(list.includes(star.dataset.pick)));
  }
}

function addStar(slot, words) {
  const star = document.createElement("button");
  star.type = "button";
  star.className = "star";
  star.dataset.pick = slot.dataset.pick;
  const title = slot.querySelector(".slot-title")?.textContent.trim() ?? "";
  star.setAttribute("aria-label", `${words}: ${title}`);
  star.addEventListener("click", () => {
    const list = picks();
    const index = list.indexOf(star.dataset.pick);
    index < 0 ? list.push(star.dataset.pick) : list.splice(index, 1);
    keep(list);
    show(list);
  });
  slot.querySelector(".hours")?.append(star);
}

if (link || pickLink) {
  const words = link?.dataset.star ?? pickLink.textContent;
  if (link) link.dataset.words = link.textContent;
  for (const slot of document.querySelectorAll("[data-pick]")) addStar(slot, words);
  pickLink?.addEventListener("click", () => keep([...new Set([...picks(), pickLink.dataset.pickLink])]));
  show(picks());
}

// A list that comes by a link or a code is kept on a phone that has none yet. It never takes the place of one's own;
// whoever wants that presses the button of the form.
if (form) {
  const shown = new URLSearchParams(location.search).getAll("pick").flatMap((value) => value.split(",")).filter(Boolean);
  if (shown.length && !picks().length) keep([...new Set(shown)]);
  if (!shown.length && picks().length) location.replace(addressOf(picks()));
  form.addEventListener("submit", () => keep([...new Set(new FormData(form).getAll("pick"))]));
}
