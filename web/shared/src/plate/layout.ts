// Where the characters of a plate stand, in plate units (1 unit = 1 mm).

export interface Cell {
  x: number
  y: number
  w: number
  h: number
}

export interface PlateLayout {
  w: number
  h: number
  cells: Cell[]
  /** Centre of the separator, or none. */
  dot: { x: number; y: number } | null
}

interface Row {
  n: number
  w: number
  h: number
  gap: number
  y: number
  /** The separator stands after this many characters. */
  dotAfter: number
  dotGap: number
}

/** Cells of a row centred on the plate; longer rows than planned are narrowed to fit. */
function row(plateW: number, r: Row): { cells: Cell[]; dotX: number | null } {
  const hasDot = r.dotAfter > 0 && r.dotAfter < r.n
  const total = (k: number) =>
    (r.n * r.w + (r.n - 1 - (hasDot ? 1 : 0)) * r.gap + (hasDot ? r.dotGap : 0)) * k
  const k = Math.min(1, (plateW - 30) / total(1))
  let x = (plateW - total(k)) / 2
  let dotX: number | null = null
  const cells: Cell[] = []
  for (let i = 0; i < r.n; i += 1) {
    cells.push({ x, y: r.y, w: r.w * k, h: r.h })
    x += r.w * k
    if (hasDot && i + 1 === r.dotAfter) {
      dotX = x + (r.dotGap * k) / 2
      x += r.dotGap * k
    } else x += r.gap * k
  }
  return { cells, dotX }
}

/** 440 × 140: seven characters. */
export function singleRow(n: number, dotAfter: number): PlateLayout {
  const { cells, dotX } = row(440, { n, w: 45, h: 90, gap: 12, y: 25, dotAfter, dotGap: 34 })
  return { w: 440, h: 140, cells, dot: dotX === null ? null : { x: dotX, y: 70 } }
}

/** 480 × 140: eight characters; new energy, and every other plate that is one longer. */
export function longRow(n: number, dotAfter: number, dotGap = 49): PlateLayout {
  const { cells, dotX } = row(480, { n, w: 43, h: 90, gap: 9, y: 25, dotAfter, dotGap })
  return { w: 480, h: 140, cells, dot: dotX === null ? null : { x: dotX, y: 70 } }
}

/** 440 × 220: two wide characters above, the rest below. */
export function doubleRow(n: number): PlateLayout {
  const top = row(440, { n: 2, w: 80, h: 60, gap: 60, y: 16, dotAfter: 1, dotGap: 60 })
  const bottom = row(440, { n: n - 2, w: 65, h: 110, gap: 15, y: 91, dotAfter: 0, dotGap: 0 })
  return {
    w: 440,
    h: 220,
    cells: [...top.cells, ...bottom.cells],
    dot: top.dotX === null ? null : { x: top.dotX, y: 46 },
  }
}
