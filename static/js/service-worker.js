// One job: the schedule of a conference that somebody asked to keep on this phone, readable where there is no network.
// With a network, pages always come from the site. Kept ones say that they are kept, and since when.

const SHELF = "kept-pages";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { addresses } = event.data ?? {};
  if (addresses) {
    event.waitUntil(keepAll(addresses).then((kept) => event.ports[0].postMessage({ kept })));
  }
});

// How many of the pages are on the shelf now; their style sheets, fonts and pictures come along. Pages that are there
// already are fetched again, so that all of them show the same release.
async function keepAll(addresses) {
  const shelf = await caches.open(SHELF);
  const there = (await shelf.keys()).map((request) => request.url).filter((address) => !/\/(?:static|media)\//.test(address));
  const wanted = [...new Set([...addresses, ...there])];
  const pages = (await Promise.all(wanted.map((address) => keep(shelf, address)))).filter(Boolean);
  const texts = await Promise.all(pages.map((answer) => answer.text()));
  const files = new Set(texts.flatMap((text) => text.match(/\/(?:static|media)\/[^"'<>\s,]+/g) ?? []));
  await Promise.all([...files].map((address) => keep(shelf, address)));
  return pages.length;
}

// The answer, or nothing when there is none worth keeping.
async function keep(shelf, address) {
  try {
    const answer = await fetch(address, { cache: "no-cache" });
    if (!answer.ok || answer.redirected) return null;
    await shelf.put(address, answer.clone());
    return answer;
  } catch {
    return null;
  }
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).origin === location.origin) event.respondWith(answerTo(event.request));
});

async function answerTo(request) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request);
    if (answer.ok && (await shelf.match(request))) await shelf.put(request, answer.clone());
    return answer;
  } catch (problem) {
    const kept = await shelf.match(request, { ignoreVary: true });
    if (request.mode !== "navigate" && kept) return kept;
    const schedule = await shelf.match(`${registration.scope}schedule/`, { ignoreVary: true });
    // Of a page that is not kept, the schedule is better than nothing.
    if (request.mode !== "navigate" || !(kept ?? schedule)) throw problem;
    return withNote(kept ?? schedule, await schedule?.clone().text());
  }
}

// Pages of the schedule hold the note already, in their own language, but hidden and without the time; others get it.
async function withNote(kept, schedule) {
  const saved = new Date(kept.headers.get("date") ?? Date.now());
  const note = schedule?.match(/<p [^>]*data-kept-note hidden>.*?<\/p>/s)?.[0] ?? "";
  const text = await kept.text();
  const page = text.includes("data-kept-note") ? text : text.replace(/<main[^>]*>/, (tag) => `${tag}<div class="wrap">${note}</div>`);
  const language = page.match(/<html lang="([^"]+)"/)?.[1] ?? "en";
  const words = saved.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const headers = new Headers(kept.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(page.replace("data-kept-note hidden>", "data-kept-note>").replace("data-kept-since>", `data-kept-since>${words}`), { headers });
}
