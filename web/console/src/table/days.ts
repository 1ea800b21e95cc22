// A range of days: a preset by name (so that "today" stays today) or FROM..TO.
import { dayStart, isoDay, rfc3339 } from '../format'
import type { DayRange } from './types'

const DAY = 86_400_000
export const PRESETS = ['today', 'yesterday', 'week', 'month'] as const

/** First and last day, or null for any time. */
export function daysOf(value: string, now: number): { first: string; last: string } | null {
  const today = dayStart(now)
  if (value === 'today') return { first: isoDay(today), last: isoDay(today) }
  if (value === 'yesterday') return { first: isoDay(today - DAY), last: isoDay(today - DAY) }
  if (value === 'week') return { first: isoDay(today - 6 * DAY), last: isoDay(today) }
  if (value === 'month') return { first: isoDay(today - 29 * DAY), last: isoDay(today) }
  const m = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(value)
  return m ? { first: m[1]!, last: m[2]! } : null
}

export function rangeOf(value: string, now: number): DayRange {
  const d = daysOf(value, now)
  if (!d) return {}
  return { from: `${d.first}T00:00:00+08:00`, to: rfc3339(Date.parse(`${d.last}T00:00:00+08:00`) + DAY) }
}
