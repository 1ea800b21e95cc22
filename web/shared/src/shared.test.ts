import { describe, expect, it } from 'vitest'
import { clockTime, longDate, spokenDuration } from './beijing'
import { maskPhones } from './mask'
import { drawPlate } from './plate/draw'
import { GLYPHS } from './plate/glyphs'
import { inset } from './plate/inset'

describe('phones', () => {
  it('masks any 11 digits', () => {
    expect(maskPhones('张XX 13912345678')).toBe('张XX 139XXXXXXXX')
    expect(maskPhones('139 1234 5678、138-1234-5678')).toBe('139XXXXXXXX、138XXXXXXXX')
  })
  it('leaves other numbers alone', () => {
    for (const t of ['监督电话 12345', '139XXXXXXXX', '2026年12月12日12时', '911310001234567890']) expect(maskPhones(t)).toBe(t)
  })
})

describe('time', () => {
  const ms = Date.parse('2026-12-14T06:32:08Z')
  it('is Beijing time', () => {
    expect(clockTime(ms)).toBe('14:32:08')
    expect(longDate(ms)).toBe('2026年12月14日 星期一')
  })
  it('speaks durations', () => {
    expect(spokenDuration(12_300)).toBe('12秒')
    expect(spokenDuration(192_000)).toBe('3分12秒')
    expect(spokenDuration(3_900_000)).toBe('1小时05分')
  })
})

describe('plates', () => {
  it('has a glyph for every letter and digit', () => {
    for (const ch of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') expect(GLYPHS[ch], ch).toBeTruthy()
  })
  it.each([
    ['津A54321', 'blue', 'blue', 440, 140], ['冀R8K9Q7', 'yellow', 'yellow', 440, 140],
    ['冀RD06789', 'green', 'green', 480, 140], ['京A34567D', 'yellow_green', 'yellow_green', 480, 140],
    ['冀R2B56挂', 'yellow', 'trailer', 440, 220], ['川X1234应急', 'white', 'white', 480, 140],
    ['民航A1234', 'green', 'aviation', 440, 140], ['冀R12345临', 'blue', 'temporary', 480, 140],
    ['新C77G6M', 'unknown', 'plain', 440, 140],
  ] as const)('draws %s', (plate, colour, kind, w, h) => {
    const d = drawPlate({ plate, colour })
    expect(d).toMatchObject({ kind, w, h })
    expect(d.glyphs.map((g) => g.ch).join('')).toBe(plate)
    for (const g of d.glyphs) {
      expect(g.x).toBeGreaterThanOrEqual(14)
      expect(g.x + g.w).toBeLessThanOrEqual(w - 14)
      expect(g.y + g.h).toBeLessThanOrEqual(h - 14)
    }
  })
  it('follows the measures of the standard', () => {
    const d = drawPlate({ plate: '津A·54321', colour: 'blue' })
    expect(d.glyphs.map((g) => g.x)).toEqual([15.5, 72.5, 151.5, 208.5, 265.5, 322.5, 379.5])
    expect(d.mark).toEqual({ kind: 'dot', x: 134.5, y: 70 })
  })
  it('shows no plate as an empty one, and odd lengths within the frame', () => {
    expect(drawPlate({ plate: null, colour: 'unknown' })).toMatchObject({ kind: 'none', glyphs: [] })
    for (const plate of ['冀', '冀R', 'ABCDEFGHIJKLM']) {
      const d = drawPlate({ plate, colour: 'yellow' })
      expect(Math.max(...d.glyphs.map((g) => g.x + g.w))).toBeLessThanOrEqual(d.w - 14)
    }
  })
  it('marks red ends and hollow characters', () => {
    expect(drawPlate({ plate: '冀R0134警', colour: 'white' }).glyphs.at(-1)?.red).toBe(true)
    expect(drawPlate({ plate: 'WJ冀1234X', colour: 'white' }).glyphs.filter((g) => g.red)).toHaveLength(2)
    const d = drawPlate({ plate: '冀R8B9Q7', colour: 'yellow', uncertain: [3] })
    expect(d.glyphs.filter((g) => g.hollow).map((g) => g.ch)).toEqual(['B'])
  })
  it('closes the ends of hollow strokes', () => {
    expect(inset('M5 0V90')).toBe('M5 2L5 88')
    expect(inset('M5 5z')).toBe('M5 5z')
  })
})
