import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkAccess, checkWidth, open, picture, settled } from './kith.mjs'

const drawn = (page) => page.locator('.canvas[data-drawn]').nth(2).waitFor()
const answered = (page, wanted) => page.waitForResponse((answer) => answer.url().includes('/mirror?') && answer.url().includes(wanted))

test('the mirror shows week, month and year in words, pictures and tables', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/home')
  await page.getByRole('link', { name: 'Mirror' }).click()
  await drawn(page)
  const said = await call('maya', 'GET', '/api/kith/v1/mirror?period=month')
  const words = page.getByRole('region', { name: 'In words' })
  for (const { code, words: sentence } of said.words)
    if (code !== 'mirror_connecting') await words.getByText(sentence, { exact: true }).waitFor()
  await picture(page, 'mirror')

  for (const period of ['week', 'year']) {
    const came = answered(page, `period=${period}`)
    await page.getByRole('button', { name: period === 'week' ? 'Week' : 'Year', exact: true }).click()
    const view = await (await came).json()
    await page.waitForURL(new RegExp(`period=${period}`))
    await words.getByText(view.words[0].words, { exact: true }).waitFor()
    await page.locator('summary', { hasText: 'As a table' }).first().click()
    const table = page.getByRole('table', { name: 'Listening and announcing' })
    assert.equal(await table.getByRole('rowheader').count(), view.before.length)
    const last = await table.getByRole('row').last().getByRole('cell').allInnerTexts()
    const { listening, sharing, news, pitch, ask } = view.by_kind
    assert.deepEqual(last.map(Number), [listening, sharing, news, pitch, ask])
    await page.locator('summary', { hasText: 'As a table' }).first().click()
  }
  await visit.close()
})

test('one looks at an earlier time and comes back, by button and by table', async () => {
  const visit = await open('maya')
  const { page } = visit
  await visit.go('/mirror?period=month')
  await drawn(page)
  const now = await page.locator('.when').innerText()
  assert.ok(await page.getByRole('button', { name: 'Later' }).isDisabled())
  await page.getByRole('button', { name: 'Earlier' }).click()
  await page.waitForFunction((text) => document.querySelector('.when').textContent !== text, now)
  const before = await page.locator('.when').innerText()
  await page.getByRole('button', { name: 'Later' }).click()
  await page.waitForFunction((text) => document.querySelector('.when').textContent === text, now)
  await page.locator('summary', { hasText: 'As a table' }).first().click()
  await page.getByRole('table', { name: 'Listening and announcing' }).getByRole('button', { name: before }).click()
  await page.waitForFunction((text) => document.querySelector('.when').textContent === text, before)
  await page.reload()
  await drawn(page)
  assert.equal(await page.locator('.when').innerText(), before)
  await visit.close()
})

test('a time in which nothing happened says so', async () => {
  const visit = await open('maya')
  await visit.go('/mirror?period=week&date=2001-01-02')
  await visit.page.getByText('Nothing happened here.').waitFor()
  await visit.page.getByText(/^1\s?–\s?7 January 2001$/).waitFor()
  await visit.close()
})

test('a good thing is noted with how its tie began, and deleted', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/mirror')
  await drawn(page)
  await page.getByRole('link', { name: 'Good things', exact: true }).click()
  await page.getByRole('button', { name: 'Note a good thing' }).click()
  const window = page.getByRole('dialog', { name: 'Note a good thing' })
  await window.getByLabel('Thanks to whom').fill('aik')
  await window.getByRole('button', { name: /Aiko/ }).click()
  await window.getByLabel('What came of it').fill('Two hinges that close without a sound.')
  await window.getByLabel('It is').selectOption('answer')
  await checkAccess(page, 'good thing')
  await window.getByRole('button', { name: 'Note it' }).click()
  await page.getByText('Noted.').waitFor()
  await page.getByText('Two hinges that close without a sound.').first().waitFor()
  await page.getByRole('heading', { name: 'Where this year’s good things came from' }).waitFor()
  await picture(page, 'outcomes')
  const [noted] = await call('jonas', 'GET', '/api/kith/v1/outcomes?limit=1')
  assert.equal(noted.what, 'Two hinges that close without a sound.')
  await page.getByRole('article').filter({ hasText: 'Two hinges' }).getByRole('link', { name: /Aiko/ }).click()
  await page.getByRole('region', { name: 'Good things' }).getByText('Two hinges that close without a sound.').waitFor()
  await page.getByRole('button', { name: 'Delete this note: Two hinges that close without a sound.' }).click()
  const gone = page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.url().includes('/outcomes/'))
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await gone
  assert.ok(!(await call('jonas', 'GET', '/api/kith/v1/outcomes')).some(({ id }) => id === noted.id))
  await visit.close()
})

for (const [width, colorScheme, locale] of [
  [1280, 'light', 'en-GB'],
  [360, 'dark', 'de-DE'],
  [320, 'light', 'en-GB'],
])
  test(`the mirror and good things are accessible and fit, ${width} px wide, ${colorScheme}, ${locale}`, async () => {
    const visit = await open('maya', { width, colorScheme, locale, height: width < 500 ? 780 : 900 })
    for (const place of ['/mirror', '/mirror?period=year', '/outcomes']) {
      await visit.go(place)
      await settled(visit.page)
      await visit.page.waitForFunction(() => !document.querySelector('main .loading'))
      if (place.startsWith('/mirror')) {
        await drawn(visit.page)
        for (const summary of await visit.page.locator('main summary').all()) await summary.click()
      }
      await checkWidth(visit.page, place)
      await checkAccess(visit.page, place)
    }
    await visit.close()
  })
