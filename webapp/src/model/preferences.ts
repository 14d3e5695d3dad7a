// The sections of the settings, as the index and the list beside each page have them. A new one needs its page in
// src/routes.ts and its words.
import type { IconName } from '../parts/Icon.svelte'
import type { Key } from '../words'

export interface Section {
  path: string
  icon: IconName
  title: Key
  about: Key
}

export const groups: { title: Key; sections: Section[] }[] = [
  {
    title: 'setYou',
    sections: [
      { path: '/preferences/profile', icon: 'person', title: 'editProfile', about: 'setProfileAbout' },
      { path: '/preferences/look', icon: 'eye', title: 'setLook', about: 'setLookAbout' },
      { path: '/preferences/posting', icon: 'pen', title: 'setPosting', about: 'setPostingAbout' },
    ],
  },
  {
    title: 'setOthers',
    sections: [
      { path: '/preferences/contact', icon: 'requests', title: 'contactTitle', about: 'contactAbout' },
      { path: '/preferences/boundaries', icon: 'fence', title: 'boundaries', about: 'boundariesAbout' },
      { path: '/preferences/notifications', icon: 'bell', title: 'notifications', about: 'setNotificationsAbout' },
      { path: '/preferences/filters', icon: 'funnel', title: 'setFilters', about: 'setFiltersAbout' },
      { path: '/preferences/blocked', icon: 'shield', title: 'setBlocked', about: 'setBlockedAbout' },
    ],
  },
  {
    title: 'setAccount',
    sections: [
      { path: '/preferences/access', icon: 'key', title: 'setAccess', about: 'setAccessAbout' },
      { path: '/preferences/login', icon: 'lock', title: 'setLogin', about: 'setLoginAbout' },
      { path: '/preferences/export', icon: 'download', title: 'setExport', about: 'setExportAbout' },
      { path: '/preferences/delete', icon: 'trash', title: 'setDelete', about: 'setDeleteAbout' },
    ],
  },
]
