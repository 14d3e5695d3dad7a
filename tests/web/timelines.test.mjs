import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, open, picture, post } from './kith.mjs'

const cards = (page) => page.locator('[data-post]')

test('new posts wait behind a button and do not move what is being read', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/local')
  await cards(page).first().waitFor()
  const first = await cards(page).first().boundingBox()
  await post('amara', 'The kettle has opinions about Monday.')
  const button = page.getByRole('button', { name: '1 new post' })
  await button.waitFor()
  assert.deepEqual(await cards(page).first().boundingBox(), first)
  await button.click()
  await cards(page).first().getByText('The kettle has opinions about Monday.').waitFor()
  await visit.close()
})

test('a favourite shows at once, and is taken back with a word when the server refuses', async () => {
  const visit = await open('jonas', { allow: ['503'] })
  const { page } = visit
  const { id, account } = await post('amara', 'Nobody has liked this yet.')
  await visit.go(`/@${account.acct}/${id}`)
  const heart = page.getByRole('button', { name: 'Favourite', exact: true })
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/favourite'))
  await heart.click()
  assert.equal(await heart.getAttribute('aria-pressed'), 'true')
  await asked
  assert.equal((await call('jonas', 'GET', `/api/v1/statuses/${id}`)).favourited, true)
  await page.route('**/unfavourite', (route) => route.fulfill({ status: 503, body: '{"error":"no"}' }))
  await heart.click()
  await page.getByText('The server could not do that. Please try again.').waitFor()
  assert.equal(await heart.getAttribute('aria-pressed'), 'true')
  await visit.close()
})

test('a boost can be given and taken back', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const { id, account } = await post('amara', 'Please water the plants on the stairs.')
  await visit.go(`/@${account.acct}/${id}`)
  await page.locator('[data-act=boost]').click()
  const given = page.waitForResponse((answer) => answer.url().endsWith('/reblog') && answer.ok())
  await page.getByRole('menuitem', { name: 'Boost' }).click()
  await given
  assert.equal((await call('jonas', 'GET', `/api/v1/statuses/${id}`)).reblogged, true)
  await page.locator('[data-act=boost]').click()
  const taken = page.waitForResponse((answer) => answer.url().endsWith('/unreblog') && answer.ok())
  await page.getByRole('menuitem', { name: 'Take back the boost' }).click()
  await taken
  assert.equal((await call('jonas', 'GET', `/api/v1/statuses/${id}`)).reblogged, false)
  await visit.close()
})

test('going back finds the same posts at the same place, and far ones cost nothing', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/local')
  for (let pages = 0; pages < 14; pages++) {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.waitForTimeout(250)
  }
  const drawn = await cards(page).count()
  const height = await page.evaluate(() => document.body.scrollHeight)
  assert.ok(height > 20_000, `${height} px of posts`)
  assert.ok(drawn < 120, `${drawn} posts drawn`)
  await page.evaluate(() => window.scrollTo(0, 9000))
  await page.waitForTimeout(400)
  const before = await page.evaluate(() => window.scrollY)
  const seen = await page.evaluate(
    () => [...document.querySelectorAll('[data-post]')].find((one) => one.getBoundingClientRect().top > 0).dataset.post,
  )
  await page.locator(`[data-post="${seen}"] a.when`).click()
  await page.waitForURL(/\/@/)
  await page.goBack()
  await page.locator(`[data-post="${seen}"]`).waitFor()
  await page.waitForTimeout(400)
  const after = await page.evaluate(() => window.scrollY)
  assert.ok(Math.abs(after - before) < 4, `${before} before, ${after} after`)
  await visit.close()
})

test('a content warning and a filter hide until somebody asks', async () => {
  const filter = await call('jonas', 'POST', '/api/v2/filters', {
    title: 'Spoilers',
    context: ['home', 'public', 'thread', 'account'],
    filter_action: 'warn',
    keywords_attributes: [{ keyword: 'butler', whole_word: true }],
  })
  await post('amara', 'It was the butler.')
  await post('amara', 'And then the dog came home.', { spoiler_text: 'The end of the film' })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/@amara')
  const warned = cards(page).filter({ hasText: 'The end of the film' })
  await warned.getByRole('button', { name: 'Show' }).first().click()
  await page.getByText('And then the dog came home.').first().waitFor()
  assert.equal(await page.getByText('It was the butler.').count(), 0)
  await page.getByText('Hidden by your filter “Spoilers”').first().waitFor()
  await page.getByRole('button', { name: 'Show anyway' }).first().click()
  await page.getByText('It was the butler.').waitFor()
  await visit.close()
  await call('jonas', 'DELETE', `/api/v2/filters/${filter.id}`)
})

test('a thread shows what was answered, grows while it is read, and votes count', async () => {
  const poll = { options: ['Soup', 'Bread'], expires_in: 86400 }
  const root = await post('amara', 'What shall we cook on Friday?', { poll })
  const answer = await post('maya', '@amara Soup, and I bring bread.', { in_reply_to_id: root.id })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@maya/${answer.id}`)
  const above = page.locator(`[data-post="${root.id}"]`)
  await above.getByLabel('Soup').check()
  await above.getByRole('button', { name: 'Vote' }).click()
  await above.getByText('your choice').waitFor()
  await visit.go(`/@amara/${root.id}`)
  await page.getByText('Soup, and I bring bread.').waitFor()
  await post('jonas', '@amara I wash the dishes.', { in_reply_to_id: root.id })
  await page.getByText('I wash the dishes.').waitFor()
  await picture(page, 'thread')
  await visit.close()
})

test('earlier versions of an edited post can be read', async () => {
  const { id } = await post('amara', 'See you on Tusday.')
  await call('amara', 'PUT', `/api/v1/statuses/${id}`, { status: 'See you on Tuesday.' })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${id}`)
  await page.getByRole('button', { name: /Show earlier versions/ }).click()
  const window = page.getByRole('dialog', { name: 'Earlier versions' })
  await window.getByText('See you on Tusday.').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await window.count(), 0)
  await visit.close()
})

test('the keyboard alone reads, favourites and opens', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/local')
  await cards(page).nth(2).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const id = await page.evaluate(() => document.activeElement.closest('[data-post]')?.dataset.post)
  assert.ok(id)
  const asked = page.waitForResponse((answer) => /\/(un)?favourite$/.test(answer.url()))
  await page.keyboard.press('f')
  await asked
  await page.keyboard.press('o')
  await page.waitForURL(new RegExp(id))
  await page.keyboard.press('Backspace')
  await page.waitForURL(/\/local$/)
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await visit.close()
})

test('the keyboard skips the navigation, and goes on in the content', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/local')
  await cards(page).first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main')
  await page.keyboard.press('Tab')
  assert.ok(await page.evaluate(() => document.activeElement.matches('main *')))
  await visit.close()
})
