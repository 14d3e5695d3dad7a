// How I stand to others: follow, mute, block, note. One copy for all pages.
import { SvelteMap } from 'svelte/reactivity'
import { ask, pathWith } from './wire'
import { complain, say } from './notices.svelte'
import { removeBy } from './posts.svelte'
import { sure } from './confirm.svelte'
import { openMute } from './mute.svelte'
import type { Account, Relationship } from './entities'
import { t } from '../words'

const known = new SvelteMap<string, Relationship>()
let wanted = new Set<string>()
const asked = new Set<string>()

export function relationTo(id: string): Relationship | undefined {
  return known.get(id)
}

// Several asked for in one moment are asked for in one request.
export function needRelations(ids: string[]): void {
  const missing = ids.filter((id) => !known.has(id) && !wanted.has(id) && !asked.has(id))
  if (!missing.length) return
  const first = wanted.size === 0
  missing.forEach((id) => wanted.add(id))
  if (!first) return
  setTimeout(async () => {
    const all = [...wanted]
    wanted = new Set()
    for (let i = 0; i < all.length; i += 40) await refreshRelations(all.slice(i, i + 40)).catch(() => {})
  })
}

export async function refreshRelations(ids: string[]): Promise<void> {
  ids.forEach((id) => asked.add(id))
  try {
    const { data } = await ask<Relationship[]>('GET', pathWith('/api/v1/accounts/relationships', { id: ids }))
    for (const relation of data) known.set(relation.id, relation)
  } finally {
    ids.forEach((id) => asked.delete(id))
  }
}

// Does it on screen at once, and takes the server's word when it comes.
async function change(
  account: Account,
  verb: string,
  guess: Partial<Relationship>,
  body: object = {},
): Promise<boolean> {
  const before = known.get(account.id)
  if (before) known.set(account.id, { ...before, ...guess })
  try {
    const { data } = await ask<Relationship>('POST', `/api/v1/accounts/${account.id}/${verb}`, body)
    known.set(account.id, data)
    return true
  } catch (thrown) {
    if (before) known.set(account.id, before)
    complain(thrown)
    return false
  }
}

export function follow(account: Account, how: { reblogs?: boolean; notify?: boolean } = {}): Promise<boolean> {
  const fresh = !known.get(account.id)?.following
  return change(account, 'follow', fresh ? (account.locked ? { requested: true } : { following: true }) : {}, how)
}

export function unfollow(account: Account): Promise<boolean> {
  return change(account, 'unfollow', { following: false, requested: false })
}

export async function blockAccount(account: Account): Promise<void> {
  const name = account.displayName || account.username
  if (!(await sure({ title: t('block', { name }), text: t('blockSure', { name }), yes: t('blockDo'), danger: true })))
    return
  if (await change(account, 'block', { blocking: true, following: false, followedBy: false })) {
    removeBy(account.id)
    say(t('blocked'), { label: t('undo'), run: () => void unblock(account) })
  }
}

export function unblock(account: Account): Promise<boolean> {
  return change(account, 'unblock', { blocking: false })
}

export function muteAccount(account: Account): void {
  openMute(account)
}

export async function mute(account: Account, how: { notifications: boolean; duration: number }): Promise<void> {
  if (await change(account, 'mute', { muting: true, mutingNotifications: how.notifications }, how)) {
    removeBy(account.id)
    say(t('muted'), { label: t('undo'), run: () => void unmute(account) })
  }
}

export function unmute(account: Account): Promise<boolean> {
  return change(account, 'unmute', { muting: false, mutingNotifications: false })
}

export async function removeFollower(account: Account): Promise<void> {
  const name = account.displayName || account.username
  if (await sure({ title: t('removeFollower'), text: t('removeFollowerSure', { name }), yes: t('remove') }))
    await change(account, 'remove_from_followers', { followedBy: false })
}

export async function saveNote(account: Account, comment: string): Promise<void> {
  if (await change(account, 'note', { note: comment }, { comment })) say(t('noteSaved'))
}

// Answers to somebody who asked to follow.
export function answerRequest(account: Account, yes: boolean): Promise<boolean> {
  return ask<Relationship>('POST', `/api/v1/follow_requests/${account.id}/${yes ? 'authorize' : 'reject'}`)
    .then(({ data }) => {
      known.set(account.id, data)
      return true
    })
    .catch((thrown) => {
      complain(thrown)
      return false
    })
}
