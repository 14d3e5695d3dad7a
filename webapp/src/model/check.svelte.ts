// What the server notices about a draft while it is written: whom it reaches, what reads as a pitch or an ask. It is asked
// a moment after the last key, and only about text that there may be something to say about.
import { kith } from './wire'
import type { Reason, Stage } from './circle'
import type { Account } from './entities'
import type { Draft } from './composer.svelte'

export interface Receiver {
  account: Account
  stage: Stage
  lastSpokeAt: string | null
}

export interface Evidence {
  start: number // code points of the text that was judged
  end: number
  text: string
  label: 'pitch' | 'ask' | 'question' | 'help'
  why: string
}

export interface Found {
  text: string
  judged: boolean
  flagged: string[]
  asks: string[]
  evidence: Evidence[]
  offer: boolean
  receivers: Receiver[]
  nudge: { comesBack: boolean; words: string; reasons: Reason[]; suggestions: Reason[]; strangers: string[] }
  budget: { pitches: number; posts: number; spent: boolean; words: string } | null
}

// A part of the draft's text, in the units of this language's strings.
export interface Mark {
  start: number
  end: number
  label: 'pitch' | 'ask'
}

type Asked = Pick<Draft, 'text' | 'spoiler' | 'visibility' | 'replyTo' | 'quoting'> & Partial<Pick<Draft, 'poll'>>

const wait = 600
const fewWords = 4

function mayNeedIt({ text, visibility, replyTo }: Asked): boolean {
  if (!text.trim()) return false
  const named = /(^|[^\w/])@\w/.test(text)
  const linked = /https?:\/\/|www\./.test(text)
  return named || linked || replyTo !== null || visibility === 'direct' || text.trim().split(/\s+/).length >= fewWords
}

export class DraftCheck {
  // About the text as it was when it was asked; null: nothing is known yet, or there is nothing to know.
  found = $state.raw<Found | null>(null)
  checked = $state('') // the draft's text then
  private key = ''
  private timer: ReturnType<typeof setTimeout> | undefined
  private request: AbortController | null = null
  private pending: (() => Promise<void>) | null = null // what the timer waits to do
  private running: Promise<void> | null = null

  // Called with each change of the draft.
  see(draft: Asked): void {
    const choices = draft.poll?.options.filter((one) => one.trim()) ?? []
    const request = {
      status: draft.text,
      spoilerText: draft.spoiler ?? '',
      visibility: draft.visibility,
      inReplyToId: draft.replyTo?.id,
      quotedStatusId: draft.quoting?.id,
      poll: draft.poll && choices.length > 1 ? { options: choices, expiresIn: draft.poll.expiresIn } : undefined,
    }
    const key = JSON.stringify(request)
    if (key === this.key) return
    this.stop()
    this.key = key
    if (!mayNeedIt(draft)) {
      this.found = null
      return
    }
    this.pending = () => this.run(request)
    this.timer = setTimeout(() => (this.running = this.run(request)), wait)
  }

  private async run(request: { status: string }): Promise<void> {
    this.pending = null
    const mine = (this.request = new AbortController())
    try {
      const found = await kith.post<Found>('/compose/check', request, mine.signal)
      if (mine !== this.request) return
      this.found = found
      this.checked = request.status
    } catch {
      // Nothing is said then; sending works all the same.
    }
    if (mine === this.request) this.request = null
  }

  // What is known about the text before it is sent, without making anybody wait for long.
  async settle(): Promise<void> {
    if (this.pending) {
      clearTimeout(this.timer)
      this.running = this.pending()
    }
    await Promise.race([this.running, new Promise((done) => setTimeout(done, 1500))])
  }

  stop(): void {
    clearTimeout(this.timer)
    this.pending = null
    this.request?.abort()
    this.request = null
    this.key = ''
  }

  // What is highlighted in `text`: what was found, as far as the words have stayed as they were.
  marks(text: string): Mark[] {
    const { found, checked } = this
    if (!found) return []
    const at = found.text.lastIndexOf(checked.trim())
    if (at < 0) return []
    const shift = checked.length - checked.trimStart().length - at
    const points = [...found.text]
    const unit = (point: number) => points.slice(0, point).join('').length + shift
    let same = 0
    while (same < checked.length && same < text.length && checked[same] === text[same]) same++
    let end = 0
    const most = Math.min(checked.length, text.length) - same
    while (end < most && checked.at(-1 - end) === text.at(-1 - end)) end++
    const marks: Mark[] = []
    for (const { start, end: stop, label } of found.evidence) {
      if ((label !== 'pitch' && label !== 'ask') || !found.flagged.includes(label) || start === stop) continue
      const from = unit(start)
      const to = unit(stop)
      if (from < 0 || to > checked.length) continue // in the warning, the poll or what is quoted
      if (to <= same) marks.push({ start: from, end: to, label })
      else if (from >= checked.length - end) {
        const moved = text.length - checked.length
        marks.push({ start: from + moved, end: to + moved, label })
      }
    }
    marks.sort((a, b) => a.start - b.start || b.end - a.end)
    return marks.filter((mark, i) => !marks.slice(0, i).some(({ end: before }) => before > mark.start))
  }
}
