// One's own week, month or year.
import { kith } from './wire'
import type { MirrorView, Period } from './circle'

export class Mirror {
  period = $state<Period>('month')
  view = $state.raw<MirrorView | null>(null)
  busy = $state(false)
  problem = $state.raw<unknown>(null)
  private date: string // any day of it; empty: today
  private asked = 0

  constructor(period: Period, date: string) {
    this.period = period
    this.date = date
    void this.load()
  }

  get query(): Record<string, string> {
    return { period: this.period === 'month' ? '' : this.period, date: this.date }
  }

  async load(): Promise<void> {
    const mine = ++this.asked
    this.busy = true
    this.problem = null
    try {
      const view = await kith.get<MirrorView>('/mirror', { period: this.period, date: this.date || undefined })
      if (mine === this.asked) this.view = view
    } catch (thrown) {
      if (mine === this.asked) this.problem = thrown
    }
    if (mine === this.asked) this.busy = false
  }

  show(period: Period, date = ''): Promise<void> {
    this.period = period
    this.date = date.slice(0, 10)
    return this.load()
  }

  // The day that the one before has in it, and the one after, if that has begun.
  get before(): string {
    return this.view ? new Date(Date.parse(this.view.from) - 1).toISOString().slice(0, 10) : ''
  }
  get after(): string | null {
    return this.view && Date.parse(this.view.to) <= Date.now() ? this.view.to.slice(0, 10) : null
  }
}
