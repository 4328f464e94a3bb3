// Shows pushes, and opens what a notification is about. It has no part in loading the page.
const CACHE = 'parley-push';
const ENGLISH = { message: 'New message', unread: 'Unread: {count}', lang: 'en', dir: 'ltr' };

/** The page leaves its texts here, in the language of the person. */
async function words() {
  try {
    const kept = await (await caches.open(CACHE)).match('words');
    return { ...ENGLISH, ...(kept === undefined ? {} : await kept.json()) };
  } catch {
    return ENGLISH;
  }
}

const placeOf = ({ kind, conversationId }) =>
  kind === 'group' && typeof conversationId === 'string' ? `chats/group/${encodeURIComponent(conversationId.replace(/^g\./, ''))}` : 'chats';

async function show(push) {
  const { message, unread, lang, dir } = await words();
  const title = [push.senderName, push.conversationName].filter((name) => typeof name === 'string' && name !== '').join(' · ');
  await self.registration.showNotification(title === '' ? message : title, {
    body: typeof push.text === 'string' ? push.text : unread.replace('{count}', String(push.count ?? 1)),
    tag: String(push.conversationId ?? 'parley'),
    icon: new URL('icon.svg', self.registration.scope).href,
    data: { path: placeOf(push) },
    lang,
    dir,
  });
}

/** In a window that is open, or in a new one. */
async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = windows.find(({ url }) => url.startsWith(self.registration.scope));
  if (page === undefined) return self.clients.openWindow(new URL(path, self.registration.scope).href);
  // A client of a worker is of its own origin, and takes no other argument.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  page.postMessage({ open: `/${path}` });
  return page.focus().catch(() => undefined);
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('push', (event) => {
  let push = {};
  try {
    push = event.data?.json() ?? {};
  } catch {
    // A push without a readable text still has to show something.
  }
  event.waitUntil(show(push));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? ''));
});
