// What happened to me, in groups, newest first.
import { ask, pathWith } from './wire'
import { isHidden } from './timeline.svelte'
import { listen } from './stream'
import { onMerged, onNotification, unread } from './unread.svelte'
import { postOf, type Post } from './posts.svelte'
import type { Account, NotificationGroup, Status } from './entities'

export interface Happening {
  group: NotificationGroup
  accounts: Account[]
  post: Post | null
  fresh: boolean // since the last look
}

interface Answer {
  accounts: Account[]
  statuses: Status[]
  notificationGroups: NotificationGroup[]
}

const path = '/api/v2/notifications'

export class Notifications {
  items = $state.raw<Happening[]>([])
  waiting = $state(0)
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  ended = $state(false)
  problem = $state.raw<unknown>(null)
  private next: string | null
  private readUpTo = ''
  private busy = false

  // `types`: none for all.
  constructor(private types: string[]) {
    this.next = this.firstPage()
    void this.begin()
  }

  private firstPage(): string {
    return pathWith(path, { limit: 30, types: this.types.length ? this.types : undefined })
  }

  private async begin(): Promise<void> {
    try {
      const markers = await ask<{ notifications?: { lastReadId: string } }>(
        'GET',
        pathWith('/api/v1/markers', { timeline: ['notifications'] }),
      )
      this.readUpTo = markers.data.notifications?.lastReadId ?? ''
    } catch {
      // Then nothing is marked as new.
    }
    await this.more()
    await this.markRead()
  }

  private take({ accounts, statuses, notificationGroups }: Answer): Happening[] {
    const people = new Map(accounts.map((account) => [account.id, account]))
    const posts = new Map(statuses.map((status) => [status.id, status]))
    const all: Happening[] = []
    for (const group of notificationGroups) {
      const status = group.statusId ? posts.get(group.statusId) : undefined
      if (status && isHidden(status, 'notifications')) continue
      all.push({
        group,
        accounts: group.sampleAccountIds.map((id) => people.get(id)).filter((one) => one !== undefined),
        post: status ? postOf(status) : null,
        fresh: this.readUpTo !== '' && isNewer(group.pageMaxId, this.readUpTo),
      })
    }
    return all
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return
    this.busy = true
    this.state = 'loading'
    try {
      const { data, next } = await ask<Answer>('GET', this.next)
      const known = new Set(this.items.map(({ group }) => group.groupKey))
      this.items = [...this.items, ...this.take(data).filter(({ group }) => !known.has(group.groupKey))]
      this.next = data.notificationGroups.length ? next : null
      this.ended = this.next === null
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
    this.busy = false
  }

  // While a page shows it. Gives the way to stop.
  live(): () => void {
    void this.look()
    const stops = [
      onNotification(({ type }) => {
        if (!this.types.length || this.types.includes(type)) this.waiting++
      }),
      // Whoever was let in from Requests stands where their message belongs, which may be far down.
      onMerged(() => void this.showNew()),
      listen({ stream: 'user' }, { on: () => {}, missed: () => void this.look() }),
    ]
    return () => stops.forEach((stop) => stop())
  }

  // Whether something came while nobody listened.
  private async look(): Promise<void> {
    if (this.busy || this.state !== 'ready') return
    try {
      const { data } = await ask<Answer>('GET', this.firstPage())
      const newest = this.items[0]?.group.pageMaxId
      const fresh = this.take(data).filter(({ group }) => !newest || isNewer(group.pageMaxId, newest))
      this.waiting = Math.max(this.waiting, fresh.length)
      if (!newest && fresh.length) await this.showNew()
    } catch {
      // The next one that is heard of asks again.
    }
  }

  // Newer ones join their groups, so the first page is read again.
  async showNew(): Promise<void> {
    this.waiting = 0
    try {
      const { data, next } = await ask<Answer>('GET', this.firstPage())
      const first = this.take(data)
      const keys = new Set(first.map(({ group }) => group.groupKey))
      const newest = this.items[0]?.group.pageMaxId
      const oldest = first.at(-1)?.group.pageMaxId
      // A page of nothing but newer ones: there may be more between, so the list begins anew.
      if (oldest && (!newest || isNewer(oldest, newest))) {
        this.items = first
        this.next = next
        this.ended = next === null
      } else this.items = [...first, ...this.items.filter(({ group }) => !keys.has(group.groupKey))]
      await this.markRead()
    } catch {
      this.waiting = 1
    }
  }

  async markRead(): Promise<void> {
    const newest = this.items[0]?.group.pageMaxId
    unread.notifications = 0
    if (!newest || (this.readUpTo && !isNewer(newest, this.readUpTo))) return
    this.readUpTo = newest
    await ask('POST', '/api/v1/markers', { notifications: { lastReadId: newest } }).catch(() => {})
  }

  async clear(): Promise<void> {
    await ask('POST', '/api/v1/notifications/clear')
    this.items = []
    this.next = null
    this.ended = true
    unread.notifications = 0
  }
}

// Ids are numbers of up to 64 bits, written out.
function isNewer(a: string, b: string): boolean {
  return a.length !== b.length ? a.length > b.length : a > b
}
