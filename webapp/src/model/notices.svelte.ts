// Short messages at the edge of the screen: what was done, or could not be.
import { modals } from './modals.svelte'
import { problemOf } from './wire'
import { refusalText, t } from '../words'

export interface Notice {
  id: number
  text: string
  wrong: boolean
  within: string // the window that was on top when it was said
  action?: { label: string; run: () => void }
}

let all = $state.raw<Notice[]>([])
let last = 0

export const notices = {
  get all(): Notice[] {
    return all
  },
}

export function dismiss(id: number): void {
  all = all.filter((notice) => notice.id !== id)
}

export function say(text: string, action?: Notice['action'], wrong = false): void {
  const id = ++last
  all = [...all.filter((notice) => notice.text !== text), { id, text, wrong, action, within: modals.top }].slice(-3)
  setTimeout(() => dismiss(id), action || wrong ? 9000 : 5000)
}

// What went wrong in words: the server's own where it said something that a person can use.
export function wordsFor(thrown: unknown): string {
  const { status, message } = problemOf(thrown)
  if (status === 0) return t('noConnection')
  if (status === 429) return t('tooFast')
  if (status >= 500 || !message) return t('serverTrouble')
  return refusalText(message.replace(/^Validation failed: /, ''))
}

export function complain(thrown: unknown): void {
  say(wordsFor(thrown), undefined, true)
}
