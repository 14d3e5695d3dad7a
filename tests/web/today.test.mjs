import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base, call, checkAccess, checkWidth, open, picture, post, settled, settledMember } from './kith.mjs'

const today = (member) => call(member, 'GET', '/api/kith/v1/today')
const idOf = async (name) => (await call('jonas', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id

// Somebody new who spoke to two people, both of whom answered with a question. Nobody writes the same words twice.
const talks = {
  nell: ['Do you bring the glue?', 'Which chapter would you like to hear?'],
  petronel: ['Is Thursday too late for the chairs?', 'Did you finish the novel with the lighthouse?'],
  quinn: ['How long was the ladder in the end?', 'Would you read a page of mine?'],
  rune: ['Oak or beech for the shelf, what do you think?', 'Are you at the library on Monday evening?'],
  thorvald: ['Did you mend the kettle?', 'Shall I keep the blue book for you?'],
  sverre: ['What became of the old door?', 'Who translated the poems that you quoted?'],
}
async function withTwoWaiting(name) {
  await settledMember(name)
  for (const [i, other] of ['jonas', 'amara'].entries()) {
    const { id } = await post(name, `@${other} I liked what you said last night. Shall we go on?`)
    await post(other, `@${name} ${talks[name][i]}`, { in_reply_to_id: id })
  }
  return name
}

const entry = (page, words) => page.locator('[data-entry]').filter({ hasText: words })

test('somebody is answered from Today, in place', async () => {
  const name = await withTwoWaiting('nell')
  const visit = await open(name)
  const { page } = visit
  await visit.go('/')
  await page.getByRole('heading', { level: 1, name: /Nell|nell/ }).waitFor()
  const card = entry(page, 'Do you bring the glue?')
  await card.getByText('Jonas Weber wrote to you and waits for an answer.').waitFor()
  await card.getByRole('button', { name: 'Answer' }).click()
  const field = card.getByLabel('Your words to Jonas Weber')
  assert.ok(await field.evaluate((node) => node === document.activeElement))
  await checkAccess(page, 'an answer being written')
  await field.fill('I do, and the long clamps.')
  await card.getByRole('button', { name: 'Reply' }).click()
  await page.getByText('You answered Jonas Weber.').waitFor()
  assert.equal(await card.count(), 0)
  // What is next is in focus.
  await page.waitForFunction(() => document.activeElement?.matches('[data-entry]'))
  const [mine] = await call(name, 'GET', `/api/v1/accounts/${await idOf(name)}/statuses?limit=1`)
  assert.match(mine.content, /@.*jonas.*I do, and the long clamps/)
  const [waiting] = (await call('jonas', 'GET', '/api/v1/notifications?types[]=mention&limit=1'))
  assert.equal(waiting.status.id, mine.id)
  assert.equal((await today(name)).done, 1)
  await page.reload()
  await entry(page, 'Which chapter').waitFor()
  assert.equal(await page.getByText('Do you bring the glue?').count(), 0)
  await visit.close()
})

test('what is answered in the thread is done when one comes back', async () => {
  const name = await withTwoWaiting('thorvald')
  const visit = await open(name)
  const { page } = visit
  await visit.go('/today')
  await entry(page, 'the kettle').locator('blockquote a').last().click()
  await page.locator('[data-act=reply]').last().waitFor()
  await page.getByText('the kettle').last().waitFor()
  await page.locator('[data-post].main [data-act=reply]').click()
  const field = page.getByRole('dialog').getByLabel('Text', { exact: true })
  await field.fill((await field.inputValue()) + 'It whistles again.')
  await page.getByRole('dialog').getByRole('button', { name: 'Reply' }).click()
  await page.getByText('Posted.').waitFor()
  await page.goBack()
  await page.getByText('You answered Jonas Weber.').waitFor()
  await visit.close()
})

test('hello is said with an offered question, in words of one’s own', async () => {
  const name = await settledMember('orla')
  const newcomer = (await today(name)).entries.find(({ kind }) => kind === 'newcomer')
  const who = newcomer.account.display_name || newcomer.account.username
  const visit = await open(name)
  const { page } = visit
  await visit.go('/today')
  const card = page.locator(`[data-entry="${newcomer.id}"]`)
  await card.getByRole('button', { name: new RegExp(`^Say hello ?: ${who}`) }).click()
  const field = card.getByLabel(`Your words to ${who}`)
  const offered = await field.inputValue()
  assert.ok(newcomer.starters[0].draft.endsWith(offered) && offered.length > 5, offered)
  await field.fill('Welcome! ' + offered)
  await card.getByRole('button', { name: 'Send' }).click()
  await page.getByText(`You welcomed ${who}.`).waitFor()
  const [mine] = await call(name, 'GET', `/api/v1/accounts/${await idOf(name)}/statuses?limit=1`)
  assert.match(mine.content, /Welcome!/)
  assert.deepEqual(mine.mentions.map(({ acct }) => acct), [newcomer.account.acct])
  await visit.close()
})

test('what is put off can be seen and taken back', async () => {
  const name = await withTwoWaiting('petronel')
  const visit = await open(name)
  const { page } = visit
  await visit.go('/today')
  await entry(page, 'the chairs').getByRole('button', { name: 'Later: Jonas Weber' }).click()
  await page.getByRole('menuitem', { name: 'In three days' }).click()
  await page.getByText(/^Jonas Weber: put off until/).waitFor()
  // Taken back at once.
  await page.getByRole('button', { name: /^Undo ?: Jonas Weber/ }).click()
  await entry(page, 'the chairs').waitFor()
  await entry(page, 'the chairs').getByRole('button', { name: 'Later: Jonas Weber' }).click()
  await page.getByRole('menuitem', { name: 'In a week' }).click()
  await entry(page, 'the lighthouse').getByRole('button', { name: 'Later: Amara Okafor' }).click()
  await page.getByRole('menuitem', { name: 'Not Amara Okafor' }).click()
  await page.getByText('Amara Okafor will not come up for this again.').waitFor()
  await page.getByRole('link', { name: 'What you put off' }).click()
  await page.getByRole('heading', { level: 1, name: 'Put off' }).waitFor()
  const amara = page.getByRole('listitem').filter({ hasText: 'Amara Okafor' })
  await amara.getByText(/waits for your answer\s+·\s+for good/).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Jonas Weber' }).getByText(/until/).waitFor()
  await checkAccess(page, 'what was put off')
  await amara.getByRole('button', { name: /^Bring back/ }).click()
  await page.getByText('Amara Okafor may come up again.').waitFor()
  await visit.go('/today')
  await entry(page, 'the lighthouse').waitFor()
  assert.equal(await entry(page, 'the chairs').count(), 0)
  await visit.close()
})

test('with the keys alone Today is done, and then it is calm', async () => {
  const name = await withTwoWaiting('quinn')
  const visit = await open(name)
  const { page } = visit
  await visit.go('/home')
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.locator('[data-entry]').first().waitFor()
  const count = await page.locator('[data-entry]').count()
  await page.keyboard.press('j')
  for (let left = count; left > 0; left--) {
    await page.waitForFunction((many) => document.querySelectorAll('[data-entry]').length === many, left)
    await page.waitForFunction(() => document.activeElement?.matches('[data-entry]'))
    await page.keyboard.press('e')
  }
  await page.getByRole('heading', { name: 'That is all for today' }).waitFor()
  assert.ok(await page.evaluate(() => document.activeElement?.id === 'all-done'))
  assert.equal(await page.locator('main [data-post]').count(), 0, 'no feed below')
  await checkAccess(page, 'the end of Today')
  await page.waitForLoadState('networkidle')
  assert.equal((await today(name)).done, count)
  await page.reload()
  await page.getByRole('heading', { name: 'That is all for today' }).waitFor()
  await visit.close()
})

test('what a friend shared with few is shared with one press', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const shown = await today('jonas')
  const { id: status } = await post('maya', 'The pear tree blossoms. #gardening')
  const full = await call('jonas', 'GET', `/api/v1/statuses/${status}`)
  const share = {
    id: '1',
    kind: 'share',
    action: 'share',
    reason: { code: 'today_share', parameters: { name: 'Maya Lindqvist', topic: 'gardening' }, words: '' },
    account: full.account,
    second: null,
    status: full,
    starters: [],
  }
  await page.route('**/api/kith/v1/today', (route) => route.fulfill({ json: { ...shown, entries: [share], done: 0 } }))
  await visit.go('/today')
  await page.getByText('Maya Lindqvist posted something about #gardening that few have shared.').waitFor()
  const shared = page.waitForResponse((answer) => answer.url().endsWith('/reblog'))
  await page.getByRole('button', { name: 'Share it' }).click()
  await page.getByText('You shared what Maya Lindqvist wrote.').waitFor()
  await shared
  assert.equal((await call('jonas', 'GET', `/api/v1/statuses/${status}`)).reblogged, true)
  // And taken back in place.
  const back = page.waitForResponse((answer) => answer.url().endsWith('/unreblog'))
  await page.getByRole('button', { name: /^Undo ?: Maya/ }).click()
  await back
  await page.getByRole('button', { name: 'Share it' }).waitFor()
  assert.equal((await call('jonas', 'GET', `/api/v1/statuses/${status}`)).reblogged, false)
  await visit.close()
})

test('what the server refuses comes back with a word', async () => {
  const name = await withTwoWaiting('rune')
  const visit = await open(name, { allow: ['500'] })
  const { page } = visit
  await visit.go('/today')
  await page.route('**/api/kith/v1/today/*/done', (route) => route.fulfill({ status: 500, json: { error: 'no' } }))
  await entry(page, 'Oak or beech').getByRole('button', { name: /^Done ?: Jonas Weber/ }).click()
  await page.getByText('The server could not do that. Please try again.').waitFor()
  await entry(page, 'Oak or beech').waitFor()
  await visit.close()
})

for (const [width, colorScheme] of [
  [1280, 'light'],
  [320, 'dark'],
])
  test(`Today and what was put off are accessible and fit, ${width} px wide and ${colorScheme}`, async () => {
    const visit = await open('maya', { width, colorScheme, height: width < 500 ? 780 : 900 })
    for (const place of ['/', '/today/put-off', '/more']) {
      await visit.go(place)
      await settled(visit.page)
      await checkWidth(visit.page, place)
      await checkAccess(visit.page, place)
    }
    await visit.close()
  })

test('Today speaks German where the reader does', async () => {
  const name = await withTwoWaiting('sverre')
  const visit = await open(name, { locale: 'de-DE' })
  const { page } = visit
  await visit.go('/')
  await page.getByText('Jonas Weber hat dir geschrieben und wartet auf eine Antwort.').waitFor()
  const hello = page.getByRole('button', { name: /^Hallo sagen/ }).first()
  await hello.click()
  const words = await page.getByLabel(/^Deine Worte an/).inputValue()
  assert.match(words, /Wie bist du zu #|Hallo! Was hat dich hergeführt\?|Du hast gefragt|Woran bist du gerade/)
  await checkAccess(page, 'German Today')
  await visit.close()
})

test('the phone has room for five, and everything else is one step further', async () => {
  const visit = await open('maya', { width: 390, height: 800 })
  const { page } = visit
  await visit.go('/')
  const bar = page.getByRole('navigation')
  assert.deepEqual(
    (await bar.getByRole('link').filter({ visible: true }).all()).length,
    5,
  )
  await bar.getByRole('link', { name: 'More' }).click()
  await page.getByRole('heading', { level: 1, name: 'More' }).waitFor()
  const shown = await page.locator('main a').evaluateAll((all) => all.map((one) => new URL(one.href).pathname))
  for (const place of ['/search', '/local', '/lists', '/bookmarks', '/drafts', '/first-steps', '/today/put-off'])
    assert.ok(shown.includes(place), place)
  await visit.close()
})

test('pictures of Today for the documentation', { skip: !process.env.KITH_PICTURES }, async () => {
  const visit = await open('maya', { height: 860 })
  await visit.page.goto(base + '/')
  await visit.page.locator('[data-entry]').first().waitFor()
  await picture(visit.page, 'today')
  await visit.close()
  const small = await open('maya', { width: 390, height: 844 })
  await small.page.goto(base + '/')
  await small.page.locator('[data-entry]').first().waitFor()
  await picture(small.page, 'today-phone')
  await small.close()
})
