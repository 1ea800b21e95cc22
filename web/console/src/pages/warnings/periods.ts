// The periods that a rehearsal offers, by Beijing's days.
import { dayStart } from '../../format'

export const PERIODS = ['tomorrow', 'week', 'yesterday', 'past'] as const
export type Period = (typeof PERIODS)[number]
const DAY_MS = 86_400_000

export function periodOf(p: Period, at: number): { from: number; to: number } {
  const today = dayStart(at)
  if (p === 'tomorrow') return { from: today + DAY_MS, to: today + 2 * DAY_MS }
  if (p === 'week') return { from: today + DAY_MS, to: today + 8 * DAY_MS }
  if (p === 'yesterday') return { from: today - DAY_MS, to: today }
  return { from: today - 7 * DAY_MS, to: today }
}
/** Facts as they were known then are of a period that is over. */
export const isOver = (to: number, at: number): boolean => to <= at

/** 12.5 of tonnes; whole numbers as they are. */
export function tonnes(n: number): string {
  const rounded = Math.round(n * 10) / 10
  const [whole = '0', part] = String(rounded).split('.')
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (part ? `.${part}` : '')
}
