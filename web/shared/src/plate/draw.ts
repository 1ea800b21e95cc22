// A plate as plain data: any renderer can draw it.
import type { PlateColour } from '../board'
import { GLYPHS } from './glyphs'
import { plateChars, plateKind, redEnds, type PlateKind } from './kind'
import { doubleRow, longRow, singleRow, type Cell, type PlateLayout } from './layout'

export interface PlateInput {
  plate: string | null
  colour: PlateColour
  plateClass?: string
  uncertain?: number[]
}

export interface PlateGlyph extends Cell {
  ch: string
  /** Stroke path, `null` = a Chinese character, `''` = a place nobody could read. */
  path: string | null
  red: boolean
  hollow: boolean
}

export interface PlateDrawing {
  kind: PlateKind
  w: number
  h: number
  glyphs: PlateGlyph[]
  mark: { kind: 'dot' | 'ring'; x: number; y: number } | null
}

export const PLATE_RED = '#c8161d'

interface Paint {
  fill: string
  ink: string
  dashed?: boolean
}

export const PLATE_PAINT: Record<PlateKind, Paint> = {
  blue: { fill: '#1450c8', ink: '#ffffff' },
  yellow: { fill: '#f9c31f', ink: '#0c0c0c' },
  trailer: { fill: '#f9c31f', ink: '#0c0c0c' },
  green: { fill: '#f6fbf7', ink: '#0c0c0c' },
  yellow_green: { fill: '#46b763', ink: '#0c0c0c' },
  white: { fill: '#f7f7f4', ink: '#0c0c0c' },
  black: { fill: '#111315', ink: '#ffffff' },
  temporary: { fill: '#d3e6f5', ink: '#0c0c0c' },
  aviation: { fill: '#0f7a43', ink: '#ffffff' },
  plain: { fill: '#e2e7eb', ink: '#13202b', dashed: true },
  none: { fill: '#e2e7eb', ink: '#13202b', dashed: true },
}

const NEV: PlateKind[] = ['green', 'yellow_green']

function layoutOf(kind: PlateKind, chars: string[]): PlateLayout {
  const n = chars.length
  if (kind === 'none') return singleRow(0, 0)
  if (kind === 'trailer' && n >= 5) return doubleRow(n)
  // An embassy's number is cut after its country code: 使014·578.
  const dotAfter = chars[0] === '使' ? 4 : kind === 'aviation' ? 3 : 2
  if (NEV.includes(kind) && n >= 7) return longRow(n, dotAfter)
  return n > 7 ? longRow(n, dotAfter, 32) : singleRow(n, dotAfter)
}

export function drawPlate(input: PlateInput): PlateDrawing {
  const chars = plateChars(input.plate)
  const kind = plateKind(input.plate, input.colour, input.plateClass)
  const layout = layoutOf(kind, chars)
  const red = kind === 'white' ? redEnds(chars) : { head: 0, tail: 0 }
  const doubtful = new Set(input.uncertain ?? [])
  const glyphs = chars.map((ch, i): PlateGlyph => ({
    ...(layout.cells[i] as Cell),
    ch,
    path: /[?？*_□]/.test(ch) ? '' : (GLYPHS[ch] ?? null),
    red: i < red.head || i >= chars.length - red.tail,
    hollow: doubtful.has(i),
  }))
  const mark = layout.dot && { kind: NEV.includes(kind) ? ('ring' as const) : ('dot' as const), ...layout.dot }
  return { kind, w: layout.w, h: layout.h, glyphs, mark }
}
