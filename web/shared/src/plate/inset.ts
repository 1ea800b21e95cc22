// A hollow character needs closed stroke ends: its inner stroke stops short of them.
import { HOLLOW } from './glyphs'

/** Not more than this, or a stroke that ends on another would be walled off from it. */
const SHORT = HOLLOW / 2 - 0.1

type Point = [number, number]

/** Moves `p` towards `q`. */
function towards(p: Point, q: Point): Point {
  const d = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1
  return [p[0] + ((q[0] - p[0]) * SHORT) / d, p[1] + ((q[1] - p[1]) * SHORT) / d]
}

interface Segment {
  cmd: string
  args: number[]
  end: Point
}

function parse(sub: string): Segment[] {
  let at: Point = [0, 0]
  return [...sub.matchAll(/([MLHVACQ])([^MLHVACQz]*)/g)].map(([, cmd = '', tail = '']) => {
    const n = (tail.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    if (cmd === 'H') at = [n[0] as number, at[1]]
    else if (cmd === 'V') at = [at[0], n[0] as number]
    else at = [n.at(-2) as number, n.at(-1) as number]
    // Straight lines in one notation, so that their ends can be moved.
    return 'HV'.includes(cmd) ? { cmd: 'L', args: [...at], end: at } : { cmd, args: n, end: at }
  })
}

function open(sub: string): string {
  const s = parse(sub)
  const first = s[0]
  const second = s[1]
  const last = s.at(-1)
  const before = s.at(-2)
  if (!first || !second || !last || !before) return sub
  const next: Point = 'CQ'.includes(second.cmd) ? [second.args[0]!, second.args[1]!] : second.end
  const prev: Point = 'CQ'.includes(last.cmd) ? [last.args.at(-4)!, last.args.at(-3)!] : before.end
  first.args = towards(first.end, next)
  last.args = [...last.args.slice(0, -2), ...towards(last.end, prev)]
  return s.map((x) => x.cmd + x.args.join(' ')).join('')
}

export function inset(path: string): string {
  return path.split(/(?=M)/).map((sub) => (sub.endsWith('z') ? sub : open(sub))).join('')
}
