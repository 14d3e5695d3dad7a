// Today: a few people, each with one reason and one action. What the reader does shows at once and is taken back with a
// word of explanation if the server refuses; what is finished stays on the page as one line until the page is left.
import { untrack } from 'svelte'
import { kith } from './wire'
import { complain } from './notices.svelte'
import { onPosted } from './composer.svelte'
import { listen } from './stream'
import { postOf, type Post } from './posts.svelte'
import { session } from './session.svelte'
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
  private answered = -Infinity // when the server last heard of the entry from here

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
    this.answered = Infinity
    try {
      await this.putOff
      tellOthers()
    } catch (thrown) {
      this.outcome = null
      complain(thrown)
    }
    this.answered = performance.now()
  }

  async takeBack(): Promise<void> {
    if (this.shared) return this.unshare()
    const before = this.outcome
    this.outcome = null
    this.answered = Infinity
    try {
      await kith.delete(`/today/put_off/${await this.putOff}`)
      tellOthers()
    } catch (thrown) {
      this.outcome = before
      complain(thrown)
    }
    this.answered = performance.now()
  }

  // Whether an answer of the server to what was asked at that time knows what was done here.
  isKnownAt(asked: number): boolean {
    return this.answered < asked
  }

  acted(): void {
    this.writing = false
    this.outcome = 'acted'
  }

  // In another window, or on another device.
  wasPutOff(row: PutOff): void {
    this.outcome = row.until ? 'snooze' : 'never'
    this.until = row.until
    this.putOff = Promise.resolve(row.id)
  }

  // It is on the list again.
  reopen(): void {
    this.outcome = this.until = this.putOff = null
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

const several = 300 // ms: reasons to look again that come together are one
let clockTold = false

// Other windows of this browser, which may show the same list.
const otherWindows = 'BroadcastChannel' in window ? new BroadcastChannel('kith.today') : null
function tellOthers(): void {
  otherWindows?.postMessage('changed')
}

export class TodayList {
  entries = $state.raw<Entry[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  problem = $state.raw<unknown>(null)
  date = $state('')
  private loads = 0
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
      const mine = ++this.loads
      let asked = performance.now()
      let today = await kith.get<TodayEntity>('/today')
      // The day begins at the member's midnight: the server learns where they are when its date is another.
      if (today.date !== localDate() && !clockTold) {
        clockTold = true
        await kith.patch('/settings', { utcOffset: -new Date().getTimezoneOffset() })
        asked = performance.now()
        today = await kith.get<TodayEntity>('/today')
      }
      await this.take(today, asked, () => mine === this.loads)
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      if (!this.entries.length) this.state = 'failed'
    }
  }

  private async take(today: TodayEntity, asked: number, isNewest: () => boolean): Promise<void> {
    const fresh = new Map(today.entries.map((entity) => [entity.id, entity]))
    // An answer that is being written stays, whatever happened elsewhere.
    const kept = today.date === this.date ? this.entries : this.entries.filter(({ writing }) => writing)
    const gone = kept.filter((entry) => entry.open && !entry.writing && !fresh.has(entry.id) && entry.isKnownAt(asked))
    // Put off elsewhere, or else done: in a thread, in another app.
    const rows = gone.length ? await kith.get<PutOff[]>('/today/put_off').catch(() => []) : []
    if (!isNewest()) return
    for (const entry of gone) {
      const { kind, account } = entry.entity
      const row = rows.find((one) => one.kind === kind && one.account.id === account.id)
      if (row) entry.wasPutOff(row)
      else entry.acted()
    }
    for (const entry of kept) {
      if (fresh.has(entry.id) && !entry.open && entry.outcome !== 'acted' && entry.isKnownAt(asked)) entry.reopen()
      fresh.delete(entry.id)
    }
    this.date = today.date
    this.entries = [...kept, ...[...fresh.values()].map((entity) => new Entry(entity))]
    const here = this.entries.filter(({ outcome }) => outcome === 'acted' || outcome === 'done').length
    this.doneBefore = Math.max(0, today.done - here)
  }

  // While the page is shown: what is posted anywhere may be what an entry asked for, and so may what was done before the
  // reader came back, here or elsewhere; and a new day may have begun.
  live(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (wait: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void this.load(), wait)
    }
    const onLook = () => document.hidden || again(several)
    const onOthers = () => again(several)
    if (untrack(() => this.state) === 'ready') again(0)
    const stops = [
      onPosted(() => again(0)),
      listen(
        { stream: 'user' },
        {
          on: ({ event, payload }) => {
            if (event === 'update' && session.isMine((payload as Status).account.id)) again(several)
          },
          missed: onOthers,
        },
      ),
    ]
    document.addEventListener('visibilitychange', onLook)
    window.addEventListener('focus', onLook)
    otherWindows?.addEventListener('message', onOthers)
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      document.removeEventListener('visibilitychange', onLook)
      window.removeEventListener('focus', onLook)
      otherWindows?.removeEventListener('message', onOthers)
    }
  }
}

export interface PutOff {
  id: string
  kind: EntryKind
  until: string | null // null: for good
  account: Account
}
