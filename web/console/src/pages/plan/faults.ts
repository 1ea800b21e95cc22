// What is missing or wrong, by its place in the words of the server: orange.measures[0].value → a word of plan.fault.
import { halfWidth, isTemplate, isTime, LEVELS } from '../../plan'
import { measureText, transportText, type Draft, type ExemptionDraft, type MeasureDraft, type TransportDraft } from './draft'

export type Faults = Record<string, string>
const numberOf = (v: unknown) => (halfWidth(v) === '' ? Number.NaN : Number(halfWidth(v)))
const isNumber = (v: unknown) => Number.isFinite(numberOf(v)) && numberOf(v) >= 0
const isWhole = (v: unknown, max: number) => isNumber(v) && Number.isInteger(numberOf(v)) && numberOf(v) <= max
const MAX_BASE = 100_000

function ofMeasure(m: MeasureDraft): Faults {
  const out: Faults = {}
  if (m.verb !== 'other' && !m.own && !m.target.trim()) out.target = 'target'
  if (m.value.trim() !== '' && !isNumber(m.value)) out.value = 'number'
  else if ((m.verb === 'limit' || m.verb === 'reduce') && !m.own && m.value.trim() === '') out.value = 'value'
  if (m.of.trim() !== '' && !isNumber(m.of)) out.of = 'number'
  if (isNumber(m.value) && isNumber(m.of) && numberOf(m.value) > numberOf(m.of)) out.value = 'more'
  if (!measureText(m) && !Object.keys(out).length) out.text = 'text'
  return out
}
function ofExemption(x: ExemptionDraft): Faults {
  const out: Faults = {}
  if (!x.when.trim()) out.when = 'when'
  if (!x.text.trim()) out.text = 'exemption'
  return out
}
function ofTransport(m: TransportDraft): Faults {
  const out: Faults = {}
  const p = m.params
  if (m.template === 'QUOTA') {
    if (!isWhole(p.percent, 100)) out['params.percent'] = 'percent'
    if (!isWhole(p.base, MAX_BASE)) out['params.base'] = 'base'
  }
  if (m.template === 'WINDOW') {
    if (!isTime(p.from)) out['params.from'] = 'time'
    if (!isTime(p.to)) out['params.to'] = 'time'
    else if (p.from === p.to) out['params.to'] = 'sameTime'
  }
  if (m.template === 'BAN_STAGE' && p.all_fuels === false && !(p.fuels as string[] | undefined)?.length) out['params.fuels'] = 'fuels'
  m.exemptions.forEach((x, i) => { for (const [k, v] of Object.entries(ofExemption(x))) out[`exemptions[${i}].${k}`] = v })
  if (m.own && isTemplate(m.template) && !transportText(m)) out.text = 'text'
  return out
}

export function faultsOf(draft: Draft): Faults {
  const out: Faults = {}
  const put = (at: string, faults: Faults) => { for (const [k, v] of Object.entries(faults)) out[`${at}.${k}`] = v }
  for (const l of LEVELS) {
    draft[l].measures.forEach((m, i) => put(`${l}.measures[${i}]`, ofMeasure(m)))
    draft[l].transport.forEach((m, i) => put(`${l}.transport[${i}]`, ofTransport(m)))
  }
  draft.contacts.forEach((c, i) => { if (!c.name.trim()) out[`contacts[${i}].name`] = 'name' })
  return out
}

/** The server's own fault, orange.transport[0].params: QUOTA needs 'base' → place and what is wrong. */
export function placeOf(detail: string): { at: string; what: string } | null {
  const hit = /^((?:yellow|orange|red)\.(?:measures|transport)\[\d+\]|contacts\[\d+\])\.([^:]+): (.+)$/s.exec(detail)
  if (!hit) return null
  const inner = /^(clause|when|text): (.+)$/s.exec(hit[3]!)
  const exempt = inner && hit[2]!.startsWith('exemptions[')
  return exempt ? { at: `${hit[1]}.${hit[2]}.${inner[1]}`, what: inner[2]! } : { at: `${hit[1]}.${hit[2]}`, what: hit[3]! }
}
/** The faults of one row, with the row's place taken off. */
export function under(faults: Faults, at: string): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([k]) => k.startsWith(`${at}.`)).map(([k, v]) => [k.slice(at.length + 1), v]))
}
