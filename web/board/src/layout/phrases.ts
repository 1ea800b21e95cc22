// Two or three lines break between phrases where they fit; otherwise the browser balances them.
import { textEm, type Fit } from '@cleangate/shared/text-fit'

const BREAKS = /(?<=[，；：、） ])|(?=（)|(?<=以下|以上|期间|车辆)/
const NO_START = /^[，；：、） ]/
/** How unequal lines may be, as a share of the full width. */
const RAGGED = 0.6

function groupings(pieces: string[], n: number): string[][] {
  if (n === 1) return [[pieces.join('')]]
  const out: string[][] = []
  for (let i = 1; i <= pieces.length - n + 1; i += 1) {
    const head = pieces.slice(0, i).join('')
    for (const rest of groupings(pieces.slice(i), n - 1)) out.push([head, ...rest])
  }
  return out
}

export function phrases(text: string, fit: Fit, width: number): string[] {
  const pieces = text.split(BREAKS)
  if (fit.lines < 2 || fit.lines > 3 || pieces.length > 12) return [text]
  const em = width / fit.size
  const spread = (lines: string[]) => {
    const w = lines.map(textEm)
    return Math.max(...w) - Math.min(...w)
  }
  const fits = groupings(pieces, fit.lines)
    .filter((lines) => lines.every((l) => textEm(l.trim()) <= em && !NO_START.test(l)))
    .filter((lines) => spread(lines) <= em * RAGGED)
    .sort((a, b) => spread(a) - spread(b))
  return fits[0]?.map((l) => l.trim()) ?? [text]
}
