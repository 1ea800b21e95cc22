// Who is on the screen, and until when. Pure: every function takes the time and returns a new schedule.
import type { Arrival, Timing } from '@cleangate/shared/board'

export interface Shown {
  arrival: Arrival
  /** When this verdict came on the screen. */
  from: number
  until: number
}

export interface Schedule {
  /** At most two, one per lane. */
  shown: Shown[]
  waiting: { arrival: Arrival; since: number; until: number }[]
  /** Verdicts already shown, so that a repeated message does not call a lorry that has left. */
  done: string[]
}

export const EMPTY: Schedule = { shown: [], waiting: [], done: [] }

const HALVES = 2
const MEMORY = 200
const key = (a: Arrival) => `${a.id} ${a.verdict}`
const ended = (a: Arrival) => a.verdict === 'hold' && a.resolved
const urgent = (a: Arrival) => a.verdict !== 'admit'

export function showMs(a: Arrival, t: Timing): number {
  return { admit: t.admit_ms, refuse: t.refuse_ms, hold: t.hold_max_ms }[a.verdict]
}

const remember = (done: string[], a: Arrival) => [...done, key(a)].slice(-MEMORY)

function show(s: Schedule, arrival: Arrival, now: number, until: number): Schedule {
  return { ...s, shown: [...s.shown, { arrival, from: now, until }] }
}

/** A message has come in. */
export function offer(s: Schedule, arrival: Arrival, now: number, t: Timing): Schedule {
  const visible = s.shown.find((x) => x.arrival.id === arrival.id)
  const waiting = s.waiting.filter((w) => w.arrival.id !== arrival.id)
  if (visible) {
    const shown = ended(arrival)
      ? s.shown.filter((x) => x !== visible)
      : s.shown.map((x) => (x === visible ? replaced(x, arrival, now, t) : x))
    return advance({ ...s, shown, waiting }, now, t)
  }
  if (ended(arrival) || s.done.includes(key(arrival))) return advance({ ...s, waiting }, now, t)
  // One waiting longer than the longest hold has driven on.
  const entry = { arrival, since: now, until: now + t.hold_max_ms }
  return advance({ ...s, waiting: [...waiting, entry] }, now, t)
}

/** Same vehicle, new message: the time starts again only when the verdict changed. */
function replaced(x: Shown, arrival: Arrival, now: number, t: Timing): Shown {
  if (x.arrival.verdict === arrival.verdict) return { ...x, arrival }
  return { arrival, from: now, until: now + showMs(arrival, t) }
}

/** Let go what is over, then fill the screen from those waiting. */
export function advance(s: Schedule, now: number, t: Timing): Schedule {
  let out: Schedule = {
    shown: s.shown.filter((x) => x.until > now),
    waiting: s.waiting.filter((w) => w.until > now),
    done: s.shown.filter((x) => x.until <= now).reduce((d, x) => remember(d, x.arrival), s.done),
  }
  for (const w of ordered(out.waiting)) out = admitToScreen(out, w, now, t)
  return out
}

/** Refuse and hold before admit, then first come. */
function ordered(waiting: Schedule['waiting']): Schedule['waiting'] {
  return [...waiting].sort((a, b) =>
    Number(urgent(b.arrival)) - Number(urgent(a.arrival)) || a.since - b.since)
}

function admitToScreen(s: Schedule, w: Schedule['waiting'][number], now: number, t: Timing): Schedule {
  const sameLane = s.shown.find((x) => x.arrival.lane.id === w.arrival.lane.id)
  const victim = sameLane ?? (s.shown.length < HALVES ? undefined : weakest(s.shown))
  if (victim && now - victim.from < t.min_ms) return s
  const next: Schedule = {
    ...s,
    shown: s.shown.filter((x) => x !== victim),
    waiting: s.waiting.filter((x) => x !== w),
  }
  const until = w.arrival.verdict === 'hold' ? Math.min(w.until, now + t.hold_max_ms) : now + showMs(w.arrival, t)
  return show(victim ? stepDown(next, victim, sameLane !== undefined, now) : next, w.arrival, now, until)
}

/** Of two lanes the admitted one gives way first, then the one shown longest. */
function weakest(shown: Shown[]): Shown {
  return [...shown].sort((a, b) =>
    Number(urgent(a.arrival)) - Number(urgent(b.arrival)) || a.from - b.from)[0] as Shown
}

/** A hold pushed off by another lane still stands at its barrier: it waits for its turn. */
function stepDown(s: Schedule, x: Shown, sameLane: boolean, now: number): Schedule {
  if (x.arrival.verdict === 'hold' && !sameLane) {
    return { ...s, waiting: [...s.waiting, { arrival: x.arrival, since: now, until: x.until }] }
  }
  return { ...s, done: remember(s.done, x.arrival) }
}

/** When to look again, or null when nothing will change by itself. */
export function nextWake(s: Schedule, t: Timing): number | null {
  const times = s.shown.map((x) => x.until)
  if (s.waiting.length > 0) times.push(...s.shown.map((x) => x.from + t.min_ms))
  return times.length > 0 ? Math.min(...times) : null
}
