// Who may reach the member with what: policy, boundaries, wanted offers.
import { ask, kith } from './wire'
import { postOf } from './posts.svelte'
import { language, listOf, t, type Key } from '../words'
import type { Account, Status } from './entities'

export const audiences = ['anyone', 'followed', 'acquaintance', 'friend', 'nobody'] as const
export type Audience = (typeof audiences)[number]

export interface Policy {
  message: Audience
  ask: Audience
  pitch: Audience
  invite: Audience
}

// The policy in sentences, as the server says them, in the reader's language.
export function policyWords(policy: Policy): string[] {
  const from = (key: Key, audience: Audience) => t(key, { who: t(`policyWho_${audience}`) })
  return [
    from(policy.message === 'anyone' ? 'policyMessageOnce' : 'policyMessage', policy.message),
    from('policyAsk', policy.ask),
    from('policyPitch', policy.pitch),
    from('policyInvite', policy.invite),
  ]
}

// The field of the profile in which the server publishes a policy that was set.
export function isPolicyField({ name, value }: { name: string; value: string }): boolean {
  return name === 'Contact' && value.startsWith('Hellos: ')
}

export const boundaryKinds = ['pitches', 'asks', 'directMessages', 'all'] as const
export type BoundaryKind = (typeof boundaryKinds)[number]
export type Kinds = Record<BoundaryKind, boolean>

export interface Boundary extends Kinds {
  account: Account
  since: string | null
  words: string
}

export function kindsOf(boundary: Kinds): Kinds {
  const { pitches, asks, directMessages, all } = boundary
  return { pitches, asks, directMessages, all }
}

export const noKinds: Kinds = { pitches: false, asks: false, directMessages: false, all: false }

// "no pitches and no asks"
export function kindWords(kinds: Kinds): string {
  if (kinds.all) return t('boundaryKind_all')
  return listOf(boundaryKinds.filter((kind) => kinds[kind]).map((kind) => t(`boundaryKind_${kind}`)))
}

const either = new Intl.ListFormat(language, { type: language === 'en' ? 'disjunction' : 'conjunction' })

// Polite words to offer; never sent by themselves.
export function politeWords(kinds: Kinds): string {
  if (kinds.all) return t('boundaryPolite_all')
  const named = (['asks', 'pitches', 'directMessages'] as const).filter((kind) => kinds[kind])
  if (!named.length) return ''
  const list = either.format(named.map((kind) => t(`boundaryDont_${kind}`)))
  return t(kinds.directMessages ? 'boundaryPoliteDirect' : 'boundaryPolite', { kinds: list })
}

// A direct message to one person, in no thread. Throws what the server refuses.
export async function sendTo(account: Account, text: string, visibility = 'direct'): Promise<Status> {
  const handle = '@' + account.acct
  const status = text.includes(handle) ? text : `${handle} ${text}`
  const { data } = await ask<Status>('POST', '/api/v1/statuses', { status, visibility })
  postOf(data)
  return data
}

export const setBoundary = (id: string, kinds: Kinds) => kith.put<Boundary>(`/boundaries/${id}`, kinds)
export const liftBoundary = (id: string) => kith.delete<Boundary>(`/boundaries/${id}`)
export const wantOffers = (id: string, on: boolean) =>
  on ? kith.put<object>(`/offers/authors/${id}`, {}) : kith.delete<object>(`/offers/authors/${id}`)
