// Every post that is on a page, once: what changes it in one place shows in all. Actions show at once what they will
// do, and take it back with a word of explanation if the server says no.
import { ask } from './wire'
import { complain, say } from './notices.svelte'
import { reading } from './reading.svelte'
import type { Poll, Status } from './entities'
import { t } from '../words'

const most = 3000
const all = new Map<string, Post>()

type Mark = 'favourited' | 'reblogged' | 'bookmarked' | 'muted' | 'pinned'

const paths: Record<Mark, [string, string]> = {
  favourited: ['favourite', 'unfavourite'],
  reblogged: ['reblog', 'unreblog'],
  bookmarked: ['bookmark', 'unbookmark'],
  muted: ['mute', 'unmute'],
  pinned: ['pin', 'unpin'],
}
const counts: Partial<Record<Mark, 'favouritesCount' | 'reblogsCount'>> = {
  favourited: 'favouritesCount',
  reblogged: 'reblogsCount',
}

export class Post {
  status: Status = $state.raw() as Status
  removed = $state(false) // nobody sees it any more, or the reader does not want to
  // By the reader: deleted, or its author muted or blocked, and the server agreed.
  left = $state(false)
  // What the reader opened: the text behind a warning, the media behind another.
  private opened = $state<boolean | null>(null)
  mediaOpen = $state(false)
  unfiltered = $state(false)
  linksOpen = $state(false) // of somebody the member has not spoken with
  // The one inside, if it quotes one.
  quoted: Post | null = $state.raw(null)
  private boosted: Post | null
  private wanted = new Map<Mark, boolean>()

  constructor(status: Status) {
    this.status = status
    this.boosted = status.reblog ? postOf(status.reblog) : null
    this.takeQuote(status)
  }

  private takeQuote({ quote }: Status): void {
    this.quoted = quote?.state === 'accepted' && quote.quotedStatus ? postOf(quote.quotedStatus) : null
  }

  get id(): string {
    return this.status.id
  }

  // Texts behind a warning are as the reader likes them, until one is opened or closed.
  get open(): boolean {
    return this.opened ?? reading.warnings
  }
  set open(value: boolean) {
    this.opened = value
  }

  // For a boost, the post that was boosted.
  get inner(): Post {
    return this.boosted ?? this
  }

  // Words alone, until somebody wants the rest.
  get linksClosed(): boolean {
    return Boolean(this.status.kith?.linksClosed) && !this.linksOpen
  }

  get address(): string {
    return `/@${this.status.account.acct}/${this.status.id}`
  }

  private show(mark: Mark, on: boolean): void {
    if (Boolean(this.status[mark]) === on) return
    const count = counts[mark]
    this.status = {
      ...this.status,
      [mark]: on,
      ...(count ? { [count]: Math.max(0, this.status[count] + (on ? 1 : -1)) } : {}),
    }
  }

  // Shows the mark at once. Pressing again while the server is asked is remembered and asked for afterwards.
  async toggle(mark: Mark): Promise<void> {
    const before = Boolean(this.status[mark])
    const on = !before
    this.show(mark, on)
    const busy = this.wanted.has(mark)
    this.wanted.set(mark, on)
    if (busy) return
    let known = before
    try {
      for (;;) {
        const want = this.wanted.get(mark) ?? known
        if (want === known) break
        const { data } = await ask<Status>('POST', `/api/v1/statuses/${this.id}/${paths[mark][want ? 0 : 1]}`)
        known = want
        if (this.wanted.get(mark) === known) this.take(data.reblog ?? data)
      }
    } catch (thrown) {
      this.show(mark, known)
      complain(thrown)
    } finally {
      this.wanted.delete(mark)
    }
  }

  take(status: Status): void {
    // What was pressed and is not known there yet stays as it was pressed.
    this.status = { ...this.status, ...status, ...Object.fromEntries(this.wanted) }
    this.takeQuote(this.status)
  }

  async vote(choices: number[]): Promise<void> {
    const poll = this.status.poll
    if (!poll) return
    const { data } = await ask<Poll>('POST', `/api/v1/polls/${poll.id}/votes`, { choices: choices.map(String) })
    this.status = { ...this.status, poll: data }
  }

  async refreshPoll(): Promise<void> {
    const poll = this.status.poll
    if (!poll) return
    const { data } = await ask<Poll>('GET', `/api/v1/polls/${poll.id}`)
    this.status = { ...this.status, poll: data }
  }

  // It was deleted by somebody else, or elsewhere.
  vanish(): void {
    this.removed = true
  }

  // Gone at once, back if it could not be deleted. The text, for writing it anew.
  async remove(): Promise<Status | null> {
    this.removed = true
    try {
      const { data } = await ask<Status>('DELETE', `/api/v1/statuses/${this.id}`)
      this.left = true
      say(t('postDeleted'))
      return data
    } catch (thrown) {
      this.removed = false
      complain(thrown)
      return null
    }
  }
}

// The one of that id, with what this newer copy says. Changes state: for answers as they arrive, not while drawing.
export function postOf(status: Status): Post {
  const known = all.get(status.id)
  if (known) {
    if (known.status !== status && !status.reblog) known.take(status)
    return known
  }
  const post = new Post(status)
  all.set(status.id, post)
  if (all.size > most) for (const id of [...all.keys()].slice(0, most / 4)) all.delete(id)
  return post
}

export function knownPost(id: string): Post | undefined {
  return all.get(id)
}

// After somebody was muted or blocked.
export function removeBy(accountId: string): void {
  for (const post of all.values())
    if (post.status.account.id === accountId || post.status.reblog?.account.id === accountId)
      post.removed = post.left = true
}
