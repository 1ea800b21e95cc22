// What every key does at the desk, as a pure function: state and key in, state and one effect out.
// Digits act only outside text fields; no letter is a shortcut; nothing is preselected.
import type { Verdict } from '../../api/types'

export type Task = 'find' | 'lift' | 'mode' | 'shift'
export interface DeskState {
  /** The hold that is looked at. */
  hold: string | null
  /** Chosen reading, by place in the list. */
  candidate: number | null
  /** Chosen reason: 1–4 admit, 6–9 refuse, 5 goes by what the look-up answered. */
  digit: number | null
  /** What the rail shows instead of the key list. */
  task: Task | null
  /** The plate of the hold is being corrected. */
  correcting: boolean
}
export interface DeskView {
  /** Open holds, in the order they are worked. */
  holds: readonly string[]
  /** Verdict that each reading leads to. */
  candidates: readonly Verdict[]
  /** The cursor stands in a text field. */
  typing: boolean
  /** The written reason is filled in (digits 4 and 9 ask for it). */
  written: boolean
  busy: boolean
  /** Where the look-up's answer leads, if it leads anywhere. */
  offer?: Offer
}
export type Offer = 'admit' | 'refuse' | null
export type Effect =
  | { do: 'none' }
  | { do: 'resolve'; verdict: 'admit' | 'refuse' }
  | { do: 'write' }
  | { do: 'tell'; what: 'pick' | 'notAdmit' | 'digit' | 'write' }
  | { do: 'later' }

export const START: DeskState = { hold: null, candidate: null, digit: null, task: null, correcting: false }
export const ADMIT = [1, 2, 3, 4]
export const REFUSE = [6, 7, 8, 9]
export const WRITTEN = [4, 9]
export const LOOKED_UP = 5
const TASKS: Record<string, Task> = { F3: 'find', F4: 'lift', F6: 'mode', F8: 'shift' }
/** Keys of the browser's own that the desk takes. */
export const TAKEN = ['F2', 'F3', 'F4', 'F6', 'F8', 'F10']

export const verdictOf = (digit: number | null, offer: Offer = null): Offer =>
  digit === null ? null : digit === LOOKED_UP ? offer : ADMIT.includes(digit) ? 'admit' : 'refuse'

/** Whether Enter will act now. */
export function isReady(s: DeskState, v: DeskView): boolean {
  return s.digit !== null && verdictOf(s.digit, v.offer) !== null && !v.busy && (!WRITTEN.includes(s.digit) || v.written)
}

/** Keeps the looked-at hold while it is open; else the oldest one, with nothing chosen. */
export function follow(s: DeskState, holds: readonly string[]): DeskState {
  if (s.hold !== null && holds.includes(s.hold)) return s
  return { ...s, hold: holds[0] ?? null, candidate: null, digit: null, correcting: false }
}

export function look(s: DeskState, hold: string | null): DeskState {
  return hold === s.hold ? s : { ...s, hold, candidate: null, digit: null, correcting: false }
}

function next(s: DeskState, holds: readonly string[], by: number): DeskState {
  if (!holds.length) return s
  const at = s.hold === null ? -1 : holds.indexOf(s.hold)
  return look(s, holds[(at + by + holds.length) % holds.length]!)
}

function pressDigit(s: DeskState, v: DeskView, digit: number): [DeskState, Effect] {
  if (s.hold === null || digit === 0 || (digit === LOOKED_UP && !v.offer)) return [s, { do: 'none' }]
  // "Plate seen, as registered" says something about one reading, so one must be chosen and may enter.
  if (digit === 1 && v.candidates.length > 0) {
    if (s.candidate === null) return [s, { do: 'tell', what: 'pick' }]
    if (v.candidates[s.candidate] !== 'admit') return [{ ...s, digit: null }, { do: 'tell', what: 'notAdmit' }]
  }
  return [{ ...s, digit }, WRITTEN.includes(digit) ? { do: 'write' } : { do: 'none' }]
}

export function chooseCandidate(s: DeskState, i: number): DeskState {
  return { ...s, candidate: i, digit: s.digit === 1 ? null : s.digit }
}

function escape(s: DeskState): [DeskState, Effect] {
  if (s.task !== null) return [{ ...s, task: null }, { do: 'none' }]
  if (s.correcting) return [{ ...s, correcting: false }, { do: 'none' }]
  if (s.digit !== null) return [{ ...s, digit: null }, { do: 'none' }]
  return [s, { do: 'later' }]
}

function enter(s: DeskState, v: DeskView): [DeskState, Effect] {
  if (s.hold === null || v.busy) return [s, { do: 'none' }]
  const verdict = verdictOf(s.digit, v.offer)
  if (verdict === null) return [s, { do: 'tell', what: 'digit' }]
  return isReady(s, v) ? [s, { do: 'resolve', verdict }] : [s, { do: 'tell', what: 'write' }]
}

export function pressKey(s: DeskState, v: DeskView, key: string): [DeskState, Effect] {
  const none: Effect = { do: 'none' }
  if (key === 'Escape') return escape(s)
  const task = TASKS[key]
  if (task) return [{ ...s, task: s.task === task ? null : task, correcting: false }, none]
  if (key === 'F2') return [s.hold === null ? s : { ...s, correcting: !s.correcting, task: null }, none]
  if (key === 'PageDown') return [next(s, v.holds, 1), none]
  if (key === 'PageUp') return [next(s, v.holds, -1), none]
  // While a task is open its own keys count; Enter in the written reason confirms.
  if (s.task !== null || s.correcting) return [s, none]
  if (key === 'Enter') return enter(s, v)
  if (v.typing) return [s, none]
  if (/^\d$/.test(key)) return pressDigit(s, v, Number(key))
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const n = v.candidates.length
    if (!n || s.hold === null) return [s, none]
    const at = s.candidate === null ? (key === 'ArrowDown' ? 0 : n - 1) : (s.candidate + (key === 'ArrowDown' ? 1 : n - 1)) % n
    return [chooseCandidate(s, at), none]
  }
  return [s, none]
}

// ---- Lift and mode: choose by digits, one after the other, Enter does it ----
export interface Steps { lists: readonly number[]; chosen: readonly number[] }

/**
 * Digit chooses in the first list that has no choice yet; Backspace takes the last choice back.
 * Arrows move the newest choice, round and round: so what stands behind the ninth is reached.
 */
export function pressStep(s: Steps, key: string): { chosen: readonly number[]; done: boolean } {
  if (key === 'Backspace') return { chosen: s.chosen.slice(0, -1), done: false }
  if (key === 'Enter') return { chosen: s.chosen, done: s.chosen.length === s.lists.length }
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const at = Math.max(s.chosen.length - 1, 0)
    const size = s.lists[at] ?? 0
    if (!size) return { chosen: s.chosen, done: false }
    const before = s.chosen[at] ?? (key === 'ArrowDown' ? -1 : size)
    return { chosen: [...s.chosen.slice(0, at), (before + (key === 'ArrowDown' ? 1 : size - 1)) % size], done: false }
  }
  const n = Number(key) - 1
  const list = Math.min(s.chosen.length, s.lists.length - 1)
  if (!/^[1-9]$/.test(key) || n >= s.lists[list]!) return { chosen: s.chosen, done: false }
  return { chosen: [...s.chosen.slice(0, list), n], done: false }
}
