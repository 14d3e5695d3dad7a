// Looking after the community: what moderators and admins see, and what their role lets them do.
import { ask, kith, pathWith, type Query } from './wire'
import { Pages } from './pages.svelte'
import { session } from './session.svelte'
import type { Account, Status } from './entities'
import { t, type Key } from '../words'

// https://docs.joinmastodon.org/entities/Role/#flags
const permissions = {
  log: 0x4,
  dashboard: 0x8,
  reports: 0x10,
  federation: 0x20,
  settings: 0x40,
  users: 0x400,
  invitations: 0x800,
  rules: 0x1000,
  announcements: 0x2000,
  emojis: 0x4000,
  roles: 0x20000,
  deleteData: 0x80000,
} as const
export type Permission = keyof typeof permissions

const administrator = 0x1

export function may(permission: Permission): boolean {
  const held = Number(session.me.role?.permissions ?? 0)
  return Boolean(held & (administrator | permissions[permission]))
}

export const roles = ['user', 'moderator', 'admin', 'owner'] as const
export type RoleName = (typeof roles)[number]
const roleIds: Record<string, RoleName> = { '1': 'moderator', '2': 'admin', '3': 'owner' }
const roleWords: Record<RoleName, Key> = {
  user: 'roleUser',
  moderator: 'roleModerator',
  admin: 'roleAdmin',
  owner: 'roleOwner',
}

export function roleOf(role: { id: string | number } | null | undefined): RoleName {
  return roleIds[String(role?.id)] ?? 'user'
}

export function roleWord(role: RoleName): string {
  return t(roleWords[role])
}

export interface AdminAccount {
  id: string
  username: string
  domain: string | null
  createdAt: string
  email: string
  role: { id: string; name: string } | null
  confirmed: boolean
  suspended: boolean
  silenced: boolean
  disabled: boolean
  approved: boolean
  inviteRequest: string | null
  account: Account
  invitedByAccountId?: string
}

export interface AdminReport {
  id: string
  actionTaken: boolean
  actionTakenAt: string | null
  category: 'spam' | 'legal' | 'violation' | 'other'
  comment: string
  createdAt: string
  account: AdminAccount | null
  targetAccount: AdminAccount | null
  assignedAccount: AdminAccount | null
  actionTakenByAccount: AdminAccount | null
  statuses: Status[]
  rules: { id: string; text: string }[]
}

export interface LogEntry {
  id: string
  at: string
  action: string
  subject: string
  text: string
  moderator: Account | null
  account: Account | null
  reportId: string | null
}

// What everybody calls them; a suspended account's own name is hidden, its handle is not.
export function nameOf(who: AdminAccount): string {
  return (who.suspended ? '' : who.account.displayName) || who.username
}

// Whether my role lets me act on them, as the server decides it.
export function outranks(who: AdminAccount): boolean {
  const mine = roles.indexOf(roleOf(session.me.role))
  return mine === roles.length - 1 || (mine > 0 && mine > roles.indexOf(roleOf(who.role)))
}

export function statesOf(who: AdminAccount): string[] {
  const states: [boolean, Key][] = [
    [!who.approved, 'stateWaiting'],
    [who.approved && !who.confirmed, 'stateUnconfirmed'],
    [who.silenced, 'stateLimited'],
    [who.disabled, 'stateDisabled'],
    [who.suspended, 'stateSuspended'],
  ]
  return states.filter(([is]) => is).map(([, key]) => t(key))
}

const categoryWords: Record<AdminReport['category'], Key> = {
  spam: 'reportSpamShort',
  legal: 'reportLegalShort',
  violation: 'reportViolationShort',
  other: 'reportOtherShort',
}

export function categoryWord(report: AdminReport): string {
  return t(categoryWords[report.category])
}

const logWords: Record<string, Key> = {
  approve: 'logApprove',
  reject: 'logReject',
  confirm: 'logConfirm',
  none: 'logNone',
  disable: 'logDisable',
  enable: 'logEnable',
  silence: 'logSilence',
  unsilence: 'logUnsilence',
  suspend: 'logSuspend',
  unsuspend: 'logUnsuspend',
  delete: 'logDelete',
  resolve: 'logResolve',
  reopen: 'logReopen',
  settings: 'logSettings',
  'server:suspend': 'logServerSuspend',
  'server:silence': 'logServerSilence',
  'server:noop': 'logServerNoop',
  'server:change': 'logServerChange',
  'server:unblock': 'logServerUnblock',
  'rule:add': 'logRuleAdd',
  'rule:change': 'logRuleChange',
  'rule:order': 'logRuleOrder',
  'rule:remove': 'logRuleRemove',
  'announcement:add': 'logAnnouncementAdd',
  'announcement:change': 'logAnnouncementChange',
  'announcement:remove': 'logAnnouncementRemove',
  'emoji:add': 'logEmojiAdd',
  'emoji:change': 'logEmojiChange',
  'emoji:remove': 'logEmojiRemove',
  'invitation:add': 'logInvitationAdd',
  'invitation:revoke': 'logInvitationRevoke',
}

const settingWords: Record<string, Key> = {
  title: 'serverTitle',
  description: 'serverDescription',
  about: 'serverAbout',
  privacy_policy: 'serverPrivacy',
  contact_email: 'serverContactEmail',
  contact_account: 'serverContactAccount',
  sign_up: 'serverJoin',
  languages: 'serverLanguages',
}

// What was done to something, not to somebody: a setting's name is said as its page does.
function subjectOf({ action, subject }: LogEntry): string {
  if (action !== 'settings') return subject
  return subject
    .split(', ')
    .map((name) => (settingWords[name] ? t(settingWords[name]) : name))
    .join(', ')
}

export function logWord(entry: LogEntry): string {
  const who = entry.moderator ? entry.moderator.displayName || entry.moderator.username : t('logOperator')
  const whom = entry.account ? '@' + entry.account.acct : t('logGone')
  const role = /^role:(\w+)$/.exec(entry.action)?.[1]
  if (role) return t('logRole', { who, whom, role: roleWord(role as RoleName) })
  const key = logWords[entry.action]
  return key ? t(key, { who, whom, what: subjectOf(entry) || '…' }) : `${who}: ${entry.action} ${whom}`
}

// What can be done to an account, and the words for it.
export type Measure = 'none' | 'silence' | 'disable' | 'suspend'
export const measures: { measure: Measure; label: Key; more: Key }[] = [
  { measure: 'none', label: 'actWrite', more: 'actWriteMore' },
  { measure: 'silence', label: 'actLimit', more: 'actLimitMore' },
  { measure: 'disable', label: 'actStop', more: 'actStopMore' },
  { measure: 'suspend', label: 'actSuspend', more: 'actSuspendMore' },
]

export function isTaken(who: AdminAccount, measure: Measure): boolean {
  return { none: false, silence: who.silenced, disable: who.disabled, suspend: who.suspended }[measure]
}

const pageSize = 40
// A list of the administration, page by page; nothing of a page is left out.
export function adminPages<T>(path: string, query: Query = {}): Pages<T> {
  return new Pages<T>(pathWith(path, { ...query, limit: pageSize }), undefined, pageSize)
}

const accounts = '/api/v1/admin/accounts/'

export const admin = {
  account: async (id: string) => (await ask<AdminAccount>('GET', accounts + id)).data,
  take: (id: string, type: Measure, more: { text: string; reportId?: string; sendEmailNotification: boolean }) =>
    ask('POST', `${accounts}${id}/action`, { type, ...more }),
  post: async (id: string, verb: 'approve' | 'reject' | 'unsilence' | 'enable' | 'unsuspend') =>
    (await ask<AdminAccount>('POST', `${accounts}${id}/${verb}`)).data,
  remove: (id: string) => ask('DELETE', accounts + id),
  confirm: (id: string) => kith.post(`/admin/accounts/${id}/confirm`),
  setRole: (id: string, role: RoleName) => kith.put(`/admin/accounts/${id}/role`, { role }),
  report: async (id: string) => (await ask<AdminReport>('GET', '/api/v1/admin/reports/' + id)).data,
  changeReport: async (id: string, verb: 'resolve' | 'reopen' | 'assign_to_self' | 'unassign') =>
    (await ask<AdminReport>('POST', `/api/v1/admin/reports/${id}/${verb}`)).data,
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

// "1.4 GB".
export function bytesWord(bytes: number, locale: string): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < sizes.length - 1) {
    size /= 1000
    unit++
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: sizes[unit],
    maximumFractionDigits: size < 10 && unit > 1 ? 1 : 0,
  }).format(size)
}
