// Where rows stand. A browser cuts an element off at some 16 million pixels, so beyond that the
// scroll bar stands for more than it shows.
export const MAX_PIXELS = 15_000_000
const OVERSCAN = 4

export interface View { first: number; last: number; offset: number; height: number }

/** Rows to draw and where, for a scroll position. */
export function viewOf(scrollTop: number, viewHeight: number, rows: number, rowHeight: number): View {
  const whole = rows * rowHeight
  const height = Math.min(whole, MAX_PIXELS)
  const room = height - viewHeight
  const top = room > 0 && whole > height ? (Math.min(scrollTop, room) / room) * (whole - viewHeight) : Math.min(scrollTop, Math.max(0, whole - viewHeight))
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN)
  const last = Math.min(rows - 1, Math.ceil((top + viewHeight) / rowHeight) + OVERSCAN)
  return { first, last, offset: scrollTop - (top - first * rowHeight), height }
}

/** The scroll position that shows `row`, moved as little as possible; null = it is in sight. */
export function scrollFor(row: number, scrollTop: number, viewHeight: number, rows: number, rowHeight: number): number | null {
  const whole = rows * rowHeight
  const height = Math.min(whole, MAX_PIXELS)
  const room = height - viewHeight
  const scaled = whole > height && room > 0
  const top = scaled ? (scrollTop / room) * (whole - viewHeight) : scrollTop
  const rowTop = row * rowHeight
  let wanted = top
  if (rowTop < top) wanted = rowTop
  else if (rowTop + rowHeight > top + viewHeight) wanted = rowTop + rowHeight - viewHeight
  else return null
  return scaled ? (wanted / (whole - viewHeight)) * room : wanted
}
