import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkAccess, checkWidth, open, picture, post, settled } from './kith.mjs'

const idOf = async (name) => (await call('maya', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const person = (who, id) => call(who, 'GET', `/api/kith/v1/people/${id}`)
const rows = (page) => page.locator('main .person')

// What the server answered to the last thing that was done about a person.
const changed = (page, what = '') =>
  page.waitForResponse((answer) => answer.url().includes(`/people/`) && answer.url().endsWith(what) && answer.request().method() !== 'GET')

test('people stand by stage, are found by name, tag and note, and put in order', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/home')
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: 'Trusted' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Friends' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Acquaintances' }).waitFor()
  await picture(page, 'people')
  const friends = page.getByRole('region', { name: 'Friends' })
  const before = await friends.locator('.person').count()
  const more = page.waitForResponse((answer) => answer.url().includes('offset=8'))
  await friends.getByRole('button', { name: 'Show more' }).click()
  await more
  await friends.locator('.person').nth(before).waitFor()

  await page.getByLabel('Search names, notes, tags').fill('dahl')
  await page.waitForURL(/q=dahl/)
  await page.getByRole('link', { name: 'Greta Holm' }).waitFor()
  assert.equal(await rows(page).count(), 1)
  await page.getByLabel('Search names, notes, tags').fill('')
  await page.getByRole('heading', { level: 2, name: 'Friends' }).waitFor()
  await page.getByRole('button', { name: 'neighbours' }).click()
  await page.getByRole('link', { name: 'Clara Berg' }).waitFor()
  assert.equal(await rows(page).count(), 2)
  await page.getByRole('button', { name: 'neighbours' }).click()

  await page.getByRole('button', { name: 'Waiting for you', exact: true }).click()
  await page.getByLabel('Order').selectOption('unanswered')
  await page.waitForURL(/show=unanswered&sort=unanswered/)
  await rows(page).first().getByText(/messages? waits? for you/).waitFor()
  await settled(page)
  const waiting = await rows(page).getByText(/wait/).allInnerTexts()
  const counts = waiting.map((text) => Number.parseInt(text))
  assert.deepEqual(counts, [...counts].sort((one, another) => another - one))
  await page.reload()
  await rows(page).first().waitFor()
  assert.equal(await page.getByLabel('Order').inputValue(), 'unanswered')
  await visit.close()
})

test('what one keeps about somebody is kept, found again, and seen by nobody else', async () => {
  const id = await idOf('emil')
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/@emil')
  await page.getByRole('link', { name: /^Your history with Emil/ }).click()
  await page.getByRole('button', { name: 'Note something' }).click()
  const window = page.getByRole('dialog', { name: /^What you keep about Emil/ })
  await window.getByLabel('Note', { exact: true }).fill('Lends his wheelbarrow.')
  await window.getByLabel('How you met').fill('In the rain.')
  await window.getByLabel('What they like').fill('Quinces')
  await window.getByLabel('Tags').fill('#wheelbarrows')
  await page.keyboard.press('Enter')
  await window.getByRole('button', { name: 'Remove the tag wheelbarrows' }).waitFor()
  await window.getByRole('button', { name: 'Add a date' }).click()
  await window.getByLabel('Day', { exact: true }).selectOption('29')
  await window.getByLabel('Month', { exact: true }).selectOption('February')
  await checkAccess(page, 'keepsakes')
  const saved = changed(page)
  await window.getByRole('button', { name: 'Save' }).click()
  await saved
  await page.getByText('The birthday: 29 February').waitFor()
  await page.getByRole('link', { name: 'wheelbarrows' }).click()
  await page.getByRole('link', { name: 'Emil Holt' }).waitFor()
  await page.getByText('Lends his wheelbarrow.').waitFor()
  const kept = await person('maya', id)
  assert.deepEqual(
    [kept.note, kept.how_met, kept.likes, kept.tags, kept.dates],
    ['Lends his wheelbarrow.', 'In the rain.', 'Quinces', ['wheelbarrows'], [{ what: 'The birthday', month: 2, day: 29, year: null }]],
  )
  const seen = await person('emil', await idOf('maya'))
  assert.equal(seen.note + seen.likes + seen.how_met + seen.tags.join(), '')
  await visit.close()
})

test('a change that the server refuses is taken back with its words', async () => {
  const id = await idOf('hana')
  const visit = await open('maya', { allow: ['422'] })
  const { page } = visit
  await page.route(`**/api/kith/v1/people/${id}`, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 422, json: { error: 'Validation failed: Not today' } })
      : route.continue(),
  )
  await visit.go(`/people/${id}`)
  const stage = page.getByLabel('What you say')
  await stage.selectOption('Acquaintance')
  await page.getByText('Not today').waitFor()
  assert.equal(await stage.inputValue(), '')
  await visit.close()
})

test('a stage set by hand stays, is explained, and can be left to Kith again', async () => {
  const id = await idOf('hana')
  const { stage: before } = await person('maya', id)
  const visit = await open('maya')
  const { page } = visit
  await visit.go(`/people/${id}`)
  await page.getByText(/^You have answered each other in \d+ exchanges\.$/).waitFor()
  const set = changed(page)
  await page.getByLabel('What you say').selectOption('Acquaintance')
  await set
  await page.getByText(/^You set this yourself; Kith would have said “(Friend|Trusted)”\.$/).waitFor()
  assert.deepEqual((await person('maya', id)).stage.stage, 'acquaintance')
  assert.deepEqual((await person('hana', await idOf('maya'))).stage.set_by_hand, false)
  const left = changed(page)
  await page.getByLabel('What you say').selectOption({ index: 0 })
  await left
  const after = await person('maya', id)
  assert.deepEqual(after.stage, before)
  await visit.close()
})

test('strength is explained term by term, give and take and the history are told', async () => {
  const id = await idOf('emil')
  const visit = await open('maya')
  const { page } = visit
  await visit.go(`/people/${id}`)
  await page.getByText('How this comes about').click()
  for (const term of ['Where every tie begins', 'Both ways', 'Recent exchanges', 'Freshness', 'Activity', 'Closeness'])
    await page.getByText(term, { exact: true }).waitFor()
  await page.getByText(/^You wrote to them \d+ times, and they to you \d+\./).waitFor()
  await page.getByText(/^You usually answer within/).waitFor()
  await page.getByText(/^How it began:/).waitFor()
  await picture(page, 'person-near')
  const entries = page.getByRole('region', { name: 'Your history' }).locator('ol > li')
  await entries.nth(19).waitFor()
  const more = page.waitForResponse((answer) => answer.url().includes('/history?') && answer.url().includes('max_id='))
  await page.getByRole('button', { name: 'Show earlier' }).click()
  await more
  await entries.nth(20).waitFor()
  await page.getByRole('region', { name: 'Your history' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Reply' }).first().waitFor()
  await visit.close()
})

test('two who vouch for each other both learn it; one who vouches alone does not tell', async () => {
  const [marta, maya] = [await idOf('marta'), await idOf('maya')]
  const visit = await open('maya')
  const { page } = visit
  await visit.go(`/people/${marta}`)
  let done = changed(page, '/vouch')
  await page.getByRole('button', { name: 'Vouch' }).click()
  await done
  await page.getByText('You vouch for Marta Kowalski. It counts when they vouch for you too').waitFor()
  const theirs = await open('marta')
  await theirs.go(`/people/${maya}`)
  await theirs.page.getByText(/^You can vouch for Maya/).waitFor()
  done = changed(theirs.page, '/vouch')
  await theirs.page.getByRole('button', { name: 'Vouch' }).click()
  await done
  await theirs.page.getByText('Maya Lindqvist and you vouch for each other.').waitFor()
  await page.reload()
  await page.getByText('Marta Kowalski and you vouch for each other.').waitFor()
  done = changed(page, '/vouch')
  await page.getByRole('button', { name: 'Take back' }).click()
  await done
  assert.deepEqual((await person('maya', marta)).vouch, { mine: false, both: false })
  await theirs.close()
  await visit.close()
})

test('a boundary is set on somebody’s page, and lifted there', async () => {
  const id = await idOf('bruno')
  const visit = await open('maya')
  const { page } = visit
  await visit.go(`/people/${id}`)
  await page.getByRole('button', { name: 'Set a boundary' }).click()
  const window = page.getByRole('dialog', { name: /^A boundary for Bruno/ })
  await window.getByLabel(/Pitching/).check()
  await window.getByRole('button', { name: 'Set it without a word' }).click()
  await page.getByText('You set a boundary: no pitches.').waitFor()
  assert.equal((await call('maya', 'GET', `/api/kith/v1/boundaries/${id}`)).pitches, true)
  await page.getByRole('button', { name: 'Lift' }).click()
  await page.getByText('No boundary set.').waitFor()
  await page.getByText(/^The boundary for Bruno .* is lifted/).waitFor()
  assert.equal((await call('maya', 'GET', `/api/kith/v1/boundaries/${id}`)).since, null)
  await visit.close()
})

test('a boundary that could not be read is not taken for none', async () => {
  const id = await idOf('bruno')
  await call('maya', 'PUT', `/api/kith/v1/boundaries/${id}`, { asks: true })
  const visit = await open('maya', { allow: ['503'] })
  const { page } = visit
  let broken = true
  await page.route(`**/boundaries/${id}`, (route) => (broken ? route.fulfill({ status: 503, json: {} }) : route.continue()))
  await visit.go(`/people/${id}`)
  const row = page.locator('.marks')
  await row.getByRole('alert').waitFor()
  assert.equal(await page.getByText('No boundary set.').count(), 0)
  assert.equal(await row.getByRole('button', { name: 'Set a boundary' }).count(), 0)
  broken = false
  await row.getByRole('button', { name: 'Try again' }).click()
  await row.getByText('You set a boundary: no asks.').waitFor()
  broken = true
  await row.getByRole('button', { name: 'Lift' }).click()
  await page.locator('.notices').getByText(/server/).waitFor()
  await row.getByText('You set a boundary: no asks.').waitFor()
  await visit.close()
  await call('maya', 'DELETE', `/api/kith/v1/boundaries/${id}`)
})

test('one shows a code, another enters it, and they have met', async () => {
  const [pavel, maya] = [await idOf('pavel'), await idOf('maya')]
  const shows = await open('maya', { width: 390, height: 844 })
  await shows.go('/people')
  await shows.page.getByRole('link', { name: 'Met' }).click()
  await shows.page.getByRole('button', { name: 'Show my code' }).click()
  const qr = shows.page.getByAltText('Your code as a QR code')
  await qr.waitFor()
  assert.ok(await qr.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)))
  const code = await shows.page.locator('.signs').innerText()
  await checkAccess(shows.page, 'code')
  await picture(shows.page, 'met-phone')

  const enters = await open('pavel', { allow: ['404'] })
  await enters.go('/people/met')
  await enters.page.getByLabel('The code that you were shown').fill('AAAA-AAAA')
  await enters.page.getByRole('button', { name: 'We met' }).click()
  await enters.page.locator('.notices, [role=status], [role=alert]').getByText(/code/i).first().waitFor()
  await enters.page.getByLabel('The code that you were shown').fill(code.toLowerCase().replace('-', ' '))
  await enters.page.getByRole('button', { name: 'We met' }).click()
  await enters.page.getByText('Good to meet you! You are acquaintances now:').waitFor()
  await enters.page.getByRole('status').getByRole('link', { name: 'Maya Lindqvist' }).click()
  await enters.page.getByText(/^You met in person on/).waitFor()
  // Who shows it sees at once who used it.
  await shows.page.getByText('You met: Pavel Novak').waitFor()
  await shows.page.getByRole('button', { name: 'Done, hide it' }).click()
  assert.equal((await person('maya', pavel)).stage.stage, 'acquaintance')

  await enters.page.getByRole('button', { name: 'We did not meet' }).click()
  const back = changed(enters.page, '/met')
  await enters.page.getByRole('dialog').getByRole('button', { name: 'We did not meet' }).click()
  await back
  assert.equal((await person('maya', pavel)).met, null)
  assert.equal((await person('pavel', maya)).met, null)
  await enters.close()
  await shows.close()
})

test('the network is a picture for the keyboard, and a table', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/people')
  await page.getByRole('link', { name: 'Network' }).click()
  const graph = page.getByRole('application', { name: /^Your network/ })
  await graph.locator('canvas').first().waitFor()
  await picture(page, 'network')
  await graph.focus()
  await page.keyboard.press('ArrowRight')
  const about = page.locator('.about')
  await about.getByText(/^Talks with /).waitFor()
  const first = await about.locator('.name').innerText()
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction((name) => document.querySelector('.about .name').textContent.trim() !== name, first)
  const second = await about.locator('.name').innerText()
  assert.equal(await graph.getAttribute('aria-label'), `Your network: ${second}`)
  await page.getByRole('button', { name: 'Who talks with whom' }).click()
  await page.getByRole('button', { name: 'Nearer' }).click()
  await checkAccess(page, 'network')
  await page.getByRole('button', { name: 'Table' }).click()
  await page.waitForURL(/view=table/)
  const table = page.getByRole('table', { name: 'Your network as a table' })
  const { nodes } = await call('maya', 'GET', '/api/kith/v1/network')
  assert.equal(await table.getByRole('rowheader').count(), nodes.length)
  await checkAccess(page, 'network as a table')
  await page.getByRole('button', { name: 'How near' }).click()
  await graph.locator('canvas').first().waitFor()
  await graph.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: `${second} and you` }).waitFor()
  await visit.close()
})

test('who stands still sees a network that stands still', async () => {
  const visit = await open('maya', { reducedMotion: 'reduce', colorScheme: 'dark' })
  await visit.go('/people/network')
  await visit.page.locator('.canvas canvas').first().waitFor()
  await picture(visit.page, 'network-dark')
  await visit.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await visit.page.getByRole('button', { name: 'Who talks with whom' }).click()
  await checkAccess(visit.page, 'network after dark')
  await visit.close()
})

test('a way to a stranger shows its first step and nothing more', async () => {
  const visit = await open('maya')
  const { page } = visit
  const { people } = await call('maya', 'GET', '/api/kith/v1/people?stage=stranger&limit=200')
  let found
  for (const { account } of people) {
    const paths = await call('maya', 'GET', `/api/kith/v1/paths/${account.id}`)
    if (paths.first_steps.length) found = { account, paths }
    if (found) break
  }
  assert.ok(found, 'the demonstration has a stranger whom somebody knows')
  await visit.go(`/people/${found.account.id}`)
  const ways = page.getByRole('region', { name: /^Who could introduce you to/ })
  const steps = ways.getByRole('listitem')
  await steps.first().waitFor()
  assert.equal(await steps.count(), found.paths.first_steps.length)
  const [first] = found.paths.first_steps
  await steps.first().getByText(first.account.display_name).first().waitFor()
  await steps
    .first()
    .getByText(first.steps_left === 1 ? 'knows them' : `can reach them in ${first.steps_left} steps`)
    .waitFor()
  await steps.first().getByRole('button', { name: 'Ask' }).click()
  const text = page.getByRole('dialog').getByLabel('Text', { exact: true })
  assert.equal(await text.inputValue(), `@${first.account.acct} Could you introduce me to @${found.account.acct}? `)
  await visit.close()
})

test('a circle of nobody says how it begins', async () => {
  const visit = await open('maya')
  const { page } = visit
  const nobody = { people: [], total: 0, stages: { stranger: 0, acquaintance: 0, friend: 0, trusted: 0 }, quiet: 0, unanswered: 0 }
  await page.route('**/api/kith/v1/people?*', (route) => route.fulfill({ json: nobody }))
  await page.route('**/api/kith/v1/network', (route) => route.fulfill({ json: { nodes: [], edges: [] } }))
  await visit.go('/people')
  await page.getByText('Your circle begins with a hello').waitFor()
  await checkAccess(page, 'empty circle')
  await visit.go('/people/network')
  await page.getByText('No network yet').waitFor()
  await visit.close()
})

test('a list that fails can be tried again', async () => {
  const visit = await open('maya', { allow: ['503'] })
  const { page } = visit
  let broken = true
  await page.route('**/api/kith/v1/network', (route) => (broken ? route.fulfill({ status: 503, json: {} }) : route.continue()))
  await visit.go('/people/network')
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  broken = false
  await again.click()
  await page.getByRole('application').locator('canvas').first().waitFor()
  await visit.close()
})

for (const [width, colorScheme, locale] of [
  [1280, 'light', 'en-GB'],
  [360, 'dark', 'de-DE'],
  [320, 'light', 'en-GB'],
])
  test(`people, person, network and meeting are accessible and fit, ${width} px wide, ${colorScheme}, ${locale}`, async () => {
    const visit = await open('maya', { width, colorScheme, locale, height: width < 500 ? 780 : 900 })
    const { people } = await call('maya', 'GET', '/api/kith/v1/people?stage=stranger&limit=1')
    await post('maya', 'Good morning to all who water early.')
    for (const place of ['/people', '/people?stage=friend', `/people/${await idOf('greta')}`, `/people/${people[0].account.id}`, '/people/network', '/people/network?view=table', '/people/met']) {
      await visit.go(place)
      await settled(visit.page)
      await visit.page.waitForFunction(() => !document.querySelector('main .loading'))
      await checkWidth(visit.page, place)
      await checkAccess(visit.page, place)
    }
    await visit.close()
  })

test('a picture of a person for the documentation', { skip: !process.env.KITH_PICTURES }, async () => {
  const visit = await open('maya')
  await visit.go(`/people/${await idOf('greta')}`)
  await picture(visit.page, 'person')
  await visit.close()
})
