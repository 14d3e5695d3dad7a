// The window for a boundary, if it is open: for whom, and what to start with.
import { kith } from './wire'
import { complain } from './notices.svelte'
import { kindsOf, type Boundary, type Kinds } from './contact'
import type { Account } from './entities'

export interface About {
  account: Account
  kinds: Kinds
  requestId?: string // the request that it answers: it is dismissed
  done?: (boundary: Boundary, told: boolean) => void
}

let about = $state.raw<About | null>(null)

export const bounding = {
  get about(): About | null {
    return about
  },
}

export function openBoundary(start: About): void {
  about = start
}

// With what there is already.
export async function openBoundaryFor(account: Account): Promise<void> {
  try {
    about = { account, kinds: kindsOf(await kith.get<Boundary>(`/boundaries/${account.id}`)) }
  } catch (thrown) {
    complain(thrown) // what is there would be replaced unseen
  }
}

export function closeBoundary(): void {
  about = null
}
