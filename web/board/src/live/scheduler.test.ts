import { describe, expect, it } from 'vitest'
import { DEFAULT_TIMING as T, type Arrival, type Verdict } from '@cleangate/shared/board'
import { advance, EMPTY, nextWake, offer, type Schedule } from './scheduler'

let n = 0
const car = (lane: number, verdict: Verdict, more: Partial<Arrival> = {}): Arrival => ({
  type: 'arrival', index: ++n, id: `car-${n}`, at: '2026-12-14T14:00:00+08:00',
  lane: { id: `l${lane}`, name: `${lane}号车道` }, direction: 'in', plate: '津A12345', colour: 'yellow',
  plate_class: 'large', verdict, headline: '', reason: '', stage: null, uncertain: [], resolved: false, ...more,
})
const ids = (s: Schedule) => s.shown.map((x) => x.arrival.id)
const at = (s: Schedule, ms: number) => advance(s, ms, T)

describe('one lane', () => {
  it.each([['admit', 6000], ['refuse', 10000], ['hold', 20000]] as const)('shows %s for %i ms', (verdict, ms) => {
    const s = offer(EMPTY, car(1, verdict), 0, T)
    expect(nextWake(s, T)).toBe(ms)
    expect(at(s, ms - 1).shown).toHaveLength(1)
    expect(at(s, ms).shown).toHaveLength(0)
    expect(nextWake(at(s, ms), T)).toBeNull()
  })

  it('lets a new arrival replace after 3 s, not before', () => {
    const a = car(1, 'refuse')
    const b = car(1, 'admit')
    const s = offer(offer(EMPTY, a, 0, T), b, 1000, T)
    expect(ids(s)).toEqual([a.id])
    expect(nextWake(s, T)).toBe(3000)
    expect(ids(at(s, 2999))).toEqual([a.id])
    expect(ids(at(s, 3000))).toEqual([b.id])
    expect(at(s, 3000).shown[0]?.until).toBe(9000)
  })

  it('replaces at once when the first has had its 3 s', () => {
    const b = car(1, 'admit')
    expect(ids(offer(offer(EMPTY, car(1, 'admit'), 0, T), b, 4000, T))).toEqual([b.id])
  })

  it('takes refuse and hold before admit', () => {
    const [a, b, c] = [car(1, 'admit'), car(1, 'admit'), car(1, 'refuse')]
    let s = offer(offer(offer(EMPTY, a, 0, T), b, 100, T), c, 200, T)
    s = at(s, 3000)
    expect(ids(s)).toEqual([c.id])
    expect(ids(at(s, 6000))).toEqual([b.id])
  })
})

describe('a hold', () => {
  it('becomes its resolution and the time starts again', () => {
    const h = car(2, 'hold')
    const s = offer(offer(EMPTY, h, 0, T), { ...h, verdict: 'admit', resolved: true }, 15000, T)
    expect(s.shown[0]?.arrival.verdict).toBe('admit')
    expect(s.shown[0]?.until).toBe(21000)
  })

  it('keeps its time when only the plate was corrected', () => {
    const h = car(2, 'hold')
    const s = offer(offer(EMPTY, h, 0, T), { ...h, plate: '津A88888' }, 5000, T)
    expect(s.shown[0]?.arrival.plate).toBe('津A88888')
    expect(s.shown[0]?.until).toBe(20000)
  })

  it('is taken off when it ended, shown or waiting', () => {
    const h = car(1, 'hold')
    expect(offer(offer(EMPTY, h, 0, T), { ...h, resolved: true }, 500, T).shown).toEqual([])
    const w = offer(offer(EMPTY, car(1, 'admit'), 0, T), h, 100, T)
    expect(offer(w, { ...h, resolved: true }, 200, T).waiting).toEqual([])
  })

  it('shows its resolution even after its 20 s', () => {
    const h = car(1, 'hold')
    const s = at(offer(EMPTY, h, 0, T), 30000)
    expect(ids(offer(s, { ...h, verdict: 'refuse' }, 45000, T))).toEqual([h.id])
  })

  it('comes back after another lane pushed it off', () => {
    const [h, r, third] = [car(1, 'hold'), car(2, 'refuse'), car(3, 'admit')]
    let s = offer(offer(EMPTY, h, 0, T), r, 0, T)
    s = offer(s, third, 4000, T)
    expect(ids(s)).toContain(third.id)
    expect(ids(s)).not.toContain(h.id)
    s = at(s, 7000)
    expect(ids(s)).toContain(h.id)
    expect(s.shown.find((x) => x.arrival.id === h.id)?.until).toBe(20000)
  })
})

describe('several lanes', () => {
  it('shares the screen at once', () => {
    const [a, b] = [car(1, 'admit'), car(4, 'refuse')]
    const s = offer(offer(EMPTY, a, 0, T), b, 100, T)
    expect(ids(s)).toEqual([a.id, b.id])
    expect(ids(at(s, 6000))).toEqual([b.id])
  })

  it('gives a third lane the half of the admitted one', () => {
    const [r, a, third] = [car(1, 'refuse'), car(2, 'admit'), car(3, 'refuse')]
    const s = offer(offer(offer(EMPTY, r, 0, T), a, 500, T), third, 1000, T)
    expect(ids(s)).toEqual([r.id, a.id])
    const later = at(s, 3500)
    expect(ids(later)).toEqual([r.id, third.id])
  })

  it('drops what waited longer than the longest hold', () => {
    let s: Schedule = { ...EMPTY, waiting: [{ arrival: car(1, 'admit'), since: 0, until: 20000 }] }
    s = at(s, 20000)
    expect(s.waiting).toEqual([])
    expect(s.shown).toEqual([])
  })
})

it('does not call a vehicle twice for a repeated message', () => {
  const a = car(1, 'admit')
  const s = at(offer(EMPTY, a, 0, T), 6000)
  expect(offer(s, a, 9000, T).shown).toEqual([])
})
