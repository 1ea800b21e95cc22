// Checks in the browser that an entry stands in the sealed log: RFC 6962 inclusion under the newest checkpoint.
import { send } from '../api/client'
import { sha256 } from './sha256'

export interface ProofResult { ok: boolean; index: number; leaf: string; size: number }

const TILE = 256
const joined = (...parts: Uint8Array[]) => {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}
const fromBase64 = (s: string) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0))
const hex = (b: Uint8Array) => Array.from(b, (x) => x.toString(16).padStart(2, '0')).join('')
const node = (a: Uint8Array, b: Uint8Array) => sha256(joined(new Uint8Array([1]), a, b))

/** The root that leaf, path and place lead to (RFC 9162, 2.1.3.2); null when the path has the wrong length. */
export function rootFrom(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): Uint8Array | null {
  let f = index
  let s = size - 1
  let r = leaf
  for (const p of path) {
    if (s === 0) return null
    if (f % 2 === 1 || f === s) {
      r = node(p, r)
      while (f % 2 === 0 && f !== 0) {
        f = Math.floor(f / 2)
        s = Math.floor(s / 2)
      }
    } else r = node(r, p)
    f = Math.floor(f / 2)
    s = Math.floor(s / 2)
  }
  return s === 0 ? r : null
}

/** tile/0/… of C2SP tlog-tiles: x001/x234/067, partial with .p/W. */
export function tilePath(index: number, size: number): string {
  const n = Math.floor(index / TILE)
  const parts: string[] = []
  let rest = n
  do {
    parts.unshift(String(rest % 1000).padStart(3, '0'))
    rest = Math.floor(rest / 1000)
  } while (rest > 0)
  const name = parts.map((p, i) => (i < parts.length - 1 ? `x${p}` : p)).join('/')
  const width = Math.min(TILE, size - n * TILE)
  return `0/${name}${width < TILE ? `.p/${width}` : ''}`
}

export function readCheckpoint(note: string): { size: number; root: Uint8Array } | null {
  const [, size, root] = note.split('\n')
  return size && root && /^\d+$/.test(size) ? { size: Number(size), root: fromBase64(root) } : null
}

/** 'early': the entry is newer than the newest checkpoint, which comes within a minute. Throws when the log cannot be read. */
export async function verifyEntry(index: number): Promise<ProofResult | 'early'> {
  const checkpoint = readCheckpoint(await (await send('/api/v1/log/checkpoint')).text())
  if (!checkpoint) throw new Error('no checkpoint')
  if (index >= checkpoint.size) return 'early'
  const { size, root } = checkpoint
  const [tile, proof] = await Promise.all([
    send(`/api/v1/log/tile/${tilePath(index, size)}`).then((r) => r.arrayBuffer()),
    send(`/api/v1/log/proof/inclusion?index=${index}&size=${size}`).then((r) => r.json() as Promise<{ proof: string[] }>),
  ])
  const at = (index % TILE) * 32
  const leaf = new Uint8Array(tile).slice(at, at + 32)
  const reached = rootFrom(leaf, index, size, proof.proof.map(fromBase64))
  return { ok: reached !== null && hex(reached) === hex(root), index, leaf: hex(leaf), size }
}

/** 9f3c 41d8 … 77b0 e21a */
export function shortHash(h: string): string {
  const four = (i: number) => h.slice(i, i + 4)
  return `${four(0)} ${four(4)} … ${four(h.length - 8)} ${four(h.length - 4)}`
}
