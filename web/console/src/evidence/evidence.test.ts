import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MockLog } from '../../mock/log.mjs'
import { crc32, zip } from './bundle'
import { readCheckpoint, rootFrom, shortHash, tilePath } from './proof'
import { sha256 } from './sha256'

const hex = (b: Uint8Array) => Buffer.from(b).toString('hex')

describe('sha256', () => {
  it('agrees with another implementation at every length around the block', () => {
    for (const n of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
      const data = Uint8Array.from({ length: n }, (_, i) => (i * 31) & 255)
      expect(hex(sha256(data))).toBe(createHash('sha256').update(data).digest('hex'))
    }
  })
})
describe('inclusion', () => {
  it('leads every leaf of every small tree to its root', () => {
    for (let size = 1; size <= 20; size += 1) {
      const log = new MockLog(size)
      for (let i = 0; i < size; i += 1) expect(hex(rootFrom(log.levels[0]![i]!, i, size, log.path(i))!)).toBe(hex(log.range(0, size)))
    }
  })
  it('does not accept another leaf, another place, a longer or a shorter path', () => {
    const log = new MockLog(13)
    const root = hex(log.range(0, 13))
    const reach = (leaf: number, i: number, path: Uint8Array[]) => hex(rootFrom(log.levels[0]![leaf]!, i, 13, path) ?? new Uint8Array())
    expect(reach(4, 5, log.path(5))).not.toBe(root)
    expect(reach(5, 4, log.path(5))).not.toBe(root)
    expect(reach(5, 5, [...log.path(5), log.path(5)[0]!])).not.toBe(root)
    expect(reach(5, 5, log.path(5).slice(1))).not.toBe(root)
  })
  it('names tiles as C2SP does', () => {
    expect(tilePath(0, 100)).toBe('0/000.p/100')
    expect(tilePath(255, 256)).toBe('0/000')
    expect(tilePath(256, 300)).toBe('0/001.p/44')
    expect(tilePath(256 * 1234067, 256 * 1234068)).toBe('0/x001/x234/067')
  })
  it('reads a checkpoint and refuses nonsense', () => {
    expect(readCheckpoint('origin\n12\nAAAA\n\n— x')?.size).toBe(12)
    expect(readCheckpoint('origin\nmany\nAAAA\n')).toBeNull()
    expect(readCheckpoint('')).toBeNull()
  })
  it('shortens a hash', () => {
    expect(shortHash('9f3c41d8aaaaaaaa77b0e21a')).toBe('9f3c 41d8 … 77b0 e21a')
  })
})
describe('zip', () => {
  it('has the checksum of the standard and every part', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
    const z = zip([{ name: 'a.txt', data: new TextEncoder().encode('one') }, { name: '照片.txt', data: new Uint8Array() }])
    expect(hex(z.slice(0, 4))).toBe('504b0304')
    expect(hex(z.slice(-22, -18))).toBe('504b0506')
    expect(new DataView(z.buffer).getUint16(z.length - 12, true)).toBe(2)
  })
})
