// The actions of the log as warnings, each with its course; what is going to happen.
import type { Level, WarningAction } from '../../api/types'
import { LEVELS } from './levels'
import type { OrderMeasure, OrderPaper, Warnings } from './load'

export type State = 'now' | 'planned' | 'ended' | 'withdrawn'
export interface Chain {
  id: string
  state: State
  /** In force now, or else what it began with. */
  level: Level
  /** Oldest first. */
  actions: WarningAction[]
  from: number
  /** When it was lifted, or will be; null while nobody has said. */
  to: number | null
  expectedEnd: string | null
  overdue: boolean
  region: string | null
  /** Of the action that was the last to bring one. */
  order: OrderPaper | null
  list: string | null
}
/** What will change by itself. */
export interface Coming { at: number; id: string; index: number; action: WarningAction['action']; level: Level | null; was: Level | null }

export type Move = 'start' | 'raise' | 'lower' | 'extend' | 'lift' | 'measures'
const rank = (l: Level) => LEVELS.indexOf(l)
const last = <T>(list: readonly T[], has: (x: T) => boolean): T | undefined => [...list].reverse().find(has)
const time = (a: WarningAction) => Date.parse(a.effective_at)
const sets = (a: WarningAction) => a.action === 'start' || a.action === 'change'

function chainOf(id: string, actions: WarningAction[], said: Warnings['chains'][number] | undefined, at: number): Chain {
  const valid = actions.filter((a) => !a.cancelled)
  const first = valid.find(sets) ?? actions.find(sets)
  const begun = valid.some((a) => sets(a) && time(a) <= at)
  // A paper that lifts it, or that does not count yet, is not the one it stands on.
  const stands = valid.filter((a) => (sets(a) || a.action === 'extend') && (!begun || time(a) <= at))
  const lift = last(valid, (a) => a.action === 'lift')
  const state: State = said?.level ? 'now' : !valid.some(sets) ? 'withdrawn' : begun ? 'ended' : 'planned'
  return {
    id, state, actions, level: said?.level ?? first?.level ?? 'yellow', from: first ? time(first) : 0, to: lift ? time(lift) : null,
    expectedEnd: said?.expected_end ?? null, overdue: said?.overdue ?? false,
    region: actions.find((a) => a.region)?.region ?? null,
    order: last(stands, (a) => Boolean(a.order))?.order ?? null,
    list: last(stands, (a) => Boolean(a.reduction_list))?.reduction_list ?? null,
  }
}

/** Every warning that ever was: in force and to come first, then by their beginning, newest first. */
export function chainsOf(w: Pick<Warnings, 'items' | 'chains'>, at: number): Chain[] {
  const by = new Map<string, WarningAction[]>()
  for (const a of w.items) by.set(a.id, [...(by.get(a.id) ?? []), a])
  const chains = [...by].map(([id, actions]) => chainOf(id, actions, w.chains.find((c) => c.id === id), at))
  // What never began stands where it was withdrawn.
  const turn = (c: Chain) => (c.state === 'withdrawn' ? (c.to ?? c.from) : c.from)
  const open = (c: Chain) => Number(c.state === 'now') * 2 + Number(c.state === 'planned')
  return chains.sort((a, b) => open(b) - open(a) || (open(a) ? rank(b.level) - rank(a.level) : 0) || turn(b) - turn(a))
}

/** The level that a warning has before an action counts. */
export function levelBefore(chain: Pick<Chain, 'actions'>, action: WarningAction): Level | null {
  const earlier = chain.actions.filter((a) => !a.cancelled && sets(a) && a.index < action.index)
  return earlier.at(-1)?.level ?? null
}
export function moveOf(chain: Pick<Chain, 'actions'>, a: WarningAction): Move {
  if (a.action !== 'change') return a.action
  const before = levelBefore(chain, a)
  return before && a.level && rank(a.level) < rank(before) ? 'lower' : 'raise'
}

export function comingOf(chains: readonly Chain[], at: number): Coming[] {
  return chains.flatMap((c) => c.actions
    .filter((a) => !a.cancelled && time(a) > at && (sets(a) || a.action === 'lift'))
    .map((a) => ({ at: time(a), id: c.id, index: a.index, action: a.action, level: a.level, was: levelBefore(c, a) })))
    .sort((a, b) => a.at - b.at)
}

export type MeasureState = 'now' | 'planned' | 'ended'
/** An order's measure counts within its own times and only while its warning has a level. */
export function measureState(m: OrderMeasure, chain: Chain | undefined, at: number): MeasureState {
  if (m.in_force) return 'now'
  if (m.to && Date.parse(m.to) <= at) return 'ended'
  if (m.from && Date.parse(m.from) > at && chain?.state !== 'ended' && chain?.state !== 'withdrawn') return 'planned'
  return chain?.state === 'planned' ? 'planned' : 'ended'
}

/** The codes of the plant's own county, its city and its province: what a warning can be for. */
export function regionsOf(code: string | null | undefined): { code: string; kind: 'county' | 'city' | 'province' }[] {
  if (!code || !/^\d{6}$/.test(code)) return []
  const all = [{ code, kind: 'county' as const }, { code: `${code.slice(0, 4)}00`, kind: 'city' as const }, { code: `${code.slice(0, 2)}0000`, kind: 'province' as const }]
  const own = code.endsWith('0000') ? 2 : code.endsWith('00') ? 1 : 0
  return all.slice(own)
}
