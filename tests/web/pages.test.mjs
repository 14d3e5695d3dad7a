import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base, call, checkAccess, checkWidth, open, picture, post, settled } from './kith.mjs'

async function places() {
  const [thread] = (await call('maya', 'GET', '/api/v1/timelines/tag/gardening?limit=40')).filter(
    ({ replies_count: replies }) => replies > 1,
  )
  const [conversation] = await call('maya', 'GET', '/api/v1/conversations')
  const { id } = await call('maya', 'POST', '/api/v1/lists', { title: 'Neighbours' })
  return [
    '/home',
    '/local',
    '/notifications',
    '/requests',
    '/requests?show=removed',
    '/door',
    '/offers',
    '/direct',
    `/direct/${conversation.id}`,
    '/search',
    '/search?q=garden',
    '/tags/gardening',
    '/followed-tags',
    '/lists',
    `/lists/${id}`,
    '/favourites',
    '/bookmarks',
    '/scheduled',
    '/drafts',
    '/more',
    '/preferences/profile',
    '/preferences/contact',
    '/preferences/boundaries',
    '/@maya',
    '/@jonas/with-replies',
    '/@jonas/media',
    '/@jonas/followers',
    `/@${thread.account.acct}/${thread.id}`,
    `/@${thread.account.acct}/${thread.id}/favourites`,
    '/@nobody-of-that-name',
  ]
}

for (const [width, colorScheme] of [
  [1280, 'light'],
  [360, 'dark'],
])
  test(`every page is accessible and fits, ${width} px wide and ${colorScheme}`, async () => {
    const visit = await open('maya', { width, colorScheme, height: width < 500 ? 780 : 900, allow: ['404'] })
    for (const place of await places()) {
      await visit.go(place)
      await settled(visit.page)
      await checkWidth(visit.page, place)
      await checkAccess(visit.page, place)
    }
    await visit.close()
  })

test('nothing sticks out on the narrowest phone', async () => {
  const visit = await open('maya', { width: 320, height: 600, allow: ['404'] })
  for (const place of await places()) {
    await visit.go(place)
    await settled(visit.page)
    await checkWidth(visit.page, place)
  }
  await visit.page.getByRole('button', { name: 'Write' }).click()
  await visit.page.getByRole('dialog').getByLabel('Text', { exact: true }).waitFor()
  const box = await visit.page.getByRole('dialog').boundingBox()
  assert.ok(box.x >= 0 && box.x + box.width <= 320)
  await visit.close()
})

test('the app speaks German where the reader does', async () => {
  const visit = await open('maya', { locale: 'de-DE' })
  await visit.go('/notifications')
  await visit.page.getByRole('heading', { level: 1, name: 'Mitteilungen' }).waitFor()
  assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'de')
  await checkAccess(visit.page, 'German')
  await visit.close()
})

test('a dark page can be chosen on a light device, and stays chosen', async () => {
  const visit = await open('maya', { colorScheme: 'light' })
  const { page } = visit
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await visit.go('/preferences/look')
  const light = await ground()
  await page.getByLabel('Appearance').selectOption('dark')
  const dark = await ground()
  assert.notEqual(dark, light)
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'How it looks' }).waitFor()
  assert.equal(await ground(), dark)
  await visit.close()
})

test('pages run from right to left when the language does', async () => {
  const visit = await open('maya', { width: 360, height: 780 })
  await visit.go('/home')
  await visit.page.evaluate(() => (document.documentElement.dir = 'rtl'))
  await settled(visit.page)
  await checkWidth(visit.page, 'right to left')
  const face = await visit.page.locator('[data-post] .face').first().boundingBox()
  assert.ok(face.x > 180, 'pictures stand on the right')
  await visit.close()
})

test('hostile HTML in posts stays text', async () => {
  // The browser says that it ignores the handler even in the document that is only taken apart.
  const visit = await open('jonas', { allow: ['Executing inline event handler violates'] })
  const { page } = visit
  const { id } = await post('amara', 'Look at this')
  const evil = '<p>Look<img src=x onerror="window.hurt=1"><script>window.hurt=1</script><a href="javascript:window.hurt=1">here</a></p>'
  await page.route(`**/api/v1/statuses/${id}`, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), content: evil } })
  })
  await visit.go(`/@amara/${id}`)
  await page.getByText('here').click()
  assert.equal(await page.evaluate(() => window.hurt), undefined)
  assert.equal(await page.locator('main img[src=x]').count(), 0)
  await visit.close()
})

test('pictures for the documentation', { skip: !process.env.KITH_PICTURES }, async () => {
  for (const [name, width, colorScheme, path] of [
    ['home', 1280, 'light', '/home'],
    ['home-dark', 1280, 'dark', '/home'],
    ['home-phone', 390, 'light', '/home'],
    ['notifications', 1280, 'light', '/notifications'],
    ['search', 1280, 'light', '/search'],
  ]) {
    const visit = await open('maya', { width, colorScheme, height: width < 500 ? 844 : 860 })
    await visit.page.goto(base + path)
    await visit.page.locator('main h1').waitFor()
    await picture(visit.page, name)
    await visit.close()
  }
})
