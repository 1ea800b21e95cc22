// Choices of the registry's form, and the facts it sends.
import type { StageInterval, Vehicle } from '../../api/types'
import type { Values } from '../../form/types'
import { stageName, type Lang } from '../../format'

export const STAGES = ['0', '1', '2', '3', '4', '5', '6a', '6b', 'D'] as const
export const FUELS = ['B', 'A', 'E', 'C', 'O', 'F', 'L', 'N', 'H'] as const
/** Codes of GA 24.4, the usual one of each class. */
export const CLASSES = ['H11', 'H21', 'H31', 'H41', 'Q11', 'B11', 'K11', 'K33'] as const
export const COLOURS = ['yellow', 'blue', 'green', 'yellow_green', 'white', 'black'] as const

export const stageOptions = (lang: Lang) => STAGES.map((s) => ({ value: s as string, label: stageName(s, lang) }))

export function valuesOf(v: Vehicle | null): Values {
  const s = v?.stage
  return {
    plate: v?.plate ?? '', colour: v?.colour ?? 'yellow', min: s?.min ?? null, max: s && s.max !== s.min ? (s.max ?? null) : null, vehicle_class: v?.vehicle_class ?? null,
    fuel: v?.fuel ?? null, gross_mass_kg: v?.gross_mass_kg ?? null, vin: v?.vin ?? '', nev: v?.nev ?? false, source: s?.source ?? '',
  }
}

const text = (v: unknown) => String(v ?? '').trim() || null
export function factsOf(v: Values) {
  const min = text(v.min) as StageInterval['min']
  return {
    stage: min ? { min, max: (text(v.max) as StageInterval['max']) ?? min, source: text(v.source) } : null,
    vehicle_class: text(v.vehicle_class), fuel: text(v.fuel), gross_mass_kg: (v.gross_mass_kg as number | null) ?? null,
    nev: Boolean(v.nev), vin: text(v.vin)?.toUpperCase() ?? null,
  }
}
/** What the state of a vehicle is called; provisional before all else. */
export function stateOf(v: Vehicle): 'provisional' | 'unknown' | 'confirmed' | 'none' {
  if (v.provisional_until) return 'provisional'
  if (!v.stage || (!v.stage.min && !v.stage.max)) return 'unknown'
  return v.confirmed_by ? 'confirmed' : 'none'
}
