// Keys that work anywhere but in a field: move between posts and act on the one in focus.
import { compose } from './composer.svelte'
import { placeOfKey } from './places.svelte'
import { back, go } from './router.svelte'
import { knownPost } from './posts.svelte'
import { look } from './settings.svelte'

let help = $state(false)
export const keyboardHelp = {
  get open(): boolean {
    return help
  },
  set open(value: boolean) {
    help = value
  },
}

const newPosts = new Set<() => void>()
export function registerNewPosts(show: () => void): () => void {
  newPosts.add(show)
  return () => newPosts.delete(show)
}

// What j and k stop at: posts, and the entries of Today.
const stops = '[data-post], [data-entry]'

function move(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(stops)]
  if (!all.length) return
  const focused = document.activeElement?.closest<HTMLElement>(stops)
  let at = focused ? all.indexOf(focused) + step : all.findIndex((one) => one.getBoundingClientRect().bottom > 80)
  at = Math.min(all.length - 1, Math.max(0, at))
  all[at]!.focus({ preventScroll: true })
  all[at]!.scrollIntoView({ block: 'nearest' })
}

// Presses a button of the post or entry in focus.
function press(act: string): void {
  const card = document.activeElement?.closest(stops)
  const target = card?.querySelector<HTMLElement>(`[data-act="${act}"]`)
  ;(target?.closest('button') ?? target?.querySelector('button') ?? target)?.click()
}

function focusedPost() {
  const id = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post
  return id ? knownPost(id) : undefined
}

let afterG = false

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (!look.keys && event.key !== 'Enter') return
  const { target } = event
  if (
    !(target instanceof HTMLElement) ||
    target.closest('input, textarea, select, [contenteditable], dialog, [role=menu]')
  )
    return
  if (document.querySelector('dialog[open]')) return
  if (afterG) {
    afterG = false
    const place = placeOfKey(event.key)
    if (place) {
      event.preventDefault()
      go(place)
    }
    return
  }
  const acts: Record<string, () => unknown> = {
    j: () => move(1),
    k: () => move(-1),
    o: () => focusedPost() && go(focusedPost()!.address),
    Enter: () => {
      if (target.matches('[data-entry]')) press('act')
      else if (focusedPost()) go(focusedPost()!.address)
    },
    r: () => press('reply'),
    f: () => press('favourite'),
    b: () => press('boost'),
    m: () => press('bookmark'),
    e: () => press('done'),
    s: () => press('snooze'),
    p: () => focusedPost() && go('/@' + focusedPost()!.status.account.acct),
    x: () => {
      const post = focusedPost()
      if (post) post.open = post.mediaOpen = !post.open
    },
    n: () => compose({}),
    '/': () => go('/search'),
    '.': () => newPosts.forEach((show) => show()),
    g: () => (afterG = true),
    '?': () => (help = true),
    Backspace: () => back('/'),
  }
  const act = acts[event.key]
  if (!act) return
  if (event.key === 'Enter' && !target.matches(stops)) return
  event.preventDefault()
  act()
}

export function startKeyboard(): void {
  document.addEventListener('keydown', onKey)
}
