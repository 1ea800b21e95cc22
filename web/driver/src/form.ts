// What the driver has filled in, and what is still missing. Pure.

import { allows, isComplete, MAX_LENGTH } from './plate_keys'
import type { Words } from './words'

export type Direction = 'in' | 'out'
export type Unit = 't' | 'trip' | 'piece' | 'm3'

export interface Form {
  plate: string[]
  /** Where the next key goes, 0–7. */
  cursor: number
  direction: Direction | null
  cargo: string
  quantity: string
  unit: Unit
}

export function emptyForm(): Form {
  return { plate: [], cursor: 0, direction: null, cargo: '', quantity: '', unit: 't' }
}

/** A key at the cursor: what stood behind it stays while it still may. */
export function typed(form: Form, key: string): Form {
  const at = Math.min(form.cursor, form.plate.length)
  if (!allows(form.plate.slice(0, at), at, key)) return form
  const plate = form.plate.slice(0, at).concat(key)
  for (const kept of form.plate.slice(at + 1)) {
    if (!allows(plate, plate.length, kept)) break
    plate.push(kept)
  }
  return { ...form, plate, cursor: Math.min(at + 1, MAX_LENGTH - 1) }
}

/** The character at the cursor goes, or the one before it. */
export function erased(form: Form): Form {
  const at = form.cursor < form.plate.length ? form.cursor : form.plate.length - 1
  if (at < 0) return { ...form, cursor: 0 }
  return { ...form, plate: form.plate.slice(0, at), cursor: at }
}

export function withPlate(form: Form, plate: string[]): Form {
  return { ...form, plate, cursor: Math.min(plate.length, MAX_LENGTH - 1) }
}

export function isEmptyTruck(form: Form, words: Words): boolean {
  return form.cargo === words.empty
}

export type Missing = 'need_plate' | 'need_direction' | 'need_cargo' | 'need_quantity'

/** The first thing that is missing, from the top; null when it can be sent. */
export function missing(form: Form, words: Words): Missing | null {
  if (!isComplete(form.plate)) return 'need_plate'
  if (!form.direction) return 'need_direction'
  if (!form.cargo.trim()) return 'need_cargo'
  if (isEmptyTruck(form, words)) return null
  const quantity = Number(form.quantity)
  return quantity > 0 && quantity <= 9999 ? null : 'need_quantity'
}
