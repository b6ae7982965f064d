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

const link = document.querySelector("[data-my-list]");
const listAddress = link?.getAttribute("href");
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
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // Then the star lasts as long as the page.
  }
}

function show(list) {
  link.href = list.length ? `${listAddress}?pick=${list.join(",")}` : listAddress;
  link.textContent = list.length ? `${link.dataset.words} (${list.length})` : link.dataset.words;
  for (const star of document.querySelectorAll(".star")) {
    star.setAttribute("aria-pressed", String(list.includes(star.dataset.pick)));
  }
}

if (link) {
  link.dataset.words = link.textContent;
  const words = link.dataset.star;
  for (const slot of document.querySelectorAll("[data-pick]")) {
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
  show(picks());
}

// Whoever opens a list on this phone, for example by its code, keeps it here.
const shown = new URLSearchParams(location.search).getAll("pick").join(",");
if (document.querySelector("[data-my-list-page]") && shown) {
  const here = `my-list ${location.pathname.split("/").slice(2).join("/")}`;
  try {
    localStorage.setItem(here, JSON.stringify([...new Set(shown.split(",").filter(Boolean))]));
  } catch {
    // Not kept, but still in the address.
  }
}
