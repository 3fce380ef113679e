// Keeps the pages themselves on the device, so that a report can be written and finished where there is no network.
// Nothing of the API is kept here: drafts live in local storage, and what was read is read again.
const kept = 'coulisse-pages-1';
const maxFiles = 300;

const isFile = (path) => /^\/assets\/[^/]+\.(js|css)$/.test(path);
const isPage = (request, path) => request.mode === 'navigate' && !/^\/(api|admin\/queues)(\/|$)/.test(path);
const isGood = (response, type) => response.ok && (response.headers.get('Content-Type') ?? '').includes(type);

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(['/', '/theme.js', '/favicon.svg'])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (isPage(request, pathname)) event.respondWith(page(request));
  else if (isFile(pathname)) event.respondWith(file(request));
  else if (pathname === '/theme.js' || pathname === '/favicon.svg') event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});

// The page says what it loaded before this worker was there.
self.addEventListener('message', (event) => {
  const paths = (event.data?.keep ?? []).filter(isFile);
  event.waitUntil(Promise.all(paths.map((path) => file(new Request(path)).catch(() => undefined))));
});

// Newest first; without a network the one page that routes by itself.
async function page(request) {
  try {
    const response = await fetch(request);
    if (isGood(response, 'text/html')) await (await caches.open(kept)).put('/', response.clone());
    return response;
  } catch (error) {
    const last = await caches.match('/');
    if (last) return last;
    throw error;
  }
}

// Built files carry a hash of their content in their names: what was kept is right.
async function file(request) {
  const cache = await caches.open(kept);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (isGood(response, 'javascript') || isGood(response, 'text/css')) {
    await cache.put(request, response.clone());
    await forgetOldest(cache);
  }
  return response;
}

async function forgetOldest(cache) {
  const files = (await cache.keys()).filter(({ url }) => isFile(new URL(url).pathname));
  await Promise.all(files.slice(0, Math.max(0, files.length - maxFiles)).map((request) => cache.delete(request)));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name)));
}
