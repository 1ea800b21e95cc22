// What kind of plate to draw. Colour comes from the camera; a few kinds only the text tells.
import type { PlateColour } from '../board'

export type PlateKind =
  | 'blue' | 'yellow' | 'trailer' | 'green' | 'yellow_green' | 'white' | 'black'
  | 'temporary' | 'aviation' | 'plain' | 'none'

export function plateChars(plate: string | null): string[] {
  return Array.from((plate ?? '').replace(/[\s·•.]/g, '').toUpperCase())
}

export function plateKind(plate: string | null, colour: PlateColour, plateClass = ''): PlateKind {
  const chars = plateChars(plate)
  if (chars.length === 0) return 'none'
  const text = chars.join('')
  if (text.startsWith('民航')) return 'aviation'
  if (text.endsWith('临') || /temp/i.test(plateClass)) return 'temporary'
  if (colour === 'yellow' && (text.endsWith('挂') || /trailer|double/i.test(plateClass))) return 'trailer'
  if (colour === 'other' || colour === 'unknown') return 'plain'
  return colour
}

/** How many leading and trailing characters stand in red on a white plate. */
export function redEnds(chars: string[]): { head: number; tail: number } {
  const text = chars.join('')
  if (text.endsWith('应急')) return { head: 0, tail: 2 }
  if (text.endsWith('警')) return { head: 0, tail: 1 }
  // Armed police WJ and the army's letter pairs begin in red.
  return { head: /^[A-Z]{2}/.test(text) ? 2 : 0, tail: 0 }
}
