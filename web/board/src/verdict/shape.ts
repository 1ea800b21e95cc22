// Sizes of the verdict lock-up: plate, reason and verdict end on one edge.
import { fitText, textEm, type Fit } from '@cleangate/shared/text-fit'
import type { CanvasName } from '../layout/canvas'

export interface LockUp {
  /** Width of plate, reason and headline. */
  width: number
  plateH: number
  mount: number
  mark: number
  reason: number
  reasonTwo: number
  reasonMin: number
  headline: number
  headlineMin: number
}

const STD: LockUp = {
  width: 960, plateH: 320, mount: 10, mark: 420, reason: 96, reasonTwo: 76, reasonMin: 48, headline: 240, headlineMin: 120,
}
const STD_HALF: LockUp = {
  width: 816, plateH: 272, mount: 9, mark: 156, reason: 81, reasonTwo: 62, reasonMin: 44, headline: 204, headlineMin: 102,
}
const WIDE: LockUp = {
  width: 1360, plateH: 520, mount: 14, mark: 520, reason: 136, reasonTwo: 108, reasonMin: 60, headline: 340, headlineMin: 170,
}

export function lockUp(canvas: CanvasName, half: boolean): LockUp {
  if (canvas === 'wide') return half ? STD : WIDE
  return half ? STD_HALF : STD
}

export function reasonFit(text: string, l: LockUp): Fit {
  // Ten characters at full size are exactly the width; the estimate's safety margin would shrink them.
  if (textEm(text) <= 10 && !/[A-Z]/.test(text)) return { size: l.reason, lines: 1 }
  const one = fitText(text, { width: l.width, max: l.reason, min: l.reasonTwo })
  if (textEm(text) * one.size <= l.width) return { size: one.size, lines: 1 }
  return fitText(text, { width: l.width, max: l.reasonTwo, min: l.reasonMin, lines: 2 })
}

export function headlineFit(text: string, l: LockUp): Fit {
  const n = Math.max(4, textEm(text))
  const size = Math.floor(l.width / n)
  if (size >= l.headlineMin) return { size, lines: 1 }
  return fitText(text, { width: l.width, max: l.headlineMin, min: l.headlineMin / 2, lines: 2 })
}

/** A plate fills the width unless a double row would grow too high. */
export function plateSize(l: LockUp, w: number, h: number): { width: number; height: number } {
  const inner = l.width - 2 * l.mount
  const k = Math.min(inner / w, (l.plateH - 2 * l.mount) / h)
  return { width: w * k + 2 * l.mount, height: h * k + 2 * l.mount }
}
