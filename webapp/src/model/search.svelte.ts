// A search as it is typed, and what others talk about while nothing is.
import { ask, pathWith } from './wire'
import { postOf, type Post } from './posts.svelte'
import type { Account, Status, Tag } from './entities'

export class Search {
  query = $state('')
  shown = $state('') // what the results are for
  accounts = $state.raw<Account[]>([])
  posts = $state.raw<Post[]>([])
  tags = $state.raw<Tag[]>([])
  busy = $state(false)
  problem = $state.raw<unknown>(null)
  private asked = 0
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
      const { data } = await ask<{ accounts: Account[]; statuses: Status[]; hashtags: Tag[] }>(
        'GET',
        pathWith('/api/v2/search', { q: query, limit: 10, resolve }),
      )
      if (mine !== this.asked) return
      this.accounts = data.accounts
      this.posts = data.statuses.map(postOf)
      this.tags = data.hashtags
      this.shown = query
    } catch (thrown) {
      if (mine === this.asked) this.problem = thrown
    }
    if (mine === this.asked) this.busy = false
  }
}
