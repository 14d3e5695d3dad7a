// The lists that fill themselves have the same small ids for every member; the server names them in English.
import type { List } from '../model/entities'
import { t, type Key } from '.'

const own: Record<string, Key> = {
  1: 'setListTrusted',
  2: 'setListFriends',
  3: 'setListAcquaintances',
  4: 'setListWaiting',
  5: 'setListOffers',
}

export function titleOf(list: List): string {
  const key = own[list.id]
  return key ? t(key) : list.title
}
