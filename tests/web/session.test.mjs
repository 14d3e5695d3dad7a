import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base, browser, call, open, password, signIn } from './kith.mjs'

test('a stranger reads profiles and posts without a script, and is asked to sign in where the app begins', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(base + '/@maya')
  await page.getByRole('heading', { name: 'Maya Lindqvist' }).waitFor()
  await page.goto(base + '/home')
  assert.match(page.url(), /\/sign-in\?return_to=%2Fhome$/)
  await context.close()
})

test('who signs in comes to where they wanted to go, and out again in every tab', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(base + '/bookmarks')
  await page.getByLabel('E-mail address or name').fill('amara')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Bookmarks' }).waitFor()
  const other = await context.newPage()
  await other.goto(base + '/home')
  await other.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await page.goto(base + '/more')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(base + '/')
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
  await other.getByRole('link', { name: 'Sign in' }).waitFor()
  await context.close()
})

test('no script can reach what signs a member in', async () => {
  const visit = await open('jonas')
  await visit.go('/home')
  const seen = await visit.page.evaluate(() => ({
    cookies: document.cookie,
    stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  }))
  const session = (await visit.context.cookies()).find(({ name }) => name === 'kith_session')
  assert.ok(session?.httpOnly)
  assert.equal(seen.cookies, '')
  assert.ok(!seen.stored.includes(session.value))
  await visit.close()
})

test('a session that was ended elsewhere leads to the sign-in page', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, 'emil')
  const stale = await context.storageState()
  await page.evaluate(() => fetch('/app/session', { method: 'DELETE', headers: { 'X-Kith-App': 'web' } }))
  const again = await browser.newContext({ storageState: stale })
  const late = await again.newPage()
  await late.goto(base + '/lists')
  await late.waitForURL(/\/sign-in\?return_to=%2Flists/)
  assert.equal((await again.cookies()).filter(({ name }) => name === 'kith_session').length, 0)
  const profile = await browser.newContext({ storageState: stale })
  const shown = await profile.newPage()
  await shown.goto(base + '/@maya')
  await shown.getByText('search for').waitFor()
  await Promise.all([context.close(), again.close(), profile.close()])
})

test('a page that is open when its session ends elsewhere asks to sign in again', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, 'emil')
  const elsewhere = await browser.newContext({ storageState: await context.storageState() })
  const other = await elsewhere.newPage()
  await other.goto(base + '/more')
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.waitForURL(base + '/')
  await page.getByRole('link', { name: 'Lists' }).click()
  await page.waitForURL(/\/sign-in/)
  await Promise.all([context.close(), elsewhere.close()])
})

test('the first visit loads less than 150 KB of script', async () => {
  const visit = await open('jonas')
  let bytes = 0
  visit.page.on('response', async (response) => {
    if (response.url().endsWith('.js')) bytes += Number((await response.allHeaders())['content-length'])
  })
  await visit.go('/home')
  await visit.page.locator('[data-post]').first().waitFor()
  assert.ok(bytes > 20_000 && bytes < 150_000, `${bytes} bytes of script`)
  console.log(`first load: ${Math.round(bytes / 1024)} KB of script, compressed`)
  await visit.close()
})

test('the frame opens without a connection and says so', async () => {
  const visit = await open('jonas', { serviceWorkers: 'allow', allow: ['ERR_INTERNET_DISCONNECTED', 'Failed to load'] })
  await visit.go('/home')
  await visit.page.evaluate(() => navigator.serviceWorker.ready)
  await visit.page.reload()
  await visit.page.locator('[data-post]').first().waitFor()
  await visit.context.setOffline(true)
  await visit.page.goto(base + '/lists')
  await visit.page.getByRole('button', { name: 'Try again' }).waitFor()
  await visit.close()
})

test('the app can be installed', async () => {
  const manifest = await (await fetch(base + '/app/manifest.webmanifest')).json()
  assert.equal(manifest.display, 'standalone')
  for (const { src } of manifest.icons) assert.equal((await fetch(base + src)).status, 200, src)
  assert.ok(await call('jonas', 'GET', '/api/v1/accounts/verify_credentials'))
})
