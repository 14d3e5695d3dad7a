// The entities that this program works with: masto's, where they are right.
import type { mastodon } from 'masto'

// `kith`: what this server adds, where there is something to say.
export type Account = mastodon.v1.Account & { kith?: { whyHere: string } }
export type Me = mastodon.v1.AccountCredentials
export type Media = mastodon.v1.MediaAttachment
export type Poll = mastodon.v1.Poll
export type Card = mastodon.v1.PreviewCard
export type Emoji = mastodon.v1.CustomEmoji
export type Tag = mastodon.v1.Tag
export type List = mastodon.v1.List
export type Relationship = mastodon.v1.Relationship
export type Conversation = mastodon.v1.Conversation
export type Visibility = mastodon.v1.StatusVisibility
export type Notification = mastodon.v1.Notification
export type Instance = mastodon.v2.Instance
export type FilterContext = 'home' | 'notifications' | 'public' | 'thread' | 'account'

export interface FilterResult {
  filter: { id: string; title: string; context: FilterContext[]; filterAction: 'warn' | 'hide' | 'blur' }
  keywordMatches: string[] | null
}

export interface Quote {
  state: string
  quotedStatus?: Status | null
  quotedStatusId?: string | null
}

export interface Status extends Omit<
  mastodon.v1.Status,
  'reblog' | 'filtered' | 'quote' | 'quoteApproval' | 'application'
> {
  reblog?: Status | null
  filtered?: FilterResult[]
  quote?: Quote | null
  quoteApproval?: { automatic: string[]; manual: string[]; currentUser: string } | null
  application?: { name: string; website?: string | null } | null
  // For whom my own message waits; that its author and I have not spoken yet.
  kith?: { waits?: string[]; linksClosed?: boolean }
}

export interface NotificationGroup {
  groupKey: string
  notificationsCount: number
  type: string
  // A string, while most_recent_notification_id is a number too large for this language.
  pageMaxId: string
  latestPageNotificationAt?: string
  sampleAccountIds: string[]
  statusId?: string | null
  report?: { id: string } | null
}
