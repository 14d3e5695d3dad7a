// Nothing that somebody wrote is lost without a question, and nothing that failed is said where nobody sees it.
import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { base, call, checkAccess, checkWidth, insist, newMember, open, post, settledMember } from './kith.mjs'

const photo = join(dirname(fileURLToPath(import.meta.url)), '..', 'clients', 'picture.png')
const direct = { visibility: 'direct' }
const idOf = async (name) => (await call('jonas', 'GET', `/api/v1/accounts/lookup?acct=${name}`)).id
const spoken = {
  en: {
    locale: 'en-GB',
    writePost: 'Write a post',
    text: 'Text',
    keepQuestion: 'Keep what you wrote?',
    discard: 'Discard',
    discardSure: 'Discard what you wrote?',
    discardChanges: 'Discard your changes?',
    cancel: 'Cancel',
    close: 'Close',
    post: 'Post',
    noConnection: 'No connection to the server right now.',
    tooSoon: 'The scheduled date must be in the future (at least 5 minutes)',
    more: 'More for this post',
    edit: 'Edit',
    editPost: 'Edit the post',
    answer: 'Answer',
    goOn: 'Go on writing',
    words: (name) => `Your words to ${name}`,
    reply: 'Reply',
    didAnswer: (name) => `You answered ${name}.`,
    message: 'Your message',
    elsewhere: 'Written where you were',
    forName: (name) => `for ${name}`,
    signOut: 'Sign out',
    draftsDeleted: '1 draft is on this device alone. Signing out deletes it.',
    deleteSure: 'Delete this scheduled post?',
    delete: 'Delete',
    editScheduled: 'Edit the scheduled post',
    scheduledGone: /^The scheduled post is no longer there/,
    schedule: 'Schedule',
    draftDeleted: 'The draft is deleted.',
    undo: 'Undo',
  },
  de: {
    locale: 'de-DE',
    writePost: 'Einen Beitrag schreiben',
    text: 'Text',
    keepQuestion: 'Das Geschriebene aufheben?',
    discard: 'Verwerfen',
    discardSure: 'Das Geschriebene verwerfen?',
    discardChanges: 'Deine Änderungen verwerfen?',
    cancel: 'Abbrechen',
    close: 'Schließen',
    post: 'Veröffentlichen',
    noConnection: 'Gerade keine Verbindung zum Server.',
    tooSoon: 'Der Zeitpunkt muss mindestens fünf Minuten in der Zukunft liegen.',
    more: 'Mehr zu diesem Beitrag',
    edit: 'Bearbeiten',
    editPost: 'Den Beitrag bearbeiten',
    answer: 'Antworten',
    goOn: 'Weiterschreiben',
    words: (name) => `Deine Worte an ${name}`,
    reply: 'Antworten',
    didAnswer: (name) => `Du hast ${name} geantwortet.`,
    message: 'Deine Nachricht',
    elsewhere: 'An Ort und Stelle geschrieben',
    forName: (name) => `für ${name}`,
    signOut: 'Abmelden',
    draftsDeleted: '1 Entwurf liegt nur auf diesem Gerät. Wenn du dich abmeldest, wird er gelöscht.',
    deleteSure: 'Diesen geplanten Beitrag löschen?',
    delete: 'Löschen',
    editScheduled: 'Den geplanten Beitrag bearbeiten',
    scheduledGone: /^Der geplante Beitrag ist nicht mehr da/,
    schedule: 'Planen',
    draftDeleted: 'Der Entwurf ist gelöscht.',
    undo: 'Rückgängig',
  },
}
const inBoth = (what, story) => {
  for (const [language, words] of Object.entries(spoken))
    test(`${what} (${language})`, () => story(words, language))
}
const windows = (page) => page.locator('dialog[open]')
const named = (page, name) => page.getByRole('dialog', { name, exact: true })
const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
const hasFocus = (locator) => locator.evaluate((node) => node === document.activeElement || node.contains(document.activeElement))

async function pullOutOf(page, field) {
  const box = await field.boundingBox()
  await page.mouse.move(box.x + 60, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(10, 300, { steps: 5 })
  await page.mouse.up()
}

inBoth('Escape held, or pressed again and again, asks and leaves a living editor', async (w) => {
  const visit = await open('jonas', { locale: w.locale })
  const { page } = visit
  await visit.go('/home')
  await page.keyboard.press('n')
  const editor = named(page, w.writePost)
  const field = editor.getByLabel(w.text, { exact: true })
  await field.fill('Half a thought about hinges')
  for (let i = 0; i < 12; i++) await page.keyboard.down('Escape')
  await page.keyboard.up('Escape')
  await named(page, w.keepQuestion).waitFor()
  for (let i = 0; i < 7; i++) await page.keyboard.press('Escape')
  await named(page, w.keepQuestion).waitFor({ state: 'detached' })
  assert.equal(await field.inputValue(), 'Half a thought about hinges')
  // A phone's gesture closes a window without asking anybody: it comes back and asks.
  await page.evaluate(() => document.querySelector('dialog').close())
  await named(page, w.keepQuestion).waitFor()
  await page.keyboard.press('Escape')
  await field.waitFor()
  assert.equal(await field.inputValue(), 'Half a thought about hinges')
  await pullOutOf(page, field)
  assert.equal(await windows(page).count(), 1, 'a selection that ends outside is no click outside')
  await page.mouse.click(10, 300)
  await named(page, w.keepQuestion).getByRole('button', { name: w.discard }).click()
  await windows(page).waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  assert.equal(await field.inputValue(), '')
  await visit.close()
})

inBoth('what fails is said inside the window, where it covers nothing and is heard', async (w) => {
  const visit = await open('jonas', { locale: w.locale, width: 360, height: 740, allow: ['ERR_FAILED'] })
  const { page } = visit
  await visit.go('/compose')
  const editor = named(page, w.writePost)
  await editor.getByLabel(w.text, { exact: true }).fill('No signal in the cellar')
  await page.route('**/api/v1/statuses', (route) => route.abort())
  const send = editor.getByRole('button', { name: w.post, exact: true })
  await send.click()
  const notice = editor.getByRole('status').filter({ hasText: w.noConnection })
  await notice.waitFor()
  const onTop = (locator) =>
    locator.evaluate((node) => {
      const { x, y, width, height } = node.getBoundingClientRect()
      return node.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
  assert.ok(await onTop(notice.locator('.one')))
  assert.ok(await onTop(send))
  await checkAccess(page, 'a notice in the editor')
  await checkWidth(page, 'a notice in the editor')
  await notice.getByRole('button', { name: w.close }).click()
  assert.equal(await page.getByText(w.noConnection).count(), 0)
  await visit.close()
})

inBoth('a change to a post is not thrown away without a question', async (w, language) => {
  const { id } = await post('jonas', `The bench is level. ${language}`)
  const visit = await open('jonas', { locale: w.locale })
  const { page } = visit
  await visit.go(`/@jonas/${id}`)
  const edit = async () => {
    await page.locator(`[data-post="${id}"]`).getByRole('button', { name: w.more }).click()
    await page.getByRole('menuitem', { name: w.edit, exact: true }).click()
    await named(page, w.editPost).waitFor()
  }
  await edit()
  await page.keyboard.press('Escape')
  await windows(page).waitFor({ state: 'detached' })
  await edit()
  const field = named(page, w.editPost).getByLabel(w.text, { exact: true })
  await field.fill('The bench is level again.')
  await pullOutOf(page, field)
  await page.keyboard.press('Escape')
  const question = named(page, w.discardChanges)
  await question.getByRole('button', { name: w.cancel }).click()
  assert.equal(await field.inputValue(), 'The bench is level again.')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: w.discard }).click()
  await windows(page).waitFor({ state: 'detached' })
  await visit.close()
})

inBoth('windows with words in them ask before they close', async (w) => {
  const visit = await open('jonas', { locale: w.locale })
  const { page } = visit
  const leave = async (window, field, text) => {
    const count = (await windows(page).count()) - 1
    await field.fill(text)
    await page.keyboard.press('Escape')
    await named(page, w.discardSure).getByRole('button', { name: w.cancel }).click()
    assert.equal(await field.inputValue(), text)
    await window.getByRole('button', { name: w.close }).click()
    await named(page, w.discardSure).getByRole('button', { name: w.discard }).click()
    await page.waitForFunction((left) => document.querySelectorAll('dialog[open]').length === left, count)
  }
  await visit.go('/compose')
  await page.locator('input[type=file]').setInputFiles(photo)
  await page.locator('dialog .show').click()
  const described = windows(page).last()
  await described.locator('textarea').press('Control+Enter') // sends from the editor, not from here
  assert.equal(await windows(page).count(), 2)
  await leave(described, described.locator('textarea'), 'A small red square')
  await page.locator('dialog .show').click()
  await page.keyboard.press('Escape')
  await windows(page).nth(1).waitFor({ state: 'detached' }) // nothing was written
  const person = (await call('jonas', 'GET', '/api/kith/v1/people?limit=1')).people[0].account
  await visit.go(`/people/${person.id}`)
  await page.locator('section[aria-labelledby=keep] button').click()
  await leave(windows(page), windows(page).locator('textarea').first(), 'Met at the market; likes pears.')
  await visit.go('/@amara')
  await page.locator('main').locator('button[aria-haspopup=menu]').first().click()
  await page.getByRole('menuitem', { name: /boundary|Grenze/ }).click()
  await windows(page).getByRole('checkbox').first().check()
  await leave(windows(page), windows(page).locator('textarea'), 'Please write to me about gardens only.')
  await visit.close()
})

test('a draft that has nothing but a content warning is asked about too', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/compose')
  const editor = named(page, 'Write a post')
  await editor.getByRole('button', { name: 'Add a content warning' }).click()
  await editor.getByRole('textbox', { name: 'Content warning' }).fill('A long story')
  await page.keyboard.press('Escape')
  await named(page, 'Keep what you wrote?').getByRole('button', { name: 'Keep as a draft' }).click()
  await visit.go('/drafts')
  await page.getByText('A long story').waitFor()
  // What is erased is no draft any more.
  await page.getByText('A long story').click()
  await editor.getByRole('textbox', { name: 'Content warning' }).fill('')
  await page.keyboard.press('Escape')
  await page.getByText('No drafts').waitFor()
  await visit.close()
})

// Somebody new to whom jonas put a question.
async function asked(name, question) {
  await settledMember(name)
  const { id } = await post(name, '@jonas I liked what you said last night. Shall we go on?')
  await post('jonas', `@${name} ${question}`, { in_reply_to_id: id })
  return name
}
const questions = {
  en: ['wanda_keeps', 'Do you bring the varnish on Friday?'],
  de: ['ulla_keeps', 'How many chairs does the hall have?'],
}

inBoth('an answer in Today outlives Escape and going elsewhere, and is gone when it is sent', async (w, language) => {
  const [name, question] = questions[language]
  await asked(name, question)
  const visit = await open(name, { locale: w.locale })
  const { page } = visit
  await visit.go('/')
  const card = page.locator('[data-entry]').filter({ hasText: question })
  const field = card.getByLabel(w.words('Jonas Weber'))
  await card.locator('[data-act=act]').click()
  await field.fill('A long and thoughtful answer')
  await field.press('Escape')
  await field.waitFor({ state: 'detached' })
  await card.getByRole('button', { name: w.goOn }).click()
  assert.equal(await field.inputValue(), 'A long and thoughtful answer')
  await visit.go('/drafts')
  await page.getByRole('heading', { name: w.elsewhere }).waitFor()
  await page.getByText(w.forName('Jonas Weber')).waitFor()
  await checkAccess(page, 'drafts of fields')
  await page.getByRole('link', { name: /A long and thoughtful answer/ }).click()
  await card.getByRole('button', { name: w.goOn }).click()
  assert.equal(await field.inputValue(), 'A long and thoughtful answer')
  await card.getByRole('button', { name: w.reply, exact: true }).click()
  await page.getByText(w.didAnswer('Jonas Weber')).waitFor()
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('drafts'))), [])
  await visit.close()
})

inBoth('a direct message waits in its field, and moves to the editor instead of being there twice', async (w, language) => {
  const other = await newMember('keeps_direct_' + language)
  await insist('jonas', `@${other} Are you new here? How do you like it?`, direct)
  const [{ id }] = await call('jonas', 'GET', '/api/v1/conversations?limit=1')
  const visit = await open('jonas', { locale: w.locale })
  const { page } = visit
  await visit.go(`/direct/${id}`)
  const field = page.locator('form.answer').getByLabel(w.message)
  await field.fill('A photo from my walk')
  await visit.go('/home')
  await visit.go(`/direct/${id}`)
  assert.equal(await field.inputValue(), 'A photo from my walk')
  await page.locator('form.answer .icon-button').click()
  const editor = windows(page)
  assert.equal(await editor.getByLabel(w.text, { exact: true }).inputValue(), `@${other} A photo from my walk`)
  await editor.locator('footer .button').click()
  await editor.waitFor({ state: 'detached' })
  assert.equal(await field.inputValue(), '')
  await page.locator('.mine').getByText('A photo from my walk').waitFor()
  await field.fill('And one more')
  await page.locator('form.answer button[type=submit]').click()
  await page.locator('.mine').getByText('And one more').waitFor()
  await page.reload()
  await field.waitFor()
  assert.equal(await field.inputValue(), '')
  // What was sent is not found again on the way back to where it was begun.
  await field.fill('Never twice')
  await page.locator('nav a[href="/home"]').first().click()
  await page.waitForURL('**/home')
  await page.locator('nav a[href="/direct"]').first().click()
  await page.locator(`main a[href="/direct/${id}"]`).click()
  await field.waitFor()
  assert.equal(await field.inputValue(), 'Never twice')
  await page.locator('form.answer button[type=submit]').click()
  await page.locator('.mine').getByText('Never twice').waitFor()
  for (const place of ['/direct', '/home', `/direct/${id}`]) {
    await page.goBack()
    await page.waitForURL('**' + place)
  }
  await field.waitFor()
  assert.equal(await field.inputValue(), '')
  await visit.close()
})

test('a hello keeps its words and who may see them, knows the limit, and insists only where Kith asked', async () => {
  const host = await settledMember('hanne_door')
  const guest = await newMember('gil_door', { display_name: 'Gil' })
  await call(guest, 'POST', `/api/v1/accounts/${await idOf(host)}/follow`)
  const visit = await open(host, { allow: ['ERR_FAILED'] })
  const { page } = visit
  await visit.go('/door')
  const card = page.getByRole('article', { name: 'Gil', exact: true })
  await card.getByRole('button', { name: 'Say hello' }).click()
  const field = card.getByLabel('Your words')
  await field.fill('x'.repeat(505))
  await card.getByText(/characters too many$/).waitFor()
  assert.ok(await card.getByRole('button', { name: 'Send', exact: true }).isDisabled())
  await checkAccess(page, 'a hello that is too long')
  await field.fill('Welcome! What are you reading?')
  await card.getByLabel('Who sees it').selectOption('Everybody')
  await visit.go('/home')
  await visit.go('/door')
  await card.getByRole('button', { name: 'Go on writing' }).click()
  assert.equal(await field.inputValue(), 'Welcome! What are you reading?')
  assert.equal(await card.getByLabel('Who sees it').inputValue(), 'public')
  await page.route('**/api/v1/statuses', (route) => route.abort())
  await card.getByRole('button', { name: 'Send', exact: true }).click()
  await card.getByRole('alert').waitFor()
  await card.getByRole('button', { name: 'Send', exact: true }).waitFor()
  assert.equal(await card.getByRole('button', { name: 'Send as it is' }).count(), 0)
  await page.unroute('**/api/v1/statuses')
  await card.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('You said hello to Gil.').waitFor()
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('drafts'))), [])
  await visit.close()
})

test('an answer in Requests keeps its words, and insists only where Kith asked', async () => {
  const host = await settledMember('ruth_requests')
  const seller = await newMember('sam_sells', { display_name: 'Sam' })
  await insist(seller, `@${host} We just launched our new candle shop, visit my site https://shop.example and save 20%.`, direct)
  const visit = await open(host, { allow: ['422', 'ERR_FAILED'] })
  const { page } = visit
  await visit.go('/requests')
  const card = page.getByRole('article', { name: 'Sam', exact: true })
  await card.getByRole('button', { name: 'Answer' }).click()
  const field = card.getByLabel('Your answer to Sam')
  await field.fill('A careful no, thank you.')
  await visit.go('/home')
  await visit.go('/requests')
  await card.getByRole('button', { name: 'Go on writing' }).click()
  assert.equal(await field.inputValue(), 'A careful no, thank you.')
  await page.route('**/answer', (route) => route.abort())
  await card.getByRole('button', { name: 'Send and let in' }).click()
  await card.getByRole('alert').waitFor()
  await card.getByRole('button', { name: 'Send and let in' }).waitFor()
  const comesBack = { error: 'Not sent yet', kith: { nudged: true } }
  await page.unroute('**/answer')
  await page.route('**/answer', (route) => route.fulfill({ status: 422, json: comesBack }))
  await card.getByRole('button', { name: 'Send and let in' }).click()
  await card.getByRole('button', { name: 'Send as it is' }).waitFor()
  await field.fill('A careful no.')
  await card.getByRole('button', { name: 'Send and let in' }).waitFor()
  await visit.close()
})

inBoth('signing out asks first if there are drafts', async (w, language) => {
  const name = await settledMember('leaves_' + language)
  const visit = await open(name, { locale: w.locale })
  const { page } = visit
  await visit.go('/compose')
  await windows(page).getByLabel(w.text, { exact: true }).fill('Not finished yet')
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('kith.drafts')))
  await visit.go('/more')
  const out = page.locator('main').getByRole('button', { name: w.signOut })
  await out.click()
  await windows(page).getByText(w.draftsDeleted).waitFor()
  await page.keyboard.press('Escape')
  await out.click()
  await windows(page).getByRole('button', { name: w.signOut }).click()
  await page.waitForURL(base + '/')
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('drafts'))), [])
  await visit.close()
})

test('a reply that is written anew answers the same post, and no more people may quote it', async () => {
  const { id } = await post('amara', 'Who has a spirit level?')
  const reply = await post('jonas', '@amara I have one, three feet long.', {
    in_reply_to_id: id,
    quote_approval_policy: 'nobody',
  })
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/@amara/${id}`)
  const card = page.locator(`[data-post="${reply.id}"]`)
  await card.getByRole('button', { name: 'More for this post' }).click()
  await page.getByRole('menuitem', { name: 'Delete and write anew' }).click()
  await windows(page).getByRole('button', { name: 'Delete' }).click()
  const editor = named(page, 'Reply to Amara Okafor')
  const field = editor.getByLabel('Text', { exact: true })
  assert.equal(await field.inputValue(), '@amara I have one, three feet long.')
  await field.fill('@amara I have one, a metre long.')
  await editor.getByRole('button', { name: 'Reply' }).click()
  await page.locator('.reply').getByText('a metre long').waitFor()
  const { descendants } = await call('jonas', 'GET', `/api/v1/statuses/${id}/context`)
  assert.equal(descendants.length, 1)
  assert.equal(descendants[0].in_reply_to_id, id)
  assert.deepEqual(descendants[0].quote_approval.automatic, [])
  await visit.close()
})

const later = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString()

inBoth('a scheduled post is deleted after a question, and changed without leaving the list before it is sent', async (w, language) => {
  const name = await settledMember('schedules_' + language)
  const parent = await post('amara', 'What shall we read in March?')
  await post(name, '@amara The lighthouse, please.', {
    scheduled_at: later(30),
    in_reply_to_id: parent.id,
    visibility: 'unlisted',
    quote_approval_policy: 'nobody',
  })
  await post(name, 'To be deleted.', { scheduled_at: later(40) })
  const listed = () => call(name, 'GET', '/api/v1/scheduled_statuses')
  const visit = await open(name, { locale: w.locale })
  const { page } = visit
  await visit.go('/scheduled')
  const row = (text) => page.locator('main li').filter({ hasText: text })
  await row('To be deleted.').getByRole('button', { name: w.delete }).click()
  await named(page, w.deleteSure).getByRole('button', { name: w.cancel }).click()
  await row('To be deleted.').getByRole('button', { name: w.delete }).click()
  await named(page, w.deleteSure).getByRole('button', { name: w.delete }).click()
  await row('To be deleted.').waitFor({ state: 'detached' })
  assert.ok(await hasFocus(row('The lighthouse')), await focused(page))
  await row('The lighthouse').getByRole('button', { name: w.edit }).click()
  const field = windows(page).getByLabel(w.text, { exact: true })
  await field.fill('@amara The lighthouse, or the chairs.')
  assert.match((await listed())[0].params.text, /please/)
  await windows(page).locator('footer').getByRole('button', { name: w.schedule }).last().click()
  await row('or the chairs').waitFor()
  const [left, ...others] = await listed()
  assert.deepEqual(others, [])
  assert.equal(left.params.text, '@amara The lighthouse, or the chairs.')
  assert.equal(left.params.in_reply_to_id, parent.id)
  assert.equal(left.params.visibility, 'unlisted')
  assert.equal(left.params.quote_approval_policy, 'nobody')
  // Unchanged, it closes; gone meanwhile, it says so.
  await row('or the chairs').getByRole('button', { name: w.edit }).click()
  await field.waitFor()
  await page.keyboard.press('Escape')
  await windows(page).waitFor({ state: 'detached' })
  assert.equal((await listed()).length, 1)
  await visit.close()
})

inBoth('a scheduled post that went out meanwhile is not posted twice unasked', async (w, language) => {
  const name = await settledMember('schedules_late_' + language)
  const { id } = await post(name, 'Soup on Friday.', { scheduled_at: later(30) })
  const visit = await open(name, { locale: w.locale, allow: ['410'] })
  const { page } = visit
  await visit.go('/scheduled')
  await page.locator('main li').getByRole('button', { name: w.edit }).click()
  const editor = named(page, w.editScheduled)
  await editor.getByLabel(w.text, { exact: true }).fill('Soup on Friday, bread too.')
  await call(name, 'DELETE', `/api/v1/scheduled_statuses/${id}`)
  await editor.locator('footer').getByRole('button', { name: w.schedule }).last().click()
  await page.getByText(w.scheduledGone).waitFor()
  assert.deepEqual(await call(name, 'GET', '/api/v1/scheduled_statuses'), [])
  const again = named(page, w.writePost)
  await again.locator('footer').getByRole('button', { name: w.schedule }).last().click()
  await windows(page).waitFor({ state: 'detached' })
  assert.equal((await call(name, 'GET', '/api/v1/scheduled_statuses')).length, 1)
  await visit.close()
})

inBoth('a change to a scheduled post that fails or is refused leaves it scheduled, with its picture', async (w, language) => {
  const name = await settledMember('schedules_safely_' + language)
  const listed = async () => (await call(name, 'GET', '/api/v1/scheduled_statuses')).map(({ params }) => params.text)
  const visit = await open(name, { locale: w.locale, allow: ['422', 'ERR_FAILED'] })
  const { page } = visit
  await visit.go('/compose')
  const schedule = windows(page).locator('footer').getByRole('button', { name: w.schedule })
  await windows(page).getByLabel(w.text, { exact: true }).fill('Soup on Friday.')
  await page.locator('input[type=file]').setInputFiles(photo)
  await windows(page).locator('.show').waitFor()
  await schedule.first().click()
  await schedule.last().click()
  await windows(page).waitFor({ state: 'detached' })
  assert.deepEqual(await listed(), ['Soup on Friday.'])
  await visit.go('/scheduled')
  await page.locator('main li').getByRole('button', { name: w.edit }).click()
  const editor = named(page, w.editScheduled)
  await editor.getByLabel(w.text, { exact: true }).fill('Soup on Friday, bread too.')
  await page.route('**/api/v1/statuses', (route) => route.abort())
  await schedule.last().click()
  await editor.getByText(w.noConnection).waitFor()
  assert.ok(await hasFocus(schedule.last()), await focused(page))
  assert.deepEqual(await listed(), ['Soup on Friday.'])
  await page.unroute('**/api/v1/statuses')
  await editor.locator('input[type=datetime-local]').fill('2020-01-01T10:00')
  await schedule.last().click()
  await editor.getByRole('alert').filter({ hasText: w.tooSoon }).waitFor()
  assert.deepEqual(await listed(), ['Soup on Friday.'])
  await editor.locator('input[type=datetime-local]').fill('2099-01-01T10:00')
  await schedule.last().click()
  await windows(page).waitFor({ state: 'detached' })
  assert.deepEqual(await listed(), ['Soup on Friday, bread too.'])
  // It may go out at once instead.
  await page.locator('main li').getByRole('button', { name: w.edit }).click()
  await editor.locator('.show').waitFor()
  await schedule.first().click()
  await editor.getByRole('button', { name: w.post, exact: true }).click()
  await windows(page).waitFor({ state: 'detached' })
  assert.deepEqual(await listed(), [])
  const [{ content, media_attachments: media }] = await call(name, 'GET', `/api/v1/accounts/${await idOf(name)}/statuses`)
  assert.match(content, /bread too/)
  assert.equal(media.length, 1)
  await visit.close()
})

test('an emptied time is waited for: nothing goes out at once instead', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/compose')
  await windows(page).getByLabel('Text', { exact: true }).fill('Bread on Sunday.')
  await windows(page).getByRole('button', { name: 'Schedule' }).click()
  const when = windows(page).locator('input[type=datetime-local]')
  const time = await when.inputValue()
  await when.fill('')
  const schedule = windows(page).locator('footer').getByRole('button', { name: 'Schedule' }).last()
  assert.ok(await schedule.isDisabled())
  await when.press('Control+Enter')
  await when.fill(time)
  assert.ok(await schedule.isEnabled())
  await checkAccess(page, 'a time to post at')
  await windows(page).getByRole('button', { name: 'Remove', exact: true }).click()
  await windows(page).getByRole('button', { name: 'Post', exact: true }).waitFor()
  assert.equal(await when.count(), 0)
  await visit.close()
})

// Holds what is sent until `go` is called.
async function hold(page, then = (route) => route.continue()) {
  let go
  const gate = new Promise((done) => (go = done))
  let reached
  const arrived = new Promise((done) => (reached = done))
  await page.route('**/api/v1/statuses', async (route) => {
    reached()
    await gate
    await then(route)
  })
  return { arrived, go }
}

test('while a post is on its way its editor takes no more words and stays open', async () => {
  const visit = await open('jonas')
  const { page } = visit
  await visit.go('/compose')
  const editor = named(page, 'Write a post')
  const field = editor.getByLabel('Text', { exact: true })
  await field.fill('The glue has set.')
  const { arrived, go } = await hold(page)
  await field.press('Control+Enter')
  await arrived
  await page.keyboard.type(' Not quite.')
  await page.keyboard.press('Escape')
  assert.equal(await field.inputValue(), 'The glue has set.')
  assert.ok(await editor.getByRole('button', { name: 'Pick an emoji' }).isDisabled())
  assert.equal(await windows(page).count(), 1)
  go()
  await page.getByText('Posted.').waitFor()
  await windows(page).waitFor({ state: 'detached' })
  await visit.close()
})

test('an answer in Today stays as it is while it is sent, and is there to be sent again if that fails', async () => {
  const name = await asked('olga_keeps', 'Shall I bring the clamps?')
  const visit = await open(name, { allow: ['ERR_FAILED'] })
  const { page } = visit
  await visit.go('/')
  const card = page.locator('[data-entry]').filter({ hasText: 'Shall I bring the clamps?' })
  const field = card.getByLabel('Your words to Jonas Weber')
  await card.locator('[data-act=act]').click()
  await field.fill('Yes, please.')
  const { arrived, go } = await hold(page, (route) => route.abort())
  await field.press('Control+Enter')
  await arrived
  await field.press('Escape')
  await page.keyboard.type(' Both.')
  assert.equal(await field.inputValue(), 'Yes, please.')
  go()
  await card.getByRole('alert').waitFor()
  await page.keyboard.type(' Both.')
  assert.equal(await field.inputValue(), 'Yes, please. Both.')
  await page.unroute('**/api/v1/statuses')
  await card.getByRole('button', { name: 'Reply', exact: true }).click()
  await page.getByText('You answered Jonas Weber.').waitFor()
  await visit.close()
})

test('words that are written on while a message is sent are neither sent nor lost', async () => {
  const other = await newMember('keeps_writing')
  await insist('jonas', `@${other} Are you new here? How do you like it?`, direct)
  const [{ id }] = await call('jonas', 'GET', '/api/v1/conversations?limit=1')
  const visit = await open('jonas')
  const { page } = visit
  await visit.go(`/direct/${id}`)
  const field = page.locator('form.answer').getByLabel('Your message')
  await field.fill('The first half,')
  const { arrived, go } = await hold(page)
  await page.locator('form.answer button[type=submit]').click()
  await arrived
  await field.press('End')
  await field.pressSequentially(' and the second.')
  go()
  await page.locator('.mine').getByText('The first half,', { exact: true }).waitFor()
  await page.waitForFunction(() => document.querySelector('form.answer textarea').value === 'and the second.')
  await visit.close()
})

test('an upload can be stopped, says why it failed, and tells what was left out', async () => {
  const visit = await open('jonas', { allow: ['413', '502', 'ERR_'] })
  const { page } = visit
  await visit.go('/compose')
  const picker = page.locator('input[type=file]')
  const media = '**/api/v2/media'
  await page.route(media, (route) => route.fulfill({ status: 413, contentType: 'text/html', body: '<html>too much</html>' }))
  await picker.setInputFiles(photo)
  await windows(page).getByText('This file is too large.').waitFor()
  await windows(page).locator('.uploading').getByRole('button', { name: 'Close' }).click()
  await page.unroute(media)
  await page.route(media, (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<html></html>' }))
  await picker.setInputFiles(photo)
  await windows(page).getByText('This file could not be uploaded').waitFor()
  await windows(page).locator('.uploading').getByRole('button', { name: 'Close' }).click()
  await page.unroute(media)
  await page.route(media, () => {}) // never answered
  await picker.setInputFiles(photo)
  await checkAccess(page, 'an upload on its way')
  const stopped = page.waitForEvent('requestfailed')
  await windows(page).getByRole('button', { name: 'Stop uploading picture.png' }).click()
  await stopped
  assert.equal(await windows(page).locator('.uploading').count(), 0)
  await page.unroute(media)
  await picker.setInputFiles(Array(6).fill(photo))
  await windows(page).getByText('2 files were left out: a post can have at most 4.').waitFor()
  await windows(page).locator('.show').nth(3).waitFor()
  await visit.close()
})

test('a refused time and a refused choice go back to what the server has', async () => {
  const name = await settledMember('schedules_back')
  await post(name, 'Bread on Sunday.', { scheduled_at: later(30) })
  const list = await call(name, 'POST', '/api/v1/lists', { title: 'Bakers' })
  const visit = await open(name, { allow: ['422', 'ERR_FAILED'] })
  const { page } = visit
  await visit.go('/scheduled')
  const when = page.locator('input[type=datetime-local]')
  const before = await when.inputValue()
  await when.fill('2020-01-01T10:00')
  await page.getByText('The scheduled date must be in the future').waitFor()
  assert.equal(await when.inputValue(), before)
  await page.route('**/api/v1/lists/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
  await visit.go(`/lists/${list.id}?edit=1`)
  const box = windows(page).getByRole('checkbox')
  await box.click()
  await windows(page).getByText('No connection to the server right now.').waitFor()
  assert.equal(await box.isChecked(), false)
  await visit.close()
})

inBoth('a draft that is deleted can be brought back', async (w) => {
  const visit = await open('jonas', { locale: w.locale })
  const { page } = visit
  await visit.go('/compose')
  await windows(page).getByLabel(w.text, { exact: true }).fill('Notes on glue')
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('kith.drafts')))
  await visit.go('/drafts')
  await page.getByRole('button', { name: w.delete }).click()
  const notice = page.getByRole('status').filter({ hasText: w.draftDeleted })
  await notice.waitFor()
  assert.equal(await page.getByText('Notes on glue').count(), 0)
  await notice.getByRole('button', { name: w.undo }).click()
  await page.getByText('Notes on glue').waitFor()
  await visit.close()
})

test('the focus stays near what one did: picture, poll, new posts, deletion', async () => {
  const name = await settledMember('fiona_focus')
  const poll = { options: ['Oak', 'Beech'], expires_in: 86400 }
  const { id: voted } = await post('amara', 'Which wood?', { poll })
  const visit = await open(name)
  const { page } = visit
  await visit.go('/compose')
  await windows(page).getByLabel('Text', { exact: true }).fill('A small red square.')
  await windows(page).locator('input[type=file]').setInputFiles(photo)
  await windows(page).getByText('Describe it').waitFor()
  await windows(page).getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByText('Posted.').waitFor()
  await visit.go(`/@${name}`)
  const picture = page.locator('.grid figure button').first()
  await picture.focus()
  await page.keyboard.press('Enter')
  await windows(page).waitFor()
  await page.keyboard.press('Escape')
  await windows(page).waitFor({ state: 'detached' })
  assert.ok(await hasFocus(picture), await focused(page))
  await picture.click()
  await page.locator('dialog .corner').click()
  await windows(page).waitFor({ state: 'detached' })
  assert.ok(await hasFocus(picture), await focused(page))

  await visit.go(`/@amara/${voted}`)
  const card = page.locator(`[data-post="${voted}"]`)
  await card.getByLabel('Oak').check()
  await card.getByRole('button', { name: 'Vote' }).press('Enter')
  await card.getByText('your choice').waitFor()
  assert.ok(await hasFocus(card.locator('.poll')), await focused(page))

  await visit.go('/local')
  await page.locator('[data-post]').first().waitFor()
  const { id: newest } = await post('amara', 'The kettle sings again.')
  await page.getByRole('button', { name: '1 new post' }).press('Enter')
  await page.locator(`[data-post="${newest}"]`).waitFor()
  assert.ok(await hasFocus(page.locator(`[data-post="${newest}"]`)), await focused(page))

  const mine = []
  for (const text of ['One, two, three chairs.', 'Varnish takes a night.', 'The hall is booked.']) mine.push((await post(name, text)).id)
  await visit.go(`/@${name}`)
  const middle = page.locator(`[data-post="${mine[1]}"]`)
  await middle.getByRole('button', { name: 'More for this post' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).press('Enter')
  await windows(page).getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByText('The post is deleted.').waitFor()
  assert.ok(await hasFocus(page.locator(`[data-post="${mine[0]}"]`)), await focused(page))
  await visit.close()
})

test('long lists go on: the members of a list, and what is scheduled', async () => {
  const name = await settledMember('long_lists')
  const list = await call(name, 'POST', '/api/v1/lists', { title: 'Everybody' })
  const people = await call('jonas', 'GET', '/api/v1/directory?local=true&limit=10')
  for (let i = 0; i < 43; i++) await post(name, `Letter ${i + 1}`, { scheduled_at: later(24 + i) })
  const visit = await open(name)
  const { page } = visit
  await page.route('**/api/v1/lists/*/accounts*', (route) => {
    const second = route.request().url().includes('max_id')
    const next = `<${base}/api/v1/lists/${list.id}/accounts?limit=80&max_id=1>; rel="next"`
    return route.fulfill({ json: second ? people.slice(5) : people.slice(0, 5), headers: second ? {} : { link: next } })
  })
  await visit.go(`/lists/${list.id}?edit=1`)
  await windows(page).locator('.person').nth(4).waitFor()
  await windows(page).getByRole('button', { name: 'Show more' }).click()
  await windows(page).locator('.person').nth(people.length - 1).waitFor()
  assert.equal(await windows(page).getByRole('button', { name: 'Show more' }).count(), 0)
  await visit.go('/scheduled')
  await page.locator('main li').nth(39).waitFor()
  await page.locator('main li').last().scrollIntoViewIfNeeded()
  await page.locator('main li').nth(42).waitFor()
  await visit.close()
})

test('a window that only scrolls can be read with the keys', async () => {
  const visit = await open('jonas', { width: 360, height: 640 })
  const { page } = visit
  await visit.go('/home')
  await page.keyboard.press('?')
  const window = named(page, 'Keyboard shortcuts')
  await window.waitFor()
  await checkAccess(page, 'the keys, on a small screen')
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.waitForFunction(() => document.querySelector('dialog .body').scrollTop > 0)
  await visit.close()
})
