// The app in German, down to what the server says in English.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { base, call, checkAccess, checkWidth, open } from './kith.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const folders = ['core', 'domain', 'media', 'services', 'mastodon', 'kithapi']
// Texts in several pieces are joined.
function sources() {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, 'src', folder))
      .filter((name) => /\.[ch]pp$/.test(name))
      .map((name) => join(root, 'src', folder, name)),
  )
  return files.map((file) => readFileSync(file, 'utf8').replace(/"\s*\n\s*"/g, ''))
}

async function readRefusals() {
  const text = readFileSync(join(root, 'webapp', 'src', 'words', 'de', 'refusals.ts'), 'utf8')
  const script = text.replace(': Record<string, string>', '')
  return (await import('data:text/javascript,' + encodeURIComponent(script))).refusals
}

// What members of the web app never hear: faults of programs and of those who write them.
const ofPrograms = [
  /\bjob\b/,
  /^no /,
  /^(cannot|too few|not a picture|Not understood|A program that|This command|mail\.smtp_url|A file is too large)/,
  /^(Application name|Website|Scopes|Redirect URI|Missing|Unknown stream|Access token|Your login is|The push service)/,
  /^(missing a confirmed|currently)/,
  /^(Search queries|This method is only available|This server has no collections|At most \{\} accounts)/,
  /(is not a valid replies_policy|must be [\w, ]+ or \w+|is one of [\w, ]+|must be true or false)$/,
  /^(A time looks like|The role is|Who may join is|There is no such|This is no (date|time)|ids can't|Last read)/,
  /^(The offset is|The first steps are|Hidden lists|Filter action|Phrase|Key is|Endpoint|An attachment's id|Languages contains)/,
  /^(These settings belong|Attribution domains|Category is|This is too long for a QR)/,
  /^(The link leads to no page|The page has no title|They did not ask)/,
  // of the server's own pages
  /^(You need an invitation|The name or e-mail address and|This link does not work|Choose a username|A username|This username|Write an address)/,
]

test('every refusal that a member may meet has German words', async () => {
  const refusals = Object.keys(await readRefusals())
  const patterns = refusals.map((said) => new RegExp('^' + said.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\}/g, '.+') + '$'))
  const missing = new Set()
  for (const source of sources())
    for (const [, call] of source.matchAll(/\b(?:invalid|invalid_text|fail|forbidden|refuse|validation_failed)\(((?:[^();]|\([^()]*\)){0,300})/g))
      for (const [, literal] of call.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
        const said = literal.replace(/^Validation failed: /, '').trim()
        if (!said.includes(' ') || ofPrograms.some((pattern) => pattern.test(said))) continue
        if (!patterns.some((pattern) => pattern.test(said) || pattern.test(said + ' {}'))) missing.add(said)
      }
  assert.deepEqual([...missing], [])
})

test('every refusal with German words is one of the server', async () => {
  const all = sources().join('\n')
  const isSaid = (words) => ['"', 'Validation failed: '].some((before) => all.includes(before + words + '"'))
  const unknown = Object.keys(await readRefusals()).filter((said) => !isSaid(said) && !isSaid(said.replace(/\{\}$/, '')))
  assert.deepEqual(unknown, [])
})

test('what the server refuses is told in German', async () => {
  const at = new Date(Date.now() + 3 * 3_600_000).toISOString()
  const { id } = await call('jonas', 'POST', '/api/v1/statuses', { status: 'Later, then.', scheduled_at: at })
  const visit = await open('jonas', { locale: 'de-DE', allow: ['422', '404'] })
  const { page } = visit
  await visit.go('/people/met')
  await page.locator('form input').fill('AAAA-AAAA')
  await page.locator('form button').click()
  await page.getByText('Diesen Code gibt es nicht, oder seine zehn Minuten sind vorbei.').waitFor()
  await visit.go('/scheduled')
  const time = page.locator('input[type=datetime-local]').first()
  await time.fill('2020-01-01T10:00')
  await time.blur()
  await page.getByText('Der Zeitpunkt muss mindestens fünf Minuten in der Zukunft liegen.').waitFor()
  await call('jonas', 'DELETE', `/api/v1/scheduled_statuses/${id}`)
  await visit.close()
})

test('the lists that fill themselves have German names', async () => {
  const visit = await open('jonas', { locale: 'de-DE' })
  const { page } = visit
  await visit.go('/lists')
  for (const name of ['Vertraute', 'Freunde', 'Bekannte', 'Warten auf dich', 'Angebote'])
    await page.locator('main').getByRole('link', { name, exact: true }).waitFor()
  await page.locator('main').getByRole('link', { name: 'Vertraute' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vertraute' }).waitFor()
  await visit.close()
})

test('the pages that need no script speak German too', async () => {
  const visit = await open(null, { locale: 'de-DE', width: 320, height: 600, allow: ['401', '404'] })
  const { page } = visit
  for (const [place, title] of [
    ['/sign-in', 'Anmelden'],
    ['/sign-up', /mitmachen$/],
    ['/forgot', 'Passwort vergessen?'],
    ['/confirm', 'Bestätige deine Adresse'],
    ['/invite/nothing', 'Nicht gefunden'],
    ['/privacy', 'Datenschutz'],
    ['/@amara', 'Amara Okafor'],
  ]) {
    await page.goto(base + place)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByRole('link', { name: 'Zum Inhalt springen' }).waitFor({ state: 'attached' })
    await checkWidth(page, place)
    await checkAccess(page, place)
  }
  await page.getByRole('heading', { name: 'Wie man diesen Menschen erreicht' }).waitFor()
  await page.goto(base + '/sign-in')
  await page.getByLabel('E-Mail-Adresse oder Name').fill('amara')
  await page.getByLabel('Passwort').fill('not this one')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByText('Name oder E-Mail-Adresse und Passwort passen nicht zusammen').waitFor()
  await visit.close()
})
