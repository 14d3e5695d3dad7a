// Kith's reasons in the reader's language: by their code where it is known here, else in the server's English.
import { isKey, language, t } from '.'
import { daysAgo } from './times'
import type { Reason } from '../model/circle'
import type { Starter } from '../model/today.svelte'
import type { Key } from '.'

// Which parameter a sentence has its plural from; `count` where none is named.
const counted: Record<string, string> = {
  stage_exchange: 'exchanges',
  stage_friend_needs_days: 'days',
  stage_trusted_needs_days: 'days',
  stage_quiet: 'days',
  stage_fell: 'days',
  strength_both_ways: 'sent',
  strength_closeness: 'ownerPeople',
  today_unanswered: 'days',
  today_quiet: 'usual',
  today_newcomer: 'days',
  today_date_soon: 'days',
  budget_within: 'pitches',
  budget_spent: 'pitches',
  mirror_listens: 'posts',
  mirror_announces: 'posts',
  mirror_answered: 'messages',
  mirror_connecting: 'follows',
  mirror_collecting: 'follows',
  door_follow_ratio: 'followers',
  door_followed_by_nobody: 'follows',
  door_new: 'days',
  door_old: 'years',
}
const stageParameters = ['engine', 'from', 'to']
const agoParameters: Record<string, string[]> = {
  strength_freshness: ['days'],
  strength_activity: ['ownerDays', 'otherDays'],
}

// `instead`: parameters that the caller can say better than the server.
export function reasonText({ code, parameters, words }: Reason, instead: Record<string, string> = {}): string {
  if (!isKey(code)) return words
  const values: Record<string, string | number> = { ...parameters, ...instead }
  // Topics are hashtags.
  if (/^[\p{L}\p{N}_]+$/u.test(parameters.topic ?? '')) values.topic = '#' + parameters.topic
  for (const name of stageParameters) if (values[name]) values[name] = t(`stage_${values[name]}` as Key)
  for (const name of agoParameters[code] ?? []) values[name] = daysAgo(Number(parameters[name]))
  values.count = Number(parameters[counted[code] ?? 'count'] ?? 0)
  return t(code, values)
}

// What a starter offers to send, without the names that it is addressed to.
export function starterText({ reason, draft }: Starter): string {
  const key = 'draft_' + reason.code
  const plain = draft.replace(/^(@\S+\s+)+/, '')
  return language === 'en' || !isKey(key) ? plain : t(key, reason.parameters)
}
