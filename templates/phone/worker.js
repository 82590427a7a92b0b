// Keeps what is the same for everybody: style, script, and the page without a connection. Never a page with data.
"use strict";
const KEPT = "tuntas {{ version }}", OFFLINE = {{ offline | tojson }}, SHELL = {{ kept | tojson }};

// Without cookies: what is kept is nobody's.
const fresh = (path) => new Request(path, { cache: "reload", credentials: "omit" });
const kept = async (path) => (await caches.open(KEPT)).match(path);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([OFFLINE, ...SHELL].map(fresh))));
});
async function begin() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await self.registration.navigationPreload?.enable(); // so that a page is asked for as it would be without a worker
  await self.clients.claim();
}
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function page(event) {
  try {
    return await event.preloadResponse || await fetch(event.request);
  } catch {
    return await kept(OFFLINE) || Response.error();
  }
}
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (SHELL.includes(url.pathname + url.search)) event.respondWith(kept(url.pathname + url.search).then((found) => found || fetch(request)));
});
