// Whom a report is being written about, if one is.
import type { Account } from './entities'

let about = $state.raw<{ account: Account; statusId?: string } | null>(null)

export const report = {
  get about() {
    return about
  },
}

export function openReport(account: Account, statusId?: string): void {
  about = { account, statusId }
}

export function closeReport(): void {
  about = null
}
