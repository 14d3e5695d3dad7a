// A search as it is typed, and what others talk about while nothing is.
import { ask, pathWith } from './wire'
import { complain } from './notices.svelte'
import { postOf, type Post } from './posts.svelte'
import type { Account, Status, Tag } from './entities'

export type Kind = 'accounts' | 'hashtags' | 'statuses'
interface Found {
  accounts: Account[]
  statuses: Status[]
  hashtags: Tag[]
}
const kinds: Kind[] = ['accounts', 'hashtags', 'statuses']
const atOnce = 10
const atOnceMore = 20

export class Search {
  query = $state('')
  shown = $state('') // what the results are for
  accounts = $state.raw<Account[]>([])
  posts = $state.raw<Post[]>([])
  tags = $state.raw<Tag[]>([])
  busy = $state(false)
  more = $state.raw<Kind[]>([]) // those of which there may be more
  asking = $state<Kind | null>(null) // for more
  problem = $state.raw<unknown>(null)
  private asked = 0
  private offsets: Record<Kind, number> = { accounts: 0, hashtags: 0, statuses: 0 }
  private trending: Promise<{ tags: Tag[]; posts: Post[] }> | null = null

  constructor(query: string) {
    this.query = query
    if (query) void this.run()
  }

  get trends(): Promise<{ tags: Tag[]; posts: Post[] }> {
    this.trending ??= Promise.all([
      ask<Tag[]>('GET', pathWith('/api/v1/trends/tags', { limit: 8 })),
      ask<Status[]>('GET', pathWith('/api/v1/trends/statuses', { limit: 5 })),
    ]).then(([tags, statuses]) => ({ tags: tags.data, posts: statuses.data.map(postOf) }))
    return this.trending
  }

  // People in the last two days.
  usesOf(tag: Tag): number {
    return (tag.history ?? []).slice(0, 2).reduce((sum, day) => sum + Number(day.accounts), 0)
  }

  get empty(): boolean {
    return !this.accounts.length && !this.posts.length && !this.tags.length
  }

  get isBehind(): boolean {
    return !this.busy && this.query.trim() !== this.shown
  }

  // `resolve`: also ask other servers, where that is possible.
  async run(resolve = false): Promise<void> {
    const query = this.query.trim()
    const mine = ++this.asked
    this.problem = null
    if (!query) {
      this.shown = ''
      this.busy = false
      return
    }
    this.busy = true
    try {
      const { data } = await ask<Found>('GET', pathWith('/api/v2/search', { q: query, limit: atOnce, resolve }))
      if (mine !== this.asked) return
      this.accounts = data.accounts
      this.posts = data.statuses.map(postOf)
      this.tags = data.hashtags
      this.more = kinds.filter((kind) => data[kind].length >= atOnce)
      this.offsets = { accounts: atOnce, hashtags: atOnce, statuses: atOnce }
      this.asking = null
      this.shown = query
    } catch (thrown) {
      if (mine === this.asked) this.problem = thrown
    }
    if (mine === this.asked) this.busy = false
  }

  // The next ones of a kind.
  async showMore(kind: Kind): Promise<void> {
    if (this.asking) return
    const mine = this.asked
    this.asking = kind
    try {
      const query = { q: this.shown, type: kind, offset: this.offsets[kind], limit: atOnceMore }
      const { data } = await ask<Found>('GET', pathWith('/api/v2/search', query))
      if (mine !== this.asked) return
      this.offsets[kind] += atOnceMore
      // What is found may have moved between two answers.
      this.accounts = joined(this.accounts, data.accounts, ({ id }) => id)
      this.tags = joined(this.tags, data.hashtags, ({ name }) => name)
      this.posts = joined(this.posts, data.statuses.map(postOf), ({ id }) => id)
      if (data[kind].length < atOnceMore) this.more = this.more.filter((one) => one !== kind)
    } catch (thrown) {
      complain(thrown)
    }
    if (mine === this.asked) this.asking = null
  }
}

function joined<T>(before: T[], more: T[], key: (one: T) => string): T[] {
  const known = new Set(before.map(key))
  return [...before, ...more.filter((one) => !known.has(key(one)))]
}
