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

function stored(): [string, Kept][] {
  const found: [string, Kept][] = []
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(prefix)) continue
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? '') as Kept
      if (typeof kept.text === 'string' && typeof kept.where === 'string') found.push([key, kept])
    } catch {
      // Nothing of ours.
    }
  }
  return found
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

// The words of one field, and who is to see them where that can be chosen.
export class FieldText {
  private value = $state('')
  private seenBy = $state('')

  // `offered`: what stands there before anything is written; of itself it is not kept.
  constructor(
    readonly place: string,
    private about: () => { where: string; to: string },
    private offered = '',
    visibility = '',
  ) {
    const kept = all.get(mine() + place)
    this.value = kept?.text || offered
    this.seenBy = kept?.visibility || visibility
  }

  get text(): string {
    return this.value
  }
  set text(text: string) {
    this.value = text
    this.keep()
  }

  get visibility(): string {
    return this.seenBy
  }
  set visibility(visibility: string) {
    this.seenBy = visibility
    this.keep()
  }

  private keep(): void {
    const { value: text, seenBy: visibility } = this
    if (text.trim() && text !== this.offered) keepText(this.place, { text, visibility, ...this.about() })
    else forgetText(this.place)
  }

  // They were sent, or go on in the editor.
  clear(): void {
    this.text = ''
  }
}
