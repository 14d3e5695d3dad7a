// My code that says "we met", while it is good, and who used it.
import { complain } from './notices.svelte'
import { kith, problemOf } from './wire'
import { peopleChanged } from './people.svelte'
import type { Meeting, MeetingCode } from './circle'

const askEvery = 3000

export class ShownCode {
  code = $state.raw<MeetingCode | null>(null)
  picture = $state('') // address of the QR code
  usedBy = $state.raw<Meeting[]>([])
  busy = $state(false)
  private timer: ReturnType<typeof setInterval> | undefined
  private left = false

  async show(): Promise<void> {
    this.busy = true
    try {
      const code = await kith.post<MeetingCode>('/met/code')
      if (this.left) return
      this.put(code)
      this.usedBy = []
      this.timer = setInterval(() => void this.look(), askEvery)
    } catch (thrown) {
      complain(thrown)
    }
    this.busy = false
  }

  private put(code: MeetingCode | null): void {
    clearInterval(this.timer)
    if (this.picture) URL.revokeObjectURL(this.picture)
    this.picture = code ? URL.createObjectURL(new Blob([code.qr], { type: 'image/svg+xml' })) : ''
    this.code = code
  }

  private async look(): Promise<void> {
    if (document.hidden) return
    try {
      const { usedBy } = await kith.get<{ usedBy: Meeting[] }>('/met/code')
      if (usedBy.length !== this.usedBy.length) peopleChanged()
      this.usedBy = usedBy
    } catch (thrown) {
      if (problemOf(thrown).status === 404) this.put(null) // it is over
    }
  }

  async end(): Promise<void> {
    const before = this.code
    this.put(null)
    if (!before) return
    try {
      await kith.delete('/met/code')
    } catch (thrown) {
      complain(thrown)
    }
  }

  // When the page is left: the code stays good, but nobody looks.
  rest(): void {
    this.left = true
    this.put(null)
  }
}
