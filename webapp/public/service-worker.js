// Keeps the app's frame for when there is no connection. Nothing of what members read or write is stored: pages and
// answers of the API always come from the server.
const cacheName = 'kith-frame-1'
const frame = '/home'

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

// Built files have their content in their names: what is kept is right for ever. At most a few builds' worth of them.
async function fromAssets(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    await cache.put(request, response.clone())
    const keys = await cache.keys()
    for (const old of keys.slice(0, Math.max(0, keys.length - 300))) await cache.delete(old)
  }
  return response
}

// The frame is the same at every address of the app, and tells by its policy header that it is the app.
async function fromServer(request) {
  try {
    const response = await fetch(request)
    const policy = response.headers.get('content-security-policy') ?? ''
    if (response.ok && policy.includes("script-src 'self'")) {
      const cache = await caches.open(cacheName)
      await cache.put(frame, response.clone())
    }
    return response
  } catch (problem) {
    const kept = await (await caches.open(cacheName)).match(frame)
    if (kept) return kept
    throw problem
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/app/assets/')) event.respondWith(fromAssets(request))
  else if (request.mode === 'navigate') event.respondWith(fromServer(request))
})

// A notification of the server (https://docs.joinmastodon.org/methods/push/), shown though no page is open.
self.addEventListener('push', (event) => {
  let told
  try {
    told = event.data.json()
  } catch {
    return
  }
  const { title, body, icon, notification_id: id, notification_type: type, preferred_locale: lang } = told
  event.waitUntil(
    self.registration.showNotification(String(title ?? 'Kith'), {
      body: String(body ?? ''),
      icon: icon || '/app/icons/kith-192.png',
      badge: '/app/icons/kith-192.png',
      tag: String(id ?? ''),
      lang: lang || undefined,
      data: type === 'follow_request' ? '/door' : '/notifications',
    }),
  )
})

// To the page that is open already, if there is one.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = event.notification.data
  event.waitUntil(
    (async () => {
      for (const page of await self.clients.matchAll({ type: 'window' })) {
        await page.focus()
        return page.navigate(path).catch(() => self.clients.openWindow(path))
      }
      return self.clients.openWindow(path)
    })(),
  )
})
