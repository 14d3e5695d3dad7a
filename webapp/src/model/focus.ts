// Where the focus goes when what has it leaves the page: without this it would be nowhere.
import { tick } from 'svelte'

const quietly = { preventScroll: true }

// Called before something goes, for afterwards: the next of its kind then, or the one before it, or the page.
export function neighbourOf(gone: Element | null | undefined, kind: string): () => Promise<void> {
  const all = [...document.querySelectorAll<HTMLElement>(kind)]
  const at = all.findIndex((one) => one === gone)
  const heir = at < 0 ? undefined : (all[at + 1] ?? all[at - 1])
  return async () => {
    await tick()
    const target = heir?.isConnected ? heir : document.getElementById('main')
    target?.focus(quietly)
    if (heir?.isConnected) heir.scrollIntoView({ block: 'nearest' })
  }
}

// Nothing has it any more, for whatever reason: the page does.
export async function keepFocus(): Promise<void> {
  await tick()
  if (document.activeElement === document.body && !document.querySelector('dialog[open]'))
    document.getElementById('main')?.focus(quietly)
}

// The first of what has just come to the page.
export async function focusFirst(kind: string): Promise<void> {
  await tick()
  document.querySelector<HTMLElement>(kind)?.focus(quietly)
}
