// Today: a few people, each with one reason and one action. What the reader does shows at once and is taken back with a
// word of explanation if the server refuses; what is finished stays on the page as one line until the page is left.
import { untrack } from 'svelte'
import { kith } from './wire'
import { complain } from './notices.svelte'
import { onPosted } from './composer.svelte'
import { postOf, type Post } from './posts.svelte'
import type { Reason } from './circle'
import type { Account, Status } from './entities'

export type EntryKind = 'unanswered' | 'quiet' | 'newcomer' | 'question' | 'share' | 'date' | 'introduction'
export type EntryAction = 'answer' | 'write' | 'greet' | 'share' | 'congratulate' | 'introduce'

// Words to begin a conversation with.
export interface Starter {
  reason: Reason
  draft: string
}

interface EntryEntity {
  id: string
  kind: EntryKind
  action: EntryAction
  reason: Reason
  account: Account
  second: Account | null
  status: Status | null
  starters: Starter[]
}

interface TodayEntity {
  date: string
  entries: EntryEntity[]
  done: number
}

// acted: by what the entry offers. done: said to be. The others are answers of the API.
export type Outcome = 'acted' | 'done' | 'snooze' | 'never'

export class Entry {
  outcome = $state<Outcome | null>(null)
  until = $state<string | null>(null) // of a snooze
  writing = $state(false) // the field is open
  readonly post: Post | null
  private shared = $state(false) // here, not elsewhere
  private putOff: Promise<string> | null = null // what takes the answer back

  constructor(readonly entity: EntryEntity) {
    this.post = entity.status ? postOf(entity.status) : null
  }

  get id(): string {
    return this.entity.id
  }
  get open(): boolean {
    return this.outcome === null
  }
  // Of what was done on the entry itself, a message cannot be unsaid; a post that was shared here can be taken back.
  get canTakeBack(): boolean {
    return this.outcome !== null && (this.outcome !== 'acted' || this.shared)
  }

  async answer(how: 'done' | 'snooze' | 'never', days = 7): Promise<void> {
    this.writing = false
    this.outcome = how
    this.until = how === 'snooze' ? new Date(Date.now() + days * 86_400_000).toISOString() : null
    const asked = kith.post<{ putOffId: string }>(`/today/${this.id}/${how}`, how === 'snooze' ? { days } : {})
    this.putOff = asked.then(({ putOffId }) => putOffId)
    try {
      await this.putOff
    } catch (thrown) {
      this.outcome = null
      complain(thrown)
    }
  }

  async takeBack(): Promise<void> {
    if (this.shared) return this.unshare()
    const before = this.outcome
    this.outcome = null
    try {
      await kith.delete(`/today/put_off/${await this.putOff}`)
    } catch (thrown) {
      this.outcome = before
      complain(thrown)
    }
  }

  acted(): void {
    this.writing = false
    this.outcome = 'acted'
  }

  // Shares the post as it is.
  async share(): Promise<void> {
    if (!this.post) return
    this.outcome = 'acted'
    this.shared = true
    if (!this.post.status.reblogged) await this.post.toggle('reblogged')
    this.settleShared()
  }

  private async unshare(): Promise<void> {
    this.outcome = null
    this.shared = false
    if (this.post?.status.reblogged) await this.post.toggle('reblogged')
    this.settleShared()
  }

  // As the server left it.
  private settleShared(): void {
    this.shared = Boolean(this.post?.status.reblogged)
    this.outcome = this.shared ? 'acted' : null
  }
}

function localDate(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

let clockTold = false

export class TodayList {
  entries = $state.raw<Entry[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  problem = $state.raw<unknown>(null)
  date = $state('')
  private doneBefore = $state(0) // of this day, before the page was opened

  constructor() {
    void this.load()
  }

  get openCount(): number {
    return this.entries.filter(({ open }) => open).length
  }
  get doneCount(): number {
    return this.doneBefore + this.entries.filter(({ outcome }) => outcome === 'acted' || outcome === 'done').length
  }
  get total(): number {
    return this.doneCount + this.openCount
  }

  async load(): Promise<void> {
    if (this.state === 'failed') this.state = 'loading'
    try {
      let today = await kith.get<TodayEntity>('/today')
      // The day begins at the member's midnight: the server learns where they are when its date is another.
      if (today.date !== localDate() && !clockTold) {
        clockTold = true
        await kith.patch('/settings', { utcOffset: -new Date().getTimezoneOffset() })
        today = await kith.get<TodayEntity>('/today')
      }
      this.take(today)
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      if (!this.entries.length) this.state = 'failed'
    }
  }

  private take(today: TodayEntity): void {
    const fresh = new Map(today.entries.map((entity) => [entity.id, entity]))
    const kept = today.date === this.date ? this.entries : []
    for (const entry of kept) {
      // Done elsewhere: in a thread, in another app.
      if (entry.open && !fresh.has(entry.id)) entry.acted()
      fresh.delete(entry.id)
    }
    this.date = today.date
    this.entries = [...kept, ...[...fresh.values()].map((entity) => new Entry(entity))]
    const here = this.entries.filter(({ outcome }) => outcome === 'acted' || outcome === 'done').length
    this.doneBefore = Math.max(0, today.done - here)
  }

  // While the page is shown: what is posted anywhere in the app may be what an entry asked for, and so may what was
  // posted before the reader came back; and a new day may have begun.
  live(): () => void {
    const again = () => void this.load()
    if (untrack(() => this.state) === 'ready') again()
    const stop = onPosted(again)
    const onVisible = () => !document.hidden && this.date && this.date !== localDate() && again()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', onVisible)
    }
  }
}

export interface PutOff {
  id: string
  kind: EntryKind
  until: string | null // null: for good
  account: Account
}
