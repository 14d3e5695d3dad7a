// Good things that came of ties.
import { complain } from './notices.svelte'
import { kith, pathWith } from './wire'
import { Pages } from './pages.svelte'
import type { Outcome, OutcomeKind } from './circle'

export class Outcomes {
  pages: Pages<Outcome>

  // Of one person, or of all.
  constructor(accountId?: string) {
    this.pages = new Pages<Outcome>(pathWith('/api/kith/v1/outcomes', { accountId, limit: 20 }), undefined, 20)
  }

  // `day` as 2026-11-22; today without it.
  async note(accountId: string, what: string, kind: OutcomeKind, day: string): Promise<boolean> {
    try {
      const at = day ? new Date(Math.min(Date.parse(`${day}T12:00`), Date.now())).toISOString() : undefined
      const noted = await kith.post<Outcome>('/outcomes', { accountId, what, kind, at })
      this.pages.items = [noted, ...this.pages.items]
      return true
    } catch (thrown) {
      complain(thrown)
      return false
    }
  }

  async forget(outcome: Outcome): Promise<void> {
    const before = this.pages.items
    this.pages.remove(({ id }) => id === outcome.id)
    try {
      await kith.delete(`/outcomes/${outcome.id}`)
    } catch (thrown) {
      this.pages.items = before
      complain(thrown)
    }
  }
}
