// A list that the server gives page by page.
import { ask } from './wire'

// Of what is shown, that which comes after a first page; null if the two do not meet.
function rest<T>(shown: T[], first: T[]): T[] | null {
  const idOf = (item: unknown) => (item as { id?: string } | undefined)?.id
  const meet = shown.findIndex((item) => idOf(item) === idOf(first.at(-1)))
  const known = new Set(first.map(idOf))
  return meet < 0 ? null : shown.slice(meet + 1).filter((item) => !known.has(idOf(item)))
}

export class Pages<T> {
  items = $state.raw<T[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  ended = $state(false)
  problem = $state.raw<unknown>(null)
  private next: string | null
  private busy = false
  private pages = 0

  // `path` with its query; what it answers, or the part that `pick` takes, is a list. A page of fewer than `full` is the
  // last one.
  constructor(
    private readonly path: string,
    private pick: (data: never) => T[] = (data) => data as T[],
    private full = 1,
  ) {
    this.next = path
    void this.more()
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return
    this.busy = true
    this.state = 'loading'
    try {
      const { data, next } = await ask<never>('GET', this.next)
      const items = this.pick(data)
      this.next = items.length >= this.full ? next : null
      this.items = [...this.items, ...items]
      this.ended = this.next === null
      this.pages++
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
    this.busy = false
  }

  // Its beginning, as it is now. What is shown stays if there is no answer.
  async again(): Promise<void> {
    try {
      const { data, next } = await ask<never>('GET', this.path)
      this.items = this.pick(data)
      this.next = this.items.length >= this.full ? next : null
      this.ended = this.next === null
      this.pages = 1
      this.state = 'ready'
    } catch {
      // It is read anew at the next visit.
    }
  }

  // The first page once more, of items with an id; what was read beyond it stays. Whether anything is another.
  async renew(): Promise<boolean> {
    if (this.busy || this.state !== 'ready') return false
    const before = this.items
    const { data, next } = await ask<never>('GET', this.path)
    if (this.busy || this.items !== before) return false // changed meanwhile
    const items = this.pick(data)
    const beyond = this.pages > 1 && next ? rest(before, items) : null
    const all = [...items, ...(beyond ?? [])]
    if (JSON.stringify(all) === JSON.stringify(before)) return false
    if (!beyond) {
      this.next = items.length >= this.full ? next : null
      this.ended = this.next === null
      this.pages = 1
    }
    this.items = all
    return true
  }

  remove(which: (item: T) => boolean): void {
    this.items = this.items.filter((item) => !which(item))
  }

  replace(which: (item: T) => boolean, by: T): void {
    this.items = this.items.map((item) => (which(item) ? by : item))
  }
}
