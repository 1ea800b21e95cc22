// What differs between two versions of the plan, measure by measure.
import type { Level, Plan } from '../../api/types'
import { boardLines, LEVELS, type Measure, type Transport } from '../../plan'

export interface Change {
  where: Level | 'contacts'
  how: 'added' | 'removed' | 'changed'
  before: string
  after: string
  /** Members that differ besides the words themselves. */
  members: string[]
}
interface Item { id: string; text: string; members: Record<string, unknown> }
const MEMBERS = ['for_drivers', 'base_method', 'verify_by', 'params', 'exemptions', 'template', 'role', 'phone'] as const

const itemsOf = (plan: Plan, level: Level): Item[] => {
  const lines = boardLines(plan, level)
  const { measures = [], transport = [] } = plan[level] ?? {}
  const all: [Measure | Transport, string][] = [...measures.map((m, i): [Measure, string] => [m, `${level}.measures.${i + 1}`]), ...transport.map((m, i): [Transport, string] => [m, `${level}.transport.${i + 1}`])]
  return all.map(([m, place], i) => ({ id: m.id || place, text: lines[i]!.text, members: { ...m, for_drivers: lines[i]!.for_drivers } }))
}
const contactsOf = (plan: Plan): Item[] => (plan.contacts ?? []).map((c) => ({ id: c.name, text: [c.name, c.role, c.phone].filter(Boolean).join('，'), members: {} }))

/** The same whatever the order of its members; 4 and "4" are one stage, nothing and an empty list say the same. */
function plain(v: unknown): unknown {
  if (Array.isArray(v)) return v.length ? v.map(plain) : ''
  if (v && typeof v === 'object') return Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, x]) => [k, plain(x)])
  return String(v ?? '')
}
const same = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

function between(where: Change['where'], before: Item[], after: Item[]): Change[] {
  const left = [...before]
  const partner = new Map<Item, Item>()
  const take = (fits: (b: Item, a: Item) => boolean) => {
    for (const a of after) {
      if (partner.has(a)) continue
      const i = left.findIndex((b) => fits(b, a))
      if (i >= 0) partner.set(a, left.splice(i, 1)[0]!)
    }
  }
  // Places stand in for ids that were never given, so words count before them.
  take((b, a) => b.id === a.id && b.text === a.text)
  take((b, a) => b.text === a.text)
  take((b, a) => b.id === a.id)
  const out: Change[] = []
  for (const a of after) {
    const b = partner.get(a)
    if (!b) out.push({ where, how: 'added', before: '', after: a.text, members: [] })
    else {
      const members = MEMBERS.filter((k) => !same(a.members[k], b.members[k]))
      if (b.text !== a.text || members.length) out.push({ where, how: 'changed', before: b.text, after: a.text, members })
    }
  }
  return [...out, ...left.map((b): Change => ({ where, how: 'removed', before: b.text, after: '', members: [] }))]
}

export function compare(before: Plan, after: Plan): Change[] {
  return [...LEVELS.flatMap((l) => between(l, itemsOf(before, l), itemsOf(after, l))), ...between('contacts', contactsOf(before), contactsOf(after))]
}
