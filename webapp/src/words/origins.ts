// How a tie began, in words.
import { t } from '.'
import { nameOf, type Origin } from '../model/circle'

export function originText(origin: Origin): string {
  const name = origin.through ? nameOf(origin.through) : ''
  if (origin.kind === 'introduction' && name) return t('originIntroductionBy', { name })
  if (origin.kind === 'boost' && name) return t('originBoostBy', { name })
  return t(`origin_${origin.kind}`)
}
