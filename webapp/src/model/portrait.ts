// What stands for somebody without a picture: their initials on one of a few quiet colours, always the same.
import type { Account } from './entities'

type Named = Pick<Account, 'avatar' | 'displayName' | 'username'>

export function hasPicture({ avatar }: Named): boolean {
  return !avatar.endsWith('/assets/avatar.png')
}

export function initialsOf({ displayName, username }: Named): string {
  const words = (displayName || username).match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []
  const first = [...(words[0] ?? username)][0] ?? ''
  const last = words.length > 1 ? ([...words.at(-1)!][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

// 0 to 7, as the tokens --portrait-0 … count.
export function hueOf({ username }: Named): number {
  return [...username].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 8
}
