// Keeps pages that were seen, so that they can be read without the network. What is newer always
// wins: the kept page is only used when the app does not answer.
const KEPT = "lumbago-VERSION";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // The signs that need help are there from the first visit on.
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add("/help")).catch(() => {}));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    fetch(request)
      .then((answer) => {
        if (answer.ok && !answer.redirected) {
          const copy = answer.clone();
          event.waitUntil(caches.open(KEPT).then((cache) => cache.put(request, copy)));
        }
        // After a lock or a deletion nothing may stay behind.
        if (answer.headers.has("clear-site-data")) event.waitUntil(caches.delete(KEPT));
        return answer;
      })
      .catch(() =>
        caches.match(request, { ignoreVary: true })
          .then((kept) => kept || caches.match("/help", { ignoreVary: true }))
          .then((kept) => kept || Response.error())),
  );
});
