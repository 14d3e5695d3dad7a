import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAccess, checkWidth, open, password, settled } from './kith.mjs'
import { startServer } from './server.mjs'

test('the one-time link makes the owner, who takes the first steps on an empty server', async () => {
  const [binary] = JSON.parse(process.env.KITH_COMMAND)
  const server = await startServer(binary)
  const [link] = server.log().match(/http:\S+\/welcome\/\S+/)
  const visit = await open(undefined, { own: server.base, width: 390, height: 780, allow: ['404'] })
  const { page } = visit
  await page.goto(link)
  await checkAccess(page, 'the welcome page')
  await checkWidth(page, 'the welcome page')
  await page.getByLabel('Name', { exact: true }).fill('olga')
  await page.getByLabel('E-mail address').fill('olga@example.org')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button').last().click()

  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  await page.getByLabel('Your name').fill('Olga Sand')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { level: 1, name: 'Whom do you know?' }).waitFor()
  await settled(page)
  await checkAccess(page, 'nobody there yet')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { level: 1, name: /Olga$/ }).waitFor()
  for (const place of ['/home', '/local', '/people', '/people/network', '/door', '/requests', '/mirror', '/admin']) {
    await page.goto(server.base + place)
    await page.locator('main h1').first().waitFor()
    await settled(page)
    await checkAccess(page, `${place} on an empty server`)
    await checkWidth(page, `${place} on an empty server`)
  }

  // It was good for one owner.
  const answer = await page.goto(link)
  assert.equal(answer.status(), 404)
  await visit.close()
  assert.equal(await server.stop(), 0)
})
