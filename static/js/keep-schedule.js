// "Keep on this phone": only when somebody asks, since what is kept can be found by whoever holds the phone.

const box = document.querySelector("[data-keep]");
const [keepButton, forgetButton, said] = box ? ["keep", "forget", "said"].map((name) => box.querySelector(`[data-keep-${name}]`)) : [];
const scope = box?.dataset.keep;
const releaseKey = `kept-release ${scope}`;
const MOST_PAGES = 150; // of a very large conference the day pages are enough

// Pages of this site run under Trusted Types: an address of a script must come from a named policy.
function scriptAddress(address) {
  const policy = globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: (words) => words });
  return policy ? policy.createScriptURL(address) : address;
}

// This page, the days, my list, the sessions shown here, and what the menu leads to: travel, contact and other facts.
function addressesToKeep() {
  const links = ["[data-keep-page], [data-my-list], .menu a", ".slot-title a"].flatMap((selector) => [...document.querySelectorAll(selector)]);
  const addresses = [location.href, ...links.map((link) => link.href)].map((address) => address.split("#")[0]);
  return [...new Set(addresses.filter((address) => address.startsWith(location.origin)))].slice(0, MOST_PAGES);
}

async function keep() {
  keepButton.disabled = true;
  try {
    const registration = await navigator.serviceWorker.register(scriptAddress("/service-worker.js"), { scope });
    say(await fetchAll(await ready(registration)) ? box.dataset.kept : box.dataset.failed);
  } catch {
    say(box.dataset.failed);
  }
  await show();
}

// Resolves to the number of pages that are kept now.
async function fetchAll(worker) {
  const channel = new MessageChannel();
  const answer = new Promise((resolve) => { channel.port1.onmessage = (event) => resolve(event.data.kept); });
  worker.postMessage({ addresses: addressesToKeep() }, [channel.port2]);
  const kept = await answer;
  if (kept) localStorage.setItem(releaseKey, box.dataset.keepRelease);
  return kept;
}

// A newer release than the one that is kept takes its place, whole, as soon as one of its pages is seen.
async function refresh() {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (registration?.active && localStorage.getItem(releaseKey) !== box.dataset.keepRelease) await fetchAll(registration.active);
}

function ready(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state === "activated") return worker;
  return new Promise((resolve) => worker.addEventListener("statechange", () => worker.state === "activated" && resolve(worker)));
}

async function forget() {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await registration?.unregister();
  await caches.delete("kept-pages");
  Object.keys(localStorage).filter((name) => /^(my-list|kept-release) /.test(name)).forEach((name) => localStorage.removeItem(name));
  say(box.dataset.forgotten);
  await show();
}

function say(words) {
  said.textContent = words;
}

async function show() {
  const isKept = Boolean(await navigator.serviceWorker.getRegistration(scope));
  keepButton.disabled = false;
  forgetButton.hidden = !isKept;
}

if (box && "serviceWorker" in navigator) {
  box.hidden = false;
  keepButton.addEventListener("click", keep);
  forgetButton.addEventListener("click", forget);
  show().then(refresh);
}
