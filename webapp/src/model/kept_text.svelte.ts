// Words in a field that is not the editor, kept on this device from the first key until they are sent: going elsewhere,
// closing the field or the browser loses none of them.
import { SvelteMap } from 'svelte/reactivity'
import { session } from './session.svelte'

export interface Kept {
  text: string
  at: number
  where: string // the address of the page with the field
  to: string // whom it is for
  visibility: string // who was to see it; empty: that is not chosen there
}

const prefix = 'kith.drafts.'
const most = 40 // of each member
const all = new SvelteMap<string, Kept>(stored())

function read(value: string | null): Kept | null {
  try {
    const kept = JSON.parse(value ?? '') as Kept | null
    return typeof kept?.text === 'string' && typeof kept.where === 'string' ? kept : null
  } catch {
    return null
  }
}

function stored(): [string, Kept][] {
  return Object.keys(localStorage).flatMap((key) => {
    const kept = key.startsWith(prefix) ? read(localStorage.getItem(key)) : null
    return kept ? [[key, kept] as [string, Kept]] : []
  })
}

const mine = () => `${prefix}${session.me.id}.`

// Of all places, the newest first.
export function keptTexts(): (Kept & { place: string })[] {
  return [...all]
    .filter(([key]) => key.startsWith(mine()))
    .map(([key, kept]) => ({ ...kept, place: key.slice(mine().length) }))
    .sort((one, another) => another.at - one.at)
}

export function keptText(place: string): string {
  return all.get(mine() + place)?.text ?? ''
}

export function forgetText(place: string): void {
  all.delete(mine() + place)
  localStorage.removeItem(mine() + place)
}

export function keepText(place: string, kept: Omit<Kept, 'at'>): void {
  const one = { ...kept, at: Date.now() }
  all.set(mine() + place, one)
  for (const old of keptTexts().slice(most)) forgetText(old.place)
  try {
    localStorage.setItem(mine() + place, JSON.stringify(one))
  } catch {
    // No room or not allowed: the words are still in the field.
  }
}

// In another window of the browser.
window.addEventListener('storage', ({ key, newValue }) => {
  if (!key?.startsWith(prefix)) return
  const kept = read(newValue)
  if (kept) all.set(key, kept)
  else all.delete(key)
})

// The words of one field, and who is to see them where that can be chosen. Every field of the same place has the same.
export class FieldText {
  private other = $state('') // what is in the field and not kept: nothing, or what was offered
  private seenBy = $state('')

  // `offered`: what stands there before anything is written; of itself it is not kept.
  constructor(
    readonly place: string,
    private about: () => { where: string; to: string },
    private offered = '',
    visibility = '',
  ) {
    this.other = offered
    this.seenBy = visibility
  }

  private get kept(): Kept | undefined {
    return all.get(mine() + this.place)
  }

  get text(): string {
    return this.kept?.text ?? this.other
  }
  set text(text: string) {
    this.keep(text, this.visibility)
  }

  get visibility(): string {
    return this.kept?.visibility || this.seenBy
  }
  set visibility(visibility: string) {
    this.keep(this.text, visibility)
  }

  private keep(text: string, visibility: string): void {
    this.seenBy = visibility
    if (text.trim() && text !== this.offered) keepText(this.place, { text, visibility, ...this.about() })
    else {
      this.other = text
      forgetText(this.place)
    }
  }

  // These words were sent, or go on in the editor; what was written on meanwhile stays.
  clear(gone = this.text): void {
    if (this.text.startsWith(gone)) this.text = this.text.slice(gone.length).trimStart()
  }
}
