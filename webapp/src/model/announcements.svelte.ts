// What the people who run the server want everybody to know.
import { kept } from './router.svelte'
import { Pages } from './pages.svelte'
import type { Emoji, Status } from './entities'

export interface Announcement {
  id: string
  content: string
  read?: boolean
  mentions: Status['mentions']
  emojis: Emoji[]
}

// Those of this visit. A page waits with what stands below them until they are there or could not be had.
export const announcements = () => kept('announcements', () => new Pages<Announcement>('/api/v1/announcements'))
