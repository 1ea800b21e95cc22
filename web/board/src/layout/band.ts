// The white band: what concerns drivers. It grows before its letters shrink below what 10 m allow.
import { countLines } from '@cleangate/shared/text-fit'
import { SIZES, type CanvasName } from './canvas'

export interface BandPlan {
  items: { text: string; lines: number }[]
  size: number
  width: number
  height: number
}

const LEADING = 1.3
const GAP = 10
const PADDING = 40

/** `narrow`: the QR card stands beside it. */
export function planBand(texts: string[], canvas: CanvasName, narrow: boolean): BandPlan {
  const s = SIZES[canvas]
  const width = canvas === 'wide' && !narrow ? 1040 : s.truck.width
  const { bandH, bandMaxH } = s.body
  const linesAt = (size: number) => texts.map((t) => countLines(t, width / size - 0.02))
  const heightAt = (size: number) =>
    Math.ceil(linesAt(size).reduce((a, b) => a + b, 0) * size * LEADING + (texts.length - 1) * GAP + PADDING)
  const largest = (from: number, to: number, height: number) => {
    for (let size = from; size >= to; size -= 1) if (heightAt(size) <= height) return size
    return null
  }
  if (texts.length === 0) return { items: [], size: s.truck.max, width, height: canvas === 'wide' ? bandH : 0 }
  const size = largest(s.truck.max, s.truck.easy, bandH) ?? largest(s.truck.easy, s.truck.min, bandMaxH) ?? s.truck.min
  const lines = linesAt(size)
  return {
    items: texts.map((text, i) => ({ text, lines: lines[i] ?? 1 })),
    size,
    width,
    height: Math.min(bandMaxH, Math.max(bandH, heightAt(size))),
  }
}
