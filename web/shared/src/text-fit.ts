// Text sizes by arithmetic: Chinese is monospaced, so no layout has to be read back.

/** Width of a character in em, on the wide side for bold CJK fonts. */
export function charEm(ch: string): number {
  const c = ch.codePointAt(0) ?? 0
  if (c === 0x20) return 0.24
  if (c >= 0x30 && c <= 0x39) return 0.59
  if (ch === 'X') return 0.635
  if (ch === 'W' || ch === 'M' || ch === 'm' || ch === '%' || ch === '@') return 0.98
  if (c >= 0x41 && c <= 0x5a) return 0.77
  if (c < 0x7f) return 0.62
  return 1
}

export const textEm = (text: string): number =>
  Array.from(text).reduce((sum, ch) => sum + charEm(ch), 0)

const NO_LINE_START = /[，。、：；！？）》〉”’」』％%,.:;!?)\]]/
const NO_LINE_END = /[（《〈“‘「『(\[]/

/** Units a line cannot break inside: a Latin word, or a character with its punctuation. */
function unbreakable(text: string): string[] {
  const out: string[] = []
  let glue = false
  for (const ch of Array.from(text)) {
    const last = out.at(-1)
    const latin = /[A-Za-z0-9.*-]/.test(ch) && last !== undefined && /[A-Za-z0-9.*-]$/.test(last)
    if (last !== undefined && (glue || latin || NO_LINE_START.test(ch))) out[out.length - 1] += ch
    else out.push(ch)
    glue = NO_LINE_END.test(ch)
  }
  return out
}

/** Lines the text takes when a line holds `em`. */
export function countLines(text: string, em: number): number {
  let lines = 1
  let used = 0
  for (const unit of unbreakable(text)) {
    const w = textEm(unit)
    if (used > 0 && used + w > em) {
      lines += 1
      used = 0
    }
    if (w > em) lines += Math.ceil(w / em) - 1
    used += w
  }
  return lines
}

export interface Fit {
  size: number
  lines: number
}

export interface FitBox {
  width: number
  max: number
  min: number
  /** Largest size still allowed once the text takes n lines; index 0 = one line. */
  caps?: number[]
  lines?: number
}

/** Largest size at which the text stays within the box; at `min` the rest is cut off by CSS. */
export function fitText(text: string, box: FitBox): Fit {
  const most = box.lines ?? 1
  for (let size = box.max; size > box.min; size -= 1) {
    const n = countLines(text, box.width / size - 0.02)
    if (n <= most && size <= (box.caps?.[n - 1] ?? box.max)) return { size, lines: n }
  }
  return { size: box.min, lines: Math.min(most, countLines(text, box.width / box.min - 0.02)) }
}
