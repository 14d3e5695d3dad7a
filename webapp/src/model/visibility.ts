// How far a post goes, in words and pictures.
import type { IconName } from '../parts/Icon.svelte'
import type { Visibility } from './entities'
import { t } from '../words'

export const visibilities: Visibility[] = ['public', 'unlisted', 'private', 'direct']

export function visibilityIcon(visibility: Visibility): IconName {
  const icons: Record<Visibility, IconName> = { public: 'globe', unlisted: 'moon', private: 'lock', direct: 'at' }
  return icons[visibility] ?? 'globe'
}

export function visibilityName(visibility: Visibility): string {
  return t(visibility === 'direct' ? 'directly' : visibility)
}

export function visibilityHint(visibility: Visibility): string {
  const hints = {
    public: 'publicMore',
    unlisted: 'unlistedMore',
    private: 'privateMore',
    direct: 'directlyMore',
  } as const
  return t(hints[visibility])
}
