// What the tests of the web app share: a browser, members who are signed in, a look at what must never happen.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'

export const base = process.env.KITH_BASE
export const password = 'welcome-to-kith' // of everybody in the demonstration community
const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'pictures')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export let browser
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
})
after(() => browser.close())

const cookies = new Map()
const tokens = new Map() // of accounts that a test made

// A member's page. What the browser complains about, and every request to another server, fails the test at `close`.
export async function open(member, options = {}) {
  const { width = 1280, height = 900, allow = [], own = base, ...rest } = options // `own`: another server's address
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    storageState: cookies.get(member),
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...rest,
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const wrong = []
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`
    if (message.type() === 'error' && !allow.some((one) => text.includes(one))) wrong.push(text)
  })
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['blob:', 'data:'].includes(url.protocol) && url.host !== new URL(own).host) wrong.push(`asked ${url}`)
  })
  if (member && !cookies.has(member)) {
    // Not to Today: its list of the day is made when it is first looked at.
    await signIn(page, member, '/more')
    cookies.set(member, await context.storageState())
  }
  return {
    page,
    context,
    wrong,
    async go(path) {
      await page.goto(base + path)
      await page.locator('main h1').first().waitFor().catch((problem) => assert.fail(`${path}: ${problem.message}`))
    },
    async close() {
      await context.close()
      assert.deepEqual(wrong, [])
    },
  }
}

export async function signIn(page, member, place = '/') {
  await page.goto(`${base}/sign-in?return_to=${encodeURIComponent(place)}`)
  await page.locator('input[name=login]').fill(member) // in whatever language
  await page.locator('input[name=password]').fill(password)
  await page.locator('main button[type=submit]').click()
  await page.locator('main h1').first().waitFor()
}

async function proofOf(member) {
  if (tokens.has(member)) return { authorization: `Bearer ${tokens.get(member)}` }
  if (!cookies.has(member)) await (await open(member)).close()
  const session = cookies.get(member).cookies.find(({ name }) => name === 'kith_session').value
  return { cookie: `kith_session=${session}`, 'x-kith-app': 'tests' }
}

// The API as a member's browser uses it, to arrange things and to look at what came of them.
export async function call(member, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { ...(await proofOf(member)), 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : undefined,
  })
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`)
  return response.status === 204 ? null : response.json()
}

export const post = (member, status, more = {}) => call(member, 'POST', '/api/v1/statuses', { status, ...more })

// Past the word of warning that a draft to strangers comes back with once.
export async function insist(member, status, more = {}) {
  try {
    return await post(member, status, more)
  } catch (thrown) {
    if (!thrown.message.includes('Not sent yet')) throw thrown
    return post(member, status, more)
  }
}

// Somebody who was not here before; gives the name. `profile` is as in PATCH /api/v1/accounts/update_credentials.
export async function newMember(name, profile = {}) {
  const [binary, options] = JSON.parse(process.env.KITH_COMMAND)
  const kith = (args, input) => {
    const done = spawnSync(binary, [...args, ...options], { encoding: 'utf8', input })
    assert.equal(done.status, 0, done.stderr)
    return done.stdout
  }
  kith(['account', 'create', name, '--password-stdin'], password + '\n')
  const token = kith(['token', 'create', '--account', name, '--scopes', 'read write follow', '--app', 'tests', '--json'])
  tokens.set(name, JSON.parse(token).access_token)
  await call(name, 'PATCH', '/api/v1/accounts/update_credentials', profile)
  return name
}

// One for whom the first steps are over.
export async function settledMember(name) {
  await newMember(name)
  await call(name, 'PATCH', '/api/kith/v1/settings', { first_steps: 'done' })
  return name
}

export async function settled(page) {
  await page.waitForLoadState('load')
  // The end of a long list always waits for more: what is there counts.
  await page.waitForFunction(
    () => !document.querySelector('main .loading') || document.querySelector('main :is([data-post], .happening, .person)'),
  )
  await page.evaluate(() => document.fonts.ready)
}

// WCAG 2.2 A and AA, as far as a program can tell.
export async function checkAccess(page, what) {
  const found = await page.evaluate(async (source) => {
    if (!window.axe) (0, eval)(source)
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: false } },
    })
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, axeSource)
  assert.deepEqual(found, [], what)
}

// Nothing sticks out to the side.
export async function checkWidth(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(over <= 0, `${what}: ${over} px too wide`)
}

// A picture for the documentation, if they are wanted (KITH_PICTURES=1): they are kept in the repository.
export async function picture(page, name) {
  if (!process.env.KITH_PICTURES) return
  await mkdir(pictures, { recursive: true })
  await settled(page)
  await page.screenshot({ path: join(pictures, name + '.png') })
}
