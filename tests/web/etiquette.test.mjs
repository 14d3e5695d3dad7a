import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkAccess, open, picture, post, settledMember } from './kith.mjs'

const editor = (page) => page.getByRole('dialog')
const text = (page) => editor(page).getByLabel('Text', { exact: true })
const write = (page) => page.getByRole('navigation').getByRole('button', { name: 'Write' }).click()
const pitch = 'We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!'

async function discard(page) {
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
}

test('a draft shows whom it speaks to, and when one last spoke', async () => {
  await settledMember('wim')
  await post('jonas', '@kofi see you at the workshop')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await text(page).fill('@kofi @wim would you like to see the workshop?')
  const people = editor(page).getByRole('list', { name: 'Speaks to' })
  await people.getByRole('listitem').filter({ hasText: 'Kofi' }).getByText(/^last spoke/).waitFor()
  await people.getByRole('listitem').filter({ hasText: 'wim' }).getByText('not spoken yet').waitFor()
  await discard(page)
  await visit.close()
})

test('what reads as a pitch is marked while one types, and unmarked when it is gone', async () => {
  await settledMember('xaver')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await text(page).fill(`@xaver ${pitch}`)
  await editor(page).getByText('This reads a little like a pitch.').waitFor()
  await editor(page).getByText('You have not spoken with xaver yet.').waitFor()
  const marked = await editor(page).locator('mark').allTextContents()
  assert.ok(marked.length > 0 && marked.every((one) => pitch.includes(one)), marked.join(' | '))
  // The marks lie under their words.
  const field = await text(page).boundingBox()
  const mark = await editor(page).locator('mark').first().boundingBox()
  assert.ok(mark.x >= field.x && mark.y >= field.y && mark.y + mark.height <= field.y + field.height)
  await checkAccess(page, 'an editor that noticed a pitch')
  await picture(page, 'compose-pitch')
  await text(page).fill('@xaver How did the concert go?')
  await editor(page).getByText('This reads a little like a pitch.').waitFor({ state: 'detached' })
  assert.equal(await editor(page).locator('mark').count(), 0)
  await discard(page)
  await visit.close()
})

test('only text that may need it is looked at, and only the newest', async () => {
  const visit = await open('jonas')
  const { page } = visit
  const asked = []
  page.on('request', (request) => request.url().endsWith('/compose/check') && asked.push(request.postDataJSON().status))
  await visit.go('/home')
  await write(page)
  await text(page).pressSequentially('Good day')
  await text(page).pressSequentially(' to everybody who likes old chairs', { delay: 5 })
  await page.waitForResponse((answer) => answer.url().endsWith('/compose/check'))
  assert.deepEqual(asked, ['Good day to everybody who likes old chairs'])
  await discard(page)
  await visit.close()
})

test('a pitch to a stranger comes back once, and goes out at the second press', async () => {
  await settledMember('yara')
  const visit = await open('jonas', { allow: ['422'] })
  const { page } = visit
  await visit.go('/@yara')
  await page.getByRole('button', { name: 'Send a message' }).click()
  await text(page).fill(`@yara ${pitch}`)
  await editor(page).getByRole('button', { name: 'Send', exact: true }).click()
  await editor(page).getByText('Not sent yet. Have another look?').waitFor()
  await editor(page).getByText(/This promotes something of yours to somebody you have never spoken with: yara/).waitFor()
  await checkAccess(page, 'an editor with a draft that came back')
  assert.equal(await text(page).inputValue(), `@yara ${pitch}`)
  await editor(page).getByRole('button', { name: 'Send it as it is' }).click()
  await page.getByText('Posted.').waitFor()
  assert.equal((await call('yara', 'GET', '/api/kith/v1/requests')).length, 1)
  await visit.close()
})

test('other words are looked at anew after a draft came back', async () => {
  await settledMember('zora')
  const visit = await open('jonas', { allow: ['422'] })
  const { page } = visit
  await visit.go('/@zora')
  await page.getByRole('button', { name: 'Send a message' }).click()
  await text(page).fill(`@zora ${pitch} Today only.`)
  await editor(page).getByRole('button', { name: 'Send', exact: true }).click()
  await editor(page).getByText('Not sent yet. Have another look?').waitFor()
  await text(page).fill('@zora Hello! What brought you here?')
  await editor(page).getByText('Not sent yet. Have another look?').waitFor({ state: 'detached' })
  await editor(page).getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Posted.').waitFor()
  assert.equal((await call('zora', 'GET', '/api/v1/conversations')).length, 1)
  await visit.close()
})

test('a pitch becomes an offer with one press', async () => {
  await settledMember('anouk')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await text(page).fill(`@anouk ${pitch}`)
  await editor(page).getByRole('button', { name: 'Make it an #offer' }).click()
  assert.match(await text(page).inputValue(), / #offer$/)
  await editor(page).getByText(/^This is an offer/).waitFor()
  await discard(page)
  await visit.close()
})

test('the field of a direct conversation explains too', async () => {
  await settledMember('brunhild')
  const { id } = await post('jonas', '@brunhild Are you new here? How do you like it?', { visibility: 'direct' })
  const visit = await open('jonas', { allow: ['422'] })
  const { page } = visit
  const [conversation] = await call('jonas', 'GET', '/api/v1/conversations?limit=1')
  assert.equal(conversation.last_status.id, id)
  await visit.go(`/direct/${conversation.id}`)
  await page.getByLabel('Your message').fill(pitch)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Not sent yet. Have another look?').waitFor()
  await page.getByRole('button', { name: 'Send it as it is' }).click()
  await page.locator('.mine').getByText('handmade candles!').waitFor()
  await visit.close()
})
