// What others do, or the reader somewhere else, shows on the page that is open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, insist, open, post, settledMember } from './kith.mjs'

const idOf = async (name) => (await call('jonas', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const isMain = () => document.activeElement?.id === 'main'

test('an answer of somebody whom one does not follow appears in a thread', async () => {
  await settledMember('ingrid')
  await settledMember('lorenz')
  const { id } = await post('ingrid', 'What do you read at the moment?')
  const visit = await open('maya')
  const { page } = visit
  await visit.go(`/@ingrid/${id}`)
  await page.getByText('What do you read at the moment?').first().waitFor()
  const { id: answer } = await post('lorenz', '@ingrid A novel about bees.', { in_reply_to_id: id })
  await page.getByText('A novel about bees.').waitFor()
  await call('lorenz', 'DELETE', `/api/v1/statuses/${answer}`)
  await page.getByText('A novel about bees.').waitFor({ state: 'detached' })
  await visit.close()
})

for (const [locale, gone] of [
  ['en-GB', 'This post was deleted.'],
  ['de-DE', 'Dieser Beitrag wurde gelöscht.'],
])
  test(`a thread says when its post is deleted, ${locale}`, async () => {
    const { id } = await post('amara', 'Who has the key to the cellar?')
    await post('maya', '@amara I do.', { in_reply_to_id: id })
    const visit = await open('jonas', { locale, allow: ['404'] })
    const { page } = visit
    await visit.go(`/@amara/${id}`)
    await page.getByText('I do.').waitFor()
    await call('amara', 'DELETE', `/api/v1/statuses/${id}`)
    await page.getByText(gone).waitFor()
    assert.equal(await page.getByText('Who has the key to the cellar?').count(), 0)
    await page.getByText('I do.').waitFor()
    await visit.close()
  })

test('who deletes the post of a page goes back to where they came from', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const { id } = await post('jonas', 'This was written too quickly.')
  await visit.go('/local')
  await page.locator(`[data-post="${id}"] a.when`).click()
  const main = page.locator(`[data-post="${id}"].main`)
  await main.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(/\/local$/)
  await page.getByRole('heading', { level: 1, name: 'Local' }).waitFor()
  await page.waitForFunction(isMain)
  assert.equal(await page.locator(`[data-post="${id}"]`).count(), 0)
  await page.goForward()
  await page.getByText('This post was deleted.').waitFor()
  await visit.close()
})

test('what the other changes or deletes in a direct conversation shows', async () => {
  const first = await insist('jonas', '@amara Shall we meet at the pier?', { visibility: 'direct' })
  await post('amara', '@jonas Gladly.', { visibility: 'direct', in_reply_to_id: first.id })
  const [conversation] = await call('jonas', 'GET', '/api/v1/conversations')
  const visit = await open('jonas', { allow: ['404'] })
  const { page } = visit
  await visit.go(`/direct/${conversation.id}`)
  await page.getByText('Shall we meet at the pier?').waitFor()
  const { id } = await post('amara', '@jonas At nien.', { visibility: 'direct', in_reply_to_id: conversation.last_status.id })
  await page.getByText('At nien.').waitFor()
  await call('amara', 'PUT', `/api/v1/statuses/${id}`, { status: '@jonas At nine.' })
  await page.getByText('At nine.').waitFor()
  await call('amara', 'DELETE', `/api/v1/statuses/${id}`)
  await page.getByText('At nine.').waitFor({ state: 'detached' })
  await page.getByText('Shall we meet at the pier?').waitFor()
  await visit.close()
})

test('the list of direct conversations follows an edit', async () => {
  const asked = await insist('jonas', '@amara Where is the ladder?', { visibility: 'direct' })
  const words = { visibility: 'direct', in_reply_to_id: asked.id }
  const { id } = await post('amara', '@jonas It stands in the yrad.', words)
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/direct')
  await page.getByText('It stands in the yrad.').waitFor()
  await call('amara', 'PUT', `/api/v1/statuses/${id}`, { status: '@jonas It stands in the yard.' })
  await page.getByText('It stands in the yard.').waitFor()
  await visit.close()
})

test('the list of direct conversations is renewed where one has read on, too', async () => {
  const name = await settledMember('oda')
  const ids = []
  for (let i = 1; i <= 35; ++i) ids.push((await post(name, `A note to myself, number ${i}.`, { visibility: 'direct' })).id)
  const visit = await open(name)
  const { page } = visit
  await visit.go('/direct')
  await page.getByText('number 35.').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('number 1.').waitFor()
  await call(name, 'PUT', `/api/v1/statuses/${ids[33]}`, { status: 'A note that was mended.' })
  await call(name, 'DELETE', `/api/v1/statuses/${ids[34]}`)
  await page.getByText('A note that was mended.').waitFor()
  await page.getByText('number 35.').waitFor({ state: 'detached' })
  for (const one of [33, 6, 5, 1]) assert.equal(await page.getByText(`number ${one}.`).count(), 1, String(one))
  await visit.close()
})

test('two windows show the same Today, and what is being written there stays', async () => {
  const name = await settledMember('solveig')
  for (const [other, opening, words] of [
    ['jonas', 'How did the concert end?', 'Well! Is the blue lamp still at your place?'],
    ['amara', 'Are you back from the sea?', 'Not yet. Which train do you take on Sunday?'],
    ['maya', 'I liked your talk about bread. Is there a second part?', 'There is. Do you still have my umbrella?'],
  ]) {
    const { id } = await post(name, `@${other} ${opening}`)
    await post(other, `@${name} ${words}`, { in_reply_to_id: id })
  }
  const visit = await open(name)
  const { page } = visit
  await visit.go('/today')
  const other = await visit.context.newPage()
  await other.goto(page.url())
  const entry = (where, words) => where.locator('[data-entry]').filter({ hasText: words })
  await entry(other, 'umbrella').locator('[data-act=act]').click()
  await other.locator('[data-entry] textarea').fill('It hangs behind the')
  await entry(page, 'blue lamp').getByRole('button', { name: /^Done/ }).click()
  await entry(other, 'blue lamp').waitFor({ state: 'detached' })
  await entry(page, 'Which train').getByRole('button', { name: /^Later/ }).click()
  await page.getByRole('menuitem', { name: /week/ }).first().click()
  await entry(other, 'Which train').waitFor({ state: 'detached' })
  await other.getByText(/Amara.*: put off until/).waitFor()
  const umbrella = (await call(name, 'GET', '/api/kith/v1/today')).entries[0].status.id
  await post(name, '@maya It is dry and well.', { in_reply_to_id: umbrella }) // with another app
  await page.getByText('You answered Maya Lindqvist.').waitFor()
  assert.equal(await other.locator('[data-entry] textarea').inputValue(), 'It hangs behind the')
  await other.getByRole('button', { name: /^Undo ?: Amara/ }).click()
  await entry(page, 'Which train').waitFor()
  await visit.close()
})

test('new posts of somebody arrive on their profile', async () => {
  await settledMember('birger')
  await post('birger', 'The first of many.')
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/@birger')
  await page.getByText('The first of many.').waitFor()
  await post('amara', 'This is no concern of Birger’s.')
  await post('birger', 'The second of many.')
  await page.getByRole('button', { name: '1 new post' }).click()
  await page.getByText('The second of many.').waitFor()
  await visit.go('/@birger/with-replies')
  await page.getByText('The first of many.').waitFor()
  const { id } = await post('amara', 'How many are there?')
  await post('birger', '@amara This is the third.', { in_reply_to_id: id })
  await page.getByRole('button', { name: '1 new post' }).click()
  await page.getByText('This is the third.').waitFor()
  assert.equal(await page.getByText('How many are there?').count(), 0)
  await visit.close()
})

test('a hashtag is live however it is spelled, and so is a list', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await post('amara', 'The first cup. #Café')
  await visit.go('/tags/CAFÉ')
  await page.getByText('The first cup.').waitFor()
  await post('amara', 'The second cup. #café')
  await page.getByRole('button', { name: '1 new post' }).click()
  await page.getByText('The second cup.').waitFor()
  const amara = await idOf('amara')
  await call('jonas', 'POST', `/api/v1/accounts/${amara}/follow`)
  const { id } = await call('jonas', 'POST', '/api/v1/lists', { title: 'Cups' })
  await call('jonas', 'POST', `/api/v1/lists/${id}/accounts`, { account_ids: [amara] })
  await visit.go(`/lists/${id}`)
  await page.locator('[data-post]').first().waitFor()
  const { id: third } = await post('amara', 'The third cup.')
  await page.getByRole('button', { name: '1 new post' }).click()
  await page.getByText('The third cup.').waitFor()
  await call('amara', 'DELETE', `/api/v1/statuses/${third}`)
  await page.getByText('The third cup.').waitFor({ state: 'detached' })
  await call('jonas', 'DELETE', `/api/v1/lists/${id}`)
  await visit.close()
})

test('only what belongs to the list of conversations is counted above it', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const { id } = await post('jonas', 'A small thing to like.')
  await visit.go('/notifications?only=conversations')
  await page.getByRole('button', { name: 'Conversations', pressed: true }).waitFor()
  await call('maya', 'POST', `/api/v1/statuses/${id}/favourite`)
  await page.getByRole('link', { name: /^Notifications ?, \d+ new/ }).waitFor()
  assert.equal(await page.locator('.pill button').count(), 0)
  await post('maya', '@jonas And one to answer.', { in_reply_to_id: id })
  await page.getByRole('button', { name: '1 new' }).click()
  await page.getByText('And one to answer.').waitFor()
  await visit.close()
})

test('the results of a poll grow while they are looked at', async () => {
  const poll = { options: ['Tea', 'Coffee'], expires_in: 86400 }
  const root = await post('amara', 'What shall there be at the meeting?', { poll })
  await call('jonas', 'POST', `/api/v1/polls/${root.poll.id}/votes`, { choices: [0] })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${root.id}`)
  await page.getByText('1 person voted').first().waitFor()
  const counted = page.getByText('2 people voted').first()
  await call('maya', 'POST', `/api/v1/polls/${root.poll.id}/votes`, { choices: [1] })
  await counted.waitFor({ timeout: 30_000 })
  await page.getByText('50%').first().waitFor()
  await visit.close()
})
