// The look-up's settings as a form holds them, and as the server takes them.
import type { LookupSettings } from '../../api/types'
import { t } from '../../i18n'

export const FIELDS = ['stage', 'plate', 'vin', 'colour', 'fuel', 'vehicle_class', 'gross_mass_kg', 'document', 'date', 'model', 'made', 'first_registered'] as const
export const CODES = ['stages', 'fuels', 'classes', 'colours'] as const
export const KINDS = ['none', 'bearer', 'header', 'query', 'digest'] as const
export type Code = { left: string; right: string }
export interface Way { method: 'GET' | 'POST'; url: string; body: string; content_type: string; headers: string }
export interface Draft {
  name: string
  source: NonNullable<LookupSettings['source']>
  timeout_s: number
  per_minute: number
  fresh_days: number
  auth: { kind: (typeof KINDS)[number]; name: string; username: string }
  by_plate: Way
  by_vin: Way
  found: { path: string; is: string }
  not_found: { path: string; is: string }
  not_found_status: string
  fields: Record<string, string>
  codes: Record<(typeof CODES)[number], Code[]>
}

const way = (w: LookupSettings['by_plate']): Way => ({
  method: w?.method ?? 'GET', url: w?.url ?? '', body: w?.body ?? '', content_type: w?.content_type ?? '', headers: Object.entries(w?.headers ?? {}).map(([k, v]) => `${k}: ${v}`).join('\n'),
})
const sign = (s: LookupSettings['found']) => ({ path: s?.path ?? '', is: (s?.is ?? []).join(', ') })

export function draftOf(s: LookupSettings): Draft {
  return {
    name: s.name ?? '', source: s.source ?? 'bureau', timeout_s: s.timeout_s ?? 35, per_minute: s.per_minute ?? 30, fresh_days: s.fresh_days ?? 30,
    auth: { kind: s.auth?.kind ?? 'none', name: s.auth?.name ?? '', username: s.auth?.username ?? '' }, by_plate: way(s.by_plate), by_vin: way(s.by_vin),
    found: sign(s.found), not_found: sign(s.not_found), not_found_status: (s.not_found_status ?? []).join(', '),
    fields: Object.fromEntries(FIELDS.map((f) => [f, s.fields?.[f] ?? ''])),
    codes: Object.fromEntries(CODES.map((c) => [c, Object.entries(s[c] ?? {}).map(([left, right]) => ({ left, right }))])) as Draft['codes'],
  }
}

const list = (text: string) => text.split(/[,，、\s]+/).filter(Boolean)
const headersOf = (text: string) => text.split('\n').map((l) => l.trim()).filter(Boolean).map((l) => [l.slice(0, l.indexOf(':')).trim(), l.slice(l.indexOf(':') + 1).trim()] as const)
const wayOf = (w: Way) => (w.url.trim() ? {
  method: w.method, url: w.url.trim(), headers: Object.fromEntries(headersOf(w.headers)), ...(w.method === 'POST' ? { body: w.body, content_type: w.content_type.trim() } : {}),
} : null)
const signOf = (s: { path: string; is: string }) => (s.path.trim() ? { path: s.path.trim(), is: list(s.is) } : null)

export function settingsOf(d: Draft, enabled: boolean): LookupSettings {
  const { kind, name, username } = d.auth
  return {
    enabled, name: d.name.trim(), source: d.source, timeout_s: d.timeout_s, per_minute: d.per_minute, fresh_days: d.fresh_days,
    auth: { kind, ...(kind === 'header' || kind === 'query' ? { name: name.trim() } : {}), ...(kind === 'digest' ? { username: username.trim() } : {}) },
    by_plate: wayOf(d.by_plate), by_vin: wayOf(d.by_vin), found: signOf(d.found), not_found: signOf(d.not_found), not_found_status: list(d.not_found_status).map(Number),
    fields: Object.fromEntries(Object.entries(d.fields).map(([k, v]) => [k, v.trim()] as const).filter(([, v]) => v)),
    ...Object.fromEntries(CODES.map((c) => [c, Object.fromEntries(d.codes[c].filter((x) => x.left.trim()).map((x) => [x.left.trim(), x.right.trim()]))])),
  }
}

const serverOf = (url: string) => /^(https?:\/\/[^/?#]+)/i.exec(url.trim())?.[1]?.toLowerCase() ?? null

/** Faults by field, in words that say the mend; the server checks all of it again. */
export function faultsOf(d: Draft): Record<string, string> {
  const out: Record<string, string> = {}
  const say = (field: string, key: string, values: Record<string, string> = {}) => { out[field] ??= t(`lookup.fault.${key}`, values) }
  if (!d.name.trim()) say('name', 'name')
  const ways = [['by_plate', d.by_plate, '{plate}'], ['by_vin', d.by_vin, '{vin}']] as const
  const used = ways.filter(([, w]) => w.url.trim())
  if (!used.length) say('by_plate', 'way')
  for (const [key, w, place] of used) {
    if (!serverOf(w.url)) say(key, 'url')
    if (!w.url.includes(place) && !(w.method === 'POST' && w.body.includes(place))) say(key, 'place', { x: place })
    if (w.headers.split('\n').some((l) => l.trim() && l.indexOf(':') < 1)) say(key, 'headers')
  }
  if (used.length === 2 && serverOf(d.by_plate.url) !== serverOf(d.by_vin.url)) say('by_vin', 'server')
  if ((d.auth.kind === 'header' || d.auth.kind === 'query') && !d.auth.name.trim()) say('auth', 'authName')
  if (d.auth.kind === 'digest' && !d.auth.username.trim()) say('auth', 'username')
  if (!d.fields.stage?.trim()) say('fields', 'stage')
  else if (!d.fields.plate?.trim() && !d.fields.vin?.trim()) say('fields', 'who')
  return out
}
/** Whether the kept secret would go to a server that it was not given for. */
export const isOtherServer = (d: Draft, kept: LookupSettings): boolean => {
  const now = serverOf(d.by_vin.url) ?? serverOf(d.by_plate.url)
  const before = serverOf(kept.by_vin?.url ?? '') ?? serverOf(kept.by_plate?.url ?? '')
  return before !== null && now !== before
}
