// Weeks, months and years of the mirror, which begin and end in UTC.
import { locale } from '.'
import type { Period } from '../model/circle'

const zone = { timeZone: 'UTC' } as const
const long: Record<Period, Intl.DateTimeFormat> = {
  week: new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric', month: 'long', day: 'numeric' }),
  month: new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric', month: 'long' }),
  year: new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric' }),
}
const short: Record<Period, Intl.DateTimeFormat> = {
  week: new Intl.DateTimeFormat(locale, { ...zone, month: 'short', day: 'numeric' }),
  month: new Intl.DateTimeFormat(locale, { ...zone, month: 'short' }),
  year: new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric' }),
}

// "16–22 November 2026", "November 2026", "2026".
export function periodName(period: Period, from: string, to: string): string {
  const last = new Date(Date.parse(to) - 1)
  return period === 'week' ? long.week.formatRange(new Date(from), last) : long[period].format(new Date(from))
}

export function periodBegin(period: Period, from: string): string {
  return long[period].format(new Date(from))
}

export function shortPeriod(period: Period, from: string): string {
  return short[period].format(new Date(from))
}
