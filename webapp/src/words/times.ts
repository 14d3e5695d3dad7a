// Times in words.
import { language, locale, t } from '.'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const absolute = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })
const monthDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' })
const yearMonthDay = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' })
const monthYear = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long' })
const units = (['minute', 'hour', 'day'] as const).map(
  (unit) => [unit, new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' })] as const,
)
const minutes = units[0]![1]
const hours = units[1]![1]
const days = units[2]![1]

export function fullTime(iso: string): string {
  return absolute.format(new Date(iso))
}

export function monthOf(iso: string): string {
  return monthYear.format(new Date(iso))
}

export function dayOf(iso: string): string {
  return yearMonthDay.format(new Date(iso))
}

// "5m", "3h", "2d", then the date.
export function shortTime(iso: string, now: number): string {
  const then = new Date(iso)
  const ago = now - then.getTime()
  if (ago < minute) return t('justNow')
  if (ago < hour) return minutes.format(Math.floor(ago / minute))
  if (ago < day) return hours.format(Math.floor(ago / hour))
  if (ago < 7 * day) return days.format(Math.floor(ago / day))
  return then.getFullYear() === new Date(now).getFullYear() ? monthDay.format(then) : yearMonthDay.format(then)
}

// "14:05" today, then "3 Mar, 14:05", then the date.
const clockTime = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const dayAndTime = new Intl.DateTimeFormat(locale, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})
export function exactTime(iso: string, now: number): string {
  const then = new Date(iso)
  const today = new Date(now)
  if (then.toDateString() === today.toDateString()) return clockTime.format(then)
  return then.getFullYear() === today.getFullYear() ? dayAndTime.format(then) : yearMonthDay.format(then)
}

// "in 3 hours", "2 days ago".
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
export function relativeTime(iso: string, now: number): string {
  const difference = new Date(iso).getTime() - now
  const size = Math.abs(difference)
  if (size < hour) return relative.format(Math.round(difference / minute), 'minute')
  if (size < day) return relative.format(Math.round(difference / hour), 'hour')
  if (size < 60 * day) return relative.format(Math.round(difference / day), 'day')
  return relative.format(Math.round(difference / (30 * day)), 'month')
}

const monthWithDay = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric' })
// A day of the year, as birthdays are.
export function dayOfYear(month: number, day: number): string {
  return monthWithDay.format(new Date(2000, month - 1, day))
}

const monthNames = new Intl.DateTimeFormat(locale, { month: 'long' })
export function monthName(month: number): string {
  return monthNames.format(new Date(2000, month - 1, 1))
}

const spans = (['minute', 'hour', 'day'] as const).map(
  (unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }),
)
// "20 minutes", "7 hours", "3 days".
export function spanOf(seconds: number): string {
  const size = seconds * 1000
  if (size < 90 * minute) return spans[0]!.format(Math.max(1, Math.floor(size / minute)))
  return size < 36 * hour ? spans[1]!.format(Math.floor(size / hour)) : spans[2]!.format(Math.floor(size / day))
}

// "today", "yesterday", "9 days ago".
export function daysAgo(count: number): string {
  return relative.format(-count, 'day')
}
