import { describe, expect, it } from 'vitest'
import { leastWidth, moved, ordered, template } from './arrange'
import { daysOf, rangeOf } from './days'
import { MAX_PIXELS, scrollFor, viewOf } from './geometry'
import { PageStore } from './pages'
import type { Column } from './types'

function list(total: number, size: number) {
  const reads: (string | null)[] = []
  const read = async (cursor: string | null) => {
    reads.push(cursor)
    const from = Number(cursor ?? 0)
    const items = Array.from({ length: Math.min(size, total - from) }, (_, i) => from + i)
    return { items, next: from + size < total ? String(from + size) : null }
  }
  return { reads, store: new PageStore<number>(read, () => {}) }
}

describe('pages behind cursors', () => {
  it('walk forward to the end and know it', async () => {
    const { store } = list(25, 10)
    expect(store.ended).toBe(false)
    while (await store.forwardOne());
    expect([store.known, store.ended, store.row(0), store.row(24), store.row(25)]).toEqual([25, true, 0, 24, undefined])
  })
  it('know an empty list', async () => {
    const { store } = list(0, 10)
    expect(await store.forwardOne()).toBe(false)
    expect([store.known, store.ended]).toEqual([0, true])
  })
  it('let go of far pages and read them again by their cursor', async () => {
    const { store, reads } = list(1000, 10)
    while (await store.forwardOne());
    expect(store.row(5)).toBeUndefined()
    expect(store.row(995)).toBe(995)
    reads.length = 0
    await store.need(5, 5)
    expect(reads).toEqual([null])
    expect(store.row(5)).toBe(5)
  })
  it('ask once for a page that two readers need', async () => {
    const { store, reads } = list(100, 10)
    await Promise.all([store.forwardOne(), store.forwardOne()])
    expect(reads).toEqual([null])
  })
  it('read one page further when the end is in sight', async () => {
    const { store } = list(100, 10)
    await store.forwardOne()
    await store.need(0, 8)
    expect(store.known).toBe(10)
    await store.need(0, 9)
    expect(store.known).toBe(20)
  })
  it('put a newer row in the place of the old one', async () => {
    const { store } = list(10, 10)
    await store.forwardOne()
    expect(store.replace((r) => r === 3, 33)).toBe(true)
    expect(store.row(3)).toBe(33)
    expect(store.replace((r) => r === 99, 1)).toBe(false)
    expect(store.find((r) => r === 33)).toBe(3)
  })
})

describe('geometry', () => {
  it('draws what is in sight and a few rows around', () => {
    const v = viewOf(460, 460, 1000, 46)
    expect([v.first, v.last, v.height]).toEqual([6, 24, 46_000])
  })
  it('shows the first and the last of a million rows although the bar is shorter', () => {
    const end = viewOf(MAX_PIXELS - 600, 600, 1_000_000, 46)
    expect(end.height).toBe(MAX_PIXELS)
    expect(end.last).toBe(999_999)
    expect(viewOf(0, 600, 1_000_000, 46).first).toBe(0)
  })
  it('finds the scroll position of a row, moved as little as possible', () => {
    expect(scrollFor(3, 0, 460, 100, 46)).toBeNull()
    expect(scrollFor(10, 0, 460, 100, 46)).toBe(46)
    expect(scrollFor(0, 92, 460, 100, 46)).toBe(0)
    const deep = scrollFor(999_999, 0, 600, 1_000_000, 46)!
    expect(viewOf(deep, 600, 1_000_000, 46).last).toBe(999_999)
  })
  it('has nothing to draw without rows', () => {
    expect(viewOf(0, 600, 0, 46)).toMatchObject({ first: 0, last: -1, height: 0 })
  })
})

describe('arrangement', () => {
  const columns: Column<object>[] = [{ key: 'a', label: 'A', width: 100 }, { key: 'b', label: 'B', width: 200, grow: true }, { key: 'c', label: 'C', width: 80 }]
  it('keeps an order and gives a column that came later its place', () => {
    expect(ordered(columns, ['c', 'a']).map((c) => c.key)).toEqual(['c', 'b', 'a'])
    expect(ordered(columns, undefined).map((c) => c.key)).toEqual(['a', 'b', 'c'])
    expect(ordered(columns, ['gone', 'b']).map((c) => c.key)).toContain('b')
  })
  it('moves a column and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
  })
  it('lets one column grow until somebody sets its width', () => {
    expect(template(columns, {})).toBe('100px minmax(200px,1fr) 80px')
    expect(template(columns, { widths: { b: 150 } })).toBe('100px 150px 80px')
    expect(leastWidth(columns, { widths: { a: 10 } })).toBe(56 + 200 + 80)
  })
})

describe('days', () => {
  const now = Date.parse('2026-12-14T14:32:00+08:00')
  it('keep presets relative', () => {
    expect(daysOf('today', now)).toEqual({ first: '2026-12-14', last: '2026-12-14' })
    expect(daysOf('week', now)?.first).toBe('2026-12-08')
    expect(rangeOf('2026-12-01..2026-12-02', now)).toEqual({ from: '2026-12-01T00:00:00+08:00', to: '2026-12-03T00:00:00+08:00' })
    expect(rangeOf('', now)).toEqual({})
    expect(rangeOf('nonsense', now)).toEqual({})
  })
})
