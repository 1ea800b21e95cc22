// Evidence of one passage as a ZIP (stored, not packed): the passage, its photos, checkpoint and proof.
import { send } from '../api/client'
import type { Passage } from '../api/types'

interface Part { name: string; data: Uint8Array }

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})
export function crc32(data: Uint8Array): number {
  let c = 0xffffffff
  for (const b of data) c = TABLE[(c ^ b) & 0xff]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

export function zip(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const names = parts.map((p) => new TextEncoder().encode(p.name))
  const size = parts.reduce((n, p, i) => n + 30 + 46 + 2 * names[i]!.length + p.data.length, 22)
  const out = new Uint8Array(size)
  const view = new DataView(out.buffer)
  const starts: number[] = []
  let at = 0
  const common = (from: number, i: number) => {
    const p = parts[i]!
    view.setUint16(from, 20, true)
    view.setUint16(from + 2, 0x800, true) // names are UTF-8
    view.setUint32(from + 6, 0x00210000, true) // 1980-01-01; the true times stand inside
    view.setUint32(from + 10, crc32(p.data), true)
    view.setUint32(from + 14, p.data.length, true)
    view.setUint32(from + 18, p.data.length, true)
    view.setUint16(from + 22, names[i]!.length, true)
  }
  parts.forEach((p, i) => {
    starts.push(at)
    view.setUint32(at, 0x04034b50, true)
    common(at + 4, i)
    out.set(names[i]!, at + 30)
    out.set(p.data, at + 30 + names[i]!.length)
    at += 30 + names[i]!.length + p.data.length
  })
  const directory = at
  parts.forEach((_, i) => {
    view.setUint32(at, 0x02014b50, true)
    view.setUint16(at + 4, 20, true)
    common(at + 6, i)
    view.setUint32(at + 42, starts[i]!, true)
    out.set(names[i]!, at + 46)
    at += 46 + names[i]!.length
  })
  view.setUint32(at, 0x06054b50, true)
  view.setUint16(at + 8, parts.length, true)
  view.setUint16(at + 10, parts.length, true)
  view.setUint32(at + 12, at - directory, true)
  view.setUint32(at + 16, directory, true)
  return out
}

export async function evidenceBundle(p: Passage): Promise<Blob> {
  const text = (s: string) => new TextEncoder().encode(s)
  const parts: Part[] = [{ name: 'passage.json', data: text(JSON.stringify(p, null, 2)) }]
  const why = await send(`/api/v1/passages/${p.id}/why`)
  parts.push({ name: 'why.json', data: new Uint8Array(await why.arrayBuffer()) })
  const checkpoint = await (await send('/api/v1/log/checkpoint')).text()
  parts.push({ name: 'checkpoint.txt', data: text(checkpoint) })
  const size = Number(checkpoint.split('\n')[1])
  if (size > p.index) {
    const proof = await (await send(`/api/v1/log/proof/inclusion?index=${p.index}&size=${size}`)).text()
    parts.push({ name: 'proof.json', data: text(proof) })
  }
  for (const photo of p.photos) {
    if (!photo.url || photo.missing) continue
    const answer = await send(photo.url)
    const type = answer.headers.get('content-type') ?? ''
    const tail = type.includes('png') ? 'png' : type.includes('svg') ? 'svg' : 'jpg'
    parts.push({ name: `photo-${photo.id}-${photo.kind}.${tail}`, data: new Uint8Array(await answer.arrayBuffer()) })
  }
  return new Blob([zip(parts)], { type: 'application/zip' })
}

export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const a = document.createElement('a')
  a.href = url
  a.download = name
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
