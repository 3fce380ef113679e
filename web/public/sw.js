// Keeps the pages themselves on the device, so that a report can be written and finished where there is no network.
// Nothing of the API is kept here: drafts live in local storage, and what was read is read again.
const kept = 'coulisse-pages-1';
const maxFiles = 300;

const isFile = (path) => /^\/assets\/[^/]+\.(js|css|wasm)$/.test(path);
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
  if (isGood(response, 'javascript') || isGood(response, 'text/css') || isGood(response, 'application/wasm')) {
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

// A message for a person whose pages are closed. Its tag replaces an earlier showing of the same one.
self.addEventListener('push', (event) => {
  const message = readMessage(event.data);
  event.waitUntil(show(message));
});

function readMessage(data) {
  try {
    return data.json();
  } catch {
    return { title: 'Coulisse', body: '', path: '/', tag: 'coulisse', isPage: false };
  }
}

const show = ({ title, body, path, tag, isPage }) =>
  self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    requireInteraction: isPage,
    icon: '/favicon.svg',
    badge: '/favicon.svg',
    data: { path },
  });

// Goes to what the message is about, in a window that is open if there is one.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/'));
});

async function open(path) {
  const url = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const one = windows.find((client) => client.url === url) ?? windows[0];
  if (!one) return self.clients.openWindow(url);
  await one.focus();
  return one.url === url ? one : one.navigate(url).catch(() => self.clients.openWindow(url));
}

// The push service gave this browser another address: the server must know it.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew());
});

async function renew() {
  const answer = await fetch('/api/v1/push-key');
  if (!answer.ok) return;
  const { publicKey } = await answer.json();
  const subscription = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = subscription.toJSON();
  await fetch('/api/v1/me/contact-methods', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel: 'push', address: endpoint, label: 'Browser', keys }),
  });
}
