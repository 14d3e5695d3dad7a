// One direct conversation.
import { askAgain } from './again'
import { DraftCheck } from './check.svelte'
import { ask, isNudge, pathWith, problemOf } from './wire'
import { countDirect } from './unread.svelte'
import { listen } from './stream'
import { postOf, type Post } from './posts.svelte'
import { session } from './session.svelte'
import { compose, newDraftId, submit, type Draft } from './composer.svelte'
import { FieldText } from './kept_text.svelte'
import { wordsFor } from './notices.svelte'
import type { Account, Conversation, Status } from './entities'
import { listOf } from '../words'

export class DirectTalk {
  posts = $state.raw<Post[]>([])
  others = $state.raw<Account[]>([])
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  problem = $state.raw<unknown>(null)
  private readonly words: FieldText
  sending = $state(false)
  trouble = $state('')
  // What is noticed about the text, and the text that came back once.
  readonly check = new DraftCheck()
  private nudgedText = $state('')

  constructor(readonly id: string) {
    this.words = new FieldText('direct-' + id, () => ({
      where: '/direct/' + id,
      to: listOf(this.others.map(({ displayName, username }) => displayName || username)),
    }))
    void this.load()
  }

  // What is in the field.
  get text(): string {
    return this.words.text
  }
  set text(text: string) {
    this.words.text = text
  }

  // The API gives conversations as a list only.
  private async find(): Promise<Conversation> {
    let path: string | null = pathWith('/api/v1/conversations', { limit: 40 })
    for (let pages = 0; path && pages < 20; pages++) {
      const answer: { data: Conversation[]; next: string | null } = await ask<Conversation[]>('GET', path)
      const found = answer.data.find(({ id }) => id === this.id)
      if (found) return found
      path = answer.data.length ? answer.next : null
    }
    throw Object.assign(new Error(''), { statusCode: 404 })
  }

  async load(): Promise<void> {
    try {
      const conversation = await this.find()
      this.others = conversation.accounts
      const last = conversation.lastStatus as Status | null | undefined
      if (last) {
        await this.readAround(last)
      }
      this.state = 'ready'
      if (conversation.unread) await this.markRead()
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
  }

  private async readAround(last: Status): Promise<void> {
    const known = new Set(this.posts.map(({ id }) => id))
    const around = await ask<{ ancestors: Status[]; descendants: Status[] }>(
      'GET',
      `/api/v1/statuses/${last.id}/context`,
    )
    const all = [...around.data.ancestors, last, ...around.data.descendants].map(postOf)
    const given = new Set(all.map(({ id }) => id))
    this.posts = [...all, ...this.posts.filter(({ id }) => !known.has(id) && !given.has(id))]
  }

  // What the others changed, deleted, or wrote while nobody listened. Whether there was such a thing.
  private async readAgain(): Promise<boolean> {
    if (this.state !== 'ready') return false
    const versions = () => this.posts.map(({ id, status }) => id + status.editedAt).join()
    const before = versions()
    const known = new Set(this.posts.map(({ id }) => id))
    const last = this.posts.findLast((post) => !post.removed)
    if (!last) return false
    try {
      await this.readAround((await ask<Status>('GET', `/api/v1/statuses/${last.id}`)).data)
    } catch (thrown) {
      if (problemOf(thrown).status !== 404) throw thrown
      last.vanish()
      return true
    }
    if (this.posts.some(({ id }) => !known.has(id))) await this.markRead()
    return versions() !== before
  }

  private async markRead(): Promise<void> {
    await ask('POST', `/api/v1/conversations/${this.id}/read`).catch(() => {})
    void countDirect().catch(() => {})
  }

  private add(status: Status): void {
    if (this.posts.some((post) => post.id === status.id)) return
    this.posts = [...this.posts, postOf(status)]
  }

  live(): () => void {
    void this.readAgain().catch(() => {})
    const stopAsking = askAgain(() => this.readAgain())
    const stopListening = listen(
      { stream: 'direct' },
      {
        on: ({ event, payload }) => {
          if (event !== 'conversation') return
          const conversation = payload as Conversation
          if (conversation.id !== this.id || !conversation.lastStatus) return
          const last = conversation.lastStatus as unknown as Status
          // The newest was deleted when an earlier one is the last.
          if (this.posts.some(({ id, removed }) => id === last.id && !removed) && this.posts.at(-1)?.id !== last.id)
            void this.readAgain().catch(() => {})
          else this.add(last)
          if (conversation.unread) void this.markRead()
        },
        missed: () => void this.load(),
      },
    )
    return () => {
      stopAsking()
      stopListening()
    }
  }

  // What is in the field as a draft of the editor, for all that the field alone cannot do.
  draft(): Draft {
    const last = this.posts.findLast((post) => !post.removed)
    return {
      id: newDraftId(),
      at: Date.now(),
      text: this.others.map(({ acct }) => `@${acct} `).join('') + this.text,
      spoiler: null,
      visibility: 'direct',
      sensitive: false,
      language: last?.status.language || session.me.source.language || '',
      media: [],
      poll: null,
      scheduledAt: '',
      quotePolicy: 'nobody',
      replyTo: last?.status ?? null,
      quoting: null,
      editing: null,
    }
  }

  // The message goes on there, and is no longer in the field.
  toEditor(): void {
    if (this.sending) return
    compose(this.text.trim() ? { draft: this.draft() } : { asItIs: this.draft() })
    this.words.clear()
  }

  get nudged(): boolean {
    return this.nudgedText !== '' && this.nudgedText === this.text
  }

  async send(): Promise<void> {
    if (this.sending || !this.text.trim()) return
    this.sending = true
    this.trouble = ''
    if (!this.nudged) await this.check.settle()
    const sent = this.text
    try {
      if (!sent.trim()) return
      this.add(await submit(this.draft()))
      this.words.clear(sent)
      this.nudgedText = ''
    } catch (thrown) {
      if (isNudge(thrown)) this.nudgedText = sent
      else this.trouble = wordsFor(thrown)
    } finally {
      this.sending = false
    }
  }
}
