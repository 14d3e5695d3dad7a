import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { base, call, checkAccess, checkWidth, newMember, open, password, picture, settled } from './kith.mjs'

const photo = join(dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'picture.png')
const signIn = async (page, member) => {
  await page.goto(base + '/sign-in')
  await page.getByLabel('E-mail address or name').fill(member)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a new member says who they are, finds people and chooses who may reach them', async () => {
  await newMember('tove')
  const visit = await open()
  const { page } = visit
  await signIn(page, 'tove')
  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  await page.getByLabel('Your name').fill('Tove Lund')
  await page.getByLabel('Change your picture').setInputFiles(photo)
  await page.getByLabel('About you').fill('Repairs radios. #music')
  await page.getByLabel('Why are you here?').fill('Looking for people to play music with.')
  await settled(page)
  await checkAccess(page, 'the first step')
  await checkWidth(page, 'the first step')
  await picture(page, 'first-steps')
  await page.getByRole('button', { name: 'Next' }).click()

  await page.getByRole('heading', { level: 1, name: 'Whom do you know?' }).waitFor()
  await page.getByLabel('Look for somebody').fill('rosa')
  const rosa = page.locator('.person').filter({ hasText: '@rosa' }).first()
  await rosa.getByRole('button', { name: /^Follow:/ }).click()
  await rosa.getByRole('button', { name: /^Following:/ }).waitFor()
  await page.getByText('You follow 1 of them.').waitFor()
  await checkAccess(page, 'the second step')
  await page.getByRole('button', { name: 'Next' }).click()

  await page.getByRole('heading', { level: 1, name: 'How may people reach you?' }).waitFor()
  await page.getByLabel('Who may tell you about their offers?').selectOption('Nobody')
  await page.getByText('Your profile will say this').waitFor()
  await checkAccess(page, 'the third step')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByText('It is good to have you here.').waitFor()
  await page.waitForURL(/\/today$/)
  await page.getByRole('heading', { level: 1, name: /Tove$/ }).waitFor()

  const me = await call('tove', 'GET', '/api/v1/accounts/verify_credentials')
  assert.equal(me.display_name, 'Tove Lund')
  assert.equal(me.source.why_here, 'Looking for people to play music with.')
  const [{ id }] = await call('tove', 'GET', '/api/v1/accounts/search?q=rosa')
  assert.equal((await call('tove', 'GET', `/api/v1/accounts/relationships?id[]=${id}`))[0].following, true)
  assert.ok(!me.avatar.endsWith('/assets/avatar.png'))
  assert.equal((await call('tove', 'GET', '/api/kith/v1/policy')).pitch, 'nobody')
  assert.equal((await call('tove', 'GET', '/api/kith/v1/settings')).first_steps, 'done')
  // Once is enough, here and in another browser.
  await visit.go('/')
  assert.equal(await page.getByText('Three first steps').count(), 0)
  await visit.close()
})

test('the first steps can wait, be found again and be declined', async () => {
  await newMember('wanda')
  const visit = await open()
  const { page } = visit
  await signIn(page, 'wanda')
  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  await page.getByRole('link', { name: 'Later' }).click()
  await page.getByText('Three first steps').waitFor()
  await checkAccess(page, 'Today with the first steps')
  await visit.go('/')
  await page.getByRole('link', { name: 'Go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  await visit.go('/')
  const declined = page.waitForResponse((answer) => answer.url().endsWith('/settings') && answer.request().method() === 'PATCH')
  await page.getByRole('button', { name: 'No, thank you' }).click()
  await declined
  assert.equal(await page.getByText('Three first steps').count(), 0)
  await visit.go('/more')
  await page.getByRole('main').getByRole('link', { name: /^First steps/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  assert.equal((await call('wanda', 'GET', '/api/kith/v1/settings')).first_steps, 'done')
  await visit.close()
})

test('who joins by an invitation is led to the first steps', async () => {
  const { code } = await invite()
  const visit = await open()
  const { page } = visit
  await page.goto(`${base}/invite/${code}`)
  await page.getByLabel('Name', { exact: true }).fill('vesna')
  await page.getByLabel('E-mail address').fill('vesna@example.org')
  await page.getByLabel('Password').fill(password)
  await page.getByLabel(/^I will keep to the rules/).check()
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { level: 1, name: 'Who are you, and why are you here?' }).waitFor()
  await visit.close()

  async function invite() {
    const host = await open('maya')
    await host.page.goto(base + '/settings')
    await host.page.getByRole('button', { name: /invitation/i }).first().click()
    const link = await host.page.getByText(/\/invite\/\w+/).first().textContent()
    await host.close()
    return { code: link.match(/\/invite\/([\w-]+)/)[1] }
  }
})

test('the first steps fit on the narrowest phone', async () => {
  const visit = await open('jonas', { width: 320, height: 640, colorScheme: 'dark' })
  for (const place of ['/first-steps', '/first-steps/people', '/first-steps/reach']) {
    await visit.go(place)
    await settled(visit.page)
    await checkWidth(visit.page, place)
    await checkAccess(visit.page, place)
  }
  await visit.close()
})
