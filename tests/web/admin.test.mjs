import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { base, browser, call, checkAccess, checkWidth, open, password, picture, post, settled } from './kith.mjs'

const photo = join(dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'picture.png')
const idOf = async (name) => (await call('maya', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const setUp = (change) => call('maya', 'PATCH', '/api/kith/v1/admin/settings', change)

// Fills in the form of the sign-up page, as a stranger.
async function fillIn(page, name, reason) {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail address').fill(`${name}@example.org`)
  await page.getByLabel('Password').fill(password)
  if (reason) await page.getByLabel('Why would you like to join?').fill(reason)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Join' }).click()
}

async function stranger() {
  const context = await browser.newContext()
  context.setDefaultTimeout(15_000)
  return { context, page: await context.newPage() }
}

async function signInAs(page, name) {
  await page.goto(base + '/sign-in')
  await page.getByLabel('E-mail address or name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('who asks to join is let in by a moderator, and signs in', async () => {
  await setUp({ sign_up: 'approval' })
  const { context, page: door } = await stranger()
  await door.goto(base + '/sign-up')
  await fillIn(door, 'violins', 'I repair violins and would like to meet people who play.')
  await door.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor()
  await signInAs(door, 'violins')
  await door.getByText('Please confirm your e-mail address first').waitFor()

  const visit = await open('maya')
  const { page } = visit
  await visit.go('/more')
  await page.getByRole('link', { name: /^Administration/ }).click()
  await page.getByRole('link', { name: '1 person asks to join' }).click()
  await page.getByText('I repair violins').waitFor()
  await checkAccess(page, '/admin/sign-ups')
  await page.getByRole('button', { name: 'Let in: violins' }).click()
  await page.getByText('violins may sign in now.').waitFor()
  await page.getByText('Nobody waits to be let in.').waitFor()
  await visit.close()

  await signInAs(door, 'violins')
  await door.locator('nav').getByRole('link', { name: 'Home' }).first().waitFor()
  await context.close()
})

test('who asks to join is declined after a question', async () => {
  await setUp({ sign_up: 'approval' })
  const { context, page: door } = await stranger()
  await door.goto(base + '/sign-up')
  await fillIn(door, 'buynow', 'Great offers for your members!')
  await door.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor()
  await context.close()
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/sign-ups')
  await page.getByRole('button', { name: 'Decline buynow' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
  await page.getByText('buynow was declined.').waitFor()
  assert.deepEqual(await call('maya', 'GET', '/api/v2/admin/accounts?status=pending'), [])
  await setUp({ sign_up: 'invitation' })
  await visit.close()
})

test('an invitation is made, copied and used', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/invitations')
  await page.getByLabel('Note').fill('For Ulla')
  await page.getByRole('button', { name: 'Make an invitation' }).click()
  await page.getByRole('button', { name: 'Copy the link: For Ulla' }).click()
  await page.getByText('The link is copied.').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const { context, page: door } = await stranger()
  await door.goto(link)
  await fillIn(door, 'ulla')
  await door.locator('main h1').first().waitFor()
  await signInAs(door, 'ulla').catch(() => {})
  await door.goto(base + '/home')
  await door.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await context.close()
  await visit.go('/admin/invitations')
  await page.getByLabel('Also those that are over').check()
  await page.getByText(/used 1 of 1 · cannot be used any more/).waitFor()
  await visit.close()
})

test('a report is read and resolved; what was not attached stays private', async () => {
  await post('emil', '@jonas The code of my door is 4711.', { visibility: 'direct' })
  const rude = await post('emil', '@jonas You know nothing about chairs.')
  await call('jonas', 'POST', '/api/v1/reports', {
    account_id: await idOf('emil'),
    status_ids: [rude.id],
    comment: 'He is unkind to me.',
  })
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin')
  await page.getByRole('link', { name: '1 open report' }).click()
  await page.getByRole('link', { name: /^About Emil/ }).click()
  await page.getByText('He is unkind to me.').waitFor()
  await page.getByText('You know nothing about chairs.').waitFor()
  assert.equal(await page.getByText('4711').count(), 0)
  await settled(page)
  await checkAccess(page, '/admin/reports/:id')
  await page.getByRole('button', { name: 'I look after it' }).click()
  await page.getByText('Maya Lindqvist looks after it').waitFor()
  await page.getByRole('button', { name: 'Write to them' }).click()
  const words = page.getByRole('dialog')
  await words.getByLabel('Your words to them').fill('Please be kind to beginners.')
  await checkAccess(page, 'the window of a measure')
  await words.getByRole('button', { name: 'Write to them' }).click()
  await page.getByText(/^Resolved .* by Maya Lindqvist\.$/).waitFor()
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByText('The report is open again.').waitFor()
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await page.getByText('The report is resolved.').waitFor()
  await visit.go('/admin/reports')
  await page.getByRole('heading', { name: 'No report is open' }).waitFor()
  await page.getByRole('link', { name: 'Resolved' }).click()
  await page.getByRole('link', { name: /^About Emil/ }).waitFor()
  await visit.close()
})

test('an account is found, suspended and shown again', async () => {
  const said = await post('farah', 'A sentence that will be away for a while.')
  const gone = async () => (await fetch(`${base}/api/v1/statuses/${said.id}`)).status === 404
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/accounts')
  await page.getByLabel('Name or e-mail address').fill('farah@')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.locator('main .person').getByRole('link', { name: /Farah/ }).click()
  await page.getByRole('heading', { name: 'Act' }).waitFor()
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByLabel('Your words to them').fill('Until we have spoken.')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('suspended', { exact: true }).waitFor()
  await page.getByText('Until we have spoken.').waitFor()
  await settled(page)
  await checkAccess(page, '/admin/accounts/:id')
  assert.ok(await gone())
  const { context, page: door } = await stranger()
  await signInAs(door, 'farah')
  await door.getByText('This account was suspended').waitFor()
  await page.getByRole('button', { name: 'Lift the suspension' }).click()
  await page.getByText(/lifted the suspension of @farah/).waitFor()
  assert.equal(await gone(), false)
  await signInAs(door, 'farah')
  await door.locator('nav').getByRole('link', { name: 'Home' }).first().waitFor()
  await context.close()
  await visit.close()
})

test('a member becomes a moderator, and finds what moderators may see', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/accounts/' + (await idOf('amara')))
  await page.getByLabel('Role').selectOption('moderator')
  await page.getByRole('button', { name: 'Give this role' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Give this role' }).click()
  await page.getByText(/gave @amara the role Moderator/).waitFor()
  const other = await open('amara')
  await other.go('/admin')
  await other.page.getByRole('link', { name: /^Accounts/ }).waitFor()
  assert.equal(await other.page.getByRole('link', { name: /^Server settings/ }).count(), 0)
  await other.go('/admin/settings')
  await other.page.getByRole('heading', { name: 'This part is for admins' }).waitFor()
  await other.go('/admin/accounts/' + (await idOf('maya')))
  await other.page.getByText('you cannot act on it').waitFor()
  await other.close()
  await page.getByLabel('Role').selectOption('user')
  await page.getByRole('button', { name: 'Give this role' }).click()
  await page.getByText(/gave @amara the role Member/).waitFor()
  await visit.close()
})

test('rules and an announcement reach the members', async () => {
  const [kind] = await call('maya', 'POST', '/api/kith/v1/admin/rules', { text: 'Be kind.' })
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/rules')
  await page.getByRole('textbox', { name: /^Rule/ }).fill('Ask before you repair something.')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await page.getByRole('button', { name: 'Move up: Ask before you repair something.' }).click()
  await page.getByRole('button', { name: 'Change: Ask before you repair something.' }).click()
  const window = page.getByRole('dialog', { name: 'Change the rule' })
  await window.getByLabel('Explanation').fill('It may be art.')
  await window.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It may be art.').waitFor()
  await visit.go('/admin/announcements')
  await page.getByRole('button', { name: 'New announcement' }).click()
  await page.getByLabel('What everybody should know').fill('The workshop is closed on Sunday.')
  await checkAccess(page, 'the window of an announcement')
  await page.getByRole('button', { name: 'Keep as a draft' }).click()
  await page.getByText('Draft: nobody sees it yet').waitFor()

  const other = await open('jonas')
  await other.go('/home')
  await settled(other.page)
  assert.equal(await other.page.getByText('The workshop is closed').count(), 0)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Shown to all members').waitFor()
  await other.go('/home')
  await other.page.getByText('The workshop is closed on Sunday.').waitFor()
  await other.page.goto(base + '/about')
  await other.page.getByText('Ask before you repair something.').first().waitFor()
  await other.close()

  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Nothing is announced.').waitFor()
  await visit.go('/admin/rules')
  await page.getByRole('button', { name: 'Delete: Ask before you repair something.' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Ask before you repair something.').waitFor({ state: 'detached' })
  await call('maya', 'DELETE', '/api/kith/v1/admin/rules/' + kind.id)
  await visit.close()
})

test('the description changes for everybody', async () => {
  const visit = await open('maya', { allow: ['422'] })
  const { page } = visit
  await visit.go('/admin/settings')
  await page.getByLabel('Description').fill('People of the old harbour.')
  await page.getByLabel('E-mail address to turn to').fill('harbour@example.org')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByLabel('Languages').fill('Klingon')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').getByText(/Languages are codes/).waitFor()
  const { context, page: outside } = await stranger()
  await outside.goto(base + '/about')
  await outside.getByText('People of the old harbour.').first().waitFor()
  await context.close()
  await visit.close()
})

test('a server is blocked, limited instead, and free again', async () => {
  const shown = async () => (await fetch(base + '/api/v1/instance/domain_blocks')).json()
  const visit = await open('maya', { allow: ['422'] })
  const { page } = visit
  await visit.go('/admin')
  await page.getByRole('link', { name: /^Other servers/ }).click()
  await page.getByText('No server is limited or blocked.').waitFor()
  await page.getByRole('button', { name: 'Limit or block a server' }).click()
  const window = page.getByRole('dialog', { name: 'Limit or block a server' })
  await window.getByLabel('Server').fill('Nuisance.example')
  await window.getByRole('radio', { name: /^Block/ }).check()
  await window.getByLabel('Reason for everybody').fill('Only advertisements.')
  await window.getByLabel('Note for admins').fill('We wrote to them in May.')
  await checkAccess(page, 'the window of a server')
  await window.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'nuisance.example' }).waitFor()
  await page.getByText(/^blocked · since /).waitFor()
  await settled(page)
  await checkAccess(page, '/admin/domains')
  assert.deepEqual(
    (await shown()).map(({ domain, severity, comment }) => [domain, severity, comment]),
    [['nuisance.example', 'suspend', 'Only advertisements.']],
  )

  await page.getByRole('button', { name: 'Limit or block a server' }).click()
  await window.getByLabel('Server').fill('chat.nuisance.example')
  await window.getByRole('button', { name: 'Save' }).click()
  await window.getByRole('alert').getByText('nuisance.example is in the list already').waitFor()
  await window.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Edit: nuisance.example' }).click()
  const change = page.getByRole('dialog', { name: 'Edit: nuisance.example' })
  assert.equal(await change.getByLabel('Note for admins').inputValue(), 'We wrote to them in May.')
  await change.getByRole('radio', { name: /^Limit/ }).check()
  await change.getByLabel('Take no pictures and recordings from it').check()
  await change.getByLabel('Show everybody only a part of its name').check()
  await change.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/^limited · no pictures and recordings · name shown in part · since /).waitFor()
  assert.deepEqual(
    (await shown()).map(({ domain, severity }) => [domain, severity]),
    [['nuis****.***mple', 'silence']],
  )

  await page.getByRole('button', { name: 'Lift: nuisance.example' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click()
  await page.getByText('No server is limited or blocked.').waitFor()
  assert.deepEqual(await shown(), [])
  await visit.go('/admin/log')
  await page.getByText('Maya Lindqvist lifted what held for the server nuisance.example').waitFor()
  await page.getByText('Maya Lindqvist blocked the server nuisance.example').waitFor()
  await visit.close()
})

test('an emoji is added, switched off and deleted', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/admin/emoji')
  await page.getByLabel('Picture').setInputFiles(photo)
  await page.getByLabel('Name').fill('harbour')
  await page.getByRole('button', { name: 'Add the emoji' }).click()
  await page.getByText(':harbour: can be used now.').waitFor()
  await settled(page)
  await checkAccess(page, '/admin/emoji')
  assert.equal((await call('jonas', 'GET', '/api/v1/custom_emojis')).length, 1)
  await page.getByRole('button', { name: 'Switch off :harbour:' }).click()
  await page.getByText('switched off').waitFor()
  assert.equal((await call('jonas', 'GET', '/api/v1/custom_emojis')).length, 0)
  await page.getByRole('button', { name: 'Delete :harbour:' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('There are none of your own yet.').waitFor()
  await visit.close()
})

test('a member who opens the administration is told that it is not for them', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/more')
  assert.equal(await page.getByRole('link', { name: /^Administration/ }).count(), 0)
  for (const place of ['/admin', '/admin/accounts', '/admin/settings', '/admin/reports/1']) {
    await visit.go(place)
    await page.getByRole('heading', { name: 'This part is for moderators' }).waitFor()
    await checkAccess(page, place)
  }
  await visit.close()
})

const places = ['', '/sign-ups', '/invitations', '/reports', '/accounts', '/rules', '/announcements', '/domains', '/emoji', '/settings', '/log']
for (const [width, colorScheme] of [
  [1280, 'light'],
  [360, 'dark'],
  [320, 'light'],
])
  test(`every page of the administration is accessible and fits, ${width} px wide and ${colorScheme}`, async () => {
    const visit = await open('maya', { width, colorScheme, height: width < 500 ? 780 : 900 })
    for (const place of [...places.map((one) => '/admin' + one), '/admin/accounts/' + (await idOf('jonas'))]) {
      await visit.go(place)
      await settled(visit.page)
      await checkWidth(visit.page, place)
      await checkAccess(visit.page, place)
      if (place === '/admin' && width === 1280) await picture(visit.page, 'admin')
    }
    await visit.close()
  })
