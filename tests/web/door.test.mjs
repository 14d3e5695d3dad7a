import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkAccess, checkWidth, newMember, open, picture, post } from './kith.mjs'

const mira = await newMember('mira', { display_name: 'Mira Castell', note: 'Plants, mostly on balconies. #gardening' })
const me = (await call(mira, 'GET', '/api/v1/accounts/verify_credentials')).id
const follow = (who, id = me) => call(who, 'POST', `/api/v1/accounts/${id}/follow`)
const idOf = async (name) => (await call(mira, 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const relation = async (id) => (await call(mira, 'GET', `/api/v1/accounts/relationships?id[]=${id}`))[0]
const card = (page, name) => page.getByRole('article', { name, exact: true })
// The page shows at once what the server has yet to say.
const answered = (page, path, act) =>
  Promise.all([page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith(path)), act])
// Who comes back to the page sees who came.
const lookAgain = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
const count = async () => (await call(mira, 'GET', '/api/kith/v1/door/count')).count

test('a follower without a bio who follows many: the card says so, and nothing is done', async () => {
  const visit = await open(mira)
  const { page } = visit
  await visit.go('/door')
  await page.getByRole('heading', { name: 'Nobody is at the door' }).waitFor()
  await checkAccess(page, 'an empty door')
  const collector = await newMember('collector', { display_name: 'Collector' })
  for (const name of ['maya', 'jonas', 'amara', 'lucia', 'hana', 'tomasz', 'nina', 'farah', 'emil']) await follow(collector, await idOf(name))
  await follow(collector)
  await lookAgain(page)
  const newcomer = card(page, 'Collector')
  await newcomer.getByText('They say nothing about who they are.').waitFor()
  await newcomer.getByText('They follow 10 accounts, and nobody follows them.').waitFor()
  await newcomer.getByText('They have not posted anything yet.').waitFor()
  await page.getByRole('link', { name: /^Door ?, 1 newcomer/ }).waitFor()
  await checkAccess(page, 'the door')
  const between = await relation(await idOf('collector'))
  assert.ok(between.followed_by && !between.blocking && !between.muting && !between.following)
  assert.equal(await count(), 1)
  await visit.close()
})

test('a newcomer is followed back, and it can be taken back', async () => {
  const ines = await newMember('ines_garden', {
    display_name: 'Ines Moreau',
    note: 'Beekeeper on the hill. #gardening #bees',
    why_here: 'To find people who plant for bees.',
  })
  await post(mira, 'The tomatoes survived the balcony. #gardening', { language: 'en' })
  await post(ines, 'The linden trees are in flower and the hives are loud. #bees', { language: 'en' })
  await post(ines, 'Which flowers keep your balcony going in August? #gardening', { language: 'en' })
  const hello = await post(mira, '@jonas are you at the market on Saturday?')
  await post('jonas', `@${mira} from nine on`, { in_reply_to_id: hello.id })
  await follow('jonas', await idOf(ines))
  const id = await idOf(ines)
  const visit = await open(mira)
  const { page } = visit
  await visit.go('/door')
  await card(page, 'Collector').waitFor()
  await follow(ines)
  await lookAgain(page)
  await page.getByRole('button', { name: '1 newcomer', exact: true }).click()
  const newcomer = card(page, 'Ines Moreau')
  await newcomer.getByText('You both write about #gardening.').waitFor()
  await newcomer.getByText(/^Jonas Weber knows them \(an acquaintance of yours\)/).waitFor()
  await newcomer.getByText('The linden trees are in flower').waitFor()
  await newcomer.getByText('To find people who plant for bees.').waitFor()
  await checkAccess(page, 'a newcomer')
  await picture(page, 'door')
  await newcomer.getByRole('button', { name: 'Follow back' }).click()
  await page.getByText('You follow Ines Moreau back.').waitFor()
  await answered(page, '/unfollow', page.getByRole('button', { name: 'Undo' }).click())
  await newcomer.getByRole('button', { name: 'Follow back' }).waitFor()
  assert.equal((await relation(id)).following, false)
  await answered(page, '/follow_back', newcomer.getByRole('button', { name: 'Follow back' }).click())
  await page.getByText('You follow Ines Moreau back.').waitFor()
  await page.getByRole('link', { name: /^Door ?, 1 newcomer/ }).waitFor()
  assert.equal((await relation(id)).following, true)
  await visit.close()
})

test('hello: something to begin with is offered, changed, and sent in place', async () => {
  const ruben = await newMember('ruben', { display_name: 'Ruben Katz', note: 'Sourdough and slow trains.' })
  await post(ruben, 'Has anybody kept basil alive on a windowsill in winter? #gardening', { language: 'en' })
  await follow(ruben)
  const visit = await open(mira, { allow: ['422'] })
  const { page } = visit
  await visit.go('/door')
  const newcomer = card(page, 'Ruben Katz')
  await newcomer.getByRole('button', { name: 'Say hello' }).click()
  await newcomer.getByRole('button', { name: /Answer their question: “Has anybody kept basil alive/ }).click()
  const words = newcomer.getByLabel('Your words')
  assert.match(await words.inputValue(), /^You asked: “Has anybody kept basil alive on a windowsill in winter\?”/)
  await words.fill((await words.inputValue()) + 'Mine lives beside the oven. Where is yours?')
  await checkAccess(page, 'a hello')
  await picture(page, 'hello')
  await newcomer.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('You said hello to Ruben Katz.').waitFor()
  const [heard] = await call(ruben, 'GET', '/api/v1/conversations')
  assert.match(heard.last_status.content, /Mine lives beside the oven/)
  assert.equal(heard.last_status.visibility, 'direct')
  assert.equal(await count(), 1, 'whoever was spoken to leaves the door')
  await visit.close()
})

test('somebody is let be, and looked at again', async () => {
  const visit = await open(mira)
  const { page } = visit
  await visit.go('/door')
  await card(page, 'Collector').getByRole('button', { name: 'Let be' }).click()
  await page.getByText('Collector stays a follower').waitFor()
  await answered(page, '/look_again', page.getByRole('button', { name: 'Undo' }).click())
  await card(page, 'Collector').waitFor()
  await answered(page, '/leave', card(page, 'Collector').getByRole('button', { name: 'Let be' }).click())
  assert.equal(await count(), 0)
  assert.ok((await relation(await idOf('collector'))).followed_by)
  await visit.go('/door')
  await page.getByRole('heading', { name: 'Nobody is at the door' }).waitFor()
  await visit.close()
})

test('those who ask to follow are at the door too', async () => {
  await call(mira, 'PATCH', '/api/v1/accounts/update_credentials', { locked: true })
  const [yes, no] = [await newMember('asks_one', { display_name: 'Ava' }), await newMember('asks_two', { display_name: 'Ben' })]
  await follow(yes)
  await follow(no)
  const visit = await open(mira, { width: 360, height: 780, colorScheme: 'dark' })
  const { page } = visit
  await visit.go('/notifications')
  await page.getByRole('link', { name: '2 newcomers are at the door' }).click()
  await page.getByRole('heading', { level: 1, name: 'At the door' }).waitFor()
  await card(page, 'Ava').getByText(/^asks to follow you/).waitFor()
  await checkAccess(page, 'follow requests')
  await checkWidth(page, 'follow requests')
  await card(page, 'Ava').getByRole('button', { name: 'Accept', exact: true }).click()
  await card(page, 'Ava').getByRole('button', { name: 'Follow back' }).waitFor()
  await answered(page, '/reject', card(page, 'Ben').getByRole('button', { name: 'Decline' }).click())
  await page.getByText('Declined. Ben may ask again.').waitFor()
  await card(page, 'Ava').getByRole('button', { name: 'More for Ava' }).click()
  await page.getByRole('menuitem', { name: 'Remove from followers' }).click()
  await answered(page, '/remove', page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click())
  await page.getByText('Ava no longer follows you.').waitFor()
  const followers = await call(mira, 'GET', `/api/v1/accounts/${me}/followers`)
  assert.deepEqual(followers.filter(({ username }) => username.startsWith('asks_')), [])
  await visit.close()
})

test('the door speaks German where the reader does', async () => {
  const kind = await newMember('leni', { display_name: 'Leni' })
  await call(mira, 'PATCH', '/api/v1/accounts/update_credentials', { locked: false })
  await follow(kind)
  const visit = await open(mira, { locale: 'de-DE' })
  const { page } = visit
  await visit.go('/door')
  await card(page, 'Leni').getByText('Sagt nichts über sich.').waitFor()
  await card(page, 'Leni').getByText('Folgt 1 Konto, und niemand folgt diesem.').waitFor()
  await card(page, 'Leni').getByRole('button', { name: 'Hallo sagen' }).click()
  await card(page, 'Leni').getByRole('button', { name: 'Fragen, was sie hergeführt hat' }).click()
  assert.equal(await card(page, 'Leni').getByLabel('Deine Worte').inputValue(), 'Hallo! Was hat dich hergeführt?')
  await checkAccess(page, 'the door in German')
  await visit.close()
})
