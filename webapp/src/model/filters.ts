// Filters as the API has them (https://docs.joinmastodon.org/entities/Filter/), and the words for them.
import type { FilterContext, Status } from './entities'
import { relativeTime } from '../words/times'
import { listOf, t, type Key } from '../words'

export type FilterAction = 'warn' | 'hide' | 'blur'
export interface FilterKeyword {
  id?: string
  keyword: string
  wholeWord: boolean
}
export interface Filter {
  id: string
  title: string
  context: FilterContext[]
  expiresAt: string | null
  filterAction: FilterAction
  keywords: FilterKeyword[]
  statuses: { id: string; statusId: string }[]
}

// The title of the filter that puts a post behind a warning there.
export function warningOver(status: Status, context: FilterContext): string | undefined {
  return (status.filtered ?? []).find(
    ({ filter }) => filter.filterAction === 'warn' && filter.context.includes(context),
  )?.filter.title
}

// Whether a filter hides its pictures there.
export function isBlurred(status: Status, context: FilterContext): boolean {
  return (status.filtered ?? []).some(
    ({ filter }) => filter.filterAction === 'blur' && filter.context.includes(context),
  )
}

export const contexts: [FilterContext, Key][] = [
  ['home', 'filterInHome'],
  ['notifications', 'notifications'],
  ['public', 'filterInPublic'],
  ['thread', 'filterInThread'],
  ['account', 'filterInAccount'],
]
export const actions: [FilterAction, Key, Key][] = [
  ['warn', 'filterWarn', 'filterWarnMore'],
  ['blur', 'filterBlur', 'filterBlurMore'],
  ['hide', 'filterHide', 'filterHideMore'],
]
export const lifetimes: [number, Key][] = [
  [0, 'filterForever'],
  [3600, 'hour1'],
  [86_400, 'day1'],
  [7 * 86_400, 'days7'],
  [30 * 86_400, 'filterDays30'],
]

export function hasEnded(filter: Filter, now: number): boolean {
  return filter.expiresAt !== null && Date.parse(filter.expiresAt) <= now
}

// "Hidden behind a warning · Home and Conversations · ends in 3 days".
export function factsOf(filter: Filter, now: number): string {
  const where = contexts.filter(([one]) => filter.context.includes(one)).map(([, words]) => t(words))
  const facts = [t(actions.find(([one]) => one === filter.filterAction)?.[1] ?? 'filterWarn'), listOf(where)]
  if (hasEnded(filter, now)) facts.push(t('filterEnded'))
  else if (filter.expiresAt) facts.push(t('filterEnds', { time: relativeTime(filter.expiresAt, now) }))
  return facts.join(' · ')
}
