// Addresses and history: which page is shown, where it was scrolled to, and what it keeps for when the reader comes back.
import { tick } from 'svelte'
import type { Component } from 'svelte'
import { glide } from './motion'

export type PageModule = { default: Component<Record<string, string>> }
export interface Route {
  pattern: string // "/lists/:id"; ":name" is one segment
  load: () => Promise<PageModule>
}

interface Place {
  path: string
  query: URLSearchParams
  params: Record<string, string>
  key: string // of this entry of the history
  page: PageModule['default'] | null
}

const memorySize = 16
let routes: { route: Route; regex: RegExp; names: string[] }[] = []
let notFound: () => Promise<PageModule>
const scrolls = new Map<string, number>()
const memories = new Map<string, Map<string, unknown>>()
let depth = 0
let arriving = 0

const state = $state<{ place: Place; loading: boolean; failed: boolean }>({
  place: { path: '/', query: new URLSearchParams(), params: {}, key: '', page: null },
  loading: true,
  failed: false,
})

export const router = {
  get place(): Place {
    return state.place
  },
  get loading(): boolean {
    return state.loading
  },
  get failed(): boolean {
    return state.failed
  },
  get canGoBack(): boolean {
    return depth > 0
  },
}

function compile(route: Route) {
  const names: string[] = []
  const source = route.pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:(\w+)/g, (_, name: string) => (names.push(name), '([^/]+)'))
  return { route, names, regex: new RegExp(`^${source}/?$`) }
}

function find(path: string) {
  for (const { route, regex, names } of routes) {
    const found = regex.exec(path)
    if (!found) continue
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]))
    return { route, params }
  }
  return null
}

// Something that belongs to this visit of this page: made once, found again when the reader comes back to it.
export function kept<T>(name: string, make: () => T): T {
  const key = state.place.key
  let memory = memories.get(key)
  if (!memory) {
    memory = new Map()
    memories.set(key, memory)
    for (const old of memories.keys()) {
      if (memories.size <= memorySize) break
      memories.delete(old)
    }
  }
  if (!memory.has(name)) memory.set(name, make())
  return memory.get(name) as T
}

function newKey(): string {
  return Math.random().toString(36).slice(2, 10)
}

async function arrive(url: URL, key: string, scroll: number | null): Promise<void> {
  const mine = ++arriving
  const found = find(url.pathname)
  state.loading = true
  state.failed = false
  let page: PageModule['default'] | null = null
  try {
    page = (await (found?.route.load ?? notFound)()).default
  } catch {
    if (mine !== arriving) return
    // The files of an older build are gone once the server was renewed: one fresh load fetches the new ones.
    if (sessionStorage.getItem('kith.reloaded') !== url.pathname && navigator.onLine) {
      sessionStorage.setItem('kith.reloaded', url.pathname)
      location.assign(url)
      return
    }
    state.failed = true
  }
  if (mine !== arriving) return
  state.loading = false
  state.place = { path: url.pathname, query: url.searchParams, params: found?.params ?? {}, key, page }
  await tick()
  window.scrollTo(0, scroll ?? 0)
  if (scroll !== null) requestAnimationFrame(() => window.scrollTo(0, scroll))
}

function leave(): void {
  scrolls.set(state.place.key, window.scrollY)
}

function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}

// Goes to an address of the app.
export function go(to: string, how: { replace?: boolean } = {}): void {
  const url = new URL(to, location.origin)
  if (!find(url.pathname)) {
    location.assign(url)
    return
  }
  leave()
  const key = newKey()
  if (!how.replace) depth++
  history[how.replace ? 'replaceState' : 'pushState']({ key, depth }, '', url)
  void arrive(url, key, null).then(focusMain)
}

// Another query for the page that is shown, without a new entry in the history.
export function setQuery(query: Record<string, string>): void {
  const url = new URL(location.href)
  url.search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString()
  history.replaceState(history.state, '', url)
  state.place.query = url.searchParams
}

export function back(otherwise: string): void {
  if (depth > 0) history.back()
  else go(otherwise, { replace: true })
}

// Links to addresses of the app need no page load.
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (!find(link.pathname)) return
  event.preventDefault()
  if (link.pathname + link.search === location.pathname + location.search) {
    if (!link.hash) return window.scrollTo({ top: 0, behavior: glide() })
    const target = document.getElementById(link.hash.slice(1))
    target?.scrollIntoView()
    target?.focus({ preventScroll: true })
    return
  }
  go(link.href)
}

export function startRouter(all: Route[], otherwise: () => Promise<PageModule>): void {
  routes = all.map(compile)
  notFound = otherwise
  history.scrollRestoration = 'manual'
  document.addEventListener('click', onClick)
  window.addEventListener('popstate', (event) => {
    leave()
    depth = event.state?.depth ?? 0
    const key = event.state?.key ?? newKey()
    void arrive(new URL(location.href), key, scrolls.get(key) ?? 0).then(focusMain)
  })
  const key = history.state?.key ?? newKey()
  depth = history.state?.depth ?? 0
  history.replaceState({ key, depth }, '')
  void arrive(new URL(location.href), key, null)
}
