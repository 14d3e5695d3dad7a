// Who waits in Requests, with what they wrote and why it waits, and what the member decides. A decision shows at once and
// stays on the page in a line of its own, so that it can be taken back where the server allows it.
import { ask, kith, pathWith } from './wire'
import { complain } from './notices.svelte'
import { countDirect, countRequests, onHeld } from './unread.svelte'
import { postOf } from './posts.svelte'
import type { Account, Status } from './entities'
import type { Boundary } from './contact'
import type { Evidence } from './highlight'
import type { Facts, KnownPerson } from './door.svelte'
import type { Reason, Stage } from './circle'

export interface Held {
  type: string // of the notification
  createdAt: string
  status: Status | null
  text: string // empty if it is no message
  judged: boolean
  labels: string[]
  asks: string[]
  reasons: Reason[]
  evidence: Evidence[]
  openLinks: boolean
}

export interface Request {
  id: string
  account: Account
  stage: Stage
  createdAt: string
  updatedAt: string
  dismissed: boolean
  count: number
  facts: Facts
  knownBy: KnownPerson[]
  held: Held[]
}

export type Decided = 'accepted' | 'removed' | 'restored' | 'answered' | 'bounded'

// One request on the page.
export class Waiting {
  request = $state.raw() as Request
  decided = $state<Decided | null>(null)
  chosen = $state(false)
  answer = $state.raw<Status | null>(null) // what was posted
  boundary = $state.raw<Boundary | null>(null)
  told = $state(false) // words went with the boundary: it cannot be unsaid

  constructor(request: Request) {
    this.request = request
  }

  get id(): string {
    return this.request.id
  }

  get name(): string {
    return this.request.account.displayName || this.request.account.username
  }

  // The message that an answer belongs to: the newest with words.
  get message(): Held | undefined {
    return this.request.held.find(({ text, status }) => text && status)
  }

  get isDirect(): boolean {
    return this.request.held.some(({ status }) => status?.visibility === 'direct')
  }
}

function afterwards(): void {
  void countRequests().catch(() => {})
  void countDirect().catch(() => {})
}

const verbs = { accept: 'accepted', dismiss: 'removed', restore: 'restored' } as const
export type Verb = keyof typeof verbs

// All of these, or none.
export async function decide(some: Waiting[], verb: Verb): Promise<void> {
  const before = some.map(({ decided }) => decided)
  for (const one of some) {
    one.decided = verbs[verb]
    one.chosen = false
  }
  try {
    await kith.post(`/requests/${verb}`, { ids: some.map(({ id }) => id) })
  } catch (thrown) {
    some.forEach((one, i) => (one.decided = before[i] ?? null))
    complain(thrown)
  }
  afterwards()
}

// Back to how it was before the decision.
export async function undo(one: Waiting): Promise<void> {
  const { decided, boundary } = one
  one.decided = null
  try {
    if (decided === 'bounded' && boundary) await kith.delete(`/boundaries/${one.request.account.id}`)
    const verb = decided === 'restored' ? 'dismiss' : 'restore'
    if (!one.request.dismissed || decided === 'restored') await kith.post(`/requests/${one.id}/${verb}`)
  } catch (thrown) {
    one.decided = decided
    complain(thrown)
  }
  afterwards()
}

// Throws what the server refuses.
export async function answerTo(one: Waiting, text: string): Promise<void> {
  const status = await kith.post<Status>(`/requests/${one.id}/answer`, { text, statusId: one.message?.status?.id })
  postOf(status)
  one.answer = status
  one.decided = 'answered'
  afterwards()
}

export class Requests {
  items = $state.raw<Waiting[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  ended = $state(false)
  problem = $state.raw<unknown>(null)
  news = $state.raw<Request[]>([]) // they wait to be shown: nothing moves while somebody reads
  private next: string | null
  private busy = false

  constructor(private dismissed: boolean) {
    this.next = this.firstPage()
    void this.more()
  }

  private firstPage(): string {
    return pathWith('/api/kith/v1/requests', { limit: 20, dismissed: this.dismissed || undefined })
  }

  get open(): Waiting[] {
    return this.items.filter(({ decided }) => decided === null)
  }

  get chosen(): Waiting[] {
    return this.open.filter(({ chosen }) => chosen)
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return
    this.busy = true
    this.state = 'loading'
    try {
      const { data, next } = await ask<Request[]>('GET', this.next)
      const known = new Set(this.items.map(({ id }) => id))
      this.items = [...this.items, ...data.filter(({ id }) => !known.has(id)).map((one) => new Waiting(one))]
      this.next = data.length ? next : null
      this.ended = this.next === null
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
    this.busy = false
  }

  // Whoever came since. What is on the page already takes its new words where it stands; what was decided elsewhere
  // leaves.
  async look(): Promise<void> {
    if (this.busy || this.state !== 'ready') return
    try {
      const { data } = await ask<Request[]>('GET', this.firstPage())
      const fresh = new Map(data.map((one) => [one.id, one]))
      for (const one of this.items) {
        const now = fresh.get(one.id)
        if (!now) continue
        // Something more of somebody who was dealt with: they wait again.
        const again = one.decided === 'removed' && now.updatedAt !== one.request.updatedAt
        if (one.decided === null || again) one.request = now
        if (again) one.decided = null
      }
      if (this.ended && data.length < 20)
        this.items = this.items.filter(({ id, decided }) => decided !== null || fresh.has(id))
      const known = new Set(this.items.map(({ id }) => id))
      this.news = data.filter(({ id }) => !known.has(id))
      if (!this.items.length) this.showNews()
    } catch {
      // Looked for again before long.
    }
  }

  showNews(): void {
    this.items = [...this.news.map((one) => new Waiting(one)), ...this.items]
    this.news = []
  }

  // While a page shows it. Gives the way to stop.
  live(): () => void {
    this.items = this.open
    const look = () => void this.look()
    const seen = () => document.hidden || look()
    look()
    const stop = onHeld(look)
    document.addEventListener('visibilitychange', seen) // what was decided in another app
    return () => {
      stop()
      document.removeEventListener('visibilitychange', seen)
    }
  }
}
