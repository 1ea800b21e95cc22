// Choices of the registry's form, and the facts it sends.
import type { components } from '../../api/schema'
import type { StageInterval, Vehicle } from '../../api/types'
import type { Values } from '../../form/types'
import { stageName, type Lang } from '../../format'

type S = components['schemas']

export const STAGES = ['0', '1', '2', '3', '4', '5', '6a', '6b', 'D'] as const
export const FUELS = ['B', 'A', 'E', 'C', 'O', 'F', 'L', 'N', 'H'] as const
/** Codes of GA 24.4, the usual one of each class. */
export const CLASSES = ['H11', 'H21', 'H31', 'H41', 'Q11', 'B11', 'K11', 'K33'] as const
export const COLOURS = ['yellow', 'blue', 'green', 'yellow_green', 'white', 'black'] as const

/** Exemptions that orders give (openapi, VehicleMark). */
export const MARKS = ['special_vehicle', 'dangerous_goods', 'city_operation', 'livelihood', 'epidemic_supply', 'rescue', 'safe_production', 'foreign_trade', 'key_project', 'urgent_repair', 'clean_energy_machine', 'local_nev'] as const
type Mark = (typeof MARKS)[number]
/** `none`: no exemption holds. `keep`: more was said than the form has a place for; it stays. */
export type MarkChoice = Mark | 'none' | 'keep' | null

function markOf(v: Vehicle | null): MarkChoice {
  const yes = v?.marks?.yes ?? [], no = v?.marks?.no ?? []
  if (!yes.length && !no.length) return null
  const one = yes[0] as Mark
  if (yes.length === 1 && !no.length && MARKS.includes(one)) return one
  return !yes.length && no.length === MARKS.length && MARKS.every((m) => no.includes(m)) ? 'none' : 'keep'
}
/** As a PUT has it; undefined leaves the registry's marks as they are. */
function marksOf(v: Values): S['VehicleMarks'] | undefined {
  const choice = (v.mark || null) as MarkChoice
  if (choice === 'keep') return undefined
  if (choice === null) return null
  const more = { source: text(v.mark_source), until: text(v.mark_until) }
  return choice === 'none' ? { yes: [], no: [...MARKS], reason: null, ...more } : { yes: [choice], no: [], reason: text(v.mark_reason), ...more }
}

export const stageOptions = (lang: Lang) => STAGES.map((s) => ({ value: s as string, label: stageName(s, lang) }))

export function valuesOf(v: Vehicle | null): Values {
  const s = v?.stage
  return {
    plate: v?.plate ?? '', colour: v?.colour ?? 'yellow', min: s?.min ?? null, max: s && s.max !== s.min ? (s.max ?? null) : null, vehicle_class: v?.vehicle_class ?? null,
    fuel: v?.fuel ?? null, gross_mass_kg: v?.gross_mass_kg ?? null, vin: v?.vin ?? '', nev: v?.nev ?? false, source: s?.source ?? '',
    mark: markOf(v), mark_reason: v?.marks?.reason ?? '', mark_source: v?.marks?.source ?? '', mark_until: v?.marks?.until ?? '',
  }
}

const text = (v: unknown) => String(v ?? '').trim() || null
export function factsOf(v: Values) {
  const min = text(v.min) as StageInterval['min']
  const marks = marksOf(v)
  return {
    stage: min ? { min, max: (text(v.max) as StageInterval['max']) ?? min, source: text(v.source) } : null,
    vehicle_class: text(v.vehicle_class), fuel: text(v.fuel), gross_mass_kg: (v.gross_mass_kg as number | null) ?? null,
    nev: Boolean(v.nev), vin: text(v.vin)?.toUpperCase() ?? null,
    ...(marks === undefined ? {} : { marks }),
  }
}
/** A day of the calendar, as the API writes it. */
export const isDay = (s: string) => /^\d{4}-\d{2}-\d{2}$/.test(s) && !Number.isNaN(Date.parse(s)) && new Date(s).toISOString().startsWith(s)
/** What the state of a vehicle is called; provisional before all else. */
export function stateOf(v: Vehicle): 'provisional' | 'unknown' | 'confirmed' | 'none' {
  if (v.provisional_until) return 'provisional'
  if (!v.stage || (!v.stage.min && !v.stage.max)) return 'unknown'
  return v.confirmed_by ? 'confirmed' : 'none'
}
