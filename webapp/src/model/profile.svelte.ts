// A person's page: who they are, whom we both know, what they wrote.
import { ask, pathWith } from './wire'
import { postOf, type Post } from './posts.svelte'
import { refreshRelations } from './relations.svelte'
import { session } from './session.svelte'
import { Timeline } from './timeline.svelte'
import type { Account, Status } from './entities'

const lately = new Map<string, Account>()

export class Profile {
  account = $state.raw<Account | null>(null)
  familiar = $state.raw<Account[]>([])
  pinned = $state.raw<Post[]>([])
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
      shows: (status) => status.visibility !== 'direct',
    })
  }

  async load(): Promise<void> {
    this.problem = null
    try {
      const { data: account } = await ask<Account>('GET', pathWith('/api/v1/accounts/lookup', { acct: this.acct }))
      if (lately.size > 50) lately.clear()
      lately.set(this.acct, account)
      this.show(account)
      if (session.isMine(account.id)) session.me = { ...session.me, ...account }
      else void this.loadRelation(account.id).catch(() => {})
      if (this.tab === 'posts') {
        const path = pathWith(`/api/v1/accounts/${account.id}/statuses`, { pinned: true })
        this.pinned = (await ask<Status[]>('GET', path)).data.map(postOf)
      }
    } catch (thrown) {
      if (!this.account) this.problem = thrown
    }
  }

  private async loadRelation(id: string): Promise<void> {
    await refreshRelations([id])
    const path = pathWith('/api/v1/accounts/familiar_followers', { id: [id] })
    this.familiar = (await ask<{ accounts: Account[] }[]>('GET', path)).data[0]?.accounts ?? []
  }
}
