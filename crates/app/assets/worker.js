// Keeps pages that were seen, so that they can be read without the network. What is newer always
// wins: the kept page is only used when the app does not answer, and it says so.
const KEPT = "lumbago-VERSION";
const SIGNS = "/help";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // The signs that need help are there from the first visit on.
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add(SIGNS)).catch(() => {}));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const kept = (request) => caches.match(request, { ignoreVary: true });

/** A kept page that says that it is one: the sentence stands in it, hidden, in its language. */
async function told(page, sentence) {
  const headers = new Headers(page.headers);
  // The text is whole and as it was written, whatever the way here did with it.
  ["content-encoding", "content-length"].forEach((name) => headers.delete(name));
  let text = await page.text();
  const language = text.match(/<html lang="([a-z-]+)"/)?.[1];
  // The pages write days as people in Britain do.
  const form = language === "en" ? "en-GB" : language;
  const day = new Date(headers.get("date") ?? NaN);
  const when = isNaN(day)
    ? "?"
    : new Intl.DateTimeFormat(form, { dateStyle: "long", timeStyle: "short" }).format(day);
  text = text
    .replace('<div class="offline" role="status" hidden>', '<div class="offline" role="status">')
    .replace(`<p data-offline="${sentence}" hidden>`, `<p data-offline="${sentence}">`)
    .replace("{saved}", when);
  return new Response(text, { status: page.status, headers });
}

/** What is shown in place of a page when the app does not answer. */
async function instead(address, sentence) {
  const page = address && await kept(address);
  if (page) return told(page, sentence);
  const signs = await kept(SIGNS);
  return signs ? told(signs, "other") : Response.error();
}

/** Whether a copy of an answer is worth keeping: files that were taken along are not. */
const isWorth = (answer) =>
  answer.ok && !answer.redirected && !answer.headers.has("content-disposition");

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (new URL(request.url).origin !== self.location.origin) return;
  const isPage = request.mode === "navigate";
  if (request.method === "POST" && isPage) {
    // The script of the page looks first whether the app is there; it may have gone since.
    event.respondWith(fetch(request).catch(() => instead(request.referrer, "lost")));
    return;
  }
  if (request.method !== "GET") return;
  event.respondWith(
    fetch(request)
      .then((answer) => {
        if (isWorth(answer)) {
          const copy = answer.clone();
          event.waitUntil(caches.open(KEPT).then((cache) => cache.put(request, copy)));
        }
        // After a lock or a deletion nothing may stay behind.
        if (answer.headers.has("clear-site-data")) event.waitUntil(caches.delete(KEPT));
        return answer;
      })
      .catch(async () => (isPage
        ? instead(request, "kept")
        : (await kept(request)) ?? Response.error())),
  );
});
