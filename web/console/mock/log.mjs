// A small transparency log: leaf hashes, inclusion proofs and tiles as the real server gives them (RFC 6962).
import { createHash } from 'node:crypto'

const sha = (...parts) => parts.reduce((h, p) => h.update(p), createHash('sha256')).digest()
const leaf = (i) => sha(Buffer.from([0]), Buffer.from(`entry ${i}`))
const node = (a, b) => sha(Buffer.from([1]), a, b)

export class MockLog {
  constructor(size) {
    this.size = size
    this.levels = [Array.from({ length: size }, (_, i) => leaf(i))]
    for (let l = 0; this.levels[l].length > 1; l += 1) {
      const below = this.levels[l]
      this.levels.push(Array.from({ length: below.length >> 1 }, (_, i) => node(below[2 * i], below[2 * i + 1])))
    }
  }
  /** Root of [from, to). */
  range(from, to) {
    const n = to - from
    if (n === 1) return this.levels[0][from]
    let k = 1
    let level = 0
    while (k * 2 < n) { k *= 2; level += 1 }
    if (k * 2 === n && from % n === 0 && this.levels[level + 1]?.[from / n]) return this.levels[level + 1][from / n]
    return node(this.range(from, from + k), this.range(from + k, to))
  }
  path(index, from = 0, to = this.size) {
    const n = to - from
    if (n === 1) return []
    let k = 1
    while (k * 2 < n) k *= 2
    return index < k
      ? [...this.path(index, from, from + k), this.range(from + k, to)]
      : [...this.path(index - k, from + k, to), this.range(from, from + k)]
  }
  checkpoint() {
    return `cleangate.example/mock\n${this.size}\n${this.range(0, this.size).toString('base64')}\n\n— cleangate.example/mock AAAA\n`
  }
  /** tile/0/N: 256 leaf hashes, or `.p/W` the first W of them. */
  tile(rest) {
    const m = /^0\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(rest)
    if (!m) return null
    const n = Number(m[1].replace(/[x/]/g, ''))
    return Buffer.concat(this.levels[0].slice(n * 256, n * 256 + Number(m[2] ?? 256)))
  }
}
