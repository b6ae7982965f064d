// "Keep on this phone": only when somebody asks, since what is kept can be found by whoever holds the phone.

const box = document.querySelector("[data-keep]");
const [keepButton, forgetButton, said] = box ? ["keep", "forget", "said"].map((name) => box.querySelector(`[data-keep-${name}]`)) : [];
const scope = box?.dataset.keep;

// Pages of this site run under Trusted Types: an address of a script must come from a named policy.
function scriptAddress(address) {
  const policy = globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: (words) => words });
  return policy ? policy.createScriptURL(address) : address;
}

// This page, the days, and what the menu leads to: travel, contact and the other pages with facts.
function addressesToKeep() {
  const links = [...document.querySelectorAll("[data-keep-page], .menu a")].map((link) => link.href.split("#")[0]);
  return [...new Set([location.href.split("#")[0], ...links])].filter((address) => address.startsWith(location.origin));
}

async function keep() {
  keepButton.disabled = true;
  try {
    const registration = await navigator.serviceWorker.register(scriptAddress("/service-worker.js"), { scope });
    const worker = await ready(registration);
    const channel = new MessageChannel();
    const answer = new Promise((resolve) => { channel.port1.onmessage = (event) => resolve(event.data.kept); });
    worker.postMessage({ addresses: addressesToKeep() }, [channel.port2]);
    say(await answer ? box.dataset.kept : box.dataset.failed);
  } catch {
    say(box.dataset.failed);
  }
  await show();
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
  Object.keys(localStorage).filter((name) => name.startsWith("my-list ")).forEach((name) => localStorage.removeItem(name));
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
  show();
}
