// Languages that a post can be written in, by their own names in the reader's language.
import { language } from '.'

const common = (
  'en de fr es it pt nl pl cs sv da nb fi hu ro el tr ru uk bg hr sr sk sl ca gl eu ga cy is et lv lt ' +
  'ar fa he hi bn ta te ur ja ko zh vi th id ms fil sw eo la'
).split(' ')

const names = new Intl.DisplayNames(language, { type: 'language' })

export function languageName(code: string): string {
  return names.of(code) ?? code
}

// The server names languages in English.
const english = new Intl.DisplayNames('en', { type: 'language' })
export function translatedLanguage(name: string): string {
  const code = common.find((one) => english.of(one) === name)
  return code ? languageName(code) : name
}

// Those of the reader come first.
export function postLanguages(chosen: string): string[] {
  const own = navigator.languages.map((one) => one.slice(0, 2))
  const first = [...new Set([chosen, ...own])].filter(Boolean)
  const rest = common.filter((code) => !first.includes(code))
  return [...first, ...rest.sort((a, b) => languageName(a).localeCompare(languageName(b), language))]
}
