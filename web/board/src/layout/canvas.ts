// Two canvases, one chosen by the wall's shape, then scaled as a whole.

export type CanvasName = 'std' | 'wide'

export interface Canvas {
  name: CanvasName
  w: number
  h: number
}

export const CANVASES: Record<CanvasName, Canvas> = {
  std: { name: 'std', w: 1920, h: 1080 },
  wide: { name: 'wide', w: 3840, h: 1080 },
}

/** The canvas that wastes less of the wall. */
export function pickCanvas(width: number, height: number): Canvas {
  const aspect = width / Math.max(1, height)
  const off = (c: Canvas) => Math.abs(Math.log(aspect / (c.w / c.h)))
  return off(CANVASES.wide) < off(CANVASES.std) ? CANVASES.wide : CANVASES.std
}

export function scaleOf(c: Canvas, width: number, height: number): { k: number; x: number; y: number } {
  const k = Math.min(width / c.w, height / c.h)
  return { k, x: (width - c.w * k) / 2, y: (height - c.h * k) / 2 }
}

/** Sizes that TypeScript has to know in order to fit texts; all the rest is CSS. */
export const SIZES = {
  std: {
    title: { width: 1792, max: 58, min: 40 },
    name: { width: 536, max: 50, min: 34 },
    fact: { width: 310, max: 33, small: 25, min: 22 },
    factLarge: { width: 310, max: 36, small: 32, min: 24 },
    warning: { width: 1064, max: 88, min: 56 },
    started: { width: 640, max: 40, min: 28 },
    quiet: { width: 1064, max: 84, min: 52 },
    daily: { width: 1064, max: 38, min: 30 },
    planMain: { width: 828, max: 36, min: 28 },
    planMore: { width: 828, max: 32, min: 28 },
    measures: { width: 1064, max: 42, small: 36, min: 30, row: 73, rowSmall: 55, head: 66, pad: 16 },
    truck: { width: 916, max: 52, easy: 46, min: 38 },
    body: { height: 482, bandH: 176, bandMaxH: 270 },
    qr: { width: 252, max: 39, min: 28 },
    foot: { width: 900, max: 28, min: 22 },
  },
  wide: {
    title: { width: 3600, max: 87, min: 60 },
    name: { width: 764, max: 58, min: 42 },
    fact: { width: 464, max: 44, small: 36, min: 30 },
    factLarge: { width: 464, max: 44, small: 36, min: 30 },
    warning: { width: 1284, max: 128, min: 72 },
    started: { width: 880, max: 54, min: 38 },
    quiet: { width: 1284, max: 124, min: 72 },
    daily: { width: 1284, max: 54, min: 40 },
    planMain: { width: 952, max: 46, min: 36 },
    planMore: { width: 952, max: 40, min: 32 },
    measures: { width: 1260, max: 55, small: 46, min: 38, row: 116, rowSmall: 80, head: 96, pad: 26 },
    truck: { width: 676, max: 58, easy: 50, min: 38 },
    body: { height: 816, bandH: 300, bandMaxH: 440 },
    qr: { width: 253, max: 42, min: 30 },
    foot: { width: 1800, max: 36, min: 28 },
  },
} as const

export type Sizes = (typeof SIZES)[CanvasName]
