// Measures: up to six large; more are set smaller, then in pages.
import { countLines } from '@cleangate/shared/text-fit'
import { phrases } from './phrases'

export interface MeasureBox {
  width: number
  height: number
  /** Sizes, and heights of a one-line row, for few and for many. */
  large: number
  small: number
  min: number
  row: number
  rowSmall: number
  /** Width a bullet takes from each item, and the gap of two columns. */
  bullet: number
  gap: number
}

export interface MeasureRow {
  /** Each item as the phrases it breaks into. */
  items: string[][]
  height: number
  lines: number
}

export interface MeasurePlan {
  size: number
  columns: 1 | 2
  /** Space above the first line of an item. */
  pad: number
  single: boolean
  pages: MeasureRow[][]
}

const FEW = 6
export const LEADING = 1.28

function plan(texts: string[], box: MeasureBox, size: number, row: number, columns: 1 | 2): MeasurePlan {
  const em = (columns === 2 ? (box.width - box.gap) / 2 - box.bullet : box.width - box.bullet) / size - 0.02
  const lines = texts.map((t) => countLines(t, em))
  const pad = (row - size * LEADING) / 2
  const rows: MeasureRow[] = []
  for (let i = 0; i < texts.length; i += columns) {
    const n = Math.max(...lines.slice(i, i + columns))
    const items = texts.slice(i, i + columns).map((t, j) => phrases(t, { size, lines: lines[i + j] ?? 1 }, em * size))
    rows.push({ items, lines: n, height: n * size * LEADING + 2 * pad })
  }
  return { size, columns, pad, single: lines.every((n) => n === 1), pages: paginate(rows, box.height) }
}

/** As few pages as hold all rows, and those as equal as can be: four and three, not six and one. */
function paginate(rows: MeasureRow[], height: number): MeasureRow[][] {
  const greedy = fill(rows, height)
  const total = rows.reduce((sum, r) => sum + r.height, 0)
  for (let limit = Math.ceil(total / greedy.length); limit < height; limit += 10) {
    const even = fill(rows, limit)
    if (even.length === greedy.length && even.every((p) => heightOf(p) <= height)) return even
  }
  return greedy
}

const heightOf = (page: MeasureRow[]) => page.reduce((sum, r) => sum + r.height, 0)

function fill(rows: MeasureRow[], height: number): MeasureRow[][] {
  const pages: MeasureRow[][] = [[]]
  for (const r of rows) {
    const page = pages.at(-1) as MeasureRow[]
    if (page.length > 0 && heightOf(page) + r.height > height) pages.push([r])
    else page.push(r)
  }
  return pages
}

export function planMeasures(texts: string[], box: MeasureBox): MeasurePlan {
  const tries: MeasurePlan[] = []
  const sizes: [number, number][] = [[box.small, box.rowSmall], [box.min, box.min * 1.55]]
  if (texts.length <= FEW) sizes.unshift([box.large, box.row], [box.large, box.rowSmall * 1.06])
  for (const [size, row] of sizes) {
    for (const columns of [2, 1] as const) tries.push(plan(texts, box, size, row, columns))
  }
  const onePage = (p: MeasurePlan) => p.pages.length === 1 && heightOf(p.pages[0] ?? []) <= box.height
  // All on one page in single lines; else on one page; else the fewest pages at the small size or below.
  return tries.find((p) => p.single && onePage(p))
    ?? tries.find(onePage)
    ?? tries.filter((p) => p.size <= box.small).sort((a, b) => a.pages.length - b.pages.length)[0] as MeasurePlan
}
