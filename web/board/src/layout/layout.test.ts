import { describe, expect, it } from 'vitest'
import { countLines, fitText, textEm } from '@cleangate/shared/text-fit'
import { pickCanvas, scaleOf } from './canvas'
import { planBand } from './band'
import { planMeasures, type MeasureBox } from './measures'
import { phrases } from './phrases'
import { splitName, splitQuotes, splitWarning, splitWarningWide } from './split'
import { qrPath } from './qr'
import { headlineFit, lockUp, plateSize, reasonFit } from '../verdict/shape'

const box: MeasureBox = {
  width: 1064, height: 222, large: 42, small: 36, min: 30, row: 73, rowSmall: 55, bullet: 34, gap: 32,
}

describe('canvas', () => {
  it('takes the one that fits the wall better', () => {
    expect(pickCanvas(1920, 1080).name).toBe('std')
    expect(pickCanvas(1024, 768).name).toBe('std')
    expect(pickCanvas(3840, 1080).name).toBe('wide')
    expect(pickCanvas(2560, 1080).name).toBe('std')
    expect(pickCanvas(640, 160).name).toBe('wide')
  })
  it('scales to fit and centres', () => {
    const c = pickCanvas(1280, 1024)
    expect(scaleOf(c, 1280, 1024)).toEqual({ k: 1280 / 1920, x: 0, y: 152 })
  })
})

describe('text fit', () => {
  it('counts lines with Chinese line breaking', () => {
    expect(countLines('停止使用国四及以下', 9)).toBe(1)
    expect(countLines('停止使用国四及以下，禁止', 9)).toBe(2)
    expect(countLines('139XXXXXXXX', 3)).toBeGreaterThan(1)
  })
  it('never returns a size at which the text is wider than the box', () => {
    for (let n = 1; n < 60; n += 1) {
      const text = '字'.repeat(n)
      const f = fitText(text, { width: 500, max: 60, min: 10, lines: 2 })
      expect(textEm(text) * f.size).toBeLessThanOrEqual(500 * f.lines)
    }
  })
})

describe('measures', () => {
  const texts = (n: number, t = '停推台锯2台（共4台）') => Array.from({ length: n }, (_, i) => `${i}${t}`)
  it('sets up to six large, more at 36, then pages', () => {
    expect(planMeasures(texts(5), box)).toMatchObject({ size: 42, columns: 2 })
    expect(planMeasures(texts(6), box).pages).toHaveLength(1)
    expect(planMeasures(texts(8), box)).toMatchObject({ size: 36, columns: 2 })
    expect(planMeasures(texts(8), box).pages).toHaveLength(1)
    expect(planMeasures(texts(17), box).pages.length).toBeGreaterThan(1)
  })
  it('loses nothing and keeps every page within the height', () => {
    for (let n = 1; n < 40; n += 1) {
      for (const t of ['短', '停推台锯2台（共4台）', '使用溶剂型原辅材料的喷涂、流平、烘干等涂装生产单元限产60%']) {
        const plan = planMeasures(texts(n, t), box)
        expect(plan.pages.flat().flatMap((r) => r.items).map((p) => p.join(''))).toEqual(texts(n, t))
        for (const page of plan.pages) {
          expect(page.reduce((h, r) => h + r.height, 0)).toBeLessThanOrEqual(box.height + 0.1)
        }
      }
    }
  })
})

describe('white band', () => {
  const rule = '停止使用国四及以下重型载货车辆（含燃气）进行物料运输'
  it('is 176 high with one rule in two lines at 52', () => {
    expect(planBand([rule], 'std', false)).toMatchObject({ size: 52, height: 176, items: [{ lines: 2 }] })
  })
  it('grows for more rules', () => {
    const plan = planBand([rule, rule, rule], 'std', false)
    expect(plan.height).toBeGreaterThan(176)
    expect(plan.size).toBeGreaterThanOrEqual(38)
  })
})

describe('sentences', () => {
  it('break where they mean something', () => {
    expect(splitName('廊坊市安次区XX木业有限公司', '安次区')).toEqual(['廊坊市安次区', 'XX木业有限公司'])
    expect(splitName('XX木业有限公司', '安次区')).toEqual(['XX木业有限公司'])
    const w = '当前重污染天气橙色预警，执行Ⅱ级应急响应措施'
    expect(splitWarning(w)).toEqual(['当前重污染天气橙色预警，', '执行Ⅱ级应急响应措施'])
    expect(splitWarningWide(w)).toEqual(['当前重污染天气', '橙色预警，', '执行Ⅱ级应急响应措施'])
    expect(splitWarningWide('重污染天气')).toBeNull()
    expect(splitQuotes('落实“一厂一策”公示').filter((p) => p.quote)).toHaveLength(2)
    expect(phrases('停止使用国四及以下重型载货车辆（含燃气）进行物料运输', { size: 52, lines: 2 }, 916))
      .toEqual(['停止使用国四及以下重型载货车辆', '（含燃气）进行物料运输'])
  })
})

describe('verdict lock-up', () => {
  const l = lockUp('std', false)
  it('ends on one edge: 10 characters at 96, 4 at 240, 5 at 192', () => {
    expect(reasonFit('不符合国五及以上标准', l)).toEqual({ size: 96, lines: 1 })
    expect(headlineFit('准许进入', l).size).toBe(240)
    expect(headlineFit('请联系门卫', l).size).toBe(192)
    expect(plateSize(l, 440, 140).width).toBe(960)
    expect(plateSize(l, 480, 140).width).toBe(960)
    expect(plateSize(l, 440, 220).height).toBeLessThanOrEqual(320)
  })
  it('sets a long reason in two lines', () => {
    expect(reasonFit('橙色预警期间停止国四及以下重型载货车辆运输', l).lines).toBe(2)
  })
})

it('draws a QR code as one path', () => {
  const { size, path } = qrPath('https://gate.example.com/r/4f7a')
  expect((size - 17) % 4).toBe(0)
  expect(path.startsWith('M0 0h7v1h-7z')).toBe(true)
})
