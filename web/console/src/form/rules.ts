// What a form knows without a screen.
import { t } from '../i18n'
import type { FormField, Values } from './types'

const empty = (v: unknown) => v === '' || v === null || v === undefined || (Array.isArray(v) && v.length === 0)

export function startValues(fields: readonly FormField[], given: Values): Values {
  const v: Values = {}
  for (const f of fields) v[f.key] = given[f.key] ?? (f.type === 'switch' ? false : f.type === 'text' || f.type === 'password' || f.type === 'textarea' || f.type === 'plate' ? '' : null)
  return v
}

export const shownFields = (fields: readonly FormField[], v: Values): FormField[] => fields.filter((f) => f.when?.(v) ?? true)

export function faultOf(f: FormField, v: Values): string | null {
  const value = v[f.key]
  if (empty(value)) return f.required ? t('form.required', { name: f.label }) : null
  return f.check?.(value, v) ?? null
}
