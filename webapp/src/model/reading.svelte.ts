// What is shown at once of a post: the account's choice, the same in every app that asks the server for it
// (https://docs.joinmastodon.org/entities/Preferences/). A copy stays on this device, so that nothing flickers.
import { ask } from './wire'

export type ExpandMedia = 'default' | 'show_all' | 'hide_all'
export interface Reading {
  media: ExpandMedia
  warnings: boolean // texts behind content warnings are open
}

interface Preferences {
  'reading:expand:media': ExpandMedia
  'reading:expand:spoilers': boolean
}

const key = 'kith.reading'

function stored(): Reading {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Reading>
    return { media: kept.media ?? 'default', warnings: kept.warnings ?? false }
  } catch {
    return { media: 'default', warnings: false }
  }
}

let choice = $state<Reading>(stored())

function take(next: Reading): void {
  choice = next
  localStorage.setItem(key, JSON.stringify(next))
}

export const reading = {
  get media(): ExpandMedia {
    return choice.media
  },
  get warnings(): boolean {
    return choice.warnings
  },
}

export async function loadReading(): Promise<void> {
  const { data } = await ask<Preferences>('GET', '/api/v1/preferences')
  take({ media: data['reading:expand:media'], warnings: data['reading:expand:spoilers'] })
}

// Shown at once; as it was if the server refuses.
export async function changeReading(change: Partial<Reading>): Promise<void> {
  const before = { ...choice }
  take({ ...before, ...change })
  try {
    await ask('PATCH', '/api/v1/accounts/update_credentials', {
      source: { expandMedia: choice.media, expandSpoilers: choice.warnings },
    })
  } catch (thrown) {
    take(before)
    throw thrown
  }
}
