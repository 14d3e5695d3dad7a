import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { call, insist, open, picture, post } from './kith.mjs'

const photo = join(dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'picture.png')
const idOf = async (name) => (await call('jonas', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id

test('following, a private note and muting on a profile', async () => {
  const id = await idOf('farah')
  await call('jonas', 'POST', `/api/v1/accounts/${id}/unfollow`)
  await call('jonas', 'POST', `/api/v1/accounts/${id}/note`, { comment: '' })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/@farah')
  await page.getByRole('button', { name: /^Follow( back)?:/ }).click()
  await page.getByRole('button', { name: /^Following:/ }).waitFor()
  await page.getByLabel('Your private note').fill('Met at the book fair. Lends novels.')
  await page.getByRole('heading', { level: 1 }).click()
  await page.getByText('Note saved.').waitFor()
  await picture(page, 'profile')
  await page.getByRole('button', { name: /^More for Farah/ }).click()
  await page.getByRole('menuitem', { name: /^Mute/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click()
  await page.getByText('Muted', { exact: true }).first().waitFor()
  const [relation] = await call('jonas', 'GET', `/api/v1/accounts/relationships?id[]=${id}`)
  assert.equal(relation.following, true)
  assert.equal(relation.muting, true)
  assert.equal(relation.note, 'Met at the book fair. Lends novels.')
  await call('jonas', 'POST', `/api/v1/accounts/${id}/unmute`)
  await visit.close()
})

test('a profile is edited and shown', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/@jonas')
  await page.getByRole('link', { name: 'Edit profile' }).click()
  await page.getByLabel('About you').fill('Carpenter in the old harbour. Chairs, mostly. #woodworking')
  await page.getByLabel('Why are you here?').fill('To find somebody who plays the viola.')
  await page.getByRole('button', { name: 'Add a detail' }).click()
  await page.getByLabel('What', { exact: true }).last().fill('Workshop')
  await page.getByLabel('Details or a link').last().fill('Pier 4')
  await page.getByLabel('Change your picture').setInputFiles(photo)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/@jonas$/)
  await page.getByText('Chairs, mostly.').waitFor()
  await page.getByText('Pier 4').first().waitFor()
  const me = await call('jonas', 'GET', '/api/v1/accounts/verify_credentials')
  assert.equal(me.source.why_here, 'To find somebody who plays the viola.')
  assert.ok(!me.avatar.endsWith('/assets/avatar.png'))
  await visit.close()
})

test('blocking asks first, hides their posts and can be undone', async () => {
  const id = await idOf('emil')
  const { id: status } = await post('emil', 'I disagree with everything.')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@emil/${status}`)
  await page.getByRole('button', { name: 'More for this post' }).first().click()
  await page.getByRole('menuitem', { name: /^Block/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  assert.equal(await page.getByText('I disagree with everything.').count(), 0)
  const undone = page.waitForResponse((answer) => answer.url().endsWith('/unblock'))
  await page.getByRole('button', { name: 'Undo' }).click()
  await undone
  const [relation] = await call('jonas', 'GET', `/api/v1/accounts/relationships?id[]=${id}`)
  assert.equal(relation.blocking, false)
  await visit.close()
})

test('a list is made, filled, read and deleted', async () => {
  const { accounts } = { accounts: await call('jonas', 'GET', `/api/v1/accounts/${await idOf('jonas')}/following?limit=5`) }
  const somebody = accounts[0]
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/lists')
  await page.getByLabel('Name of the list').fill('Workshop')
  await page.getByRole('button', { name: 'New list' }).click()
  const window = page.getByRole('dialog', { name: 'Edit the list' })
  await window.getByLabel('Add somebody you follow').fill(somebody.username)
  await window.getByRole('button', { name: 'Add', exact: true }).first().click()
  await window.getByRole('button', { name: 'Remove' }).waitFor()
  await window.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { level: 1, name: 'Workshop' }).waitFor()
  await page.locator('[data-post]').first().waitFor()
  await page.getByRole('button', { name: 'Edit the list' }).click()
  await page.getByRole('button', { name: 'Delete the list' }).click()
  await page.getByRole('dialog', { name: 'Delete the list' }).getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Lists' }).waitFor()
  assert.equal(await page.getByText('Workshop').count(), 0)
  await visit.close()
})

test('a direct conversation goes back and forth while both look at it', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/@amara')
  await page.getByRole('button', { name: 'Send a message' }).click()
  const text = page.getByRole('dialog').getByLabel('Text', { exact: true })
  await text.fill((await text.inputValue()) + 'Are you at the workshop on Saturday?')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await page.getByText('Posted.').waitFor()
  await visit.go('/direct')
  await page.getByRole('link', { name: /Amara/ }).first().click()
  await page.getByText('Are you at the workshop on Saturday?').waitFor()
  const [conversation] = await call('amara', 'GET', '/api/v1/conversations')
  await post('amara', '@jonas From ten o’clock.', { visibility: 'direct', in_reply_to_id: conversation.last_status.id })
  await page.getByText('From ten o’clock.').waitFor()
  await page.getByLabel('Your message').fill('I bring coffee.')
  await picture(page, 'direct')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.locator('.mine').getByText('I bring coffee.').waitFor()
  const [after] = await call('amara', 'GET', '/api/v1/conversations')
  assert.match(after.last_status.content, /I bring coffee/)
  await visit.close()
})

test('notifications arrive, are counted, and are read when they were seen', async () => {
  const visit = await open('nina')
  const { page } = visit
  const [newest] = await call('nina', 'GET', '/api/v1/notifications?limit=1')
  if (newest) await call('nina', 'POST', '/api/v1/markers', { notifications: { last_read_id: newest.id } })
  await visit.go('/home')
  await post('amara', '@nina Would you read my chapter?')
  const again = page.waitForResponse((answer) => answer.url().endsWith('/markers') && answer.request().method() === 'POST')
  await page.getByRole('link', { name: /^Notifications ?, 1 new/ }).click()
  await page.getByText(/^Amara .* mentioned you$/).first().waitFor()
  await page.getByText('Would you read my chapter?').first().waitFor()
  await again
  assert.equal((await call('nina', 'GET', '/api/v2/notifications/unread_count')).count, 0)
  await visit.close()
})

test('what happened meanwhile is offered when one comes back to the notifications', async () => {
  const { id } = await post('nina', 'The second chapter has a lighthouse.')
  const visit = await open('nina')
  const { page } = visit
  await visit.go('/notifications')
  await page.locator('.happening').first().waitFor()
  await page.getByRole('link', { name: 'Local', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Local' }).waitFor()
  await call('amara', 'POST', `/api/v1/statuses/${id}/favourite`)
  await page.getByRole('link', { name: /^Notifications ?, 1 new/ }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '1 new' }).click()
  await page.locator('.happening').first().getByText('The second chapter has a lighthouse.').waitFor()
  await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor() // it is read
  await visit.close()
})

test('what happened while the connection was lost is offered when it is there again', async () => {
  const { id } = await post('nina', 'The third chapter has a ferry.')
  const visit = await open('nina')
  const { page } = visit
  let lost = false
  const sockets = []
  await page.routeWebSocket(/streaming/, (socket) => {
    if (lost) return void socket.close()
    socket.connectToServer()
    sockets.push(socket)
  })
  await visit.go('/notifications')
  await page.locator('.happening').first().waitFor()
  await page.waitForTimeout(1200)
  lost = true
  for (const socket of sockets) await socket.close()
  await call('amara', 'POST', `/api/v1/statuses/${id}/favourite`)
  await page.waitForTimeout(300)
  lost = false
  await page.getByRole('button', { name: '1 new' }).click()
  await page.locator('.happening').first().getByText('The third chapter has a ferry.').waitFor()
  await visit.close()
})

test('messages that came while one was elsewhere are there when one comes back, and are read', async () => {
  const first = await insist('jonas', '@amara Is the kiln warm?', { visibility: 'direct' })
  const { id } = (await call('jonas', 'GET', '/api/v1/conversations')).find(({ last_status: last }) => last.id === first.id)
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/direct')
  await page.locator(`a[href="/direct/${id}"]`).click()
  await page.locator('.bubble').getByText('Is the kiln warm?').waitFor()
  await page.getByRole('link', { name: 'Local', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Local' }).waitFor()
  await post('amara', '@jonas Since noon.', { visibility: 'direct', in_reply_to_id: first.id })
  const soon = { timeout: 5000 } // not only when the page asks again by itself
  await page.goBack()
  await page.locator('.bubble').getByText('Since noon.').waitFor(soon)
  await page.goBack()
  await page.locator(`a[href="/direct/${id}"]`).getByText('Since noon.').waitFor(soon)
  const conversations = await call('jonas', 'GET', '/api/v1/conversations')
  assert.equal(conversations.find((one) => one.id === id).unread, false)
  await visit.close()
})

test('who reads further up in a conversation is left there by a new message', async () => {
  let last = await insist('jonas', '@maya Number 0.', { visibility: 'direct' })
  for (let i = 1; i < 14; i++) {
    const [from, to] = i % 2 ? ['maya', 'jonas'] : ['jonas', 'maya']
    last = await post(from, `@${to} Number ${i}.`, { visibility: 'direct', in_reply_to_id: last.id })
  }
  const { id } = (await call('jonas', 'GET', '/api/v1/conversations')).find(({ last_status: one }) => one.id === last.id)
  const visit = await open('jonas', { height: 500 })
  const { page } = visit
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY))
  const toEnd = () => page.evaluate(() => document.body.scrollHeight - window.innerHeight - window.scrollY)
  await visit.go(`/direct/${id}`)
  await page.getByText('Number 13.').waitFor()
  await page.waitForFunction(() => window.scrollY > 300)
  assert.ok((await toEnd()) < 5)
  await page.evaluate(() => window.scrollTo(0, 120))
  last = await post('maya', '@jonas Number 14.', { visibility: 'direct', in_reply_to_id: last.id })
  await page.getByText('Number 14.').waitFor()
  await page.waitForTimeout(200)
  assert.equal(await scrolled(), 120)
  await page.getByText('Number 0.').locator('xpath=ancestor::li').locator('.foot a').click()
  await page.waitForURL(/\/@/)
  await page.goBack()
  await page.getByText('Number 14.').waitFor()
  await page.waitForTimeout(200)
  assert.equal(await scrolled(), 120)
  await page.getByLabel('Your message').fill('Number 15.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.locator('.mine').getByText('Number 15.').waitFor()
  await page.waitForFunction(() => document.body.scrollHeight - window.innerHeight - window.scrollY < 5)
  await post('maya', '@jonas Number 16.', { visibility: 'direct', in_reply_to_id: last.id })
  await page.getByText('Number 16.').waitFor()
  await page.waitForFunction(() => document.body.scrollHeight - window.innerHeight - window.scrollY < 5)
  await visit.close()
})

test('Enter right after typing asks once, everywhere', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const asked = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/v2/search') asked.push(`${url.searchParams.get('q')} ${url.searchParams.get('resolve')}`)
  })
  await visit.go('/search')
  const field = page.getByLabel('Search people, posts and hashtags')
  await field.fill('maya')
  await field.press('Enter')
  await page.locator('.person').getByRole('link', { name: 'Maya Lindqvist' }).waitFor()
  await page.waitForTimeout(500)
  assert.deepEqual(asked, ['maya true'])
  assert.match(page.url(), /\?q=maya$/)
  await visit.close()
})

test('search finds people, posts and hashtags, and keeps its words in the address', async () => {
  await call('jonas', 'POST', '/api/v1/tags/woodworking/unfollow')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/search')
  await page.getByLabel('Search people, posts and hashtags').fill('maya')
  await page.waitForURL(/\?q=maya$/)
  await page.locator('.person').getByRole('link', { name: 'Maya Lindqvist' }).waitFor()
  await page.getByLabel('Search people, posts and hashtags').fill('woodwork')
  await page.getByRole('link', { name: '#woodworking' }).first().click()
  await page.getByRole('heading', { level: 1, name: '#woodworking' }).waitFor()
  const followed = page.waitForResponse((answer) => answer.url().endsWith('/follow'))
  await page.getByRole('button', { name: 'Follow #woodworking' }).click()
  await followed
  await visit.go('/followed-tags')
  await page.getByRole('link', { name: '#woodworking' }).waitFor()
  await visit.close()
})
