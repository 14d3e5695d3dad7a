// What the app says. Each language is a folder of message files with the same keys, checked by the compiler. A message is
// a text with {names}, or one text for each plural category (Intl.PluralRules) of {count}.
import * as english from './en'

type Tables = typeof english
export type Key = { [Table in keyof Tables]: keyof Tables[Table] }[keyof Tables]
export type Message = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>)
// What another language's file has to fill in.
export type Translation<Table> = { readonly [Name in keyof Table]: Message }

const languageKey = 'kith.language'
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur', 'ckb', 'yi'])

function chosen(): Language {
  const wishes = [localStorage.getItem(languageKey), ...navigator.languages]
  for (const wish of wishes) {
    const found = wish?.slice(0, 2)
    if (found && found in languages) return found as Language
  }
  return 'en'
}

export const language: Language = chosen()
// For dates and numbers: the reader's own region, where it fits the language.
export const locale: string = navigator.languages.find((one) => one.startsWith(language)) ?? language
const plurals = new Intl.PluralRules(language)

let messages = Object.assign({}, ...Object.values(english)) as Record<Key, Message>

export async function loadWords(): Promise<void> {
  document.documentElement.lang = language
  document.documentElement.dir = rightToLeft.has(language) ? 'rtl' : 'ltr'
  if (language === 'de') messages = Object.assign({}, ...Object.values(await import('./de')))
  void loadRefusals().catch(() => {})
}

// What the server says in English when it refuses: nothing waits for these.
const refusals: [RegExp, string][] = []
async function loadRefusals(): Promise<void> {
  if (language !== 'de') return
  const all = Object.entries((await import('./de/refusals')).refusals)
  // The most exact ones first.
  const open = (said: string) => said.split('{}').length
  all.sort(([one], [another]) => open(one) - open(another) || another.length - one.length)
  for (const [said, words] of all) {
    const source = said.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\}/g, '(.+?)')
    refusals.push([new RegExp(`^${source}$`), words])
  }
}

// A refusal in the reader's language, or as the server said it. One that names several things has commas between.
export function refusalText(said: string): string {
  const whole = translated(said)
  if (whole !== null) return whole
  const parts = said.split(', ').map(translated)
  return parts.includes(null) ? said : parts.join(' ')
}

function translated(said: string): string | null {
  for (const [pattern, words] of refusals) {
    const values = pattern.exec(said)?.slice(1)
    if (values) return words.replace(/\{(\d?)\}/g, (_, place: string) => values[place ? Number(place) - 1 : 0] ?? '')
  }
  return null
}

export function chooseLanguage(value: Language): void {
  localStorage.setItem(languageKey, value)
  location.reload()
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const message = messages[key]
  const text =
    typeof message === 'string' ? message : (message[plurals.select(Number(values.count ?? 0))] ?? message.other)
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value
  })
}

// Whether there is a message of that name, for names that come from elsewhere.
export function isKey(name: string): name is Key {
  return name in messages
}

const numbers = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
export function number(value: number): string {
  return numbers.format(value)
}

// "1.4 MB".
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
export function bytesOf(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = { style: 'unit', unit: units[step], maximumFractionDigits: step > 1 ? 1 : 0 } as const
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step)
}

const lists = new Intl.ListFormat(language, { type: 'conjunction' })
export function listOf(items: string[]): string {
  return lists.format(items)
}
