// A list of posts that grows at its end as the reader goes on, and waits with new ones until they are asked for.
import { ask, pathWith, type Query } from './wire'
import { postOf, type Post } from './posts.svelte'
import { askAgain } from './again'
import { listen, type Channel } from './stream'
import type { FilterContext, Status } from './entities'

export interface Source {
  path: string
  query?: Query
  context: FilterContext
  channels?: Channel[]
  // Whether the channels do not tell of everything: then the list is also asked for newer ones.
  asks?: boolean
  // Some lists are ordered by something else than the ids of their posts, and know of newer ones only by reading anew.
  ordered?: boolean
  // Whether a post is shown here at all.
  shows?: (status: Status) => boolean
  // Whether an arriving post belongs here.
  admits?: (status: Status) => boolean
}

// Posts that came together: the unit of drawing. A chunk far from the screen is an empty box of the height it had.
export class Chunk {
  posts = $state.raw<Post[]>([])
  height = 0
  constructor(
    readonly key: string,
    posts: Post[],
  ) {
    this.posts = posts
  }
}

const perPage = 20
const waitAtMost = 60
const pageAtMost = 40 // what the API gives in one answer

export function isHidden(status: Status, context: FilterContext): boolean {
  const shown = status.reblog ?? status
  return (shown.filtered ?? []).some(({ filter }) => filter.filterAction === 'hide' && filter.context.includes(context))
}

export class Timeline {
  chunks = $state.raw<Chunk[]>([])
  waiting = $state.raw<Post[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  ended = $state(false)
  problem = $state.raw<unknown>(null)
  private next: string | null
  private seen = new Set<string>()
  private busy = false
  private gap = false

  constructor(readonly source: Source) {
    this.next = pathWith(source.path, { limit: perPage, ...source.query })
    void this.more()
  }

  get isEmpty(): boolean {
    return this.ended && this.chunks.every((chunk) => chunk.posts.every((post) => post.removed || post.inner.removed))
  }

  // Those that are not here yet and may be seen.
  private admit(statuses: Status[]): Post[] {
    const { context, shows } = this.source
    const fresh = statuses.filter(
      (status) => !this.seen.has(status.id) && !isHidden(status, context) && (shows?.(status) ?? true),
    )
    for (const status of fresh) this.seen.add(status.id)
    return fresh.map(postOf)
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return
    this.busy = true
    this.state = 'loading'
    try {
      const { data, next } = await ask<Status[]>('GET', this.next)
      this.next = data.length ? next : null
      const posts = this.admit(data)
      if (posts.length) this.chunks = [...this.chunks, new Chunk(posts[0]!.id, posts)]
      this.ended = this.next === null
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    } finally {
      this.busy = false
    }
  }

  // While a page shows it. Gives the way to stop.
  live(): () => void {
    const { channels = [], asks } = this.source
    if (!channels.length) return () => {}
    if (this.chunks.length) void this.lookForNewer()
    const stops = channels.map((channel, i) =>
      listen(channel, {
        on: ({ event, payload }) => {
          if (event === 'update') this.arrive(payload as Status)
          else if (event === 'status.update') postOf(payload as Status)
          else if (event === 'delete') this.drop(String(payload))
        },
        missed: i === 0 ? () => void this.lookForNewer() : undefined,
      }),
    )
    if (asks) stops.push(askAgain(() => this.lookForNewer()))
    return () => stops.forEach((stop) => stop())
  }

  private arrive(status: Status): void {
    if (this.source.admits && !this.source.admits(status)) return
    const [post] = this.admit([status])
    if (!post) return
    if (this.waiting.length >= waitAtMost) this.gap = true
    this.waiting = [post, ...this.waiting].slice(0, waitAtMost)
  }

  private drop(id: string): void {
    this.waiting = this.waiting.filter((post) => post.id !== id && post.inner.id !== id)
    for (const chunk of this.chunks)
      if (chunk.posts.some((post) => post.id === id || post.inner.id === id))
        chunk.posts = chunk.posts.filter((post) => post.id !== id && post.inner.id !== id)
  }

  // Whether there are some.
  private async lookForNewer(): Promise<boolean> {
    const newest = this.waiting[0]?.id ?? this.chunks[0]?.posts[0]?.id
    if ((!newest && !this.ended) || this.source.ordered === false) return false
    try {
      const { data } = await ask<Status[]>(
        'GET',
        pathWith(this.source.path, { limit: pageAtMost, ...this.source.query, sinceId: newest }),
      )
      // A full page means that there may be more between: showing it begins the list anew.
      if (data.length >= pageAtMost) this.gap = true
      const posts = this.admit(data)
      if (posts.length) this.waiting = [...posts, ...this.waiting]
      return posts.length > 0
    } catch {
      return false // the connection comes back later, and asks again
    }
  }

  showWaiting(): void {
    const posts = this.waiting
    this.waiting = []
    if (!posts.length) return
    if (this.gap) {
      this.gap = false
      const oldest = posts.at(-1)!.id
      this.next = pathWith(this.source.path, { limit: perPage, ...this.source.query, maxId: oldest })
      this.seen = new Set(posts.map((post) => post.id))
      this.chunks = []
      this.ended = false
    }
    this.chunks = [new Chunk(posts[0]!.id, posts), ...this.chunks]
  }

  // One's own new post, where it belongs.
  insert(status: Status): void {
    if (this.source.admits && !this.source.admits(status)) return
    this.showWaiting()
    const posts = this.admit([status])
    if (posts.length) this.chunks = [new Chunk(posts[0]!.id, posts), ...this.chunks]
  }
}
