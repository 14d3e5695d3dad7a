import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { base, browser, call, checkAccess, checkWidth, newMember, open, password, picture, post, settled, signIn } from './kith.mjs'

const pages = [
  '/preferences',
  '/preferences/profile',
  '/preferences/look',
  '/preferences/posting',
  '/preferences/notifications',
  '/preferences/filters',
  '/preferences/filters/new',
  '/preferences/blocked',
  '/preferences/blocked?show=domain_blocks',
  '/preferences/access',
  '/preferences/login',
  '/preferences/export',
  '/preferences/delete',
]
const idOf = async (name) => (await call('jonas', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const section = (page, name) => page.getByRole('link', { name: new RegExp('^' + name) }).first()

for (const [width, colorScheme] of [
  [1280, 'light'],
  [360, 'dark'],
  [320, 'light'],
])
  test(`every page of the settings is accessible and fits, ${width} px wide and ${colorScheme}`, async () => {
    const visit = await open('jonas', { width, colorScheme, height: 780 })
    for (const place of pages) {
      await visit.go(place)
      await settled(visit.page)
      await checkWidth(visit.page, place)
      if (width > 320) await checkAccess(visit.page, place)
    }
    await visit.close()
  })

test('from More to a page of the settings and back, by clicking', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/more')
  await section(page, 'Settings').click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await page.mouse.move(0, 0)
  await picture(page, 'settings')
  await section(page, 'How it looks').click()
  await page.getByRole('heading', { level: 1, name: 'How it looks' }).waitFor()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Filters' }).click()
  await page.getByRole('heading', { level: 1, name: 'Filters' }).waitFor()
  await visit.close()
})

test('light, dark and exact times are chosen in this browser, and stay', async () => {
  const visit = await open('jonas', { colorScheme: 'light' })
  const { page } = visit
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await post('amara', 'A minute ago.')
  await visit.go('/preferences/look')
  const light = await ground()
  await page.getByLabel('Appearance').selectOption('dark')
  assert.notEqual(await ground(), light)
  await page.getByLabel('Times').selectOption('exact')
  await visit.go('/local')
  assert.notEqual(await ground(), light)
  const when = page.locator('[data-post] time').first()
  assert.match(await when.innerText(), /^\d\d:\d\d$/)
  await visit.close()
})

test('the language of the app is chosen in the settings', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/preferences/look')
  await page.getByLabel('Language').selectOption('de')
  await page.getByRole('heading', { level: 1, name: 'Darstellung' }).waitFor()
  await visit.close()
})

test('lists that fill themselves vanish from the lists when they are hidden', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/lists')
  await page.getByRole('link', { name: /Offers/ }).waitFor()
  await visit.go('/preferences/look')
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/api/kith/v1/settings') && answer.request().method() === 'PATCH')
  await page.getByLabel('Offers').uncheck()
  await saved
  await visit.go('/lists')
  await page.getByRole('link', { name: /Friends/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /Offers/ }).count(), 0)
  await call('jonas', 'PATCH', '/api/kith/v1/settings', { hidden_lists: [] })
  await visit.close()
})

test('what is refused is taken back with a word', async () => {
  const visit = await open('jonas', { allow: ['503'] })
  const { page } = visit
  await visit.go('/preferences/look')
  await page.route('**/api/kith/v1/settings', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 503, body: '{"error":"no"}' }) : route.continue(),
  )
  const friends = page.getByLabel('Friends')
  await friends.click()
  await page.getByText('The server could not do that. Please try again.').waitFor()
  assert.equal(await friends.isChecked(), true)
  await visit.close()
})

test('a new post begins as the settings say', async () => {
  const visit = await open('nina')
  const { page } = visit
  await visit.go('/preferences/posting')
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/update_credentials') && answer.ok())
  await page.getByRole('radio', { name: /Only people who follow you/ }).check()
  await saved
  const { source } = await call('nina', 'GET', '/api/v1/accounts/verify_credentials')
  assert.equal(source.privacy, 'private')
  await visit.go('/home')
  await page.getByRole('button', { name: 'Write', exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: /Followers/ }).waitFor()
  await visit.close()
  await call('nina', 'PATCH', '/api/v1/accounts/update_credentials', { source: { privacy: 'public' } })
})

test('content warnings stand open, and media hidden, for whoever likes it so', async () => {
  const { id } = await post('amara', 'He was a ghost all along.', { spoiler_text: 'The sixth film' })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/preferences/look')
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/update_credentials') && answer.ok())
  await page.getByLabel('Open content warnings').check()
  await saved
  await visit.go(`/@amara/${id}`)
  await page.getByText('He was a ghost all along.').waitFor()
  await page.getByRole('button', { name: 'Hide', exact: true }).click()
  assert.equal(await page.getByText('He was a ghost all along.').count(), 0)
  await visit.close()
  await call('jonas', 'PATCH', '/api/v1/accounts/update_credentials', { source: { expand_spoilers: false } })
})

test('who reaches one at once is one’s own choice', async () => {
  const visit = await open('nina')
  const { page } = visit
  await visit.go('/preferences/notifications')
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/policy') && answer.request().method() === 'PATCH')
  await page.getByLabel('Accounts younger than 30 days').selectOption('filter')
  await saved
  assert.equal((await call('nina', 'GET', '/api/v2/notifications/policy')).for_new_accounts, 'filter')
  await call('nina', 'PATCH', '/api/v2/notifications/policy', { for_new_accounts: 'accept' })
  await visit.close()
})

test('this browser is told of what was chosen, until it is told no longer', async () => {
  const visit = await open('nina', { serviceWorkers: 'allow', permissions: ['notifications'] })
  const { page } = visit
  // A push service is not to be had here: the browser's half of it, with a key that is a real one.
  await page.addInitScript(() => {
    let mine = null
    const key = 'BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8='
    const subscription = {
      endpoint: 'https://push.example/nina',
      toJSON: () => ({ endpoint: 'https://push.example/nina', keys: { p256dh: key, auth: 'eH_C8rq2raXqlcBVDa1gLg==' } }),
      unsubscribe: async () => ((mine = null), true),
    }
    PushManager.prototype.subscribe = async () => (mine = subscription)
    PushManager.prototype.getSubscription = async () => mine
  })
  await visit.go('/preferences/notifications')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await visit.go('/preferences/notifications')
  await page.getByRole('button', { name: 'Tell me on this device' }).click()
  const changed = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await page.getByLabel('somebody favourites a post of mine').check()
  await changed
  const told = await call('nina', 'GET', '/api/v1/push/subscription')
  assert.equal(told.endpoint, 'https://push.example/nina')
  assert.deepEqual([told.alerts.favourite, told.alerts.mention, told.alerts.reblog], [true, true, false])
  await page.getByRole('button', { name: 'No longer on this device' }).click()
  await page.getByRole('button', { name: 'Tell me on this device' }).waitFor()
  await assert.rejects(call('nina', 'GET', '/api/v1/push/subscription'), /404/)
  await visit.close()
})

test('what is pushed is shown by the service worker, though no page asked', async () => {
  const visit = await open('nina', { serviceWorkers: 'allow', permissions: ['notifications'] })
  const { page } = visit
  const devtools = await visit.context.newCDPSession(page)
  const registered = new Promise((tell) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && tell(registrations[0])),
  )
  await devtools.send('ServiceWorker.enable')
  await visit.go('/preferences/notifications')
  await page.evaluate(() => navigator.serviceWorker.ready)
  const { registrationId } = await registered
  const message = { title: 'Amara mentioned you', body: 'Soup on Friday?', notification_id: '7', notification_type: 'mention' }
  const deliver = (data) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin: new URL(base).origin, registrationId, data })
  await deliver('this is no message')
  await deliver(JSON.stringify(message))
  // All that is shown, as soon as it is so many. (waitForFunction takes a promise for a yes.)
  const shown = (count) =>
    page.evaluate(async (count) => {
      const worker = await navigator.serviceWorker.ready
      for (let tries = 0; tries < 200; tries++) {
        const all = await worker.getNotifications()
        if (all.length === count) return all.map(({ title, body, tag, data }) => ({ title, body, tag, data }))
        await new Promise((again) => setTimeout(again, 50))
      }
    }, count)
  const { title, body } = message
  assert.deepEqual(await shown(1), [{ title, body, tag: '7', data: '/notifications' }])
  await deliver(JSON.stringify({ ...message, notification_id: '8', notification_type: 'follow_request' }))
  // Those who ask to follow stand at the door.
  assert.equal((await shown(2)).find(({ tag }) => tag === '8').data, '/door')
  await visit.close()
})

test('a filter is made, works, is changed and deleted', async () => {
  await post('amara', 'The finale was marvellous, wasn’t it?')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/preferences/filters')
  await page.getByRole('link', { name: 'New filter' }).click()
  await page.getByLabel('Word 1').fill('finale')
  await page.getByRole('button', { name: 'Add another' }).click()
  await page.getByLabel('Word 2').fill('last episode')
  await page.getByLabel('Profiles').check()
  await page.getByLabel('Name of the filter').fill('The series')
  await page.getByLabel('For how long').selectOption({ label: '7 days' })
  await picture(page, 'settings-filter')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: /The series.*“finale”, “last episode”/ }).waitFor()
  await visit.go('/@amara')
  await page.getByText('Hidden by your filter “The series”').first().waitFor()
  assert.equal(await page.getByText('The finale was marvellous').count(), 0)
  await visit.go('/preferences/filters')
  await page.getByRole('link', { name: /The series/ }).click()
  await page.getByRole('button', { name: 'Remove “finale”' }).click()
  await page.getByLabel('Hide completely').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: /The series.*“last episode”.*Hide completely/ }).waitFor()
  await visit.go('/@amara')
  await page.getByText('The finale was marvellous').first().waitFor()
  await visit.go('/preferences/filters')
  await page.getByRole('link', { name: /The series/ }).click()
  await page.getByRole('button', { name: 'Delete the filter' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('No filters yet').waitFor()
  await visit.close()
})

test('a single post is filtered from its menu', async () => {
  const { id } = await post('amara', 'My knee, day nineteen.')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${id}`)
  await page.getByRole('button', { name: 'More for this post' }).first().click()
  await page.getByRole('menuitem', { name: 'Filter this post' }).click()
  const window = page.getByRole('dialog', { name: 'Filter this post' })
  await window.getByLabel('Name of the filter').fill('Knees')
  await checkAccess(page, 'the window for filtering a post')
  await window.getByRole('button', { name: 'Make the filter' }).click()
  await page.getByText('Hidden by your filter “Knees”').waitFor()
  const [filter] = await call('jonas', 'GET', '/api/v2/filters')
  assert.deepEqual(filter.statuses.map((one) => one.status_id), [id])
  await visit.go(`/preferences/filters/${filter.id}`)
  await page.getByText('My knee, day nineteen.').waitFor()
  await call('jonas', 'DELETE', `/api/v2/filters/${filter.id}`)
  await visit.close()
})

test('who was muted or blocked is found, and let go', async () => {
  const [emil, farah] = [await idOf('emil'), await idOf('farah')]
  await call('jonas', 'POST', `/api/v1/accounts/${emil}/mute`, { duration: 86400 })
  await call('jonas', 'POST', `/api/v1/accounts/${farah}/block`)
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/preferences/blocked')
  await page.getByText(/^until /).waitFor()
  const unmuted = page.waitForResponse((answer) => answer.url().endsWith('/unmute') && answer.ok())
  await page.getByRole('button', { name: /^Unmute Emil/ }).click()
  await unmuted
  await page.getByText('Nobody here yet.').waitFor()
  await page.getByRole('button', { name: 'Blocked', exact: true }).click()
  const unblocked = page.waitForResponse((answer) => answer.url().endsWith('/unblock') && answer.ok())
  await page.getByRole('button', { name: /^Unblock Farah/ }).click()
  await unblocked
  await page.getByRole('button', { name: 'Servers' }).click()
  await page.getByLabel('Block a server').fill('https://Spam.example/about')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByText('spam.example is blocked.').waitFor()
  assert.deepEqual(await call('jonas', 'GET', '/api/v1/domain_blocks'), ['spam.example'])
  await page.getByRole('button', { name: 'Unblock spam.example' }).click()
  await page.getByText('No server is blocked.').waitFor()
  await visit.close()
})

test('an app is revoked, other browsers are signed out', async () => {
  await newMember('ronja', { display_name: 'Ronja' }) // by an app named "tests"
  const first = await browser.newContext({ locale: 'en-GB' })
  const page = await first.newPage()
  await signIn(page, 'ronja')
  const second = await browser.newContext()
  const elsewhere = await second.newPage()
  await signIn(elsewhere, 'ronja')

  await page.goto(base + '/preferences/access')
  await page.getByText('tests', { exact: true }).waitFor()
  await checkAccess(page, 'apps and browsers')
  const revoked = page.waitForResponse((answer) => answer.url().includes('/account/applications/'))
  await page.getByRole('button', { name: 'Revoke tests' }).click()
  await revoked
  await page.getByText('You have not let any app in yet.').waitFor()
  await assert.rejects(call('ronja', 'GET', '/api/v1/timelines/home'), /401/)

  const ended = page.waitForResponse((one) => one.url().endsWith('/account/sessions') && one.request().method() === 'DELETE')
  await page.getByRole('button', { name: 'Sign out all other browsers' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await ended
  await elsewhere.goto(base + '/lists')
  await elsewhere.waitForURL(/\/sign-in/)
  await Promise.all([first.close(), second.close()])
})

test('a new password signs in, the old one no longer', async () => {
  await newMember('birk', { display_name: 'Birk' })
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await signIn(page, 'birk')
  await page.goto(base + '/preferences/login')
  await page.getByText('None yet.').waitFor()
  await page.getByLabel('Present password').fill('not this one')
  await page.getByLabel('New password').fill('seven ravens on a roof')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('alert').getByText('This is not your password').waitFor()
  await page.getByLabel('Present password').fill(password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('Your password is changed.').waitFor()

  const form = page.locator('form').filter({ hasText: 'E-mail address' })
  await form.getByLabel('New address').fill('birk@elsewhere.example')
  await form.getByLabel('Your password').fill('seven ravens on a roof')
  await form.getByRole('button', { name: 'Change the address' }).click()
  await page.getByText('birk@elsewhere.example').waitFor()

  const again = await browser.newContext({ locale: 'en-GB' })
  const other = await again.newPage()
  const tryWith = async (secret) => {
    await other.goto(base + '/sign-in')
    await other.getByLabel('E-mail address or name').fill('birk@elsewhere.example')
    await other.getByLabel('Password').fill(secret)
    await other.getByRole('button', { name: 'Sign in' }).click()
  }
  await tryWith(password)
  await other.getByRole('alert').waitFor()
  await tryWith('seven ravens on a roof')
  await other.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await Promise.all([context.close(), again.close()])
})

test('lists and an archive are downloaded, and hold what they should', async () => {
  await post('jonas', 'A chair for the reading room.')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/preferences/export')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV: People you follow' }).click()
  const follows = await started
  assert.equal(follows.suggestedFilename(), 'following_accounts.csv')
  const lines = readFileSync(await follows.path(), 'utf8').trim().split('\n')
  assert.equal(lines[0], 'Account address,Show boosts,Notify on new posts,Languages')
  const followed = await call('jonas', 'GET', `/api/v1/accounts/${await idOf('jonas')}/following?limit=80`)
  assert.deepEqual(lines.slice(1).map((line) => line.split('@')[0]), followed.map(({ username }) => username))

  await page.getByRole('button', { name: 'Make an archive' }).click()
  const link = page.getByRole('link', { name: /^Download \(/ })
  await link.waitFor()
  const zipped = page.waitForEvent('download')
  await link.click()
  const archive = await zipped
  assert.equal(archive.suggestedFilename(), 'jonas-archive.zip')
  const bytes = readFileSync(await archive.path())
  assert.equal(bytes.subarray(0, 4).toString('latin1'), 'PK\x03\x04')
  for (const name of ['actor.json', 'outbox.json', 'likes.json', 'bookmarks.json']) assert.ok(bytes.includes(name), name)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Make an archive' }).waitFor()
  await visit.close()
})

test('an account is deleted after its password and a second thought', async () => {
  await newMember('mattis', { display_name: 'Mattis' })
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await signIn(page, 'mattis')
  await page.goto(base + '/preferences/delete')
  await page.getByLabel('Your password').fill('a guess')
  const ask = async (answer) => {
    await page.getByRole('button', { name: 'Delete the account' }).click()
    await page.getByRole('dialog', { name: 'Delete @mattis for good?' }).getByRole('button', { name: answer }).click()
  }
  await ask('Cancel')
  await ask('Delete everything')
  await page.getByRole('alert').getByText('This is not your password').waitFor()
  await page.getByLabel('Your password').fill(password)
  await ask('Delete everything')
  await page.getByRole('heading', { name: 'Goodbye' }).waitFor()
  assert.equal((await context.cookies()).filter(({ name }) => name === 'kith_session').length, 0)
  const gone = await fetch(base + '/api/v1/accounts/lookup?acct=mattis')
  assert.equal(gone.status, 404)
  await context.close()
})
