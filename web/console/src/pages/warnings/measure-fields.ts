// A measure of an order as a form: its template's parameters as fields, and back; what the server finds wrong.
import { ApiError } from '../../api/client'
import type { FormField, Option, Values } from '../../form/types'
import { stageName } from '../../format'
import { i18n, lang, t } from '../../i18n'
import type { Template } from './load'

type Parameter = NonNullable<Template['parameters']>[number]
const STAGES = ['0', '1', '2', '3', '4', '5', '6', '6a', '6b']
const PREFIX = 'p.'

const known = (key: string) => i18n.global.te(key, lang.value) || i18n.global.te(key, 'zh')
export const parameterName = (id: string): string => (known(`warnings.param.${id}`) ? t(`warnings.param.${id}`) : id)
const wordName = (word: string) => (known(`warnings.word.${word}`) ? t(`warnings.word.${word}`) : word)

/** The value that stands today. */
export function valueNow(p: Parameter, at: number): string | null {
  const begun = p.values.filter((v) => !v.from || Date.parse(v.from) <= at)
  return begun.at(-1)?.value ?? null
}
/** As the API writes it, as a form holds it. */
export function formValue(p: Parameter, raw: string | null): unknown {
  if (raw === null) return p.type === 'yes or no' ? false : null
  if (p.type === 'yes or no') return raw === 'true' || raw === 'yes'
  if (p.type === 'number') return Number(raw)
  return raw.replace(/^"|"$/g, '')
}

export function parameterFields(parameters: readonly Parameter[]): FormField[] {
  return parameters.map((p): FormField => {
    const base = { key: PREFIX + p.id, label: parameterName(p.id), required: p.required }
    if (p.type === 'yes or no') return { ...base, type: 'switch' }
    if (p.type === 'stage') return { ...base, required: true, type: 'select', options: STAGES.map((s): Option => ({ value: s, label: stageName(s, lang.value) })) }
    if (p.type === 'number') return { ...base, type: 'number', min: p.min ?? undefined, max: p.max ?? undefined, unit: p.id === 'percent' ? '%' : undefined, check: (v) => within(v, p) }
    if (p.type === 'time') return { ...base, type: 'text', max: 5, check: (v) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(String(v)) ? null : t('warnings.fault.clock')) }
    if (p.of === 'unit') return { ...base, type: 'select', required: true, options: ['vehicles', 'trips'].map((w) => ({ value: w, label: wordName(w) })) }
    return { ...base, type: 'text', max: 200 }
  })
}
function within(value: unknown, p: Parameter): string | null {
  const n = Number(value)
  if (!Number.isInteger(n)) return t('warnings.fault.number')
  return n < (p.min ?? 0) || n > (p.max ?? Infinity) ? t('warnings.fault.range', { min: p.min ?? 0, max: p.max ?? '' }) : null
}
/** Of a parameter's kind in the API: a time's value is a minute of the day or "22:00". */
export function startOf(parameters: readonly Parameter[], at: number): Values {
  return Object.fromEntries(parameters.map((p) => [PREFIX + p.id, formValue(p, valueNow(p, at))]))
}
export function paramsOf(parameters: readonly Parameter[], v: Values): Record<string, unknown> {
  const filled = parameters.filter((p) => v[PREFIX + p.id] !== null && v[PREFIX + p.id] !== undefined && v[PREFIX + p.id] !== '')
  return Object.fromEntries(filled.map((p) => [p.id, v[PREFIX + p.id]]))
}

const SAID: [RegExp, string][] = [
  [/needs '(\w+)'/, 'needed'], [/must be a number/, 'number'], [/must be a stage/, 'stage'], [/write "22:00"/, 'clock'], [/must be after from/, 'afterFrom'],
  [/nothing is called '([^']+)'/, 'noFact'], [/must be one of (.+)/, 'oneOf'], [/there is no stored document/, 'document'], [/is missing/, 'missing'],
]
/** The server's finding in the reader's words; what has none stays as the server says it. */
export function finding(detail: string): string {
  for (const [pattern, key] of SAID) {
    const hit = pattern.exec(detail)
    if (hit) return t(`warnings.fault.${key}`, { name: hit[1] ?? '' })
  }
  return detail.replace(/^(\w+(\[\d+\])?: )+/, '')
}
/** `params: base: must be a number` belongs to the field `p.base`, `exemptions[0]: when: …` to `exemptions`. */
export function fieldOf(detail: string): string | null {
  const named = /^params: \w+ (?:needs|has no) '(\w+)'/.exec(detail) ?? /^params: (\w+):/.exec(detail)
  if (named) return PREFIX + named[1]
  return /^(\w+)/.exec(detail)?.[1] ?? null
}
/** Faults of a 422 at their fields, whatever form names them. */
export function atField(e: unknown, rename: (field: string, detail: string) => string = (f) => f): unknown {
  if (!(e instanceof ApiError) || e.status !== 422 || e.fields.length) return e
  const field = fieldOf(e.detail)
  return field ? new ApiError(e.status, e.code, finding(e.detail), [{ field: rename(field, e.detail), message: finding(e.detail) }]) : e
}
