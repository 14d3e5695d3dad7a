// A post with what it answers and what answers it.
import { ask, problemOf } from './wire'
import { isHidden } from './timeline.svelte'
import { askAgain } from './again'
import { listen } from './stream'
import { knownPost, postOf, type Post } from './posts.svelte'
import type { Status } from './entities'

export interface Reply {
  post: Post
  depth: number // 0: answers the post itself
}

export class Conversation {
  post = $state.raw<Post | null>(null)
  before = $state.raw<Post[]>([])
  loading = $state(true)
  problem = $state.raw<unknown>(null)
  private replies = $state.raw<Post[]>([])

  constructor(readonly id: string) {
    this.post = knownPost(id) ?? null
    void this.load()
  }

  // In the order of reading: each answer below what it answers, older branches first.
  get after(): Reply[] {
    const children = new Map<string, Post[]>()
    const ids = new Set(this.replies.map((post) => post.id))
    for (const post of this.replies) {
      const parent = post.status.inReplyToId ?? ''
      const under = parent === this.id || !ids.has(parent) ? this.id : parent
      children.set(under, [...(children.get(under) ?? []), post])
    }
    const all: Reply[] = []
    const walk = (parent: string, depth: number) => {
      for (const post of children.get(parent) ?? []) {
        all.push({ post, depth })
        walk(post.id, depth + 1)
      }
    }
    walk(this.id, 0)
    return all
  }

  async load(): Promise<void> {
    this.problem = null
    this.loading = true
    try {
      await this.take()
    } catch (thrown) {
      this.problem = thrown
      if (this.post) this.replies = []
    }
    this.loading = false
  }

  // What the server has now. Replies that arrived while it was asked stay. Whether there is something new.
  private async take(): Promise<boolean> {
    const known = new Set(this.replies.map((post) => post.id))
    const [main, around] = await Promise.all([
      ask<Status>('GET', `/api/v1/statuses/${this.id}`),
      ask<{ ancestors: Status[]; descendants: Status[] }>('GET', `/api/v1/statuses/${this.id}/context`),
    ])
    this.post = postOf(main.data)
    const shown = (statuses: Status[]) => statuses.filter((status) => !isHidden(status, 'thread')).map(postOf)
    this.before = shown(around.data.ancestors)
    const replies = shown(around.data.descendants)
    const given = new Set(replies.map((post) => post.id))
    this.replies = [...replies, ...this.replies.filter(({ id }) => !known.has(id) && !given.has(id))]
    return replies.length !== known.size || replies.some(({ id }) => !known.has(id))
  }

  // Replies of people whom the reader does not follow are in no stream.
  private async takeAgain(): Promise<boolean> {
    if (this.loading || this.problem) return false
    try {
      return await this.take()
    } catch (thrown) {
      if (problemOf(thrown).status === 404) this.post?.vanish()
      throw thrown
    }
  }

  has(id: string | null | undefined): boolean {
    return id === this.id || this.replies.some((post) => post.id === id) || this.before.some((post) => post.id === id)
  }

  add(status: Status): void {
    if (status.reblog || this.has(status.id) || !this.has(status.inReplyToId) || isHidden(status, 'thread')) return
    this.replies = [...this.replies, postOf(status)]
  }

  live(): () => void {
    const stops = [
      askAgain(() => this.takeAgain()),
      listen(
        { stream: 'user' },
        {
          on: ({ event, payload }) => {
            if (event === 'update') this.add(payload as Status)
            else if (event === 'notification') {
              const { status } = payload as { status?: Status }
              if (status) this.add(status)
            } else if (event === 'delete') this.replies = this.replies.filter((post) => post.id !== payload)
          },
          missed: () => void (this.problem ? this.load() : this.takeAgain().catch(() => {})),
        },
      ),
      // Edits of people whom the reader does not follow.
      listen(
        { stream: 'public:local' },
        {
          on: ({ event, payload }) =>
            event === 'status.update' && knownPost((payload as Status).id)?.take(payload as Status),
        },
      ),
    ]
    return () => stops.forEach((stop) => stop())
  }
}
