// The member's settings of Kith: GET and PATCH /api/kith/v1/settings. A change shows at once, and is taken back with a word
// of explanation if the server refuses.
import { kith } from './wire'
import { complain } from './notices.svelte'

export type Counts = 'server' | 'nobody' | 'self' | 'everybody'
export interface KithSettings {
  connector: boolean
  counts: Counts
  hiddenLists: string[]
  mailNewcomers: boolean
  mailToday: boolean
  mailPossible: boolean
  utcOffset: number
}

export class Kith {
  settings = $state.raw<KithSettings | null>(null)
  problem = $state.raw<unknown>(null)

  constructor() {
    void this.load()
  }

  async load(): Promise<void> {
    this.problem = null
    try {
      this.settings = await kith.get<KithSettings>('/settings')
    } catch (thrown) {
      this.problem = thrown
    }
  }

  async change(change: Partial<KithSettings>): Promise<void> {
    const before = this.settings
    if (!before) return
    this.settings = { ...before, ...change }
    try {
      this.settings = await kith.patch<KithSettings>('/settings', change)
    } catch (thrown) {
      this.settings = before
      complain(thrown)
    }
  }
}
