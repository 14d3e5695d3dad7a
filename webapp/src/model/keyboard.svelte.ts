// Keys that work anywhere but in a field: move between posts and act on the one in focus.
import { compose } from './composer.svelte'
import { back, go } from './router.svelte'
import { knownPost } from './posts.svelte'
import { session } from './session.svelte'

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

function move(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-post]')]
  if (!all.length) return
  const focused = document.activeElement?.closest<HTMLElement>('[data-post]')
  let at = focused ? all.indexOf(focused) + step : all.findIndex((one) => one.getBoundingClientRect().bottom > 80)
  at = Math.min(all.length - 1, Math.max(0, at))
  all[at]!.focus({ preventScroll: true })
  all[at]!.scrollIntoView({ block: 'nearest' })
}

// The post in focus, else the one at the top of the screen.
function press(act: string): void {
  const card = document.activeElement?.closest('[data-post]')
  const target = card?.querySelector<HTMLElement>(`[data-act="${act}"]`)
  ;(target?.closest('button') ?? target)?.click()
}

function focusedPost() {
  const id = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post
  return id ? knownPost(id) : undefined
}

let afterG = false
const places: Record<string, () => string> = {
  h: () => '/home',
  n: () => '/notifications',
  d: () => '/direct',
  t: () => '/today',
  u: () => '/@' + session.me.acct,
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const { target } = event
  if (
    !(target instanceof HTMLElement) ||
    target.closest('input, textarea, select, [contenteditable], dialog, [role=menu]')
  )
    return
  if (document.querySelector('dialog[open]')) return
  if (afterG) {
    afterG = false
    const place = places[event.key]
    if (place) {
      event.preventDefault()
      go(place())
    }
    return
  }
  const acts: Record<string, () => unknown> = {
    j: () => move(1),
    k: () => move(-1),
    o: () => focusedPost() && go(focusedPost()!.address),
    Enter: () => target.matches('[data-post]') && focusedPost() && go(focusedPost()!.address),
    r: () => press('reply'),
    f: () => press('favourite'),
    b: () => press('boost'),
    m: () => press('bookmark'),
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
  if (event.key === 'Enter' && !target.matches('[data-post]')) return
  event.preventDefault()
  act()
}

export function startKeyboard(): void {
  document.addEventListener('keydown', onKey)
}
