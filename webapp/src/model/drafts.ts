// Posts that were begun in the editor, on this device alone.
import { session } from './session.svelte'
import type { Draft } from './composer.svelte'

const most = 40
function key(): string {
  return 'kith.drafts.' + session.me.id
}

export function readDrafts(): Draft[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]')
    return Array.isArray(all) ? (all as Draft[]) : []
  } catch {
    return []
  }
}

function write(all: Draft[]): void {
  try {
    localStorage.setItem(key(), JSON.stringify(all.slice(0, most)))
  } catch {
    // No room or not allowed: the text is still in the editor.
  }
}

export function putDraft(draft: Draft): void {
  write([draft, ...readDrafts().filter(({ id }) => id !== draft.id)])
}

export function forgetDraft(id: string): void {
  const all = readDrafts()
  if (all.some((one) => one.id === id)) write(all.filter((one) => one.id !== id))
}
