// What Kith says about messages that wait and about newcomers, in the reader's language.
import { isKey, listOf, t, type Key } from '.'
import { reasonText } from './reasons'
import { translatedLanguage } from './languages'
import type { Reason, Stage } from '../model/circle'

const asks: Record<string, Key> = {
  'to share': 'askTo_share',
  'to follow': 'askTo_follow',
  'to like': 'askTo_like',
  'to subscribe': 'askTo_subscribe',
  'to vote': 'askTo_vote',
  'to endorse': 'askTo_endorse',
  'to sign up': 'askTo_sign_up',
  'to buy': 'askTo_buy',
  'to donate': 'askTo_donate',
  'to attend': 'askTo_attend',
  'to promote the author': 'askTo_promote_me',
  'to introduce the author': 'askTo_introduce',
}
const audiences: Record<string, Key> = {
  anyone: 'audienceOf_anyone',
  'people you follow or know': 'audienceOf_followed',
  'people you have spoken with': 'audienceOf_acquaintance',
  friends: 'audienceOf_friend',
  nobody: 'audienceOf_nobody',
}

// Parameters arrive in English words.
function translated(name: string, value: string, code: string, one: boolean): string {
  if (name === 'what') {
    const all = value.split(/, | and /).map((one) => asks[one])
    return all.every((key) => key !== undefined) ? listOf(all.map((key) => t(key))) : t('askTo_something')
  }
  if (name === 'audience') return audiences[value] ? t(audiences[value]) : value
  if (name === 'stage') {
    const key = `doorStage_${value}_${one ? 'one' : 'many'}`
    return isKey(key) ? t(key as Key) : value
  }
  if (name === 'follows' || name === 'followers')
    return code === 'door_follow_ratio' ? t('accounts', { count: value }) : value
  if (name === 'names') {
    const [, named = value, more] = /^(.*) and (\d+) more$/.exec(value) ?? []
    const names = code === 'door_shared_languages' ? named.split(', ').map(translatedLanguage).join(', ') : named
    return more ? t('namesAndMore', { names, count: Number(more) }) : names
  }
  return value
}

export function contactReason(reason: Reason): string {
  const { code, parameters } = reason
  if (code === 'door_new' && parameters.days === '0') return t('doorNewToday')
  const pairs = Object.entries(parameters).map(([name, value]) => [
    name,
    translated(name, value, code, parameters.count === '1'),
  ])
  return reasonText(reason, Object.fromEntries(pairs) as Record<string, string>)
}

export function stageWords(stage: Stage): string {
  return t(`stageWith_${stage}`)
}
