// A person's page: who they are, whom we both know, what they wrote.
import { ask, kith, pathWith } from './wire'
import { isPolicyField, type Policy } from './contact'
import { postOf, type Post } from './posts.svelte'
import { refreshRelations } from './relations.svelte'
import { session } from './session.svelte'
import { Timeline } from './timeline.svelte'
import type { Account, Status } from './entities'

const lately = new Map<string, Account>() // shown at once, while the newest is asked for

export class Profile {
  account = $state.raw<Account | null>(null)
  familiar = $state.raw<Account[]>([])
  pinned = $state.raw<Post[]>([])
  policy = $state.raw<Policy | null>(null)
  // All that stands above the posts is there: they do not jump.
  ready = $state(false)
  timeline = $state.raw<Timeline | null>(null)
  problem = $state.raw<unknown>(null)

  constructor(
    private acct: string,
    private tab: string,
  ) {
    const known = lately.get(acct)
    if (known) this.show(known)
    void this.load()
  }

  private show(account: Account): void {
    this.account = account
    const query = {
      posts: { excludeReplies: true },
      'with-replies': {},
      media: { onlyMedia: true },
    }[this.tab]
    this.timeline ??= new Timeline({
      path: `/api/v1/accounts/${account.id}/statuses`,
      query,
      context: 'account',
      // Of those whom the reader does not follow, the public channel has posts, and no channel their replies.
      channels: [{ stream: 'user' }, { stream: 'public:local' }],
      asks: true,
      shows: (status) => status.visibility !== 'direct',
      admits: (status) => status.account.id === account.id && this.belongs(status),
    })
  }

  // To the tab that is shown.
  private belongs(status: Status): boolean {
    if (this.tab === 'media') return status.mediaAttachments.length > 0
    if (this.tab === 'with-replies') return true
    return !status.inReplyToId || status.inReplyToAccountId === status.account.id
  }

  async load(): Promise<void> {
    this.problem = null
    try {
      const { data: account } = await ask<Account>('GET', pathWith('/api/v1/accounts/lookup', { acct: this.acct }))
      if (lately.size > 50) lately.clear()
      lately.set(this.acct, account)
      this.show(account)
      if (session.isMine(account.id)) session.me = { ...session.me, ...account }
      await Promise.allSettled([this.loadRelation(account.id), this.loadPolicy(account), this.loadPinned(account.id)])
    } catch (thrown) {
      if (!this.account) this.problem = thrown
    }
    this.ready = true
  }

  private async loadRelation(id: string): Promise<void> {
    if (session.isMine(id)) return
    const path = pathWith('/api/v1/accounts/familiar_followers', { id: [id] })
    const [found] = await Promise.all([ask<{ accounts: Account[] }[]>('GET', path), refreshRelations([id])])
    this.familiar = found.data[0]?.accounts ?? []
  }

  // Whoever published a contact policy has it among the fields, in English; here it is said in words.
  private async loadPolicy(account: Account): Promise<void> {
    if (account.acct.includes('@') || !account.fields.some(isPolicyField)) return
    this.policy = await kith.get<Policy>(`/accounts/${account.id}/policy`)
  }

  private async loadPinned(id: string): Promise<void> {
    if (this.tab !== 'posts') return
    const path = pathWith(`/api/v1/accounts/${id}/statuses`, { pinned: true })
    this.pinned = (await ask<Status[]>('GET', path)).data.map(postOf)
  }
}
