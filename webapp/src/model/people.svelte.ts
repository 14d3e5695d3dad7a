// The member's people, as they are picked and ordered; page by page.
import { kith } from './wire'
import type { PersonSummary, Stage } from './circle'

export type PeopleOrder = 'strength' | 'recent' | 'quiet' | 'unanswered' | 'name'
export const peopleOrders: PeopleOrder[] = ['strength', 'unanswered', 'quiet', 'recent', 'name']

export interface Selection {
  stage?: string
  show?: string
  tag?: string
  q?: string
  sort?: string
}

interface Page {
  people: PersonSummary[]
  total: number
  stages: Record<Stage, number>
  quiet: number
  unanswered: number
}

// Grows when the member changed something about somebody: lists made before are old.
let changes = 0
export function peopleChanged(): void {
  changes++
}

export class PeopleList {
  people = $state.raw<PersonSummary[]>([])
  total = $state(0)
  // Of all people, whatever is selected.
  figures = $state.raw<Pick<Page, 'stages' | 'quiet' | 'unanswered'> | null>(null)
  state = $state<'loading' | 'ready' | 'failed'>('loading')
  problem = $state.raw<unknown>(null)
  private offset = 0
  private busy = false
  private made = changes

  constructor(
    private selection: Selection,
    private size = 40,
  ) {
    void this.more()
  }

  get isOld(): boolean {
    return this.made !== changes
  }

  get ended(): boolean {
    return this.state === 'ready' && this.offset >= this.total
  }

  async more(): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.state = 'loading'
    try {
      const { people, ...rest } = await kith.get<Page>('/people', {
        ...this.selection,
        offset: this.offset,
        limit: this.size,
      })
      this.offset = people.length ? this.offset + people.length : rest.total
      this.total = rest.total
      this.figures = rest
      // The order may have moved between two pages.
      const known = new Set(this.people.map(({ account }) => account.id))
      this.people = [...this.people, ...people.filter(({ account }) => !known.has(account.id))]
      this.state = 'ready'
    } catch (thrown) {
      this.problem = thrown
      this.state = 'failed'
    }
    this.busy = false
  }
}
