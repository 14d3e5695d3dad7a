// Who stands at the door, and what the member does about them. What was done stays on the page in a line of its own.
import { ask, kith, pathWith } from './wire'
import { complain } from './notices.svelte'
import { countDoor, onNotification } from './unread.svelte'
import { refreshRelations } from './relations.svelte'
import { sendTo } from './contact'
import type { Account, Status } from './entities'
import type { Reason, Stage } from './circle'
import type { Starter } from './today.svelte'

export interface Facts {
  for: Reason[]
  against: Reason[]
  neutral: Reason[]
}

export interface KnownPerson {
  account: Account
  stage: Stage
}

interface NewcomerView {
  account: Account
  kind: 'follower' | 'request'
  since: string
  following: boolean
  facts: Facts
  knownBy: KnownPerson[]
  starters: Starter[]
  recent: Status[]
}

export type DoorAnswer = 'follow_back' | 'accept' | 'reject' | 'leave' | 'remove' | 'block'
type Done = DoorAnswer | 'greeted'

export class Newcomer {
  view = $state.raw() as NewcomerView
  done = $state<Done | null>(null)
  hello = $state.raw<Status | null>(null)

  constructor(view: NewcomerView) {
    this.view = view
  }

  get id(): string {
    return this.view.account.id
  }

  get name(): string {
    return this.view.account.displayName || this.view.account.username
  }

  // One thing after the other, however fast the buttons are pressed.
  private queue = Promise.resolve()
  private inTurn(task: () => Promise<void>, before: Done | null): Promise<void> {
    this.queue = this.queue.then(async () => {
      try {
        await task()
        void refreshRelations([this.id]).catch(() => {})
      } catch (thrown) {
        this.done = before
        complain(thrown)
      }
      void countDoor().catch(() => {})
    })
    return this.queue
  }

  private async lookAgain(): Promise<void> {
    this.view = await kith.get<NewcomerView>(`/door/${this.id}`)
  }

  answer(what: DoorAnswer): Promise<void> {
    const before = this.done
    this.done = what
    return this.inTurn(async () => {
      await kith.post(`/door/${this.id}/${what}`)
      if (what !== 'accept') return
      // Now a follower like others, who waits to be looked at.
      await this.lookAgain()
      if (this.done === 'accept') this.done = null
    }, before)
  }

  // Of follow_back and leave.
  undo(): Promise<void> {
    const before = this.done
    this.done = null
    return this.inTurn(async () => {
      if (before === 'leave') await kith.post(`/door/${this.id}/look_again`)
      else if (before === 'follow_back') {
        await ask('POST', `/api/v1/accounts/${this.id}/unfollow`)
        await this.lookAgain()
      }
    }, before)
  }

  // Throws what the server refuses.
  async greet(text: string, visibility: string): Promise<void> {
    this.hello = await sendTo(this.view.account, text, visibility)
    if (this.view.kind === 'follower' || this.done === 'follow_back') this.done = 'greeted'
    void countDoor().catch(() => {})
  }
}

export class Door {
  items = $state.raw<Newcomer[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  ended = $state(false)
  problem = $state.raw<unknown>(null)
  news = $state.raw<NewcomerView[]>([])
  private next: string | null = pathWith('/api/kith/v1/door', { limit: 20 })
  private busy = false

  constructor() {
    void this.more()
  }

  get open(): Newcomer[] {
    return this.items.filter(({ done }) => done === null)
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return
    this.busy = true
    this.state = 'loading'
    try {
      const { data, next } = await ask<NewcomerView[]>('GET', this.next)
      const known = new Set(this.items.map(({ id }) => id))
      this.items = [
        ...this.items,
        ...data.filter(({ account }) => !known.has(account.id)).map((one) => new Newcomer(one)),
      ]
      this.next = data.length ? next : null
      this.ended = this.next === null
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
    this.busy = false
  }

  private async look(): Promise<void> {
    try {
      const data = await kith.get<NewcomerView[]>('/door', { limit: 20 })
      const known = new Set(this.items.filter(({ done }) => done === null).map(({ id }) => id))
      this.news = data.filter(({ account }) => !known.has(account.id))
      if (!this.items.length) this.showNews()
    } catch {
      // The next newcomer asks again.
    }
  }

  showNews(): void {
    const fresh = new Set(this.news.map(({ account }) => account.id))
    this.items = [...this.news.map((one) => new Newcomer(one)), ...this.items.filter(({ id }) => !fresh.has(id))]
    this.news = []
  }

  // While a page shows it. Gives the way to stop.
  live(): () => void {
    this.items = this.open
    const look = () => document.hidden || this.state !== 'ready' || void this.look()
    look()
    document.addEventListener('visibilitychange', look)
    const deaf = onNotification(({ type }) => {
      if (type === 'follow' || type === 'follow_request') look()
    })
    return () => {
      document.removeEventListener('visibilitychange', look)
      deaf()
    }
  }
}
