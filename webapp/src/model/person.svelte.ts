// One person and I: what we had to do with each other, and what I keep about them.
import { complain } from './notices.svelte'
import { kith } from './wire'
import { peopleChanged } from './people.svelte'
import { Pages } from './pages.svelte'
import { refreshRelations } from './relations.svelte'
import type { HistoryEntry, Person, Stage } from './circle'

export type Keepsakes = Pick<Person, 'note' | 'tags' | 'likes' | 'howMet' | 'dates'>

export class PersonView {
  person = $state.raw<Person | null>(null)
  problem = $state.raw<unknown>(null)
  history: Pages<HistoryEntry>

  constructor(private id: string) {
    this.history = new Pages<HistoryEntry>(`/api/kith/v1/people/${id}/history?limit=20`, undefined, 20)
    void this.load()
  }

  async load(): Promise<void> {
    this.problem = null
    try {
      this.person = await kith.get<Person>(`/people/${this.id}`)
    } catch (thrown) {
      if (!this.person) this.problem = thrown
    }
  }

  // Shows the guess at once, then what the server made of it; back to what it was if it says no.
  private async change(guess: Partial<Person>, act: () => Promise<Person>): Promise<boolean> {
    const before = this.person
    if (!before) return false
    this.person = { ...before, ...guess }
    try {
      this.person = await act()
      peopleChanged()
      return true
    } catch (thrown) {
      this.person = before
      complain(thrown)
      return false
    }
  }

  async keep(keepsakes: Keepsakes): Promise<boolean> {
    const kept = await this.change(keepsakes, () => kith.patch(`/people/${this.id}`, keepsakes))
    if (kept) void refreshRelations([this.id]).catch(() => {}) // the note is shown on profiles too
    return kept
  }

  // Null: Kith decides again.
  setStage(stage: Stage | null): Promise<boolean> {
    const now = this.person!.stage
    const guess = { ...now, stage: stage ?? now.byEngine, setByHand: stage !== null }
    return this.change({ stage: guess }, () => kith.patch(`/people/${this.id}`, { stage: stage ?? '' }))
  }

  vouch(on: boolean): Promise<boolean> {
    return this.change({ vouch: { mine: on, both: false } }, () =>
      on ? kith.post(`/people/${this.id}/vouch`) : kith.delete(`/people/${this.id}/vouch`),
    )
  }

  takeBackMeeting(): Promise<boolean> {
    return this.change({ met: null }, () => kith.delete(`/people/${this.id}/met`))
  }
}
