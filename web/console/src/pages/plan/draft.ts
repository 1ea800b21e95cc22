// The plan while it is edited: everything as fields, and back to the shape of the API without losing what no field shows.
import type { Level, Plan } from '../../api/types'
import { halfWidth, isTemplate, LEVELS, measureSentence, TEMPLATES, transportSentence, type Measure, type Params, type Transport } from '../../plan'

export type Verb = 'stop' | 'limit' | 'reduce' | 'other'
export const VERBS: Verb[] = ['stop', 'limit', 'reduce', 'other']
export interface MeasureDraft {
  key: number; id: string; verb: Verb; target: string; value: string; of: string; unit: string; base_method: string; verify_by: string; for_drivers: boolean
  text: string
  /** The plant wrote its own words; else they follow the parts. */
  own: boolean
}
export interface ExemptionDraft { key: number; id: string; clause: string; when: string; text: string; en: string; evidence: string }
export interface TransportDraft { key: number; id: string; template: string; params: Params; exemptions: ExemptionDraft[]; for_drivers: boolean; text: string; own: boolean }
export interface ContactDraft { key: number; name: string; role: string; phone: string }
export interface LevelDraft { measures: MeasureDraft[]; transport: TransportDraft[] }
export interface Draft { yellow: LevelDraft; orange: LevelDraft; red: LevelDraft; contacts: ContactDraft[] }

let keys = 0
/** What is edited is reactive, which structuredClone refuses. */
const clone = <T>(v: T): T => JSON.parse(JSON.stringify(v)) as T
const text = (v: unknown) => (v === undefined || v === null ? '' : String(v))
/** Executions and quotas speak of a measure by its id, so that it keeps one when its place changes. */
const idOf = (id: string | undefined, level: Level, kind: string, i: number) => id || `${level}.${kind}.${i + 1}`
const freshId = (kind: string) => `${kind}-${Date.now().toString(36)}${(keys += 1).toString(36)}`

export function measureDraft(m: Partial<Measure> = {}, id = freshId('m')): MeasureDraft {
  const verb = (m.verb ?? (m.text === undefined ? 'stop' : 'other')) as Verb
  const sentence = measureSentence({ ...m, verb })
  return {
    key: (keys += 1), id, verb, target: text(m.target), value: text(m.value), of: text(m.of), unit: text(m.unit), base_method: text(m.base_method), verify_by: text(m.verify_by),
    for_drivers: m.for_drivers ?? false, text: m.text ?? '', own: m.text !== undefined && m.text !== sentence,
  }
}
export function exemptionDraft(clause: string, x: Record<string, unknown> = {}): ExemptionDraft {
  const words = (typeof x.text === 'object' && x.text ? x.text : { zh: x.text }) as { zh?: string; en?: string }
  return { key: (keys += 1), id: text(x.id), clause: text(x.clause) || clause, when: text(x.when), text: text(words.zh), en: text(words.en), evidence: text(x.evidence) }
}
export function transportDraft(m: Partial<Transport> = {}, id = freshId('t')): TransportDraft {
  const template = m.template ?? 'BAN_STAGE'
  const known = isTemplate(template) ? TEMPLATES[template] : null
  const params = clone({ ...known?.params, ...(m.params as Params | null | undefined) }) as Params
  return {
    key: (keys += 1), id, template, params, exemptions: (m.exemptions ?? []).map((x) => exemptionDraft(known?.clause ?? '', x as Record<string, unknown>)),
    for_drivers: m.for_drivers ?? true, text: m.text ?? '', own: Boolean(m.text) && m.text !== transportSentence(template, params),
  }
}
export const contactDraft = (c: { name?: string; role?: string; phone?: string } = {}): ContactDraft => ({ key: (keys += 1), name: text(c.name), role: text(c.role), phone: text(c.phone) })

export function draftOf(plan: Plan): Draft {
  const level = (l: Level): LevelDraft => ({
    measures: (plan[l]?.measures ?? []).map((m, i) => measureDraft(m, idOf(m.id, l, 'measures', i))),
    transport: (plan[l]?.transport ?? []).map((m, i) => transportDraft(m, idOf(m.id, l, 'transport', i))),
  })
  return { yellow: level('yellow'), orange: level('orange'), red: level('red'), contacts: (plan.contacts ?? []).map(contactDraft) }
}

/** The words that will stand on the board. */
export const measureText = (m: MeasureDraft) => (m.own || m.verb === 'other' ? m.text.trim() : measureSentence({ ...m, target: m.target.trim(), unit: m.unit.trim(), value: plain(m.value), of: plain(m.of) }))
export const transportText = (m: TransportDraft) => (m.own || !isTemplate(m.template) ? m.text.trim() : transportSentence(m.template, m.params))
/** 2.0 is written 2, as the server does. */
const plain = (value: string) => text(number(value) ?? value.trim())

const filled = <T extends object>(o: T) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== '' && v !== undefined)) as Partial<T>
const number = (v: string) => (halfWidth(v) === '' || !Number.isFinite(Number(halfWidth(v))) ? undefined : Number(halfWidth(v)))
function measureBody(m: MeasureDraft): Measure {
  return {
    ...filled({
      id: m.id, verb: m.verb === 'other' ? undefined : m.verb, target: m.target.trim(), value: number(m.value), of: number(m.of), unit: m.unit.trim(), base_method: m.base_method.trim(), verify_by: m.verify_by.trim(),
    }),
    text: measureText(m), for_drivers: m.for_drivers,
  } as Measure
}
function transportBody(m: TransportDraft): Transport {
  const { all_fuels, fuels, ...others } = m.params
  const params = { ...others, ...(all_fuels === false ? { all_fuels, fuels } : {}) }
  const exemptions = m.exemptions.map((x) => ({ ...filled({ id: x.id, evidence: x.evidence.trim() }), clause: x.clause, when: x.when.trim(), text: x.en ? { zh: x.text.trim(), en: x.en } : x.text.trim() }))
  return { id: m.id, template: m.template, ...(Object.keys(params).length ? { params } : {}), ...(exemptions.length ? { exemptions } : {}), ...filled({ text: transportText(m) }), for_drivers: m.for_drivers } as Transport
}
/** Every level whole, so that what was taken away is gone. */
export function bodyOf(draft: Draft): Plan {
  const levels = LEVELS.map((l) => [l, { measures: draft[l].measures.map(measureBody), transport: draft[l].transport.map(transportBody) }])
  return { ...Object.fromEntries(levels), contacts: draft.contacts.map((c) => ({ name: c.name.trim(), ...filled({ role: c.role.trim(), phone: c.phone.trim() }) })) } as Plan
}
/** To tell whether anything was changed. */
export const pictureOf = (draft: Draft) => JSON.stringify(bodyOf(draft))

/** A level's measures for another level: as they are, but measures of their own. */
export function copyLevel(from: LevelDraft): LevelDraft {
  return {
    measures: from.measures.map((m) => ({ ...m, key: (keys += 1), id: freshId('m') })),
    transport: from.transport.map((m) => ({ ...clone(m), key: (keys += 1), id: freshId('t') })),
  }
}
/** Another kind of measure in the same place begins with that kind's own parameters and clause. */
export function changeTemplate(m: TransportDraft, template: string): TransportDraft {
  if (!isTemplate(template)) return m
  const { clause, params } = TEMPLATES[template]
  return { ...m, template, params: clone(params) as Params, exemptions: m.exemptions.map((x) => ({ ...x, clause })), text: m.own ? m.text : '' }
}
