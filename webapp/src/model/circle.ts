// What Kith's own API says about the member's people: src/kithapi/openapi in camelCase.
import type { Account, Status } from './entities'

export type Stage = 'stranger' | 'acquaintance' | 'friend' | 'trusted'
export const stages: Stage[] = ['trusted', 'friend', 'acquaintance', 'stranger']

// Why Kith says something: a code for translation, and English words.
export interface Reason {
  code: string
  parameters: Record<string, string>
  words: string
}

export interface Origin {
  kind: 'unknown' | 'conversation' | 'introduction' | 'boost' | 'group' | 'event' | 'follow' | 'imported'
  words: string
  through: Account | null
}

export interface PersonSummary {
  account: Account
  stage: Stage
  setByHand: boolean
  strength: number
  quiet: boolean
  unanswered: number
  lastContact: string | null
  following: boolean
  followedBy: boolean
  note: string
  tags: string[]
}

export interface TieSide {
  contacts: number
  turns: number
  asks: number
  pitches: number
  firstContact: string | null
  lastContact: string | null
  medianAnswerSeconds: number | null
}

export interface NotedDate {
  what: string
  month: number
  day: number
  year: number | null
}

export interface StrengthTerm {
  reason: Reason
  value: number
  contribution: number // to the log-odds
}

export interface Person {
  account: Account
  following: boolean
  requested: boolean
  followedBy: boolean
  requestedBy: boolean
  stage: { stage: Stage; byEngine: Stage; earned: Stage; setByHand: boolean; quiet: boolean; reasons: Reason[] }
  strength: { strength: number; start: number; terms: StrengthTerm[] }
  giveAndTake: { given: number; taken: number; reciprocity: number | null }
  contact: {
    mine: TieSide
    theirs: TieSide
    exchanges: number
    exchangeDays: number
    unanswered: number
    firstContact: string | null
    lastContact: string | null
    unusualSilence: number
  }
  origin: Origin
  note: string
  tags: string[]
  likes: string
  howMet: string
  dates: NotedDate[]
  vouch: { mine: boolean; both: boolean }
  met: { at: string } | null
  offers: boolean
  outcomes: number
}

export interface HistoryEntry {
  id: string
  at: string
  kind:
    | 'reply'
    | 'mention'
    | 'direct'
    | 'boost'
    | 'quote'
    | 'favourite'
    | 'follow'
    | 'recommendation'
    | 'introduction'
    | 'thanks'
    | 'met'
  byMe: boolean
  source: string
  pitch: boolean
  ask: boolean
  status: Status | null
}

export interface NetworkNode {
  account: Account
  stage: Stage
  strength: number
  quiet: boolean
  unanswered: number
}

export interface Network {
  nodes: NetworkNode[]
  edges: { from: string; to: string }[]
}

export interface Paths {
  steps: number | null
  firstSteps: { account: Account; stage: Stage; stepsLeft: number }[]
}

export interface MeetingCode {
  code: string
  url: string
  qr: string // an SVG picture
  expiresAt: string
}

export interface Meeting {
  id: string
  account: Account
  at: string
}

export type OutcomeKind = 'client' | 'job' | 'answer' | 'friend' | 'other'
export const outcomeKinds: OutcomeKind[] = ['client', 'job', 'answer', 'friend', 'other']

export interface Outcome {
  id: string
  account: Account
  what: string
  kind: OutcomeKind
  at: string
  origin: Origin
}

export interface PostKinds {
  listening: number
  sharing: number
  news: number
  pitch: number
  ask: number
}
export const postKinds: (keyof PostKinds)[] = ['listening', 'sharing', 'news', 'pitch', 'ask']

export type Period = 'week' | 'month' | 'year'

export interface MirrorPoint {
  from: string
  posts: number
  byKind: PostKinds
  shareListening: number | null
  messages: number
  answered: number
  gave: number
  took: number
  newExchanges: number
  follows: number
  followsThatBecameConversations: number
}

export interface MirrorChange {
  account: Account
  strengthBefore: number
  strengthAfter: number
  stageBefore: Stage
  stageAfter: Stage
}

export interface MirrorView extends MirrorPoint {
  period: Period
  to: string
  medianAnswerSeconds: number | null
  given: number
  taken: number
  reciprocity: number | null
  exchanges: number
  grew: MirrorChange[]
  faded: MirrorChange[]
  outcomes: { origin: Origin; count: number }[]
  words: Reason[]
  before: MirrorPoint[]
}

// How likely two people are to speak soon, as a word. A formula that is some points off deserves no per cent.
export type Likely = 'veryLikely' | 'likely' | 'perhaps' | 'ratherNot' | 'hardly'
export function likely(strength: number): Likely {
  if (strength >= 0.7) return 'veryLikely'
  if (strength >= 0.4) return 'likely'
  if (strength >= 0.15) return 'perhaps'
  return strength >= 0.03 ? 'ratherNot' : 'hardly'
}

export function nameOf(account: Account): string {
  return account.displayName || account.username
}
