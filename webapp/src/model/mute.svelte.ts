// Whom the window for muting is about, if it is open.
import type { Account } from './entities'

let about = $state.raw<Account | null>(null)

export const muting = {
  get about() {
    return about
  },
}

export function openMute(account: Account): void {
  about = account
}

export function closeMute(): void {
  about = null
}
