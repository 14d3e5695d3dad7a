import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { call, checkAccess, open, picture, post } from './kith.mjs'

const photo = join(dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'picture.png')
const editor = (page) => page.getByRole('dialog')
const write = (page) => page.getByRole('navigation').getByRole('button', { name: 'Write' }).click()

test('a post is written, appears, is edited and deleted', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await editor(page).getByLabel('Text', { exact: true }).fill('The workbench is finally level. #woodworking')
  await editor(page).getByRole('button', { name: 'Post' }).click()
  const card = page.locator('[data-post]').filter({ hasText: 'The workbench is finally level.' }).first()
  await card.waitFor()
  await card.getByRole('button', { name: 'More for this post' }).click()
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click()
  await editor(page).getByLabel('Text', { exact: true }).fill('The workbench is finally level. Almost. #woodworking')
  await editor(page).getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Almost.').waitFor()
  await card.getByRole('button', { name: 'More for this post' }).click()
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('The post is deleted.').waitFor()
  assert.equal(await card.count(), 0)
  await visit.close()
})

test('pictures are described, aimed and sent with a warning', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await editor(page).getByLabel('Text', { exact: true }).fill('A first try.')
  await editor(page).locator('input[type=file]').setInputFiles(photo)
  await editor(page).getByRole('button', { name: /^Describe it/ }).click()
  const window = page.getByRole('dialog', { name: 'Description and focus' })
  await window.getByRole('button', { name: /Click on what should stay visible/ }).press('ArrowRight')
  await window.getByLabel('Describe it for people who cannot see it').fill('A small red square')
  await window.getByRole('button', { name: 'Save' }).click()
  await editor(page).getByText('Described', { exact: true }).waitFor()
  await editor(page).getByRole('button', { name: 'Add a content warning' }).click()
  await editor(page).getByRole('textbox', { name: 'Content warning' }).fill('Geometry')
  await checkAccess(page, 'the editor with a picture')
  await picture(page, 'compose')
  await editor(page).getByRole('button', { name: 'Post' }).click()
  await page.getByText('Posted.').waitFor()
  await page.getByRole('button', { name: 'Show', exact: true }).last().click()
  await page.waitForURL(/@jonas\/\d+/)
  await page.locator('[data-post]').getByRole('button', { name: 'Show' }).first().click()
  await page.getByRole('button', { name: /Sensitive media/ }).click()
  await page.getByRole('button', { name: 'Open the picture: A small red square' }).click()
  await page.getByRole('dialog', { name: 'A small red square' }).waitFor()
  await page.keyboard.press('Escape')
  const id = page.url().split('/').at(-1)
  const { media_attachments: media } = await call('jonas', 'GET', `/api/v1/statuses/${id}`)
  assert.equal(media[0].description, 'A small red square')
  assert.ok(media[0].meta.focus.x > 0)
  await visit.close()
})

test('what was not finished waits in the drafts', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await editor(page).getByLabel('Text', { exact: true }).fill('I have been thinking about')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keep as a draft' }).click()
  await visit.go('/drafts')
  await page.getByText('I have been thinking about').click()
  assert.equal(await editor(page).getByLabel('Text', { exact: true }).inputValue(), 'I have been thinking about')
  await editor(page).getByLabel('Text', { exact: true }).fill('I have been thinking about hinges.')
  await editor(page).getByRole('button', { name: 'Post' }).click()
  await page.getByText('Posted.').waitFor()
  await page.getByText('No drafts').waitFor()
  await visit.close()
})

test('a reply names whom it answers, and appears below', async () => {
  const { id } = await post('amara', 'Does anybody have a long ladder?')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${id}`)
  await page.locator('[data-act=reply]').first().click()
  const text = editor(page).getByLabel('Text', { exact: true })
  assert.equal(await text.inputValue(), '@amara ')
  await text.pressSequentially('Yes, four metres.')
  await editor(page).getByRole('button', { name: 'Reply' }).click()
  await page.locator('.reply').getByText('Yes, four metres.').waitFor()
  await visit.close()
})

test('people and hashtags are suggested while one writes', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  const text = editor(page).getByLabel('Text', { exact: true })
  await text.pressSequentially('Thank you @ama')
  await page.getByRole('option', { name: /amara/ }).waitFor()
  await page.keyboard.press('Enter')
  assert.equal(await text.inputValue(), 'Thank you @amara ')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
  await visit.close()
})

test('a poll and a later time: both go out as asked', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await editor(page).getByLabel('Text', { exact: true }).fill('Which wood for the table?')
  await editor(page).getByRole('button', { name: 'Add a poll' }).click()
  await editor(page).getByLabel('Choice 1').fill('Oak')
  await editor(page).getByLabel('Choice 2').fill('Ash')
  await editor(page).getByRole('button', { name: 'Schedule' }).click()
  await editor(page).locator('footer').getByRole('button', { name: 'Schedule' }).last().click()
  await page.getByText(/It will be published/).waitFor()
  await visit.go('/scheduled')
  await page.getByText('Which wood for the table?').waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('Nothing is scheduled').waitFor()
  await visit.close()
})

test('a quote carries the other post inside', async () => {
  const { id } = await post('amara', 'Measure twice, cut once.')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${id}`)
  await page.locator('[data-act=boost]').click()
  await page.getByRole('menuitem', { name: 'Quote' }).click()
  await editor(page).getByLabel('Text', { exact: true }).fill('My teacher said it three times.')
  await editor(page).getByRole('button', { name: 'Post' }).click()
  await page.getByText('Posted.').waitFor()
  await visit.go('/@jonas')
  const card = page.locator('[data-post]').filter({ hasText: 'My teacher said it three times.' }).first()
  await card.getByText('Measure twice, cut once.').waitFor()
  await visit.close()
})

test('what the server refuses stays in the editor with its reason', async () => {
  const visit = await open('jonas', { allow: ['422'] })
  const { page } = visit
  await visit.go('/home')
  await write(page)
  await editor(page).getByLabel('Text', { exact: true }).fill('An answer to nothing.')
  await page.route('**/api/v1/statuses', (route) =>
    route.fulfill({ status: 422, contentType: 'application/json', body: '{"error":"Validation failed: That is too much"}' }),
  )
  await editor(page).getByRole('button', { name: 'Post' }).click()
  await editor(page).getByRole('alert').getByText('That is too much').waitFor()
  assert.equal(await editor(page).getByLabel('Text', { exact: true }).inputValue(), 'An answer to nothing.')
  await visit.close()
})
