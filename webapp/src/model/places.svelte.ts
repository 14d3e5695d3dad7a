// The places of the app. The navigation, the index under More and the keys after `g` are made of this one list.
import type { IconName } from '../parts/Icon.svelte'
import { may } from './admin.svelte'
import { session } from './session.svelte'
import { unread } from './unread.svelte'
import { t } from '../words'

export type PlaceGroup = 'connect' | 'read' | 'write' | 'self' | 'server'

export interface Place {
  href: string
  icon: IconName
  label: string
  hint: string // what one finds there, in a few words
  group?: PlaceGroup // where it stands under More; none: it is in every navigation already
  rail?: boolean // beside the page, where there is room
  phone?: boolean // in the bar of a phone: room for five
  key?: string // after `g`
  count?: number // what is new
  news?: string // the same for screen readers
  also?: RegExp // further addresses that belong to it
}

// In the order of the navigation.
export function places(): Place[] {
  const all: Place[] = [
    {
      href: '/today',
      icon: 'today',
      label: t('today'),
      hint: t('todayHint'),
      rail: true,
      phone: true,
      key: 't',
      also: /^\/$/,
    },
    { href: '/home', icon: 'home', label: t('home'), hint: t('homeHint'), rail: true, phone: true, key: 'h' },
    {
      href: '/notifications',
      icon: 'bell',
      label: t('notifications'),
      hint: t('notificationsHint'),
      rail: true,
      phone: true,
      key: 'n',
      count: unread.notifications,
      news: unread.notifications ? t('countNew', { count: unread.notifications }) : undefined,
    },
    {
      href: '/direct',
      icon: 'letter',
      label: t('direct'),
      hint: t('directHint'),
      rail: true,
      phone: true,
      key: 'd',
      count: unread.direct,
      news: unread.direct ? t('countUnread', { count: unread.direct }) : undefined,
      also: /^\/direct/,
    },
    {
      href: '/people',
      icon: 'people',
      label: t('people'),
      hint: t('peopleHint'),
      group: 'connect',
      rail: true,
      key: 'p',
      also: /^\/people/,
    },
    {
      href: '/door',
      icon: 'door',
      label: t('door'),
      hint: t('doorHint'),
      group: 'connect',
      rail: true,
      key: 'o',
      count: unread.door,
      news: unread.door ? t('doorNew', { count: unread.door }) : undefined,
      also: /^\/door/,
    },
    {
      href: '/requests',
      icon: 'requests',
      label: t('requests'),
      hint: t('requestsHint'),
      group: 'connect',
      rail: true,
      key: 'r',
      count: unread.requests,
      news: unread.requests ? t('countWaiting', { count: unread.requests }) : undefined,
      also: /^\/requests/,
    },
    {
      href: '/search',
      icon: 'search',
      label: t('search'),
      hint: t('searchHintShort'),
      group: 'connect',
      rail: true,
      key: 's',
      also: /^\/tags\//,
    },
    { href: '/local', icon: 'local', label: t('local'), hint: t('localHint'), group: 'read', rail: true, key: 'l' },
    {
      href: '/lists',
      icon: 'list',
      label: t('lists'),
      hint: t('listsHint'),
      group: 'read',
      rail: true,
      also: /^\/lists/,
    },
    {
      href: '/bookmarks',
      icon: 'bookmark',
      label: t('bookmarks'),
      hint: t('bookmarksHint'),
      group: 'read',
      rail: true,
      key: 'b',
    },
    { href: '/offers', icon: 'tag', label: t('offers'), hint: t('offersHint'), group: 'read' },
    { href: '/favourites', icon: 'heart', label: t('favourites'), hint: t('favouritesHint'), group: 'read' },
    { href: '/followed-tags', icon: 'tag', label: t('followedTags'), hint: t('followedTagsHint'), group: 'read' },
    {
      href: '/mirror',
      icon: 'mirror',
      label: t('mirror'),
      hint: t('mirrorHint'),
      group: 'self',
      rail: true,
      key: 'm',
      also: /^\/mirror/,
    },
    { href: '/outcomes', icon: 'sun', label: t('outcomes'), hint: t('outcomesHint'), group: 'self' },
    { href: '/drafts', icon: 'pen', label: t('drafts'), hint: t('draftsHint'), group: 'write' },
    { href: '/scheduled', icon: 'clock', label: t('scheduled'), hint: t('scheduledHint'), group: 'write' },
    { href: '/today/put-off', icon: 'moon', label: t('putOff'), hint: t('putOffHint'), group: 'self' },
    {
      href: '/first-steps',
      icon: 'steps',
      label: t('firstSteps'),
      hint: t('firstStepsHint'),
      group: 'self',
      also: /^\/first-steps/,
    },
    {
      href: '/preferences',
      icon: 'gear',
      label: t('settings'),
      hint: t('settingsHint'),
      group: 'self',
      also: /^\/preferences/,
    },
  ]
  if (may('dashboard'))
    all.push({
      href: '/admin',
      icon: 'shield',
      label: t('admin'),
      hint: t('adminHint'),
      group: 'server',
      also: /^\/admin/,
    })
  const elsewhere = all.filter(({ rail, phone }) => !rail && !phone)
  return [
    ...all,
    {
      href: '/more',
      icon: 'menu',
      label: t('more'),
      hint: '',
      rail: true,
      phone: true,
      also: new RegExp(`^(${elsewhere.map(({ href }) => href).join('|')})(/|$)`),
    },
  ]
}

export function isCurrent(place: Place, path: string): boolean {
  return path === place.href || Boolean(place.also?.test(path))
}

// Where `g` and this key lead.
export function placeOfKey(key: string): string | undefined {
  return key === 'u' ? '/@' + session.me.acct : places().find((place) => place.key === key)?.href
}
