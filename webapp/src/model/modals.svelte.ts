// The windows above the page, the newest last: which is on top, and where the focus was before each.
import { untrack } from 'svelte'
import { keepFocus } from './focus'

let all = $state.raw<string[]>([])

export const modals = {
  // The id of the one on top; empty: there is none.
  get top(): string {
    return all.at(-1) ?? ''
  },
  isOpen(id: string): boolean {
    return all.includes(id)
  },
}

// Shows a <dialog> for as long as it is on the page.
export function modal(id: string): (node: HTMLDialogElement) => () => void {
  return (node) =>
    untrack(() => {
      const before = document.activeElement as HTMLElement | null
      node.showModal()
      all = [...all, id]
      document.documentElement.style.overflow = 'hidden'
      return () => {
        all = all.filter((one) => one !== id)
        if (!all.length) document.documentElement.style.overflow = ''
        before?.focus?.({ preventScroll: true })
        void keepFocus()
      }
    })
}
